"""What does one question of an interview say, whichever face shows it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from maturity.interview.items import Item, said
from maturity.interview.session import State
from maturity.messages import say
from maturity.messages.numbers import day, decimal
from maturity.model.questionnaire import ProfileQuestion, Question, Questionnaire
from maturity.model.response import Answer, Evidence
from maturity.model.text import pick
from maturity.view.plain import visible

Way = Literal["one", "several", "number", "text"]


@dataclass(frozen=True)
class OptionView:
    """One answer that can be chosen.

    Attributes:
        key: What is pressed or typed for it.
        value: What it stands for in a command.
        name: A short name, where there is one.
        text: What it says.
        chosen: Whether it is the answer now.
    """

    key: str
    value: Any
    name: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class ItemView:
    """One question as it is shown.

    Attributes:
        id: The item's.
        where: The sections it stands in, from outside; "About the organisation" for the profile.
        number: Such as "Question 12 of 47".
        title: A short name; empty where there is none.
        ask: The question itself.
        help: What the question means, always shown; empty where there is nothing.
        why: Why it matters, on request; one paragraph each.
        proof: What would prove an answer.
        way: How it is answered.
        options: What can be chosen.
        bounds: The least and greatest number, in words; empty otherwise.
        state: What is said now, in words; empty where nothing is.
        remarks: Note, evidence, confidence and mark, in words.
        can_mark: Whether unknown, declined, not applicable, notes and evidence have a place here.
    """

    id: str
    where: tuple[str, ...]
    number: str
    title: str
    ask: str
    help: str
    why: tuple[str, ...]
    proof: tuple[str, ...]
    way: Way
    options: tuple[OptionView, ...]
    bounds: str
    state: str
    remarks: tuple[str, ...]
    can_mark: bool


def item_view(state: State, item: Item, language: str, misfit: Any = None) -> ItemView:
    """One question of an interview in words.

    Args:
        state: The interview.
        item: The question.
        language: The reader's language.
        misfit: An answer in the file that no longer fits the question.
    """
    return _View(state, item, language, misfit).view()


def option_keys(values: tuple[Any, ...]) -> tuple[str, ...]:
    """What is typed for each option: a level's own value where it is one digit, else 1, 2, 3.

    Args:
        values: The options' values in order.
    """
    digits = all(isinstance(v, int) and not isinstance(v, bool) and 0 <= v <= 9 for v in values)
    if digits:
        return tuple(str(v) for v in values)
    return tuple(str(number) for number, _ in enumerate(values, 1))


def proof_words(proof: Evidence) -> str:
    """A piece of evidence in words: title, link, date and grade, as far as they are there."""
    date = day(proof.date) if proof.date else ""
    parts = (visible(proof.title), visible(proof.url or ""), date, visible(proof.grade or ""))
    return ", ".join(part for part in parts if part)


def grade_views(questionnaire: Questionnaire, language: str) -> tuple[tuple[str, str], ...]:
    """The grades of evidence: the id of each, and what it says."""
    first = questionnaire.languages[0]
    return tuple(
        (visible(grade.id), visible(pick(grade.text, language, first).text))
        for grade in questionnaire.evidence_grades
    )


class _View:
    def __init__(self, state: State, item: Item, language: str, misfit: Any) -> None:
        self.state, self.item, self.language, self.misfit = state, item, language, misfit
        self.first = state.script.questionnaire.languages[0]
        self.answer = _answer_to(state, item)

    def view(self) -> ItemView:
        about = self.item.about
        return ItemView(
            id=self.item.id,
            where=tuple(self.where()),
            number=self.number(),
            title=self.text(self.item.row.text if self.item.row else about.title),
            ask=self.text(about.ask),
            help=self.text(about.help) if isinstance(about, ProfileQuestion) else "",
            why=tuple(self.why()),
            proof=tuple(map(self.text, about.evidence)) if isinstance(about, Question) else (),
            way=_way(about),
            options=tuple(self.options()),
            bounds=self.bounds(),
            state=self.said(),
            remarks=tuple(self.remarks()),
            can_mark=not self.item.is_profile,
        )

    def text(self, text: Any) -> str:
        return visible(pick(text, self.language, self.first).text)

    def say(self, key: str, **values: Any) -> str:
        return say(f"interview.{key}", self.language, **values)

    def where(self) -> Iterator[str]:
        if self.item.is_profile:
            yield self.say("profile")
            if self.item.row:
                yield self.text(self.item.about.title)
        for section in self.item.sections:
            yield self.text(section.title)

    def number(self) -> str:
        numbers = self.state.numbers
        if not self.item.is_profile:
            return self.say("number", number=numbers.get(self.item.id, 0), n=len(numbers))
        profile = [item.id for item in self.state.route if item.is_profile]
        here = profile.index(self.item.id) + 1 if self.item.id in profile else 0
        return self.say("number", number=here, n=len(profile))

    def why(self) -> Iterator[str]:
        about = self.item.about
        if isinstance(about, Question):
            for text in (about.why, about.country_note):
                if text:
                    yield self.text(text)
        else:
            for figure in about.context:
                yield f"{self.text(figure.text)} ({visible(figure.source)})"

    def options(self) -> Iterator[OptionView]:
        values = self.item.options
        given = self.answer.answer
        for key, value, (name, text) in zip(
            option_keys(values), values, self.option_texts(), strict=True
        ):
            chosen = value in given if isinstance(given, list | tuple) else _same(value, given)
            yield OptionView(key, value, name, text, chosen)

    def option_texts(self) -> Iterator[tuple[str, str]]:
        about = self.item.about
        if isinstance(about, Question) and about.type == "yes_no":
            yield "", self.say("yes")
            yield "", self.say("no")
            return
        if isinstance(about, Question) and about.type == "level":
            for level in about.levels or ():
                yield self.text(level.name), self.text(level.text)
            return
        columns = about.columns if isinstance(about, ProfileQuestion) else None
        for choice in columns.choices if columns else about.choices or ():
            yield "", self.text(choice.text)

    def bounds(self) -> str:
        about = self.item.about
        if not isinstance(about, Question) or about.type != "number":
            return ""
        least, greatest = about.scale
        return self.say("bounds", least=decimal(least, 6), greatest=decimal(greatest, 6))

    def said(self) -> str:
        """What is said now: the short name of a level, the words of a choice, a state."""
        answer = self.answer
        if answer.state == "unanswered":
            if self.misfit is not None:
                return self.say("misfit", value=visible(_plain(self.misfit), 60))
            return ""
        if answer.state == "not_applicable":
            return self.say("is.not_applicable", reason=visible(answer.reason or ""))
        if answer.state in {"unknown", "declined"}:
            return self.say(f"is.{answer.state}")
        return self.say("is.answered", answer=self.words())

    def words(self) -> str:
        chosen = [option for option in self.options() if option.chosen]
        if chosen:
            return "; ".join(_short(option) for option in chosen)
        value = self.answer.answer
        if isinstance(value, int | float):
            return decimal(value, 6)
        return self.say("none_of_them") if value in ([], ()) else visible(value)

    def remarks(self) -> Iterator[str]:
        answer = self.answer
        if answer.note:
            yield self.say("has.note", note=visible(answer.note))
        for number, proof in enumerate(answer.evidence, 1):
            yield self.say("has.evidence", number=number, evidence=proof_words(proof))
        if answer.confidence:
            yield self.say(f"has.confidence.{answer.confidence}")
        if answer.follow_up:
            yield self.say("has.follow_up")


def _plain(value: Any) -> Any:
    """What is in a list or a map, without brackets."""
    parts = value.values() if isinstance(value, dict) else value
    return ", ".join(map(str, parts)) if isinstance(value, dict | list) else value


def _answer_to(state: State, item: Item) -> Answer:
    found = said(state.response, item)
    return found if isinstance(found, Answer) else Answer(answer=found)


def _same(value: Any, given: Any) -> bool:
    return type(value) is type(given) and bool(value == given)


def _short(option: OptionView) -> str:
    """An option by its name, or its words where it has none."""
    if not option.name:
        return option.text
    return f"{option.key} {option.name}"


def _way(about: Question | ProfileQuestion) -> Way:
    if about.type == "text":
        return "text"
    if about.type == "number":
        return "number"
    return "several" if about.type == "multi" else "one"
