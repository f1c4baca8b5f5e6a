"""What did earlier sittings of an interview leave behind in its journal?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from maturity.interview.effects import Change
from maturity.interview.items import Item, Spot, said, with_said
from maturity.interview.values import fits
from maturity.model.response import Answer, Response
from maturity.storage.journal import Event

Conflict = tuple[Spot, Any, Any]


@dataclass(frozen=True)
class Left:
    """How the last sitting was left.

    Attributes:
        at: When the last answer was confirmed; None when there was none.
        place: The item at hand; None at the review.
    """

    at: datetime | None
    place: str | None


@dataclass(frozen=True)
class Replay:
    """What a journal adds to the file it lies beside.

    Attributes:
        unsaved: What was confirmed but is not in the file yet, whether it is still asked or not: spots
            with what is said there.
        by_hand: What was changed in the file since: (item, in the file, in the journal).
        overruled: What was changed in the file since, before it held what was confirmed, and what was
            confirmed is no answer any more: (spot, in the file, in the journal).
        changes: What undo can take back.
        puts: How many changes the journal holds.
        upto: How many of them the file held when it was last saved.
        left: How the last sitting was left; None where there was none.
    """

    unsaved: tuple[tuple[Spot, Any], ...]
    by_hand: tuple[Conflict, ...]
    overruled: tuple[Conflict, ...]
    changes: tuple[Change, ...]
    puts: int
    upto: int
    left: Left | None


def replayed(
    items: Mapping[str, Item], response: Response, events: Sequence[Event], digest: str
) -> Replay:
    """What a journal adds to a response.

    A file that has the digest last named in the journal is as an interview left it, and only what was
    confirmed afterwards is missing in it; a digest that is not `done` belongs to a file that may not have
    been written any more. Any other file was changed by hand: where it says something else than the
    journal, its user has to decide.

    Args:
        items: What can be asked, by id.
        response: What the file says, whether it fits or not.
        events: The journal's.
        digest: The file's.
    """
    puts = [event for event in events if "put" in event]
    known = _latest_files(events)
    same = [event for event in known if event["file"] == digest]
    upto = int((same[-1:] or known[:1] or [{"upto": 0}])[0]["upto"])
    before = {event["put"]: event["was"] for event in reversed(puts[upto:])}
    unsaved: list[tuple[Spot, Any]] = []
    by_hand: list[Conflict] = []
    overruled: list[Conflict] = []
    for name, event in {event["put"]: event for event in puts}.items():
        spot = items.get(name) or _spot(event)
        in_file, ours = said(response, spot), _said(spot, event["now"])
        if as_written(in_file) == event["now"]:
            continue
        if name in before and (same or as_written(in_file) == before[name]):
            unsaved.append((spot, ours))
        elif not same and _fits(spot, ours):
            by_hand.append((spot, in_file, ours))
        elif name in before:
            overruled.append((spot, in_file, ours))
    return Replay(
        unsaved=tuple(unsaved),
        by_hand=tuple(by_hand),
        overruled=tuple(overruled),
        changes=_undoable(items, puts, with_all(response, unsaved)),
        puts=len(puts),
        upto=upto,
        left=_left(events),
    )


def _spot(event: Event) -> Spot:
    """Where something stands that is not asked any more."""
    return Spot(event["put"], axes=tuple(event["axes"]) if "axes" in event else None)


def _latest_files(events: Sequence[Event]) -> list[Event]:
    """The file that was written last for certain, and those that may have been written after it."""
    files = [event for event in events if "file" in event]
    done = [place for place, event in enumerate(files) if event["done"]]
    return files[done[-1] :] if done else files


def with_all(response: Response, unsaved: Sequence[tuple[Spot, Any]]) -> Response:
    """The response with what was confirmed but not saved."""
    for spot, value in unsaved:
        response = with_said(response, spot, value)
    return response


def as_written(value: Any) -> Any:
    """What is said to an item, as files and the journal hold it."""
    return value.written() if isinstance(value, Answer) else value


def _said(spot: Spot, value: Any) -> Any:
    if value is None or spot.is_profile:
        return value
    return Answer.model_validate(value if isinstance(value, dict) else {"answer": value})


def _fits(spot: Spot, value: Any) -> bool:
    """Whether something can be said at a spot at present."""
    if not isinstance(spot, Item):
        return False
    if isinstance(value, Answer):
        return value.state != "answered" or fits(spot, value.answer) is None
    return value is None or fits(spot, value) is None


def _undoable(
    items: Mapping[str, Item], puts: Sequence[Event], response: Response
) -> tuple[Change, ...]:
    """The changes that led to what is said now, back to one that was overtaken by other means.

    What was written by hand is not taken back, and nothing is brought back that no longer fits.
    """
    done: list[Event] = []
    for event in puts:
        if event["undo"]:
            del done[-1:]
        elif event["was"] != event["now"]:
            done.append(event)
    changes: list[Change] = []
    for event in reversed(done):
        item = items.get(event["put"])
        if item is None:
            continue
        was, now = _said(item, event["was"]), _said(item, event["now"])
        is_latest = as_written(said(response, item)) == event["now"]
        if not (is_latest and _fits(item, was) and _fits(item, now)):
            break
        response = with_said(response, item, was)
        changes.append(Change(item.id, was, now))
    return tuple(reversed(changes))


def _left(events: Sequence[Event]) -> Left | None:
    places = [event["stands"] for event in events if "stands" in event]
    moments = [event["at"] for event in events if "at" in event]
    if not places:
        return None
    return Left(datetime.fromisoformat(moments[-1]) if moments else None, places[-1])
