"""How would the inputs of a batch be understood?"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from maturity.batch.executors import executors
from maturity.batch.inputs import Source, sources_in
from maturity.batch.part import Kept
from maturity.batch.run import open_source, parts_of
from maturity.diagnostics import Diagnostic
from maturity.errors import InputError
from maturity.model.response import Response
from maturity.storage.documents import STDIN
from maturity.storage.library import Library
from maturity.tables.columns import Column
from maturity.tables.row_problems import problems_of
from maturity.tables.source import jsonl_kind
from maturity.usecases.batch import read_mapping
from maturity.usecases.batch_method import method_for
from maturity.usecases.batch_model import Asked
from maturity.usecases.batch_words import Words

_SHOWN = 3
_KEPT_OF_A_KIND = 50


@dataclass
class DryRun:
    """What would happen.

    Attributes:
        tables: The columns of each table, by its name.
        named: By the tables whose organisations have names instead of ids, the heading of those.
        first: The first responses, as they are understood.
        problems: Why inputs would be rejected, the first of each kind.
        errors: How often each code of those occurs.
        words: What stands in cells that mean nothing.
        files: The files with problems or warnings.
        warnings: What is odd about inputs that would be used.
        is_mapped: Whether somebody said how tables are understood.
    """

    tables: dict[str, Sequence[Column]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    first: list[Response] = field(default_factory=list)
    scored: int = 0
    rejected: int = 0
    problems: list[Diagnostic] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    words: Words = field(default_factory=Words)
    files: set[str] = field(default_factory=set)
    warnings: list[Diagnostic] = field(default_factory=list)
    is_mapped: bool = False
    _kept: Counter[tuple[str, object]] = field(default_factory=Counter)

    def reject(self, problem: Diagnostic) -> None:
        """Count a problem, and keep it if it is one of the first of its kind."""
        self.errors[problem.code] += 1
        self.files.add(problem.place.file)
        self.words.add(problem)
        kind = (problem.code, problem.values.get("variant"))
        self._kept[kind] += 1
        if self._kept[kind] <= _KEPT_OF_A_KIND:
            self.problems.append(problem)


def dry_run(library: Library, asked: Asked) -> DryRun:
    """Read everything and write nothing.

    Raises:
        InputError: When the mapping, the questionnaire or the rubric is invalid.
        UsageError: When there is no such questionnaire or rubric.
    """
    apart = (asked.mapping, asked.questionnaire, asked.rubric)
    sources = sources_in(asked.inputs, Path(asked.output or os.devnull), apart)
    mapping = read_mapping(library, asked.mapping)
    method = method_for(
        library, sources, asked.questionnaire or mapping.questionnaire, asked.rubric, asked.today
    )
    questions = frozenset(question.id for question in method.questionnaire.questions())
    found = DryRun(words=Words(questions), is_mapped=asked.mapping is not None)
    for source in sources:
        if not _is_table(source):
            continue
        try:
            opened = open_source(source.path, method, mapping)
        except InputError:
            continue  # told below, with everything else
        opened.table.close()
        found.tables[opened.table.name] = opened.columns.all
        column = opened.columns.of("organisation")
        if opened.names and column is not None:
            found.named[opened.table.name] = column.heading
    with executors(asked.jobs, None) as pools:
        for part in parts_of(sources, method, mapping, Kept(responses=True), pools):
            found.first += part.responses[: max(0, _SHOWN - len(found.first))]
            found.scored += part.count
            found.rejected += len(part.rejected)
            found.warnings += part.warnings
            found.files.update(warning.place.file for warning in part.warnings)
            for item in part.rejected:
                for told in item.diagnostics:
                    for problem in problems_of(told):
                        found.reject(problem)
    return found


def _is_table(source: Source) -> bool:
    """Whether a source has columns that can be looked at without using it up."""
    return source.kind == "table" and source.path != STDIN and jsonl_kind(source.path) == "rows"
