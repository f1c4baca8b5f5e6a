"""Which questionnaires and rubrics can be found from here?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Rubric
from maturity.model.text import pick
from maturity.model.values import LocalText
from maturity.storage.library import Library, Loaded


class Content:
    """The questionnaires and rubrics that can be found from here, read when first needed."""

    def __init__(self, language: str) -> None:
        self.language, self.library = language, Library()

    def questionnaires(self) -> Iterator[Loaded[Questionnaire]]:
        """Every questionnaire, nearest first."""
        for entry in self.library.catalog.entries("questionnaire"):
            yield self.library.questionnaire(entry.path)

    def rubrics(self) -> Iterator[Loaded[Rubric]]:
        """Every rubric, nearest first."""
        for entry in self.library.catalog.entries("rubric"):
            yield self.library.load(entry.path, "rubric")

    def text(self, text: LocalText | None) -> str:
        """A text in the reader's language."""
        return pick(text, self.language, "en").text
