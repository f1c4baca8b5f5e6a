"""Which known words does a heading or a cell mean, however a survey tool has written them?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from maturity.model.questionnaire import Question, Questionnaire
from maturity.model.values import LocalText

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
    # What LimeSurvey, Microsoft Forms, Google Forms and ODK call the moment of the answer.
    "submitdate": "date",
    "completiontime": "date",
    "timestamp": "date",
    "submissiondate": "date",
    "startlanguage": "language",
}
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

_BULLET = re.compile(r"^\s*[\w\[\]-]{1,40}?\s*[.:)\u2013\u2014-]+\s+")
_LEVEL = re.compile(r"^\s*\w*\s*(-?[0-9]+(?:[.,][0-9]+)?)\s*[.:)\u2013\u2014-]+\s*(.+)$", re.DOTALL)
_GROUP = re.compile(r"[-/.:]")


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
        words: list[tuple[str, str]] = []
        titles: list[tuple[str, str]] = []
        for question in questionnaire.questions():
            self.exact[question.id] = question.id
            self.exact |= {f"{question.id}:{part}": f"{question.id}:{part}" for part in BESIDE}
            words += ((normal(text), question.id) for text in texts(question.ask))
            titles += ((normal(text), question.id) for text in texts(question.title))
        for item in questionnaire.profile:
            name = f"profile.{item.id}"
            self.exact[name] = name
            words += ((normal(text), name) for text in texts(item.ask))
            titles += ((normal(item.id), name), *((normal(t), name) for t in texts(item.title)))
        for group in ([(normal(n), n) for n in self.exact], words, list(_ALIASES.items()), titles):
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
        return next((self.near[w] for w in _readings(heading) if w in self.near), None)


def _readings(heading: str) -> Iterator[str]:
    """A heading as it stands, without its number, and without the groups a form puts before it."""
    yield normal(heading)
    if found := _BULLET.match(heading):
        yield normal(heading[found.end() :])
    parts = _GROUP.split(heading)
    for at in range(1, len(parts)):
        yield normal("".join(parts[at:]))


def is_of_survey(heading: str) -> bool:
    """Whether a survey tool adds such a column by itself."""
    return any(word in OF_SURVEYS for word in _readings(heading))


def options(question: Question) -> dict[str, object]:
    """What the words of each option of a question stand for: a level's value, a choice's id."""
    found: dict[str, object] = {}
    doubtful: set[str] = set()

    def add(word: str, value: object) -> None:
        if found.setdefault(word, value) != value:
            doubtful.add(word)

    for level in question.levels or ():
        for text in (*texts(level.name), *texts(level.text)):
            add(normal(text), level.value)
        for name in texts(level.name):
            for text in texts(level.text):
                add(normal(name + text), level.value)
    for choice in question.choices or ():
        for text in (choice.id, *texts(choice.text)):
            add(normal(text), choice.id)
    return {word: value for word, value in found.items() if word and word not in doubtful}


def numbered(text: str) -> tuple[str, str] | None:
    """A number and the words after it, as in `3 - Managed` and `Level 3: Managed`."""
    found = _LEVEL.match(text)
    return (found[1], found[2]) if found else None


def substitute(text: str, *tables: Mapping[str, str]) -> str:
    """What a mapping says a cell stands for; the cell itself where it says nothing."""
    for table in tables:
        if text in table:
            return table[text]
    word = normal(text)
    if word:
        for table in tables:
            for key, value in table.items():
                if normal(key) == word:
                    return value
    return text
