"""How are the files of one run read, bound and checked together, each only once?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from maturity.diagnostics import Diagnostic, errors_in, nearest
from maturity.errors import InputError, UsageError
from maturity.model.assumptions import Assumptions
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.storage.binding import KINDS, bind, kind_of
from maturity.storage.catalog import Catalog, Entry, Kind
from maturity.storage.documents import Document, read
from maturity.storage.lint import assumptions, questionnaires, responses, rubrics, versions

Model = TypeVar("Model")


@dataclass(frozen=True)
class Loaded(Generic[Model]):
    """A valid file: its model and the document it came from."""

    model: Model
    document: Document


@dataclass(frozen=True)
class Case:
    """A response with the questionnaire it answers and the rubric that scores it."""

    response: Loaded[Response]
    questionnaire: Loaded[Questionnaire]
    rubric: Loaded[Rubric]


@dataclass
class Library:
    """Reads files and keeps the diagnostics of all of them.

    Args of the methods that take `near` look for ids beside that file first.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    chosen: dict[str, Entry] = field(default_factory=dict)
    catalog: Catalog = field(default_factory=Catalog)
    _models: dict[tuple[str, str], Any] = field(default_factory=dict)
    _documents: dict[str, Document] = field(default_factory=dict)

    def case(self, path: str, rubric: str | None = None) -> Case:
        """A response, its questionnaire and rubric, all valid.

        Raises:
            InputError: With the diagnostics of every file, when one of them is invalid.
            UsageError: When no rubric can be chosen.
        """
        response = self._bound(self._of_kind(path, "response"), "response")
        questionnaire = self._questionnaire_of(response)
        chosen = self.rubric_for(questionnaire, rubric, near=path)
        self.diagnostics += responses.lint(
            response.document, response.model, questionnaire.model, chosen.model
        )
        self._stop_at_errors(response.document)
        return Case(response, questionnaire, chosen)

    def unfinished(
        self, path: str, wanted: str | None = None
    ) -> tuple[Loaded[Response], Loaded[Questionnaire], list[Diagnostic]]:
        """A response that is still being written, the questionnaire at hand, and where they differ.

        Args:
            path: The response file.
            wanted: The questionnaire's id or path, where it was named.

        Returns:
            The diagnostics of the response against the questionnaire, its version included.

        Raises:
            InputError: When a file cannot be read or has errors in its shape.
            UsageError: When the response answers another questionnaire than the wanted one.
        """
        response = self._bound(self._of_kind(path, "response"), "response")
        self._stop_at_errors(response.document)
        meant = response.model.questionnaire.id
        questionnaire = (
            self.questionnaire(wanted, near=path) if wanted else self._answered_by(response)
        )
        if questionnaire.model.questionnaire != meant:
            raise UsageError(
                "error.interview.other",
                path=path,
                id=meant,
                wanted=questionnaire.model.questionnaire,
            )
        found = responses.lint(response.document, response.model, questionnaire.model, None)
        return (
            response,
            questionnaire,
            [*versions.of_response(response.document, response.model, questionnaire.model), *found],
        )

    def assumptions(self, path: str, case: Case) -> Loaded[Assumptions]:
        """Local assumptions about the actions of a case's rubric.

        Raises:
            InputError: When the file is invalid or names what the rubric does not have.
        """
        found = self._bound(self._of_kind(path, "assumptions"), "assumptions")
        self.diagnostics += assumptions.lint(
            found.document, found.model, case.rubric.model, case.questionnaire.model
        )
        self._stop_at_errors(found.document)
        return found

    def load(self, path: str, kind: str) -> Loaded[Any]:
        """A file of the given kind, checked by itself.

        Raises:
            InputError: When it cannot be read, is of another kind, or is invalid.
        """
        loaded = self._bound(self._of_kind(path, kind), kind)
        self._stop_at_errors(loaded.document)
        return loaded

    def _of_kind(self, path: str, kind: str) -> Document:
        document = self.read(path)
        found = kind_of(document)
        if found != kind:
            code = "MF113" if found is None else "MF115"
            values: dict[str, Any] = {"found": found, "wanted": kind}
            if "assumptions" in (found, kind):
                values["variant"] = "assumptions" if found == "assumptions" else "no_assumptions"
            self._report([document.diagnose(code, (), **values)])
        return document

    def questionnaire(self, wanted: str, near: str | None = None) -> Loaded[Questionnaire]:
        """A questionnaire by path or id.

        Raises:
            UsageError: When there is none of this id.
        """
        return self._by_name("questionnaire", wanted, near)

    def rubric_for(
        self,
        questionnaire: Loaded[Questionnaire],
        wanted: str | None = None,
        near: str | None = None,
    ) -> Loaded[Rubric]:
        """The wanted rubric, or the only or default one for a questionnaire; checked against it.

        Raises:
            InputError: When the rubric is invalid or made for another questionnaire.
            UsageError: When there is no such rubric, or several and none is the default.
        """
        rubric = (
            self._by_name("rubric", wanted, near)
            if wanted
            else self._default_rubric(questionnaire.model, near)
        )
        key = ("lint", rubric.document.file + "\n" + questionnaire.document.file)
        if key not in self._models:
            self._models[key] = True
            misfit = _fits(rubric, questionnaire.model)
            against = None if misfit else questionnaire.model
            self._report([*misfit, *rubrics.lint(rubric.document, rubric.model, against)])
        return rubric

    def _default_rubric(self, questionnaire: Questionnaire, near: str | None) -> Loaded[Rubric]:
        found = self.catalog.entries("rubric", near)
        fitting = [e for e in found if self._is_for(e.path, questionnaire.questionnaire)]
        defaults = [e for e in fitting if self.read(e.path).value.get("default") is True]
        chosen = fitting if len(fitting) == 1 else defaults
        chosen = chosen if len(chosen) == 1 else [e for e in chosen if e.shipped]
        if len(chosen) != 1:
            names = ", ".join(entry.id for entry in fitting)
            broken = ", ".join(e.path for e in found if not self._is_readable(e.path))
            missing = "error.rubric.broken" if broken else "error.rubric.none"
            raise UsageError(
                "error.rubric.several" if fitting else missing,
                questionnaire=questionnaire.questionnaire,
                names=names or broken,
            )
        return self._of_entry("rubric", chosen[0])

    def _is_for(self, path: str, questionnaire: str) -> bool:
        """Whether a rubric says it is made for a questionnaire; an unreadable one is not asked."""
        meant = self.read(path).value.get("questionnaire") if self._is_readable(path) else None
        return isinstance(meant, dict) and meant.get("id") == questionnaire

    def _is_readable(self, path: str) -> bool:
        try:
            self.read(path)
        except InputError:
            return False
        return True

    def _questionnaire_of(self, response: Loaded[Response]) -> Loaded[Questionnaire]:
        found = self._answered_by(response)
        self._report(versions.of_response(response.document, response.model, found.model))
        return found

    def _answered_by(self, response: Loaded[Response]) -> Loaded[Questionnaire]:
        wanted = response.model.questionnaire
        entry = self.catalog.find("questionnaire", wanted.id, response.document.file)
        if entry is None:
            known = [e.id for e in self.catalog.entries("questionnaire", response.document.file)]
            near = nearest(wanted.id, known)
            self._report(
                [
                    response.document.diagnose(
                        "MA107", ("questionnaire", "id"), id=wanted.id, near=near
                    )
                ]
            )
        return self._by_name("questionnaire", wanted.id, response.document.file)

    def _by_name(self, kind: Kind, wanted: str, near: str | None) -> Loaded[Any]:
        entry = self.catalog.find(kind, wanted, near)
        if entry is None:
            known = [e.id for e in self.catalog.entries(kind, near)]
            raise UsageError(
                "error.unknown",
                kind=kind,
                id=wanted,
                near=nearest(wanted, known),
                known=", ".join(known),
            )
        return self._of_entry(kind, entry)

    def _of_entry(self, kind: Kind, entry: Entry) -> Loaded[Any]:
        if entry.twin is not None:
            raise UsageError("error.twins", id=entry.id, one=entry.path, other=entry.twin)
        key = (kind, entry.path)
        if key not in self._models:
            self._models[key] = self.load(entry.path, kind)
        self.chosen[kind] = entry
        return self._models[key]  # type: ignore[no-any-return]

    def read(self, path: str) -> Document:
        """A file's document, read once."""
        if path not in self._documents:
            self._documents[path] = read(path)
        return self._documents[path]

    def _bound(self, document: Document, kind: str) -> Loaded[Any]:
        """A document's model; with errors in its shape, what can still be checked."""
        model, found = bind(document, kind)
        if model is None:
            self._report(found)
        if kind == "questionnaire":
            found = [*found, *questionnaires.lint(document, model)]
        self.diagnostics += found
        return Loaded(model, document)

    def _stop_at_errors(self, document: Document) -> None:
        if any(d.place.file == document.file for d in errors_in(self.diagnostics)):
            raise InputError(self.diagnostics)

    def _report(self, found: list[Diagnostic]) -> None:
        self.diagnostics += found
        if errors_in(found):
            raise InputError(self.diagnostics)


def _fits(rubric: Loaded[Rubric], questionnaire: Questionnaire) -> list[Diagnostic]:
    meant = rubric.model.questionnaire
    if meant.id != questionnaire.questionnaire:
        return [
            rubric.document.diagnose(
                "MR126", ("questionnaire", "id"), found=meant.id, has=questionnaire.questionnaire
            )
        ]
    if not _in_range(questionnaire.version, meant.versions):
        return [
            rubric.document.diagnose(
                "MR125",
                ("questionnaire", "versions"),
                found=meant.versions,
                has=questionnaire.version,
            )
        ]
    return []


def _in_range(version: str, wanted: str) -> bool:
    """Whether a version lies in a range such as `>=1,<2`; missing parts count as zero."""
    tests = {
        ">=": lambda c: c >= 0, "<=": lambda c: c <= 0, "==": lambda c: c == 0, ">": lambda c: c > 0, "<": lambda c: c < 0,
    }  # fmt: skip
    have = _numbers(version)
    for part in wanted.split(","):
        text = part.strip()
        sign = text[:2] if text[:2] in tests else text[0]
        bound = _numbers(text[len(sign) :])
        if not tests[sign]((have > bound) - (have < bound)):
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    parts = [int(part) for part in version.split(".")]
    return tuple(parts + [0] * (3 - len(parts)))


def check(paths: list[str]) -> tuple[list[Diagnostic], list[str]]:
    """Check files of any kind against one another; nothing stops at the first problem.

    Returns:
        The diagnostics of all files, and the names of the files that were looked at.
    """
    library = Library()
    found: list[Diagnostic] = []
    for path in paths:
        library.diagnostics = []
        try:
            _check_one(library, path)
        except InputError as error:
            found += [d for d in error.diagnostics if d not in found]
            continue
        found += [d for d in library.diagnostics if d not in found]
    return found, paths


def _check_one(library: Library, path: str) -> None:
    document = library.read(path)
    kind = kind_of(document)
    if kind is None:
        raise InputError([document.diagnose("MF113", (), found=None, wanted=", ".join(KINDS))])
    if kind == "questionnaire":
        library.load(path, "questionnaire")
    elif kind == "rubric":
        _check_rubric(library, path)
    elif kind in {"assumptions", "mapping"}:
        library.load(path, kind)
    else:
        _check_response(library, path)


def _check_rubric(library: Library, path: str) -> None:
    rubric = library.load(path, "rubric")
    entry = library.catalog.find("questionnaire", rubric.model.questionnaire.id, path)
    if entry is None:
        known = [e.id for e in library.catalog.entries("questionnaire", path)]
        meant = rubric.model.questionnaire.id
        problem = rubric.document.diagnose(
            "MR127", ("questionnaire", "id"), id=meant, near=nearest(meant, known)
        )
        raise InputError(
            [*library.diagnostics, *rubrics.lint(rubric.document, rubric.model, None), problem]
        )
    questionnaire = library.questionnaire(entry.path)
    library.rubric_for(questionnaire, path)


def _check_response(library: Library, path: str) -> None:
    try:
        library.case(path)
    except UsageError:
        response = library.load(path, "response")
        wanted = library.catalog.find("questionnaire", response.model.questionnaire.id, path)
        if wanted is not None:
            questionnaire = library.questionnaire(wanted.path)
            library.diagnostics += responses.lint(
                response.document, response.model, questionnaire.model, None
            )
