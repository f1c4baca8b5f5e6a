"""How does an interview begin: with a new file, an old one, or one that was left in the middle?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from maturity.diagnostics import Diagnostic, errors_in, nearest
from maturity.errors import InputError, MachineError, UsageError
from maturity.interview.effects import Change
from maturity.interview.items import Item, is_open, items_of, said, with_said
from maturity.interview.routing import script_for
from maturity.interview.session import begin
from maturity.interview.values import fits, tidy
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Answer, Response
from maturity.storage import yaml_reader
from maturity.storage.atomic import part_of, write
from maturity.storage.journal import Event, Journal, journal_of, open_journal
from maturity.storage.library import Library
from maturity.storage.packaged import DEFAULT_QUESTIONNAIRE
from maturity.storage.splice import CannotSpliceError, comment_out, put_all
from maturity.storage.starter import starter
from maturity.usecases.interview import Clock, Interview, put_in
from maturity.usecases.interview_replay import Left, replayed, with_all

_NO_LONGER_FITS = frozenset({"MA102", "MA103", "MA104", "MA111", "MA116"})
_NO_LONGER_ASKED = frozenset({"MA101", "MA106"})
_VERSION = frozenset({"MA108", "MA109"})


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
        head: What the journal rests on from now on.
        version: The questionnaire's version in the file, where it is not the one at hand.
        reworded: Questions that are asked in other words than when the interview began.
        misfits: Answers that no longer fit their questions.
        gone: Answers to what is not asked any more.
        answered: How many questions have an answer that fits.
    """

    interview: Interview
    left: Left | None
    by_hand: tuple[tuple[Item, Any, Any], ...]
    head: Event
    version: str | None
    reworded: tuple[str, ...]
    misfits: tuple[str, ...]
    gone: tuple[str, ...]
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
        self._confirm_again([(item, ours) for item, _, ours in self.by_hand])

    def _confirm_again(self, wanted: Iterable[tuple[Item, Any]]) -> None:
        """Confirm answers once more, so that they stand behind what the file holds now."""
        interview = self.interview
        upto = interview.changes
        unsaved = [(i, said(interview.state.response, i)) for i in interview.unsaved.values()]
        for item, ours in (*unsaved, *wanted):
            state = interview.state
            change = Change(item.id, said(state.response, item), ours)
            response = with_said(state.response, item, ours)
            changes = (change,) if change.before != change.now else ()
            after = replace(state, response=response, changes=(*state.changes, *changes))
            interview.confirm(change, after)
        interview.begin(self.head, upto)

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

        def without(text: str) -> str:
            for parent in ("answers", "profile"):
                keys = [name for name in self.gone if _parent(name) == parent]
                keys = [name.removeprefix("profile/") for name in keys]
                text = comment_out(text, parent, keys) if keys else text
            return text

        try:
            self.interview.rewrite(without)
        except CannotSpliceError:
            return False
        return True


def _parent(name: str) -> str:
    return "profile" if name.startswith("profile/") else "answers"


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
    journal = open_journal(file, holder)
    try:
        part_of(file).unlink(missing_ok=True)
        _restore(file, journal)
        return _opening(path, file, library, wish, clock, journal)
    except BaseException:
        journal.close(remove=fresh)
        raise


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
    model = questionnaire.model
    misfits = {_item_of(d): d for d in found if d.code in _NO_LONGER_FITS}
    gone = tuple(_item_of(d) for d in found if d.code in _NO_LONGER_ASKED)
    expected = _NO_LONGER_FITS | _NO_LONGER_ASKED | _VERSION
    if errors_in(other := [d for d in found if d.code not in expected]):
        raise InputError(other)
    library.diagnostics += other
    _check_names(model, wish)
    fitting = _fitting(response.model, model, misfits, gone)
    script = script_for(
        model, fitting, role=wish.role, section=wish.section, only_open=wish.only_open
    )
    digests = _digests(model)
    known = next((e["questions"] for e in reversed(journal.events) if "questions" in e), digests)
    earlier = replayed(script, fitting, journal.events, response.document.sha256)
    interview = Interview(
        file=file,
        questionnaire=questionnaire,
        library=library,
        journal=journal,
        state=begin(script, with_all(fitting, earlier.unsaved), changes=earlier.changes),
        clock=clock,
        saved=response.document.sha256,
        misfits={name: d.values.get("found") for name, d in misfits.items()},
        unsaved={item.id: item for item, _ in earlier.unsaved},
        changes=earlier.puts,
        held=earlier.upto,
        foreign=bool(earlier.by_hand),
    )
    # Read again with its byte order mark, so that a file that gets lost is written as it was.
    head = {"questions": digests, "text": file.read_bytes().decode()}
    if not earlier.by_hand:
        interview.begin(head, earlier.upto)
    older = any(d.code in _VERSION for d in found)
    return Opening(
        interview=interview,
        left=earlier.left,
        by_hand=earlier.by_hand,
        head=head,
        version=response.model.questionnaire.version if older else None,
        reworded=tuple(
            name
            for name, digest in digests.items()
            if known.get(name, digest) != digest and not is_open(fitting, script.by_id[name])
        ),
        misfits=tuple(misfits),
        gone=gone,
        answered=sum(not is_open(fitting, item) for item in script.items if not item.is_profile),
    )


def _item_of(found: Diagnostic) -> str:
    """The item a diagnostic of a response is about."""
    parent, name = str(found.route[0]), str(found.route[1])
    return f"profile/{name}" if parent == "profile" else name


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


def _fitting(
    response: Response,
    questionnaire: Questionnaire,
    misfits: Collection[str],
    gone: Collection[str],
) -> Response:
    """The response without the answers that cannot be taken as they are; their notes stay."""
    names = {*misfits, *gone}
    answers = {name: value for name, value in response.answers.items() if name not in names}
    for name in misfits:
        if name in response.answers:
            rest = response.answers[name].model_copy(update={"answer": None, "reason": None})
            answers |= {name: rest} if rest != Answer() else {}
    profile = {k: v for k, v in response.profile.items() if f"profile/{k}" not in names}
    fitting = response.model_copy(update={"answers": answers, "profile": profile})
    for item in items_of(questionnaire):
        value = said(response, item) if item.row and f"profile/{item.about.id}" in names else None
        if value is not None and fits(item, value) is None:
            fitting = with_said(fitting, item, value)
    return fitting


def _digests(questionnaire: Questionnaire) -> dict[str, str]:
    """What tells whether a question is still asked in the same words, by id."""
    return {
        question.id: hashlib.sha256(question.model_dump_json().encode()).hexdigest()[:12]
        for question in questionnaire.questions()
    }
