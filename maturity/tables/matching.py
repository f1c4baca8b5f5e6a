"""Which known words does a heading or a cell mean, however a survey tool has written them?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from maturity.model.questionnaire import Choice, Question, Questionnaire
from maturity.model.values import MAX_TEXT, LocalText
from maturity.tables.scalars import number_in

ABOUT = (
    "organisation",
    "organisation.name",
    "country",
    "government",
    "tags",
    "date",
    "language",
    "respondent",
    "respondent.name",
    "respondent.role",
    "scope",
    "questionnaire",
    "questionnaire.version",
)
"""What columns may say beside answers."""

BESIDE = (
    "reason",
    "note",
    "confidence",
    "evidence",
    "evidence.date",
    "evidence.grade",
    "follow_up",
)
"""What may stand in a column of its own about an answer, as `<question>:reason`."""

_ALIASES = {
    "organization": "organisation",
    "organisationid": "organisation",
    "organizationid": "organisation",
    "nameoforganisation": "organisation.name",
    "nameoftheorganisation": "organisation.name",
    "nameofyourorganisation": "organisation.name",
    "organizationname": "organisation.name",
    "nameoforganization": "organisation.name",
    "nameoftheorganization": "organisation.name",
    "nameofyourorganization": "organisation.name",
    "levelofgovernment": "government",
    "role": "respondent.role",
}
_BY_SURVEYS = {
    # What LimeSurvey, Microsoft Forms, Google Forms and ODK call the moment of the answer.
    "submitdate": "date",
    "completiontime": "date",
    "timestamp": "date",
    "submissiondate": "date",
    "datesubmitted": "date",
    "startlanguage": "language",
}
"""Columns that survey tools add by themselves, and that say something about the answers."""

_OF_MAIL = ("email", "mailad", "courriel", "correoelectr")
OF_SURVEYS = frozenset(
    {
        *(
            "id",
            "responseid",
            "seed",
            "lastpage",
            "startdate",
            "datestamp",
            "ipaddr",
            "refurl",
            "token",
        ),
        *("starttime", "email", "emailaddress", "name", "lastmodifiedtime", "username", "score"),
        *(
            "key",
            "instanceid",
            "instancename",
            "submitterid",
            "submittername",
            "attachmentspresent",
        ),
        *("attachmentsexpected", "status", "reviewstate", "deviceid", "edits", "formversion"),
        *("dateoflastaction", "datelastaction", "datestarted", "start", "end", "today"),
    }
)
"""Columns that survey tools add by themselves, which hold no answers."""

_BULLET = re.compile(r"^\s*(?:\[[\w .-]{1,40}\]\s*|[\w\[\]-]{1,40}?\s*[.:)\u2013\u2014-]+\s+)")
_LEVEL = re.compile(
    r"^\s*[^\W\d]*\s*(-?[0-9]+(?:[.,][0-9]+)?)\s*[.:)\u2013\u2014-]+\s*(.+)$", re.DOTALL
)
_GROUP = re.compile(r"[-/.:]")
_OF_OPTIONS = frozenset({"other", "comment"})
"""What LimeSurvey heads columns with that stand beside one of a question's options."""

_LONGEST_HEADING = 2 * MAX_TEXT
_MOST_GROUPS = 20


def normal(text: str) -> str:
    """A text without case, accents' forms, spaces and marks: what is left to compare."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))


def texts(text: LocalText | None) -> Iterator[str]:
    """A text in all its languages."""
    if isinstance(text, str):
        yield text
    elif text is not None:
        yield from text.values()


class Headings:
    """What the headings of a table can mean for one questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.exact: dict[str, str] = {name: name for name in ABOUT}
        self.near: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        words: list[tuple[str, str]] = []
        titles: list[tuple[str, str]] = []
        boxes: list[tuple[str, str]] = []
        for question in questionnaire.questions():
            self.exact[question.id] = question.id
            self._kinds[question.id] = question.type
            self.exact |= {f"{question.id}:{part}": f"{question.id}:{part}" for part in BESIDE}
            words += ((normal(text), question.id) for text in texts(question.ask))
            titles += ((normal(text), question.id) for text in texts(question.title))
            self.exact |= {name: name for name in boxes_of(question)}
            boxes += _words_of_boxes(question)
        for item in questionnaire.profile:
            name = f"profile.{item.id}"
            self.exact[name] = name
            words += ((normal(text), name) for text in texts(item.ask))
            titles += ((normal(item.id), name), *((normal(t), name) for t in texts(item.title)))
        ids = [(normal(name), name) for name in self.exact]
        for group in (ids, words, list((_ALIASES | _BY_SURVEYS).items()), titles, boxes):
            self._add(group)

    def _add(self, group: Iterable[tuple[str, str]]) -> None:
        """Words that mean one thing; those of an earlier group come before, doubtful ones nowhere."""
        found: dict[str, set[str]] = {}
        for word, name in group:
            found.setdefault(word, set()).add(name)
        for word, names in found.items():
            if word and len(names) == 1:
                self.near.setdefault(word, next(iter(names)))

    def meaning(self, heading: str) -> str | None:
        """What a column holds, or None."""
        if heading in self.exact:
            return heading
        if len(heading) > _LONGEST_HEADING:
            return None
        return next((self.near[w] for w in _readings(heading) if w in self.near), None)

    def recognises(self, heading: str) -> bool:
        """Whether a heading says what its column holds."""
        return self.meaning(heading) is not None or self.in_brackets(heading) is not None

    def in_brackets(self, heading: str) -> str | None:
        """The answer that the words in the last brackets mean, as in `The wall [Is it high?]`."""
        found = self.meaning(_bracketed(heading)[1])
        return None if found in ABOUT or _is_box(found) else found

    def before_brackets(self, heading: str) -> str | None:
        """The question that the words before the last brackets mean, as in `Is it high? [in short]`.

        None where the brackets hold one of several options, or what forms ask for beside them.
        """
        before, within = _bracketed(heading)
        found = self.meaning(before)
        kind = self._kinds.get(found or "", "multi")
        return None if kind == "multi" or normal(within) in _OF_OPTIONS else found


def _readings(heading: str) -> Iterator[str]:
    """A heading as it stands, without its number, and without the groups a form puts before it."""
    yield normal(heading)
    if found := _BULLET.match(heading):
        yield normal(heading[found.end() :])
    parts = _GROUP.split(heading, _MOST_GROUPS)
    for at in range(1, len(parts)):
        yield normal("".join(parts[at:]))


def _bracketed(heading: str) -> tuple[str, str]:
    """The words before the last brackets and those in them; nothing where it ends otherwise."""
    text = heading.strip()
    depth = 0
    for at in range(len(text) - 1 if len(text) <= _LONGEST_HEADING else 0, 0, -1):
        depth += (text[at] == "]") - (text[at] == "[")
        if not depth:
            return (text[:at], text[at + 1 : -1]) if text.endswith("]") else ("", "")
    return "", ""


def boxes_of(question: Question) -> dict[str, Choice]:
    """The options that can have a column each, by the names of those: `<question>=<choice>`."""
    choices = question.choices or () if question.type == "multi" else ()
    return {f"{question.id}={choice.id}": choice for choice in choices}


def _is_box(name: str | None) -> bool:
    return "=" in (name or "")


def _words_of_boxes(question: Question) -> Iterator[tuple[str, str]]:
    """How forms head the column of an option: the question's words, then its own."""
    asked = [*texts(question.ask), *texts(question.title)]
    for name, choice in boxes_of(question).items():
        told = [normal(text) for text in texts(choice.text) if normal(text)]
        yield from ((normal(question.id) + words, name) for words in told)
        yield from ((normal(text) + words, name) for text in asked for words in (normal(choice.id), *told))  # fmt: skip


def is_of_survey(heading: str) -> bool:
    """Whether a survey tool adds such a column by itself."""
    if len(heading) > _LONGEST_HEADING:
        return False
    return any(word in OF_SURVEYS or word in _BY_SURVEYS for word in _readings(heading))


def squeezed(text: str) -> str:
    """A heading with one blank where several stand, and none around it."""
    return " ".join(text.split())


def is_of_mail(heading: str) -> bool:
    """Whether a heading is about addresses of e-mail, which identify nobody here."""
    word = normal(heading[:_LONGEST_HEADING])
    return any(part in word for part in _OF_MAIL)


def names_of_options(question: Question) -> Iterator[str]:
    """The short words by which people name the options of a question."""
    for level in question.levels or ():
        yield from texts(level.name or level.text)
    for choice in question.choices or ():
        yield from texts(choice.text)


def options(question: Question) -> dict[str, object]:
    """What the words of each option of a question stand for: a level's value, a choice's id."""
    found: list[tuple[str, object]] = []
    for level in question.levels or ():
        words = [*texts(level.name), *texts(level.text)]
        words += (name + text for name in texts(level.name) for text in texts(level.text))
        found += ((normal(text), level.value) for text in words)
    return _certain(found) | words_of({c.id: c.text for c in question.choices or ()})


def words_of(choices: Mapping[str, LocalText]) -> dict[str, object]:
    """What the id and the words of each choice stand for."""
    return _certain(
        (normal(text), name) for name, words in choices.items() for text in (name, *texts(words))
    )


def _certain(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """What words stand for that stand for one thing."""
    found: dict[str, object] = {}
    doubtful: set[str] = set()
    for word, value in pairs:
        if found.setdefault(word, value) != value:
            doubtful.add(word)
    return {word: value for word, value in found.items() if word and word not in doubtful}


def numbered(text: str) -> tuple[str, str] | None:
    """A number and the words after it, as in `3 - Managed` and `Level 3: Managed`."""
    found = _LEVEL.match(text)
    return (found[1], found[2]) if found else None


def substitute(text: str, *tables: Mapping[str, str]) -> str:
    """What a mapping says a cell stands for, nothing for `unanswered`; else the cell itself."""
    said = _said(text, *tables)
    return text if said is None else "" if said.strip().casefold() == "unanswered" else said


def _said(text: str, *tables: Mapping[str, str]) -> str | None:
    for table in tables:
        if text in table:
            return table[text]
    # The words of -1 and 1 are the same, and those of 1.5 and 15: numbers are compared as such.
    number, word = number_in(text), normal(text)
    for table in tables:
        for key, value in table.items():
            same = number_in(key) == number if number is not None else normal(key) == word
            if same and word:
                return value
    return None
