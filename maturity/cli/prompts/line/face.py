"""How does an interview go, line by line?"""

from __future__ import annotations

from maturity.cli.console import Console
from maturity.cli.prompts.interface import Ending
from maturity.cli.prompts.line.keyboard import Keyboard, Typed
from maturity.cli.prompts.line.page import Page
from maturity.cli.prompts.line.words import Asked, Meaning, NotUnderstood, meaning
from maturity.errors import MachineError, MaturityError
from maturity.interview import commands as c
from maturity.interview.effects import Refuse, Tell
from maturity.messages import say
from maturity.usecases.interview import Interview
from maturity.usecases.live_score import LiveScore, live_score
from maturity.view.interview import ItemView, item_view
from maturity.view.interview_overview import standing_words
from maturity.view.plain import visible

_HEARD = 200
"""So much of an answer is repeated when it is saved."""


def run(interview: Interview, console: Console, *, show_score: bool) -> Ending:
    """Hold an interview line by line; see `Face`."""
    with Keyboard() as keyboard:
        return _Face(interview, console, keyboard, show_score=show_score).run()


class _Face:
    def __init__(
        self, interview: Interview, console: Console, keyboard: Keyboard, *, show_score: bool
    ) -> None:
        self.interview, self.console, self.keyboard = interview, console, keyboard
        self.show_score = show_score
        self.page = Page(console)
        self.score: LiveScore | None = None
        self.section: tuple[str, ...] | None = None

    def run(self) -> Ending:
        self.page.tell(self.page.progress(self.interview.state, self.interview.moments))
        self.page.tell(self.page.say("line.start"))
        self.show()
        while True:
            view = self.view()
            try:
                typed = self.keyboard.line(self.prompt(view))
                meant = self.understood(typed, view)
                if isinstance(meant, Asked) and meant.act == "stop":
                    break
                self.carry_out(meant, view)
            except EOFError:
                break
        return "stopped" if self.interview.state.open else "finished"

    def view(self) -> ItemView | None:
        """The question at hand in words; None at the review."""
        state = self.interview.state
        if state.item is None:
            return None
        misfit = self.interview.misfits.get(state.item.id)
        return item_view(state, state.item, self.console.language, misfit)

    def show(self) -> None:
        """The question at hand, or the review."""
        view = self.view()
        if view is None:
            self.section = None
            self.page.review(self.interview.state, self.interview.moments)
            return
        self.page.question(view, new_place=view.where != self.section)
        self.section = view.where

    def prompt(self, view: ItemView | None) -> str:
        if view is None:
            return self.page.say("line.prompt.review")
        if view.way == "one":
            keys = [option.key for option in view.options]
            return self.page.say("line.prompt.one", first=keys[0], last=keys[-1])
        return self.page.say(f"line.prompt.{view.way}")

    def understood(self, typed: Typed, view: ItemView | None) -> Meaning:
        if typed.pasted and (view is None or view.way != "text"):
            return NotUnderstood("interview.line.pasted")
        return meaning(typed.text, view, self.console.language)

    def carry_out(self, meant: Meaning, view: ItemView | None) -> None:
        if isinstance(meant, NotUnderstood):
            self.page.tell(say(meant.key, self.console.language))
            self.page.tell(self.page.say("line.hint"))
        elif isinstance(meant, Asked):
            self.act(meant, view)
        else:
            self.do(meant)

    def do(self, command: c.Command) -> bool:
        """Carry a command out and say what came of it; whether it was not refused."""
        before = self.interview.state
        try:
            told = self.interview.do(command)
        except MachineError as error:
            self.page.tell(say(error.key, self.console.language, **error.values))
            self.page.tell(self.page.say("line.not_safe"))
            return False
        for effect in told:
            self.page.tell(self._words(effect))
        after = self.interview.state
        if before.response is not after.response:
            self.confirm(command)
            for effect in self.interview.save():
                self.page.tell(self._words(effect))
        if after.place != before.place or isinstance(command, c.Undo):
            self.show()
        return not any(isinstance(effect, Refuse) for effect in told)

    def confirm(self, command: c.Command) -> None:
        """Say what was understood, so that it can be heard."""
        last = self.interview.state.changes[-1:]
        if isinstance(command, c.Undo) or not last:
            return
        state = self.interview.state
        view = item_view(state, state.script.by_id[last[0].item], self.console.language)
        is_answer = isinstance(command, c.Give | c.Mark | c.NotApplicable)
        words = visible(view.state if is_answer else " ".join(view.remarks), _HEARD)
        self.page.tell(self.page.say("line.saved", words=words or self.page.say("line.empty")))

    def _words(self, effect: Refuse | Tell) -> str:
        return say(effect.key, self.console.language, **dict(effect.values))

    def act(self, asked: Asked, view: ItemView | None) -> None:
        if asked.act == "help":
            self.page.help(score=self.show_score)
        elif asked.act == "repeat":
            self.section = None
            self.show()
        elif asked.act == "standing":
            self.standing()
        elif asked.act == "jump":
            if target := asked.rest or self.ask("jump"):
                self.do(c.Jump(target))
        elif view is None:
            self.page.tell(self.page.say("refused.nothing_asked"))
        elif asked.act == "why":
            self.page.why(view)
        else:
            self.remark(asked, view)

    def remark(self, asked: Asked, view: ItemView) -> None:
        """A reason, a note, evidence or confidence, typed behind its letter or asked for."""
        if not view.can_mark:
            self.page.tell(self.page.say("refused.profile"))
        elif asked.act == "reason":
            self.do(c.NotApplicable(asked.rest or self.ask("reason")))
        elif asked.act == "note":
            self.note(asked.rest)
        elif asked.act == "confidence":
            self.confidence(asked.rest or self.ask("confidence"))
        else:
            self.evidence(asked.rest or self.ask("evidence"))

    def ask(self, what: str) -> str:
        """One more line; empty when nothing is to be said."""
        return self.keyboard.line(self.page.say(f"line.ask.{what}")).text.strip()

    def note(self, text: str) -> None:
        if not text and self.keyboard.can_paste:
            text = self.ask("note")
        elif not text:
            # This terminal cannot tell pasted text, so that an empty line has to end the note.
            self.page.tell(self.page.say("line.ask.note_lines"))
            lines: list[str] = []
            while line := self.keyboard.line("").text:
                lines.append(line)
            text = "\n".join(lines)
        if text:
            self.do(c.Note("" if text == "-" else text))

    def confidence(self, text: str) -> None:
        levels = {"l": "low", "m": "medium", "h": "high"}
        if not text:
            return
        letter = text[:1].casefold()
        if letter not in levels and letter != "-":
            self.page.tell(self.page.say("line.confidence"))
            return
        self.do(c.Confidence(levels.get(letter)))  # type: ignore[arg-type]

    def evidence(self, title: str) -> None:
        if not title:
            return
        if title[0] == "-" and title[1:].strip().isdecimal():
            self.do(c.DropEvidence(int(title[1:]) - 1))
            return
        given = {name: self.ask(name) for name in ("url", "date")}
        self.page.grades(self.interview.questionnaire.model)
        given["grade"] = self.ask("grade")
        # Only what was refused is asked again, so that nothing has to be typed twice.
        while not self.do(c.AddEvidence(title, **given)):
            again = self.ask("again")
            if not again:
                return
            wrong = next((n for n in ("url", "date", "grade") if again.startswith(n[0])), None)
            if wrong:
                given[wrong] = self.ask(wrong)

    def standing(self) -> None:
        if not self.show_score:
            self.page.tell(self.page.say("line.no_score"))
            return
        try:
            self.score = self.score or live_score(self.interview)
            path = self.score.path(self.interview.state.response)
        except MaturityError as error:
            self.page.tell(say(error.key, self.console.language, **error.values))
            return
        self.page.tell(f"{standing_words(path, self.console.language)}.")
