"""What do a rubric, its paths, steps and actions say in full?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from maturity.messages import say
from maturity.messages.numbers import decimal
from maturity.model.rubric import Action, Path, Rubric, Step
from maturity.usecases.content import Content
from maturity.usecases.show_measure import made_of, show_measure
from maturity.usecases.shown import Fact, Shown, bound, fact


def things_of(content: Content, rubric: Rubric) -> Iterator[tuple[str, Callable[[], Shown]]]:
    """Everything in a rubric that has an id, with what shows it."""
    yield rubric.rubric, partial(_rubric, content, rubric)
    for measure in rubric.measures:
        if measure.id:
            yield measure.id, partial(show_measure, content, rubric, measure)
    for path in _paths(rubric):
        if path.id:
            yield path.id, partial(_path, content, path)
        for step in path.steps:
            yield step.id, partial(_step, content, path, step)
    for action in rubric.actions:
        yield action.id, partial(_action, content, action)


def _paths(rubric: Rubric) -> tuple[Path, ...]:
    return (*((rubric.path,) if rubric.path else ()), *rubric.paths)


def _rubric(content: Content, model: Rubric) -> Shown:
    steps = _steps(content, model.path) if model.path else ()
    paths = (f"{path.id}: {content.text(path.title)}" for path in model.paths)
    measures = (f"{m.id}: {content.text(m.title) or m.id}" for m in model.measures if m.id)
    version = say("show.version", content.language, version=model.version)
    about, fits = content.text(model.summary), model.questionnaire
    made_for = say("show.fits", content.language, id=fits.id, versions=fits.versions)
    facts = (
        Fact(version, tuple(line for line in (about, made_for) if line)),
        *fact(content, "steps", *steps),
        *fact(content, "paths", *paths),
        *fact(content, "measures", *measures),
    )
    return Shown(content.text(model.title), facts)


def _steps(content: Content, path: Path) -> Iterator[str]:
    for number, step in enumerate(path.steps, 1):
        yield f"{number}. {content.text(step.title)} ({step.id})"


def _path(content: Content, path: Path) -> Shown:
    facts = (
        *fact(content, "about", say(f"show.path.{path.kind}", content.language)),
        *fact(content, "rests_on", *(path.of or ())),
        *fact(content, "steps", *_steps(content, path)),
    )
    return Shown(content.text(path.title), facts)


def _step(content: Content, path: Path, step: Step) -> Shown:
    gates = [f"{g.target[1]} ≥ {bound(g.at_least)}: {content.text(g.because)}" for g in step.gates]
    minimums = [f"{name} ≥ {decimal(value, 6)}" for name, value in step.minimums.items()]
    score = "" if step.reached_at is None else f"{decimal(step.reached_at * 100, 6)}%"
    rests_on = path.of or () if path.kind == "lowest" else ()
    facts = (
        *fact(content, "about", content.text(step.summary)),
        *fact(content, "level", "" if step.level is None else decimal(step.level, 6)),
        *fact(content, "reached", f"{score} ({step.measure})" if score else ""),
        *fact(content, "practices", *made_of(content, step.all_, step.select)),
        *fact(content, "practices_at", *_practices_at(content, step)),
        *fact(content, "reached_by", *rests_on),
        *fact(content, "gates", *gates),
        *fact(content, "minimums", *minimums),
    )
    return Shown(content.text(step.title), facts)


def _practices_at(content: Content, step: Step) -> Iterator[str]:
    if step.at_least is not None:
        yield say("show.practices_at.own", content.language, need=bound(step.at_least))
    if step.lower_at_least is not None:
        yield say("show.practices_at.lower", content.language, need=bound(step.lower_at_least))


def _action(content: Content, action: Action) -> Shown:
    effort = say(
        "show.effort.value",
        content.language,
        days=say(
            "report.action.days",
            content.language,
            n=action.effort.days,
            days=decimal(action.effort.days),
        ),
        months=say(
            "report.action.months",
            content.language,
            n=action.effort.months,
            months=decimal(action.effort.months),
        ),
    )
    lifts = [
        say(
            "show.lift",
            content.language,
            question=lift.question,
            from_=decimal(lift.from_, 6),
            to=decimal(lift.to, 6),
        )
        for lift in action.lifts
    ]
    read_more = (f"{r.title} {r.url or ''}".strip() for r in action.references)
    facts = (
        *fact(content, "about", content.text(action.what)),
        *fact(content, "owner", content.text(action.owner)),
        *fact(content, "effort", effort),
        *fact(content, "needs", *action.needs),
        *fact(content, "lifts", *lifts),
        *fact(content, "kpi", content.text(action.kpi)),
        *fact(content, "related", *read_more),
    )
    return Shown(content.text(action.title), facts)
