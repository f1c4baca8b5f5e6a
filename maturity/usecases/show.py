"""What is there, and what does one thing say in full?"""

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
from maturity.model.text import pick
from maturity.model.values import LocalText
from maturity.storage import catalog
from maturity.storage.library import Library, Loaded
from maturity.storage.packaged import folder
from maturity.view.problems import key_of

LISTS = ("questionnaires", "rubrics", "templates", "measures", "actions", "codes")


@dataclass(frozen=True)
class Item:
    """One line of a list: a name, what it is and a remark."""

    name: str
    text: str = ""
    remark: str = ""


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


class _Content:
    """The questionnaires and rubrics that can be found from here, read when first needed."""

    def __init__(self, language: str) -> None:
        self.language, self.library = language, Library()

    def questionnaires(self) -> Iterator[Loaded[Questionnaire]]:
        for entry in catalog.entries("questionnaire"):
            yield self.library.questionnaire(entry.path)

    def rubrics(self) -> Iterator[Loaded[Rubric]]:
        for entry in catalog.entries("rubric"):
            yield self.library.load(entry.path, "rubric")

    def text(self, text: LocalText | None) -> str:
        return pick(text, self.language, "en").text


def items(kind: str, language: str) -> list[Item]:
    """The lines of one list.

    Raises:
        UsageError: When there is no such list.
    """
    makers: dict[str, Callable[[_Content], Iterator[Item]]] = {
        "questionnaires": _questionnaires,
        "rubrics": _rubrics,
        "templates": _templates,
        "measures": _measures,
        "actions": _actions,
        "codes": _codes,
    }
    if kind not in makers:
        raise UsageError("error.kind", id=kind, known=", ".join(LISTS), near=nearest(kind, LISTS))
    return list(makers[kind](_Content(language)))


def _shipped(path: str, language: str) -> str:
    return (
        say("list.shipped", language)
        if path.startswith(str(folder("questionnaires").parent))
        else path
    )


def _questionnaires(content: _Content) -> Iterator[Item]:
    for item in content.questionnaires():
        model = item.model
        yield Item(
            model.questionnaire,
            content.text(model.title),
            _shipped(item.document.file, content.language),
        )


def _rubrics(content: _Content) -> Iterator[Item]:
    for item in content.rubrics():
        yield Item(
            item.model.rubric,
            content.text(item.model.title),
            _shipped(item.document.file, content.language),
        )


def _templates(content: _Content) -> Iterator[Item]:
    from pathlib import Path

    seen: set[str] = set()
    for place in (Path("report_templates"), folder("report_templates")):
        for path in sorted(place.glob("*/report.html.j2")):
            if path.parent.name not in seen:
                seen.add(path.parent.name)
                yield Item(path.parent.name, "", _shipped(str(path.resolve()), content.language))


def _measures(content: _Content) -> Iterator[Item]:
    for questionnaire in content.questionnaires():
        for section in questionnaire.model.walk():
            yield Item(section.id, content.text(section.title), section.kind)
    for rubric in content.rubrics():
        for measure in rubric.model.measures:
            if measure.id:
                yield Item(measure.id, content.text(measure.title), "measure")


def _actions(content: _Content) -> Iterator[Item]:
    for rubric in content.rubrics():
        for action in rubric.model.actions:
            days = say("list.days", content.language, days=decimal(action.effort.days, 1))
            yield Item(action.id, content.text(action.title), days)


def _codes(content: _Content) -> Iterator[Item]:
    for code in codes(content.language):
        about = key_of(code, ".about") or key_of(code)
        yield Item(code, say(str(about), content.language))


def codes(language: str) -> list[str]:
    """All codes of problems, those shared by several families spelt out for each."""
    found: set[str] = set()
    for key in catalogue(language):
        name, _, part = key.partition(".")
        if part == "about" and name[2:].isdecimal():
            families = ("MQ", "MR", "MA") if name.startswith("M*") else (name[:2],)
            found.update(family + name[2:] for family in families)
    return sorted(found, key=lambda code: (["MF", "MQ", "MR", "MA"].index(code[:2]), code))


def show(name: str, language: str) -> Shown:
    """One thing in full: a code, question, section, measure, step, action, questionnaire or rubric.

    Raises:
        UsageError: When nothing has that name.
    """
    if name.upper() in codes(language):
        return _code(name.upper(), language)
    content = _Content(language)
    known: list[str] = []
    for thing, shown in _everything(content):
        known.append(thing)
        if thing == name:
            return shown()
    raise UsageError("error.show", id=name[:80], near=nearest(name, known))


def _everything(content: _Content) -> Iterator[tuple[str, Callable[[], Shown]]]:
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


def _of_rubric(content: _Content, rubric: Rubric) -> Iterator[tuple[str, Callable[[], Shown]]]:
    yield rubric.rubric, partial(_rubric, content, rubric)
    for measure in rubric.measures:
        if measure.id:
            yield measure.id, partial(_measure, content, measure)
    for step in rubric.path.steps if rubric.path else ():
        yield step.id, partial(_step, content, step)
    for action in rubric.actions:
        yield action.id, partial(_action, content, action)


def _fact(content: _Content, key: str, *lines: str) -> tuple[Fact, ...]:
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


def _questionnaire(content: _Content, model: Questionnaire) -> Shown:
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


def _rubric(content: _Content, model: Rubric) -> Shown:
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


def _section(content: _Content, section: Section) -> Shown:
    members = [f"{s.id}: {content.text(s.title)}" for s in section.sections]
    members += [f"{q.id}: {content.text(q.title or q.ask)}" for q in section.questions]
    about = _fact(content, "about", content.text(section.summary))
    return Shown(content.text(section.title), (*about, *_fact(content, "made_of", *members)))


def _question(content: _Content, question: Question, model: Questionnaire) -> Shown:
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


def _measure(content: _Content, measure: Measure) -> Shown:
    members = [
        f"{m.target[1]}" + (f" x {m.weight:g}" if m.weight != 1 else "") for m in measure.of or ()
    ]
    return Shown(
        content.text(measure.title) or str(measure.id), _fact(content, "made_of", *members)
    )


def _step(content: _Content, step: Step) -> Shown:
    gates = [f"{g.question} ≥ {g.at_least:g}: {content.text(g.because)}" for g in step.gates]
    facts = (
        *_fact(content, "about", content.text(step.summary)),
        *_fact(content, "reached", f"{percent(step.reached_at)} ({step.measure})"),
        *_fact(content, "gates", *gates),
    )
    return Shown(content.text(step.title), facts)


def _action(content: _Content, action: Action) -> Shown:
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
