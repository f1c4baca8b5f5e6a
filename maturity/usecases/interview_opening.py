"""How does an interview begin: with a new file, an old one, or one that was left in the middle?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from maturity.diagnostics import Diagnostic, Route, nearest
from maturity.errors import MachineError, MaturityError, UsageError
from maturity.interview.effects import Change
from maturity.interview.items import Spot, is_open, items_of, said, with_said
from maturity.interview.routing import script_for
from maturity.interview.session import begin
from maturity.interview.values import tidy
from maturity.model.questionnaire import Questionnaire
from maturity.storage import yaml_reader
from maturity.storage.atomic import part_of, write
from maturity.storage.journal import Event, Journal, journal_of, open_journal
from maturity.storage.library import Library
from maturity.storage.lint import responses
from maturity.storage.packaged import DEFAULT_QUESTIONNAIRE
from maturity.storage.splice import CannotSpliceError, comment_out, put_all, remark
from maturity.storage.starter import starter
from maturity.storage.yaml_writer import inline
from maturity.usecases.interview import Clock, Interview, put_in, puts_for, with_puts
from maturity.usecases.interview_fit import sorted_by_fit
from maturity.usecases.interview_replay import Conflict, Left, as_written, replayed, with_all


@dataclass(frozen=True)
class Wish:
    """What the user asked for on the command line."""

    questionnaire: str | None = None
    role: str | None = None
    section: str | None = None
    only_open: bool = False
    language: str = "en"


@dataclass(frozen=True)
class Opening:
    """An interview that is ready, with what its user has to decide or know first.

    Attributes:
        interview: Ready to run, at the first open item.
        left: How the last sitting was left, where it was left in the middle.
        by_hand: Items whose answers were changed in the file since: (item, in the file, in the journal).
            Where there are any, either `keep_file` or `take_journal` must be called.
        overruled: What was changed in the file since, while the interview's answer is none any more: the
            file's stays.
        asked: What is asked, for the journal to know.
        version: The questionnaire's version in the file, where it is not the one at hand.
        reworded: Questions that are asked in other words than when the interview began.
        misfits: Answers that no longer fit their questions.
        gone: Answers to what is not asked any more.
        places: Where they stand in the file.
        stays: What stands beside the answers in the file, no longer fits and stays as it is.
        answered: How many questions have an answer that fits.
    """

    interview: Interview
    left: Left | None
    by_hand: tuple[Conflict, ...]
    overruled: tuple[Conflict, ...]
    asked: Event
    version: str | None
    reworded: tuple[str, ...]
    misfits: tuple[str, ...]
    gone: tuple[str, ...]
    places: tuple[Route, ...]
    stays: tuple[Diagnostic, ...]
    answered: int

    def go_on(self) -> None:
        """Go on where the last sitting was left."""
        state = self.interview.state
        places = {None, *(item.id for item in state.route)}
        if self.left is not None and self.left.place in places:
            self.interview.state = replace(state, place=self.left.place)

    def keep_file(self) -> None:
        """Take the file as it was changed by hand."""
        self._confirm_again(())

    def take_journal(self) -> None:
        """Give the items that were changed by hand the answers of the interview again."""
        self._confirm_again([(spot, ours) for spot, _, ours in self.by_hand])

    def _confirm_again(self, wanted: Iterable[tuple[Spot, Any]]) -> None:
        """Confirm answers once more, so that they stand behind what the file holds now."""
        interview = self.interview
        upto = interview.changes
        for spot, ours in list(interview.unsaved.values()):
            interview.confirm(spot, ours, ours, interview.state)
        for spot, ours in wanted:
            state = interview.state
            change = Change(spot.id, said(state.response, spot), ours)
            response = with_said(state.response, spot, ours)
            after = replace(state, response=response, changes=(*state.changes, change))
            interview.confirm(spot, change.before, ours, after)
        _keep_as_comments(interview, self.overruled)
        interview.begin(self.asked, upto)

    def take_version(self) -> None:
        """Let the file name the version of the questionnaire that is asked from now on."""
        version = self.interview.questionnaire.model.version
        route = ("questionnaire", "version")
        self.interview.rewrite(lambda text: put_in(self.interview.file, text, {route: version}))

    def set_aside(self) -> bool:
        """Turn answers to what is not asked any more into comments of the file.

        Returns:
            Whether it could be done; else they stay in the file as they are.
        """
        if not self.interview.is_saved:
            return False
        try:
            self.interview.rewrite(lambda text: comment_out(text, self.places))
        except CannotSpliceError:
            return False
        return True


def create(
    path: str, name: str, organisation: str, library: Library, wish: Wish, day: date
) -> None:
    """Write a new response file, for `open_interview` to open.

    Args:
        path: Where to; nothing must be there.
        name: The organisation's name.
        organisation: Its id.
        library: Reads the questionnaire.
        wish: Names the questionnaire.
        day: The date of the response.
    """
    questionnaire = library.questionnaire(
        wish.questionnaire or DEFAULT_QUESTIONNAIRE, near=path
    ).model
    text = starter(questionnaire, organisation, day, wish.language)
    text = put_all(text, {("organisation", "name"): tidy(name)[0] or organisation})
    if path.lower().endswith(".json"):
        text = json.dumps(yaml_reader.load(text)[0], ensure_ascii=False, indent=2) + "\n"
    write(path, text.encode())


def open_interview(
    path: str, library: Library, wish: Wish, clock: Clock, holder: Mapping[str, Any]
) -> Opening:
    """The interview on a response file, ready to run.

    Raises:
        InputError: When the file or its questionnaire is invalid.
        UsageError: When there is no such role, section or questionnaire.
        MachineError: When the file is held by another process or cannot be written.
    """
    file = Path(path).resolve()
    _check_writable(path, file)
    fresh = not journal_of(file).exists()
    with ExitStack() as undo:
        journal = open_journal(file, holder)
        undo.callback(journal.close, remove=fresh)
        part_of(file).unlink(missing_ok=True)
        _restore(file, journal)
        opening = _opening(path, file, library, wish, clock, journal)
        undo.pop_all()
    return opening


def _check_writable(path: str, file: Path) -> None:
    # The owner's permission is looked at by itself: the superuser could write, but was not meant to.
    if file.is_file() and not file.stat().st_mode & 0o222:
        raise MachineError("error.interview.read_only", path=path)


def _restore(file: Path, journal: Journal) -> None:
    """Write a file that was lost again, as it was when the journal began."""
    heads = [event for event in journal.events if "text" in event]
    if not file.exists() and heads:
        head = heads[-1]
        journal.append({"file": head["file"], "upto": head["upto"], "done": True})
        write(str(file), str(head["text"]).encode())


def _opening(
    path: str, file: Path, library: Library, wish: Wish, clock: Clock, journal: Journal
) -> Opening:
    response, questionnaire, found = library.unfinished(path, wish.questionnaire)
    model, document = questionnaire.model, response.document
    items = {item.id: item for item in items_of(model)}
    earlier = replayed(items, response.model, journal.events, document.sha256)
    # What does not fit is looked for in the file as it will be once everything is saved.
    whole = with_all(response.model, earlier.unsaved)
    value = with_puts(document.value, puts_for(document.value, earlier.unsaved))
    fit = sorted_by_fit(
        whole, items, responses.lint(replace(document, value=value), whole, model, None)
    )
    library.diagnostics += fit.warnings
    _check_names(model, wish)
    script = script_for(
        model, fit.response, role=wish.role, section=wish.section, only_open=wish.only_open
    )
    digests = _digests(model)
    known = next((e["questions"] for e in reversed(journal.events) if "questions" in e), digests)
    interview = Interview(
        file=file,
        questionnaire=questionnaire,
        library=library,
        journal=journal,
        state=begin(script, fit.response, changes=earlier.changes),
        clock=clock,
        saved=document.sha256,
        outdated=fit.misfits,
        unsaved={spot.id: (spot, said) for spot, said in earlier.unsaved},
        changes=earlier.puts,
        held=earlier.upto,
    )
    older = any(d.code in {"MA108", "MA109"} for d in found)
    opening = Opening(
        interview=interview,
        left=earlier.left,
        by_hand=earlier.by_hand,
        overruled=earlier.overruled,
        asked={"questions": digests},
        version=response.model.questionnaire.version if older else None,
        reworded=tuple(
            name
            for name, digest in digests.items()
            if known.get(name, digest) != digest and not is_open(fit.response, items[name])
        ),
        misfits=tuple(fit.misfits),
        gone=tuple(dict.fromkeys(fit.gone.values())),
        places=tuple(fit.gone),
        stays=fit.stays,
        answered=sum(not is_open(fit.response, i) for i in items.values() if not i.is_profile),
    )
    if earlier.overruled and not earlier.by_hand:
        opening.keep_file()
    elif not earlier.by_hand:
        interview.begin(opening.asked, earlier.upto)
    return opening


def _keep_as_comments(interview: Interview, overruled: Iterable[Conflict]) -> None:
    """Keep answers that stand nowhere else as comments of the file, where it can have any."""
    lines = [f"{spot.id}: {inline(as_written(ours))}" for spot, _, ours in overruled]
    if lines:
        with suppress(CannotSpliceError, MaturityError):
            interview.rewrite(lambda text: remark(text, lines))


def _check_names(questionnaire: Questionnaire, wish: Wish) -> None:
    """Refuse a role or a section that the questionnaire does not have."""
    roles = [role.id for role in questionnaire.roles]
    sections = [section.id for section in questionnaire.walk()]
    for key, wanted, known in (
        ("error.interview.role", wish.role, roles),
        ("error.interview.section", wish.section, sections),
    ):
        if wanted is not None and wanted not in known:
            raise UsageError(
                key,
                id=wanted[:80],
                known=", ".join(known),
                near=nearest(wanted, known),
            )


def _digests(questionnaire: Questionnaire) -> dict[str, str]:
    """What tells whether a question is still asked in the same words, by id."""
    return {
        question.id: hashlib.sha256(question.model_dump_json().encode()).hexdigest()[:12]
        for question in questionnaire.questions()
    }
