"""Which file is the interview on, and what has to be decided before the first question?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from maturity.cli.console import Console
from maturity.cli.prompts.line.keyboard import Keyboard
from maturity.cli.prompts.line.page import Page
from maturity.diagnostics import Diagnostic
from maturity.errors import InputError
from maturity.interview.values import tidy
from maturity.messages.numbers import day
from maturity.storage.documents import read
from maturity.storage.yaml_writer import inline
from maturity.usecases.interview_opening import Opening
from maturity.usecases.interview_replay import Conflict, as_written
from maturity.view.plain import visible
from maturity.view.problems import problem_view

_LISTED = 5
_ID = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*")


class Start:
    """The conversation before the first question, line by line under both faces."""

    def __init__(self, console: Console, keyboard: Keyboard, now: datetime) -> None:
        self.page, self.keyboard, self.now = Page(console), keyboard, now

    def ask(self, key: str, **values: object) -> str:
        """One line, without blanks around it."""
        return self.keyboard.line(self.page.say(f"start.{key}", **values)).text.strip()

    def choose(self, files: Sequence[Path]) -> Path | None:
        """One of the recent files; None for a new one."""
        if not files:
            return None
        self.page.tell(self.page.say("start.which"))
        for number, file in enumerate(files, 1):
            self.page.tell(self._described(file), hang=f"  {number}  ")
        self.page.tell(self.page.say("start.new"), hang="  n  ")
        while True:
            typed = self.ask("choose", n=len(files))
            if typed.casefold() == "n":
                return None
            if typed.isdecimal() and 0 < int(typed) <= len(files):
                return files[int(typed) - 1]
            self.page.tell(self.page.say("start.choose_again", n=len(files)))

    def _described(self, file: Path) -> str:
        saved = datetime.fromtimestamp(file.stat().st_mtime, self.now.tzinfo)
        try:
            organisation = read(str(file)).value.get("organisation") or {}
            name = str(organisation.get("name") or organisation.get("id") or "")
        except (InputError, AttributeError):
            name = ""
        words = (
            visible(name, 60),
            visible(file),
            self.page.say("start.saved", when=self.when(saved)),
        )
        return ", ".join(word for word in words if word)

    def organisation(self, suggested: str) -> tuple[str, str]:
        """The name of the organisation and its id."""
        while True:
            name = " ".join(self.ask("organisation").split())
            if name:
                break
            self.page.tell(self.page.say("start.organisation_needed"))
        found = id_of(name) or suggested
        while True:
            typed = self.ask("id", id=found) if found else self.ask("id_free")
            identity = typed or found
            if _ID.fullmatch(identity) and len(identity) <= 80:
                return name, identity
            self.page.tell(self.page.say("start.id_again"))

    def file_for(self, identity: str) -> Path:
        """Where a new response goes; nothing is there yet."""
        found = next(
            path
            for number in range(1, 10_000)
            if not (path := Path(f"{identity}{f'-{number}' if number > 1 else ''}.yaml")).exists()
        )
        while True:
            typed = self.ask("file", file=str(found))
            path = Path(typed) if typed else found
            key = _why_not(path, typed)
            if not key:
                return path
            self.page.tell(self.page.say(f"start.{key}", file=visible(path, 240)))

    def settle(self, opening: Opening, *, is_new: bool) -> bool:
        """Tell what has changed since, and ask what has to be decided; False when the user stops."""
        if opening.by_hand and not self._by_hand(opening):
            return False
        self._questionnaire(opening)
        if opening.left is not None and opening.left.at is not None and not is_new:
            return self._go_on(opening)
        return True

    def _by_hand(self, opening: Opening) -> bool:
        self._list("by_hand", [self._both(each) for each in opening.by_hand])
        ways: dict[str, Callable[[], None] | None] = {
            "f": opening.keep_file, "i": opening.take_journal, "q": None,
        }  # fmt: skip
        while (typed := self.ask("by_hand.ask").casefold()) not in ways:
            pass
        way = ways[typed]
        if way is not None:
            way()
        return way is not None

    def _questionnaire(self, opening: Opening) -> None:
        """What a questionnaire that has changed means for the answers."""
        found = {
            "reworded": opening.reworded,
            "misfits": opening.misfits,
            "gone": opening.gone,
            "overruled": [self._both(each) for each in opening.overruled],
            "stays": [self._problem(each) for each in opening.stays],
        }
        if opening.version or any(found.values()):
            self.page.tell(self.page.say("start.changed", n=opening.answered))
        for key, lines in found.items():
            self._list(key, lines)
        if opening.version:
            opening.take_version()
        wanted = opening.gone and self.ask("gone.ask").casefold() in {"", "y", "yes"}
        if wanted and not opening.set_aside():
            self.page.tell(self.page.say("start.gone.stay"))

    def _both(self, conflict: Conflict) -> str:
        """What the file and the interview say to the same."""
        spot, in_file, ours = conflict
        return self.page.say(
            "start.by_hand.line", id=spot.id, file=self._value(in_file), interview=self._value(ours)
        )

    def _value(self, said: Any) -> str:
        value = as_written(said)
        if value is None:
            return self.page.say("start.nothing")
        return visible(value if isinstance(value, str) else inline(value), 60)

    def _problem(self, found: Diagnostic) -> str:
        """Where something stands in the file, and what is wrong with it."""
        route = found.route[1:] if found.route[0] == "answers" else found.route
        where = " ".join(str(key + 1) if isinstance(key, int) else key for key in route)
        return f"{where}: {problem_view(found, self.page.console.language).message}"

    def _list(self, key: str, lines: Sequence[str]) -> None:
        """How many there are of something, and the first of them."""
        if not lines:
            return
        self.page.tell(self.page.say(f"start.{key}", n=len(lines)))
        for line in lines[:_LISTED]:
            self.page.tell(visible(line, 240), hang="  - ")
        if len(lines) > _LISTED:
            self.page.tell(self.page.say("start.more", n=len(lines) - _LISTED), hang="  - ")

    def _go_on(self, opening: Opening) -> bool:
        left, state = opening.left, opening.interview.state
        if left is None or left.at is None:
            return True
        when = self.when(left.at.astimezone(self.now.tzinfo))
        self.page.tell(self.page.say("start.left", when=when))
        self.page.tell(self.page.progress(state, ()))
        while (typed := self.ask("go_on").casefold()) not in {"", "o", "q"}:
            pass
        if not typed:
            opening.go_on()
        return typed != "q"

    def when(self, moment: datetime) -> str:
        """A moment in words: today at 14:02, or a date."""
        time = moment.strftime("%H:%M")
        if moment.date() == self.now.date():
            return self.page.say("start.today", time=time)
        return self.page.say("start.on", day=day(moment.date()), time=time)


def _why_not(path: Path, typed: str) -> str:
    """The key of why a new file cannot have a name as it was typed; empty where it can."""
    if "\n" in typed or tidy(typed) != (typed, 0):
        return "file_controls"
    try:
        if path.exists():
            return "file_there"
        return "" if path.parent.is_dir() else "file_no_folder"
    except OSError:
        return "file_no_name"


def id_of(name: str) -> str:
    """An id made of a name; empty where nothing of it can be written in plain letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
