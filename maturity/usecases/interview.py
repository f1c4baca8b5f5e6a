"""How does an interview run, so that every confirmed answer is safe before the next question?

A change goes to the journal first, then the file of the response is brought up to date. Prints
nothing; both faces of the interview speak through `Interview`.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from maturity.errors import InputError, MachineError, MaturityError
from maturity.interview.commands import Command
from maturity.interview.effects import Change, Record, Refuse, Tell
from maturity.interview.items import Item
from maturity.interview.session import State, advance
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
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
        misfits: Answers in the file that no longer fit their questions, by id; they stay there until
            they are answered again.
        unsaved: What is in the journal but not in the file.
        changes: How many changes the journal holds.
        held: How many of them the file holds.
        foreign: Whether the file holds what someone else wrote and its user was not asked about yet; the
            journal does not take it for its own then, so that the next start asks.
        moments: When each answer of this sitting was confirmed, in seconds.
    """

    file: Path
    questionnaire: Loaded[Questionnaire]
    library: Library
    journal: Journal
    state: State
    clock: Clock
    saved: str
    misfits: dict[str, Any] = field(default_factory=dict)
    unsaved: dict[str, Item] = field(default_factory=dict)
    changes: int = 0
    held: int = 0
    foreign: bool = False
    moments: list[float] = field(default_factory=list)
    _saving: Lock = field(default_factory=Lock)

    def begin(self, head: Event, upto: int) -> None:
        """Note in the journal what it rests on, and save what is not in the file yet.

        Args:
            head: What the journal rests on.
            upto: How many of the journal's changes the file holds as it is.
        """
        self.journal.append({"file": self.saved, "upto": upto, "done": True, **head})
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
            self.confirm(change, state)
        if state.place != self.state.place:
            # Where nothing can be written any more, one can still look around.
            with contextlib.suppress(MachineError):
                self.journal.append({"stands": state.place}, sync=False)
            self.state = state
        return tuple(effect for effect in effects if not isinstance(effect, Record))

    def confirm(self, change: Change, state: State) -> None:
        """Make a change safe, and then the state after it the present one.

        Raises:
            MachineError: When it cannot be made safe.
        """
        now = self.clock()
        self.journal.append(
            {
                "put": change.item,
                "was": as_written(change.before),
                "now": as_written(change.now),
                "undo": len(state.changes) < len(self.state.changes),
                "at": now.isoformat(timespec="seconds"),
                "stands": state.place,
            }
        )
        with self._saving:
            self.changes += 1
            self.unsaved[change.item] = state.script.by_id[change.item]
            self.state = state
        # The profile goes quickly and says nothing of how long a question is discussed.
        if not state.script.by_id[change.item].is_profile:
            self.moments.append(now.timestamp())

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
            items, upto = dict(self.unsaved), self.changes
            response = self.state.response
            if not items:
                return ()
            try:
                told = self._write(response, items.values(), upto)
            except (MaturityError, OSError) as error:
                return (Tell("interview.not_saved", (("why", _why(error)),)),)
            for name in items:
                self.misfits.pop(name, None)
            self.unsaved.clear()
            return told

    def _write(self, response: Response, items: Iterable[Item], upto: int) -> tuple[Tell, ...]:
        document = self._document()
        puts: Puts = dict(_put(response, item) for item in items)
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
        self._store(text, upto)
        return tuple(told)

    def _order(self) -> list[str]:
        return [item.about.id for item in self.state.script.items]

    def _document(self) -> Document:
        document = read(str(self.file))
        self.foreign |= document.sha256 != self.saved
        return document

    def _store(self, text: str, upto: int) -> None:
        mark = codecs.BOM_UTF8 if self.file.read_bytes().startswith(codecs.BOM_UTF8) else b""
        data = mark + text.encode()
        ours = {"file": hashlib.sha256(data).hexdigest(), "upto": upto}
        # Before the file changes, so that it is known as ours even if this process ends in between.
        if not self.foreign:
            self.journal.append({**ours, "done": False}, sync=False)
        write(str(self.file), data)
        self.saved, self.held = str(ours["file"]), upto
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
        changed[parent] = {**(changed.get(parent) or {}), key: new}
    return changed


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


def _put(response: Response, item: Item) -> tuple[Route, Any]:
    name = item.about.id
    if item.is_profile:
        return ("profile", name), response.profile.get(name)
    return ("answers", name), as_written(response.answers.get(name))


def _why(error: MaturityError | OSError) -> str:
    if isinstance(error, InputError):
        found = error.diagnostics[0]
        return f"{found.code}, line {found.place.line}" if found.place.line else found.code
    if isinstance(error, MaturityError):
        return str(error.values.get("why", error.key))
    return error.strerror or str(error)
