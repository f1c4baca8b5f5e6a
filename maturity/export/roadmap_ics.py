"""A roadmap as a calendar (RFC 5545): one entry per action, and one for the day the target is reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from maturity.messages import say
from maturity.model.roadmap import PlannedAction, Roadmap
from maturity.scoring.assess import Scored
from maturity.view.plain import visible
from maturity.view.roadmap import roadmap_view
from maturity.view.roadmap_model import Bar, RoadmapView

_LINE = 75
"""Octets in a line, without its line break."""


def roadmap_ics(scored: Scored, roadmap: Roadmap, language: str) -> str:
    """The calendar; its entries take whole days and leave them free for other things.

    An entry keeps its identity from plan to plan, so that a calendar that is read in again moves what
    was moved instead of showing it twice.
    """
    view = roadmap_view(scored, roadmap, language)
    title = say("roadmap.file.title", language, organisation=view.organisation)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ecosystem-maturity//roadmap//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(title)}",
        *_entries(view, roadmap),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _entries(view: RoadmapView, roadmap: Roadmap) -> Iterator[str]:
    for bar, action in zip(view.bars, roadmap.actions, strict=True):
        yield from _action(view, bar, action, roadmap)
    end = roadmap.end or roadmap.date
    words = [*view.lead, *view.obstacles, *view.ways_out]
    # No action is called `target`: the dot keeps it apart from every id.
    yield from _entry(roadmap, ".target", (end, end), (view.headline, words))


def _action(view: RoadmapView, bar: Bar, action: PlannedAction, roadmap: Roadmap) -> Iterator[str]:
    def said(key: str, text: str) -> str:
        return f"{say(f'roadmap.file.{key}', view.language)}: {text}" if text else ""

    words = [
        bar.what,
        said("owner", bar.owner),
        said("effort", bar.effort),
        said("order", bar.after),
        *(said("done", f"{lift.title}, {lift.text}") for lift in bar.lifts),
        said("kpi", bar.kpi),
        *(said("references", f"{link.title} {link.url}".strip()) for link in bar.references),
    ]
    summary = f"[{bar.number}] {bar.title} ({bar.owner})"
    yield from _entry(roadmap, action.id, (action.start, action.end), (summary, words))


def _entry(
    roadmap: Roadmap, name: str, days: tuple[date, date], words: tuple[str, list[str]]
) -> Iterator[str]:
    first, last = days
    summary, lines = words
    yield "BEGIN:VEVENT"
    yield f"UID:{name}@{roadmap.organisation.id}.ecosystem-maturity"
    yield f"DTSTAMP:{roadmap.date:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    description = "\\n".join(_text(line) for line in lines if line)
    yield f"DESCRIPTION:{description}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Text as a value, on one line."""
    shown = visible(text).replace("\\", "\\\\")
    return shown.replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; those after the first begin with a blank. No character is broken."""
    part, octets = "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > _LINE:
            yield part
            part, octets = " ", 1
        part += sign
        octets += size
    yield part
