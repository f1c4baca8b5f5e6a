"""How are organisations, steps, questions and figures of many put into words?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from maturity.messages import say
from maturity.messages.numbers import decimal, fixed, grouped, listing, percent
from maturity.model.portfolio import BodyStanding, Portfolio
from maturity.model.questionnaire import Question, Questionnaire, Section, Worth
from maturity.model.rubric import Gate, Path, Rounding, Rubric, Step
from maturity.model.text import pick
from maturity.model.values import LocalText, Portion
from maturity.view.wording.figures import threshold
from maturity.view.wording.names import short

_LONGEST_NAME = 70
_LONGEST_TITLE = 90
_LONGEST_CHOICE = 50
_COLOURS = 5
_NEAR = 1e-9


@dataclass(frozen=True)
class Told:
    """A portfolio for a reader of one language."""

    portfolio: Portfolio
    questionnaire: Questionnaire
    rubric: Rubric
    language: str

    def say(self, key: str, /, **values: Any) -> str:
        """A message of the portfolio's catalogue."""
        return say(f"report.portfolio.{key}", self.language, **values)

    def listed(self, words: Sequence[str], most: int = 4) -> str:
        """Words as one part of a sentence; many are cut to the first few and how many more."""
        more = len(words) - most
        if more > 0:
            words = [*words[:most], self.say("others", n=more, count=grouped(more))]
        return listing(words, say("report.and", self.language))

    def quoted(self, titles: Iterable[str], most: int = 4) -> str:
        """Titles in quotation marks, as one part of a sentence."""
        marked = [say("report.quoted", self.language, title=short(title)) for title in titles]
        return self.listed(marked, most)

    # Texts of the content

    def text(self, text: LocalText | None) -> str:
        """A text of the questionnaire."""
        return pick(text, self.language, self.questionnaire.languages[0]).text

    def rubric_text(self, text: LocalText | None) -> str:
        """A text of the rubric."""
        first = (self.rubric.languages or self.questionnaire.languages)[0]
        return pick(text, self.language, first).text

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for question in self.questionnaire.questions()}

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections by id."""
        return {section.id: section for section in self.questionnaire.walk()}

    @cached_property
    def _measures(self) -> dict[str, str]:
        titles = {name: self.text(section.title) for name, section in self.sections.items()}
        for measure in self.rubric.measures:
            name = measure.id or measure.section or ""
            if measure.title is not None:
                titles[name] = self.rubric_text(measure.title)
        return titles

    def title(self, name: str) -> str:
        """The title of a question, section or measure."""
        question = self._questions.get(name)
        if question is not None:
            return self.text(question.title or question.ask)
        return self._measures.get(name, name)

    def short_title(self, name: str) -> str:
        """The same where there is little room."""
        return short(self.title(name), _LONGEST_TITLE)

    # Steps

    @cached_property
    def _paths(self) -> dict[str, Path]:
        main, found = self.rubric.path, self.portfolio.path
        every = {} if main is None or found is None else {found.id: main}
        return every | {path.id or "": path for path in self.rubric.paths}

    def path_title(self, name: str) -> str:
        """The title of a path."""
        return self.rubric_text(self._paths[name].title)

    def step(self, path: str, number: int) -> Step:
        """A step by its number on its path, from 1."""
        return self._paths[path].steps[number - 1]

    def step_title(self, path: str, number: int) -> str:
        """The title of a step, with its level where that is not its number."""
        step = self.step(path, number)
        title = short(self.rubric_text(step.title), _LONGEST_TITLE)
        if step.level is None or step.level == number:
            return title
        level = decimal(step.level, 6)
        return say("report.step.level", self.language, title=title, level=level)

    def where(self, position: int | None) -> str:
        """Where an organisation stands, as part of a sentence: `on step 2` or `at the start`."""
        if position is None:
            return ""
        return self.say("where", number=position) if position else self.say("where.start")

    # Figures

    @cached_property
    def _scales(self) -> dict[str, tuple[float, float]]:
        return {
            measure.id: (measure.least, measure.greatest)
            for measure in self.portfolio.measures
            if measure.least is not None and measure.greatest is not None
        }

    @cached_property
    def _roundings(self) -> dict[str, Rounding]:
        usual = self.rubric.scoring.rounding or Rounding()
        own = {
            measure.id or measure.section or "": measure.rounding
            for measure in self.rubric.measures
            if measure.rounding is not None
        }
        return {measure.id: own.get(measure.id, usual) for measure in self.portfolio.measures}

    @cached_property
    def _shown(self) -> dict[tuple[str, float], str]:
        return {}

    def figure(self, name: str, score: float | None) -> str:
        """A score of a measure on the measure's own scale, or as whole percent where there is none."""
        if score is None:
            return self.say("none")
        key = name, score
        if key not in self._shown:
            self._shown[key] = self._figure(name, score)
        return self._shown[key]

    def _figure(self, name: str, score: float) -> str:
        ends = self._scales.get(name)
        if ends is None:
            return percent(score)
        rounding = self._roundings[name]
        value = ends[0] + score * (ends[1] - ends[0])
        return fixed(value, int(rounding.decimals), rounding.mode)

    def scale(self, names: Iterable[str]) -> str:
        """From where to where the figures of some measures run, where it is the same for all."""
        ends = {self._scales.get(name) for name in names}
        found = ends.pop() if len(ends) == 1 else None
        if found is None:
            return ""
        least, greatest = (decimal(end, 6) for end in found)
        return self.say("scale", least=least, greatest=greatest)

    def of_all(self, count: int, everybody: int | None = None) -> str:
        """A count of organisations beside how many there are."""
        whole = self.portfolio.count if everybody is None else everybody
        return self.say("of", n=count, count=grouped(count), all=grouped(whole))

    # Organisations

    @cached_property
    def _names(self) -> dict[str, str]:
        """How each is called: by its name, and its id where that is cut or not the only one."""
        given = Counter(body.name for body in self.portfolio.bodies)
        return {body.id: self._name(body, given[body.name]) for body in self.portfolio.bodies}

    def _name(self, body: BodyStanding, called_so: int) -> str:
        if len(body.name) <= _LONGEST_NAME and called_so == 1:
            return body.name
        name = f"{body.name[: _LONGEST_NAME - 1]}…" if len(body.name) > _LONGEST_NAME else body.name
        return self.say("name", name=name, id=short(body.id, _LONGEST_NAME))

    def name(self, body: str) -> str:
        """What an organisation is called, by its id."""
        return self._names[body]

    # Needs

    def need(self, name: str, at_least: float, gate: Gate | None) -> str:
        """What a question or measure must reach, as the rubric says it."""
        bound = at_least if gate is None else gate.at_least
        if isinstance(bound, Portion):
            key = "report.share" if name in self._questions else "report.value"
            return say(key, self.language, value=threshold(bound))
        question = self._questions.get(name)
        if question is None:
            return decimal(float(bound), 6)
        words = self._answer(question, float(bound))
        scale = next((each for each in self.rubric.scales if each.question == name), None)
        if scale is not None and scale.least > scale.greatest:
            return say("report.at_most", self.language, value=words)
        return words

    def _answer(self, question: Question, value: float) -> str:
        if question.type == "level":
            return say("report.level", self.language, value=decimal(value, 6))
        if question.type == "yes_no":
            worth = question.values or Worth()
            if value in (worth.yes, worth.no):
                return say("report.yes" if value == worth.yes else "report.no", self.language)
        if question.type == "choice":
            for choice in question.choices or ():
                if abs((choice.value or 0) - value) <= _NEAR:
                    title = short(self.text(choice.text), _LONGEST_CHOICE)
                    return say("report.quoted", self.language, title=title)
        return decimal(value, 6)

    # Colours

    @cached_property
    def bands(self) -> tuple[tuple[float, str], ...]:
        """Where each colour's range of scores begins, and its name; fifths where there are no bands."""
        if self.rubric.bands:
            return tuple((band.from_, self.rubric_text(band.title)) for band in self.rubric.bands)
        parts = [place / _COLOURS for place in range(_COLOURS)]
        return tuple((start, self.say("fifth", low=percent(start), high=percent(start + 0.2))) for start in parts)  # fmt: skip

    def mark(self, score: float | None) -> str:
        """The name of the colour of a score; empty where there is none."""
        if score is None:
            return ""
        place = max(
            i for i, (start, _) in enumerate(self.bands) if i == 0 or score >= start - _NEAR
        )
        return self.colour(place)

    def colour(self, place: int) -> str:
        """The name of the colour of a band: the lowest has the first, the highest the last."""
        last = len(self.bands) - 1
        return f"h{round(place * (_COLOURS - 1) / last) if last else _COLOURS - 1}"
