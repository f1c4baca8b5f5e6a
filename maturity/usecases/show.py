"""What does one thing say in full?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from maturity.diagnostics import nearest
from maturity.errors import UsageError
from maturity.messages import catalogue, say
from maturity.messages.numbers import decimal, listing, percent
from maturity.model.questionnaire import Question, Questionnaire, Section
from maturity.model.rubric import Action, Measure, Rubric, Step
from maturity.usecases.content import Content
from maturity.usecases.listing import codes
from maturity.view.problems import key_of


@dataclass(frozen=True)
class Fact:
    """One heading of a thing shown in full, with its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One thing in full."""

    title: str
    facts: tuple[Fact, ...]


def show(name: str, language: str) -> Shown:
    """One thing in full: a code, question, section, measure, step, action, questionnaire or rubric.

    Raises:
        UsageError: When nothing has that name.
    """
    if name.upper() in codes(language):
        return _code(name.upper(), language)
    content = Content(language)
    known: list[str] = []
    for thing, shown in _everything(content):
        known.append(thing)
        if thing == name:
            return shown()
    raise UsageError("error.show", id=name[:80], near=nearest(name, known))


def _everything(content: Content) -> Iterator[tuple[str, Callable[[], Shown]]]:
    for questionnaire in content.questionnaires():
        model = questionnaire.model
        yield model.questionnaire, partial(_questionnaire, content, model)
        for section in model.walk():
            yield (
                section.id,
                partial(_section, content, section),
            )
        for question in model.questions():
            yield question.id, partial(_question, content, question, model)
    for rubric in content.rubrics():
        yield from _of_rubric(content, rubric.model)


def _of_rubric(content: Content, rubric: Rubric) -> Iterator[tuple[str, Callable[[], Shown]]]:
    yield rubric.rubric, partial(_rubric, content, rubric)
    for measure in rubric.measures:
        if measure.id:
            yield measure.id, partial(_measure, content, measure)
    for step in rubric.path.steps if rubric.path else ():
        yield step.id, partial(_step, content, step)
    for action in rubric.actions:
        yield action.id, partial(_action, content, action)


def _fact(content: Content, key: str, *lines: str) -> tuple[Fact, ...]:
    kept = tuple(line for line in lines if line)
    return (Fact(say(f"show.{key}", content.language), kept),) if kept else ()


def _code(code: str, language: str) -> Shown:
    about = key_of(code, ".about")
    advice = key_of(code, ".help")
    facts = [Fact(say("show.code.means", language), (say(about, language),))] if about else []
    if advice and "{" not in catalogue(language)[advice].replace("{{", "").replace("}}", ""):
        facts.append(Fact(say("problem.help", language), (say(advice, language),)))
    if example := key_of(code, ".example"):
        wrong, right = say(example, language).split("\n", 1)
        facts.append(Fact(say("show.code.wrong", language), (wrong,)))
        facts.append(Fact(say("show.code.right", language), (right,)))
    return Shown(code, tuple(facts))


def _questionnaire(content: Content, model: Questionnaire) -> Shown:
    count = sum(1 for _ in model.questions())
    facts = (
        Fact(
            say("show.version", content.language, version=model.version),
            (say("show.questions", content.language, n=count),),
        ),
        *(
            (Fact(say("show.source", content.language), (content.text(model.source),)),)
            if model.source
            else ()
        ),
        Fact(
            say("show.made_of", content.language),
            tuple(f"{s.id}: {content.text(s.title)}" for s in model.walk()),
        ),
    )
    return Shown(content.text(model.title), facts)


def _rubric(content: Content, model: Rubric) -> Shown:
    steps = model.path.steps if model.path else ()
    lines = tuple(
        f"{number}. {content.text(step.title)} ({step.id})" for number, step in enumerate(steps, 1)
    )
    facts = (
        Fact(
            say("show.version", content.language, version=model.version),
            (content.text(model.summary),),
        ),
        *_fact(content, "steps", *lines),
    )
    return Shown(content.text(model.title), facts)


def _section(content: Content, section: Section) -> Shown:
    members = [f"{s.id}: {content.text(s.title)}" for s in section.sections]
    members += [f"{q.id}: {content.text(q.title or q.ask)}" for q in section.questions]
    about = _fact(content, "about", content.text(section.summary))
    return Shown(content.text(section.title), (*about, *_fact(content, "made_of", *members)))


def _question(content: Content, question: Question, model: Questionnaire) -> Shown:
    roles = {role.id: content.text(role.title) for role in model.roles}
    levels = [
        f"{level.value:g}  {content.text(level.name) + ': ' if level.name else ''}{content.text(level.text)}"
        for level in question.levels or ()
    ]
    facts = (
        *_fact(content, "asks", content.text(question.ask)),
        *_fact(content, "why", content.text(question.why)),
        *_fact(content, "levels", *levels),
        *_fact(
            content, "choices", *(f"{c.id}  {content.text(c.text)}" for c in question.choices or ())
        ),
        *_fact(content, "evidence", *(content.text(text) for text in question.evidence)),
        *_fact(content, "roles", listing([roles.get(role, role) for role in question.roles])),
        *_fact(content, "related", listing(list(question.related))),
    )
    return Shown(content.text(question.title or question.ask), facts)


def _measure(content: Content, measure: Measure) -> Shown:
    members = [
        f"{m.target[1]}" + (f" x {m.weight:g}" if m.weight != 1 else "") for m in measure.of or ()
    ]
    return Shown(
        content.text(measure.title) or str(measure.id), _fact(content, "made_of", *members)
    )


def _step(content: Content, step: Step) -> Shown:
    gates = [f"{g.question} ≥ {g.at_least:g}: {content.text(g.because)}" for g in step.gates]
    facts = (
        *_fact(content, "about", content.text(step.summary)),
        *_fact(content, "reached", f"{percent(step.reached_at)} ({step.measure})"),
        *_fact(content, "gates", *gates),
    )
    return Shown(content.text(step.title), facts)


def _action(content: Content, action: Action) -> Shown:
    effort = say(
        "show.effort.value",
        content.language,
        days=decimal(action.effort.days),
        months=decimal(action.effort.months),
    )
    lifts = [
        say(
            "show.lift",
            content.language,
            question=lift.question,
            from_=f"{lift.from_:g}",
            to=f"{lift.to:g}",
        )
        for lift in action.lifts
    ]
    facts = (
        *_fact(content, "about", content.text(action.what)),
        *_fact(content, "owner", content.text(action.owner)),
        *_fact(content, "effort", effort),
        *_fact(content, "needs", *action.needs),
        *_fact(content, "lifts", *lifts),
        *_fact(content, "kpi", content.text(action.kpi)),
        *_fact(
            content, "related", *(f"{r.title} {r.url or ''}".strip() for r in action.references)
        ),
    )
    return Shown(content.text(action.title), facts)
