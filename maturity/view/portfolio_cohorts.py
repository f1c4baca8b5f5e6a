"""How do groups of organisations compare, in words?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maturity.messages.numbers import grouped
from maturity.model.cohorts import Breakdown, CohortGroup, Middle
from maturity.view import portfolio_maps as shown
from maturity.view.portfolio_heat import cells, columns, fact_heads, progress_words
from maturity.view.portfolio_words import Told
from maturity.view.wording.names import short

_MOST_HELD = 8
_LONGEST = 60


def cohorts(told: Told) -> shown.Cohorts | None:
    """All organisations by label, and by several labels together; None where nobody asked for it."""
    found = told.portfolio.cohorts
    if not found:
        return None
    heads = (told.say("cohorts.count"), *fact_heads(told))
    heat = shown.HeatMap(
        "groups", told.say("cohorts.caption"), told.say("cohorts.group"), heads, ()
    )
    return shown.Cohorts(
        lead=told.say("cohorts.lead", smallest=found[0].smallest),
        map=heat,
        wide=1 + len(heads) + len(columns(told)),
        groups=tuple(_shown(told, found)),
        notes=tuple(_notes(told, found)),
    )


def _shown(told: Told, found: Sequence[Breakdown]) -> Iterator[shown.CohortGroup]:
    for breakdown in found:
        rows = tuple(_row(told, group) for group in breakdown.groups if not group.suppressed)
        if rows:
            yield shown.CohortGroup(_title(told, breakdown), rows)


def _title(told: Told, breakdown: Breakdown) -> str:
    return told.say("cohorts.joint").join(_label(told, label) for label in breakdown.labels)


def _label(told: Told, label: str) -> str:
    """What a label is called: as the questionnaire's question about it, or as it is."""
    for question in told.questionnaire.profile:
        if question.id == label and question.title is not None:
            return told.text(question.title)
    return label.capitalize()


def _row(told: Told, group: CohortGroup) -> shown.HeatRow:
    facts = [grouped(group.bodies or 0)]
    if told.portfolio.path is not None:
        facts += [str(group.position), progress_words(told, _median(group.progress))]
    medians = {name: _median(middle) for name, middle in group.measures.items()}
    return shown.HeatRow(_name(told, group), tuple(facts), tuple(cells(told, medians)))


def _median(middle: Middle | None) -> float | None:
    return None if middle is None else middle.median


def _name(told: Told, group: CohortGroup) -> str:
    words = [told.say("cohorts.unsaid") if value is None else value for value in group.values]
    return told.say("cohorts.joint").join(short(word, _LONGEST) for word in words)


def _notes(told: Told, found: Sequence[Breakdown]) -> Iterator[str]:
    for breakdown in found:
        title, least = _title(told, breakdown), breakdown.smallest
        held = [_name(told, group) for group in breakdown.groups if group.suppressed]
        if breakdown.withheld is not None:
            yield told.say(f"cohorts.{breakdown.withheld}", title=title, smallest=least)
        elif held:
            yield told.say("cohorts.held", title=title, names=told.listed(held, _MOST_HELD))
