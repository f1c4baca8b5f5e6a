"""What does a measure say in full?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages import say
from maturity.messages.numbers import decimal, listing
from maturity.model.rubric import Measure, Member, Rubric, Rung, Scale, Select
from maturity.usecases.content import Content
from maturity.usecases.shown import Fact, Shown, bound, fact


def show_measure(content: Content, rubric: Rubric, measure: Measure) -> Shown:
    """A measure that a rubric names."""
    title = content.text(measure.title) or str(measure.id)
    return Shown(title, measure_facts(content, rubric, measure))


def measure_facts(content: Content, rubric: Rubric, measure: Measure) -> tuple[Fact, ...]:
    """How a measure is scored, of what, and on which scale."""
    target = rubric.targets.get(measure.id or measure.section or "")
    return (
        *fact(content, "scored", *_scored(content, rubric, measure)),
        *fact(content, "made_of", *made_of(content, measure.of, measure.select)),
        *fact(content, "scale", *_scales(content, measure)),
        *fact(content, "rungs", *(_rung(content, rung) for rung in measure.levels or ())),
        *fact(content, "target", "" if target is None else bound(target)),
    )


def by_words(content: Content, rubric: Rubric, measure: Measure) -> str:
    """The aggregation in one or two words."""
    return say(f"list.by.{measure.by or rubric.scoring.by}", content.language)


def made_of(
    content: Content, members: tuple[Member, ...] | None, select: Select | None
) -> Iterator[str]:
    """The members of a measure or step, one a line; or what selects them."""
    for member in members or ():
        weight = f" x {decimal(member.weight, 6)}" if member.weight != 1 else ""
        yield f"{member.target[1]}{weight}"
    if select is not None:
        keys = {
            name: value
            for name in ("tag", "role", "kind", "section")
            if (value := getattr(select, name))
        }
        parts = [
            say(f"show.select.{name}", content.language, id=value) for name, value in keys.items()
        ]
        yield say(
            "show.select",
            content.language,
            parts=listing(parts, say("report.and", content.language)),
        )


def _scored(content: Content, rubric: Rubric, measure: Measure) -> Iterator[str]:
    default, language = rubric.scoring, content.language
    by = measure.by or default.by
    level = default.level if measure.level is None else measure.level
    yield say(f"show.by.{by}", language, level="" if level is None else bound(level))
    if (measure.on or default.on) == "score":
        yield say("show.on.score", language)
    floor = default.floor if measure.floor is None else measure.floor
    if floor and by in {"geometric_mean", "harmonic_mean"}:
        yield say("show.floor", language, floor=decimal(floor, 6))
    yield say(f"show.not_applicable.{measure.not_applicable or default.not_applicable}", language)
    yield say(f"show.missing.{measure.missing or default.missing}", language)
    least = default.minimum_answered
    least = least if measure.minimum_answered is None else measure.minimum_answered
    if least:
        yield say("show.minimum", language, share=f"{decimal(least * 100, 6)}%")
    rounding = measure.rounding or default.rounding
    if rounding is not None:
        decimals = int(rounding.decimals)
        yield say(f"show.rounding.{rounding.mode}", language, n=decimals)


def _scales(content: Content, measure: Measure) -> Iterator[str]:
    for key, scale in (("held", measure.scale), ("report_on", measure.report_on)):
        if scale is not None:
            yield _scale(content, key, scale)


def _scale(content: Content, key: str, scale: Scale) -> str:
    return say(
        f"show.scale.{key}",
        content.language,
        least=decimal(scale.least, 6),
        greatest=decimal(scale.greatest, 6),
    )


def _rung(content: Content, rung: Rung) -> str:
    start = rung.above if rung.from_ is None else rung.from_
    name = content.text(rung.name)
    return say(
        f"show.rung.{'above' if rung.from_ is None else 'from'}{'.named' if name else ''}",
        content.language,
        start=bound(0 if start is None else start),
        value=decimal(rung.value, 6),
        name=name,
    )
