"""What does one thing say in full?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from maturity.diagnostics import nearest
from maturity.errors import UsageError
from maturity.messages import catalogue, say
from maturity.messages.numbers import listing
from maturity.model.questionnaire import Question, Questionnaire, Section
from maturity.usecases.content import Content
from maturity.usecases.listing import codes
from maturity.usecases.show_measure import measure_facts
from maturity.usecases.show_rubric import things_of
from maturity.usecases.shown import Fact, Shown, fact
from maturity.view.problems import key_of


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
        yield from things_of(content, rubric.model)


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


def _section(content: Content, section: Section) -> Shown:
    members = [f"{s.id}: {content.text(s.title)}" for s in section.sections]
    members += [f"{q.id}: {content.text(q.title or q.ask)}" for q in section.questions]
    about = fact(content, "about", content.text(section.summary))
    scored = [
        each
        for rubric in content.rubrics()
        for measure in rubric.model.measures
        if measure.section == section.id
        for each in measure_facts(content, rubric.model, measure)
    ]
    return Shown(
        content.text(section.title), (*about, *fact(content, "made_of", *members), *scored)
    )


def _question(content: Content, question: Question, model: Questionnaire) -> Shown:
    roles = {role.id: content.text(role.title) for role in model.roles}
    levels = [
        f"{level.value:g}  {content.text(level.name) + ': ' if level.name else ''}{content.text(level.text)}"
        for level in question.levels or ()
    ]
    facts = (
        *fact(content, "asks", content.text(question.ask)),
        *fact(content, "why", content.text(question.why)),
        *fact(content, "levels", *levels),
        *fact(
            content, "choices", *(f"{c.id}  {content.text(c.text)}" for c in question.choices or ())
        ),
        *fact(content, "evidence", *(content.text(text) for text in question.evidence)),
        *fact(content, "roles", listing([roles.get(role, role) for role in question.roles])),
        *fact(content, "related", listing(list(question.related))),
    )
    return Shown(content.text(question.title or question.ask), facts)
