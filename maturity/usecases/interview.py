"""How does an interview run, so that every confirmed answer is safe before the next question?

A change goes to the journal first, then the file of the response is brought up to date. Prints
nothing; both faces of the interview speak through `Interview`.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from maturity.errors import InputError, MachineError, MaturityError
from maturity.interview.commands import Command
from maturity.interview.effects import Record, Refuse, Tell
from maturity.interview.items import Spot, in_place, is_open, says_nothing
from maturity.interview.session import State, advance
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Answer
from maturity.storage.atomic import write
from maturity.storage.documents import Document, read
from maturity.storage.journal import Event, Journal
from maturity.storage.library import Library, Loaded
from maturity.storage.splice import CannotSpliceError, Puts, Route, put_all
from maturity.storage.yaml_writer import json_text, whole
from maturity.usecases.interview_replay import as_written

Clock = Callable[[], datetime]


@dataclass
class Interview:
    """An interview on one file.

    Attributes:
        file: The response file.
        questionnaire: What is asked.
        library: What was read for it.
        journal: Open, and held by this process.
        state: Where the interview stands.
        clock: The local time, with its zone.
        saved: The digest of the file as this interview last left it.
        tried: The digest of what it last tried to write.
        outdated: What was said in the file that no longer fits its questions, by their ids; it stays
            there as long as they are not answered again.
        unsaved: What is in the journal but not in the file, by id: where it belongs and what is said
            there, whether that is still asked and fits or not.
        changes: How many changes the journal holds.
        held: How many of them the file holds.
        foreign: Whether the file may hold what someone else wrote, as before `begin`; the journal does not
            take it for its own then, so that the next start looks again.
        moments: When each question that was open got its answer in this sitting, in seconds.
    """

    file: Path
    questionnaire: Loaded[Questionnaire]
    library: Library
    journal: Journal
    state: State
    clock: Clock
    saved: str
    tried: str = ""
    outdated: Mapping[str, Any] = field(default_factory=dict)
    unsaved: dict[str, tuple[Spot, Any]] = field(default_factory=dict)
    changes: int = 0
    held: int = 0
    foreign: bool = True
    moments: list[float] = field(default_factory=list)
    _saving: Lock = field(default_factory=Lock)

    def begin(self, asked: Event, upto: int) -> None:
        """Note in the journal what it rests on, and save what is not in the file yet.

        Args:
            asked: What is asked, for the journal to know.
            upto: How many of the journal's changes the file holds as it is.
        """
        # With its byte order mark, so that a file that gets lost is written as it was.
        text = self.file.read_bytes().decode()
        self.journal.append({"file": self.saved, "upto": upto, "done": True, **asked, "text": text})
        self.held, self.foreign = upto, False
        self.save()

    def do(self, command: Command) -> tuple[Refuse | Tell, ...]:
        """Carry a command out; when this returns, what was confirmed is safe in the journal.

        Returns:
            What the user should hear about it.

        Raises:
            MachineError: When it cannot be made safe; the interview is then as it was before.
        """
        state, effects = advance(self.state, command)
        changes = [effect.change for effect in effects if isinstance(effect, Record)]
        for change in changes:
            spot = state.script.by_id[change.item]
            self.confirm(spot, change.before, change.now, state)
        if state.place != self.state.place:
            # Where nothing can be written any more, one can still look around.
            with contextlib.suppress(MachineError):
                self.journal.append({"stands": state.place}, sync=False)
            self.state = state
        return tuple(effect for effect in effects if not isinstance(effect, Record))

    def confirm(self, spot: Spot, before: Any, now: Any, state: State) -> None:
        """Make safe what is said at a spot, and then the state after it the present one.

        Raises:
            MachineError: When it cannot be made safe.
        """
        moment = self.clock()
        new = self._kept(spot, now)
        event: dict[str, Any] = {
            "put": spot.id,
            "was": as_written(self._kept(spot, before)),
            "now": as_written(new),
            "undo": len(state.changes) < len(self.state.changes),
            "at": moment.isoformat(timespec="seconds"),
            "stands": state.place,
        }
        # The row of a grid is written where it belongs even if the grid is not asked any more.
        self.journal.append({**event, "axes": spot.axes} if spot.axes else event)
        with self._saving:
            self.changes += 1
            self.unsaved[spot.id] = (spot, new)
            self.state = state
        # The profile goes quickly and says nothing of how long a question is discussed.
        if not spot.is_profile and says_nothing(before) and not says_nothing(now):
            self.moments.append(moment.timestamp())

    def _kept(self, spot: Spot, value: Any) -> Any:
        """What stands in the file: an answer that no longer fits stays until there is another."""
        old = self.outdated.get(spot.id)
        if not says_nothing(value) or old is None:
            return value
        if not isinstance(old, Answer):
            return old
        kept = {"answer": old.answer, "reason": old.reason}
        return (value or Answer()).model_copy(update=kept)

    @property
    def misfits(self) -> dict[str, Any]:
        """What is still to be answered again because it no longer fits, by id."""
        response, items = self.state.response, self.state.script.by_id
        return {
            name: old.answer if isinstance(old, Answer) else old
            for name, old in self.outdated.items()
            if is_open(response, items[name])
        }

    @property
    def is_saved(self) -> bool:
        """Whether the file holds everything that was confirmed."""
        return not self.unsaved

    def save(self) -> tuple[Tell, ...]:
        """Bring the file up to date; safe to call from another thread.

        Returns:
            What the user should hear: that the file was changed by someone else meanwhile, or that
            it could not be written and why. What was confirmed is in the journal in any case.
        """
        with self._saving:
            if not self.unsaved:
                return ()
            try:
                told = self._write()
            except (MaturityError, OSError) as error:
                return (Tell("interview.not_saved", (("why", _why(error)),)),)
            self.unsaved.clear()
            return told

    def _write(self) -> tuple[Tell, ...]:
        document = self._document()
        puts = puts_for(document.value, self.unsaved.values())
        told: list[Tell] = []
        if document.sha256 != self.saved:
            told.append(Tell("interview.changed_meanwhile", (("path", str(self.file)),)))
        try:
            text = put_in(self.file, document.text, puts, self._order())
        except CannotSpliceError:
            # Nothing of a text that is too clever to change in place may get lost.
            kept = self.file.with_name(f"{self.file.name}.before")
            write(str(kept), self.file.read_bytes())
            text = whole(with_puts(document.value, puts))
            told.append(Tell("interview.rewritten", (("path", str(kept)),)))
        self._store(text, self.changes)
        return tuple(told)

    def _order(self) -> list[str]:
        return [item.about.id for item in self.state.script.items]

    def _document(self) -> Document:
        document = read(str(self.file))
        # The file can be in its place even though the machine said that it could not be written.
        if document.sha256 == self.tried:
            self.saved = self.tried
        self.foreign |= document.sha256 != self.saved
        return document

    def _store(self, text: str, upto: int) -> None:
        mark = codecs.BOM_UTF8 if self.file.read_bytes().startswith(codecs.BOM_UTF8) else b""
        data = mark + text.encode()
        self.tried = hashlib.sha256(data).hexdigest()
        ours = {"file": self.tried, "upto": upto}
        # Before the file changes, so that it is known as ours even if this process ends in between.
        if not self.foreign:
            self.journal.append({**ours, "done": False}, sync=False)
        write(str(self.file), data)
        self.saved, self.held = self.tried, upto
        if not self.foreign:
            with contextlib.suppress(MachineError):
                self.journal.append({**ours, "done": True}, sync=False)

    def rewrite(self, change: Callable[[str], str]) -> None:
        """Change the text of the file in another way than by an answer.

        Raises:
            CannotSpliceError: When that cannot be done in place; the file is then as it was.
        """
        with self._saving:
            self._store(change(self._document().text), self.held)

    def close(self, *, finished: bool) -> tuple[Tell, ...]:
        """Save what is left and let go of the file; a finished interview leaves no journal."""
        told = self.save()
        self.journal.close(remove=finished and self.is_saved)
        return told


def with_puts(value: dict[str, Any], puts: Puts) -> dict[str, Any]:
    """The value of a file with other values at some places."""
    changed = dict(value)
    for (parent, key), new in puts.items():
        changed[parent] = {**_map(changed, parent), key: new}
    return changed


def _map(value: dict[str, Any], parent: str) -> dict[str, Any]:
    """What stands at a key of a file, which may have been spoilt by hand meanwhile."""
    held = value.get(parent)
    return held if isinstance(held, dict) else {}


def puts_for(value: dict[str, Any], said: Iterable[tuple[Spot, Any]]) -> Puts:
    """What has to be put into the value of a file so that it says something else at some spots."""
    puts: dict[Route, Any] = {}
    for spot, new in said:
        parent, key = spot.route
        held = puts[spot.route] if spot.route in puts else _map(value, parent).get(key)
        puts[spot.route] = in_place(held, spot, as_written(new))
    return puts


def put_in(file: Path, text: str, puts: Puts, order: Sequence[str] = ()) -> str:
    """The text of a response file with other values at some places.

    Args:
        file: Its name says whether it is JSON.
        text: What it holds.
        puts: The new values by their keys.
        order: The ids in the order in which new keys shall stand.

    Raises:
        CannotSpliceError: When that cannot be done in place.
    """
    if file.suffix.lower() == ".json":
        return json_text(with_puts(json.loads(text), puts), indent=2) + "\n"
    return put_all(text, puts, order)


def _why(error: MaturityError | OSError) -> str:
    if isinstance(error, InputError):
        found = error.diagnostics[0]
        return f"{found.code}, line {found.place.line}" if found.place.line else found.code
    if isinstance(error, MaturityError):
        return str(error.values.get("why", error.key))
    return error.strerror or str(error)
