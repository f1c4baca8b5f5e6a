"""How are things called?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maturity.messages import say
from maturity.messages.numbers import decimal, listing
from maturity.model.questionnaire import Question
from maturity.model.rubric import Path, Step
from maturity.model.text import pick
from maturity.model.values import LocalText
from maturity.scoring.assess import Scored

_MOST_TITLES = 4
_LONGEST_IN_A_SENTENCE = 90


def text_of(scored: Scored, text: LocalText | None, language: str) -> str:
    """A text of the questionnaire for a reader."""
    return pick(text, language, scored.questionnaire.languages[0]).text


def rubric_text(scored: Scored, text: LocalText | None, language: str) -> str:
    """A text of the rubric for a reader."""
    return pick(text, language, (scored.rubric.languages or scored.questionnaire.languages)[0]).text


def question_of(scored: Scored, name: str) -> Question:
    """A scored question by its id."""
    return scored.plan.questions[scored.plan.column[name]]


def state_of(scored: Scored, name: str) -> str:
    """In which state the answer to a scored question is."""
    from maturity.scoring.encode import STATE_NAMES  # numpy

    return str(STATE_NAMES[scored.rows.states[scored.plan.column[name], 0]])


def question_title(scored: Scored, name: str, language: str) -> str:
    """The short name of a question."""
    question = question_of(scored, name)
    return text_of(scored, question.title or question.ask, language)


def measure_title(scored: Scored, name: str, language: str) -> str:
    """The title of a measure or section."""
    for measure in scored.rubric.measures:
        if name in {measure.id, measure.section} and measure.title is not None:
            return rubric_text(scored, measure.title, language)
    for section in scored.questionnaire.walk():
        if section.id == name:
            return text_of(scored, section.title, language)
    return name


def title_of(scored: Scored, name: str, language: str) -> str:
    """The title of a question, section or measure."""
    if name in scored.plan.column:
        return question_title(scored, name, language)
    return measure_title(scored, name, language)


def short(text: str, most: int = _LONGEST_IN_A_SENTENCE) -> str:
    """A text that fits where there is little room; what is cut is marked."""
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def titles_of(scored: Scored, names: Iterable[str], language: str, most: int = _MOST_TITLES) -> str:
    """Some titles in a row; many are cut to the first few and how many more there are."""
    return in_a_row([title_of(scored, name, language) for name in names], language, most)


def in_a_row(titles: Sequence[str], language: str, most: int = _MOST_TITLES) -> str:
    """Titles in quotation marks, as one part of a sentence."""
    quoted = [say("report.quoted", language, title=short(title)) for title in titles]
    more = len(quoted) - most
    if more > 0:
        quoted = [*quoted[:most], say("report.others", language, n=more)]
    return listing(quoted, say("report.and", language))


def all_paths(scored: Scored) -> tuple[Path, ...]:
    """Every path of the rubric, the main one first."""
    main = scored.rubric.path
    return (*((main,) if main else ()), *scored.rubric.paths)


def path_title(scored: Scored, path: Path, language: str) -> str:
    """The title of a path."""
    return rubric_text(scored, path.title, language)


def step_number(scored: Scored, name: str | None) -> int:
    """The number of a step on its path, from 1."""
    return next(
        index
        for path in all_paths(scored)
        for index, step in enumerate(path.steps, 1)
        if step.id == name
    )


def step_title(scored: Scored, name: str | None, language: str) -> str:
    """The title of a step, with its level where that is not its number."""
    return next(
        step_name(scored, step, index, language)
        for path in all_paths(scored)
        for index, step in enumerate(path.steps, 1)
        if step.id == name
    )


def step_name(scored: Scored, step: Step, number: int, language: str) -> str:
    """The title of the step of a number, with its level where that is not the number."""
    title = rubric_text(scored, step.title, language)
    if step.level is None or step.level == number:
        return title
    return say("report.step.level", language, title=title, level=decimal(step.level, 6))


def position_words(position: int, language: str) -> str:
    """A position on the path: `the start` or `step 2`."""
    return (
        say("report.step", language, number=position) if position else say("report.start", language)
    )
