"""How far is the organisation from its targets?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.messages.numbers import day, decimal
from maturity.scoring.plan import TOLERANCE
from maturity.view.wording import (
    against,
    answer_words,
    apart,
    given_value,
    native,
    question_of,
    rounding_of,
    shown_number,
    state_of,
    title_of,
)

if TYPE_CHECKING:
    from maturity.model.assessment import TargetGap
    from maturity.scoring.assess import Scored


@dataclass(frozen=True)
class TargetRow:
    """One target: where it stands, where it should, what is missing, and the way done.

    Attributes:
        to_go: What is missing, where it can be said as a number or as levels; else empty.
        share: The way from the least to the target, 0 to 1; None where it is not known.
        since: What changed since the baseline; empty without one.
    """

    id: str
    is_question: bool
    title: str
    now: str
    target: str
    gap: str
    to_go: str
    share: float | None
    shown: str
    since: str
    reached: bool


def target_rows(scored: Scored, language: str) -> tuple[TargetRow, ...]:
    """Every target, in the order in which the assessment has them."""
    return tuple(_rows(scored, language))


def baseline_day(scored: Scored) -> str:
    """When the organisation set its targets; empty where no target has a baseline."""
    target = scored.response.target
    known = any(found.baseline is not None for found in scored.assessment.targets.values())
    return day(target.baseline.date) if known and target and target.baseline else ""


def target_words(scored: Scored, name: str, language: str) -> str:
    """A target in words."""
    return _goal(scored, name, scored.assessment.targets[name].target, language)


def _rows(scored: Scored, language: str) -> Iterator[TargetRow]:
    for name, found in scored.assessment.targets.items():
        reached = found.gap is not None and found.gap <= TOLERANCE
        to_go = _to_go(scored, name, found, language)
        yield TargetRow(
            id=name,
            is_question=found.kind == "question",
            title=title_of(scored, name, language),
            now=_now(scored, name, found, language),
            target=target_words(scored, name, language),
            gap=to_go or _without_number(found, language),
            to_go=to_go,
            share=found.share,
            shown=_unsaid(language) if found.share is None else against(found.share, 1.0),
            since=_since(scored, name, found, language),
            reached=reached,
        )


def _unsaid(language: str) -> str:
    return say("report.target.unsaid", language)


def _now(scored: Scored, name: str, found: TargetGap, language: str) -> str:
    if found.kind == "question":
        if found.value is None:
            return say(f"report.state.{state_of(scored, name)}", language)
        return answer_words(scored, name, given_value(scored, name, found.value), language)
    if found.value is None:
        return say("report.no_score", language)
    return apart(found.value, found.target, rounding_of(scored, name))


def _goal(scored: Scored, name: str, value: float, language: str) -> str:
    if name in scored.plan.column:
        return answer_words(scored, name, native(scored, name, value), language)
    shown = shown_number(scored, name, value)
    return shown if abs(float(shown) - value) <= TOLERANCE else decimal(value, 6)


def _without_number(found: TargetGap, language: str) -> str:
    if found.gap is None:
        return _unsaid(language)
    return say(f"report.target.{'reached' if found.gap <= TOLERANCE else 'not_yet'}", language)


def _to_go(scored: Scored, name: str, found: TargetGap, language: str) -> str:
    if found.value is None or found.gap is None or found.gap <= TOLERANCE:
        return ""
    if found.kind != "question":
        return _more(apart(found.gap, 0.0, rounding_of(scored, name)), found.gap)
    kind = question_of(scored, name).type
    if kind in {"choice", "yes_no"}:
        return ""
    missing = abs(native(scored, name, found.target) - given_value(scored, name, found.value))
    shown = decimal(missing, 6)
    return say("report.target.levels", language, n=missing, gap=shown) if kind == "level" else shown


def _more(shown: str, gap: float) -> str:
    """A gap with so many digits that it does not look closed."""
    return decimal(gap, 6) if float(shown) == 0 else shown


def _since(scored: Scored, name: str, found: TargetGap, language: str) -> str:
    if found.baseline is None:
        return ""
    before = _goal(scored, name, found.baseline, language)
    done = found.progress
    if done is None:
        return say("report.target.since.plain", language, before=before)
    if abs(done) <= TOLERANCE:
        return say("report.target.since.same", language, before=before)
    key = "back" if done < 0 else "all" if done >= 1 - TOLERANCE else "part"
    share = against(done, 1.0)
    return say(f"report.target.since.{key}", language, before=before, share=share)
