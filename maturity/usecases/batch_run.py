"""How does one run take part after part, and write what all of them come to?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maturity import __version__
from maturity.batch.executors import Executor
from maturity.batch.folder import Folder, open_folder
from maturity.batch.inputs import Source
from maturity.batch.parcel import Method, packed
from maturity.batch.part import Kept, Part, Rejected
from maturity.batch.run import parts_of
from maturity.diagnostics import Diagnostic
from maturity.errors import InputError
from maturity.model.assessment import Source as Origin
from maturity.model.mapping import Mapping
from maturity.storage.atomic import machine_error
from maturity.storage.library import Library
from maturity.tables.dictionary import dictionary_of, titles_of, written
from maturity.tables.results import SCHEMA, Layout, layout_of
from maturity.tables.results_writer import ResultsWriter, as_csv, as_jsonl
from maturity.usecases.batch_junit import junit
from maturity.usecases.batch_method import method_for, with_measures
from maturity.usecases.batch_model import Asked, Outcome, Watcher
from maturity.usecases.batch_rejected import rejected_line
from maturity.usecases.batch_reports import Reports
from maturity.usecases.threshold import step_number

if TYPE_CHECKING:
    from maturity.portfolio.bodies import Bodies


def run(
    library: Library,
    asked: Asked,
    sources: Sequence[Source],
    mapping: Mapping,
    pools: tuple[Executor, Executor],
    watcher: Watcher,
) -> Outcome:
    """Score the sources, and write what was asked for.

    Raises:
        InputError: When nothing can be used, or at the first input that cannot be with `fail_fast`.
        UsageError: When there is no such rubric, measure or step, or the folder holds something.
        MachineError: When something cannot be written.
    """
    method = method_for(
        library, sources, asked.questionnaire or mapping.questionnaire, asked.rubric, asked.today
    )
    method = with_measures(method, asked.measures)
    needed = step_number(method.rubric, asked.fail_under) if asked.fail_under else 0
    warnings: list[Diagnostic] = []
    if asked.wish.benchmark is not None:
        file, warnings = _benchmark(asked.wish.benchmark, method)
        asked = replace(asked, wish=replace(asked.wish, benchmark=file))
    folder = open_folder(asked.output, resume=asked.resume, force=asked.force)
    try:
        if asked.resume and asked.today.isoformat() != folder.before.get("today", ""):
            method = _as_before(method, folder)
        folder.begin(method.today.isoformat())
        one = _Run(asked, method, folder, pools, watcher, needed)
        one.outcome.warnings += warnings
        return one.go(parts_of(sources, method, mapping, one.kept, pools))
    except InputError:
        folder.undo()
        raise
    except OSError as error:
        raise machine_error(error.filename or asked.output, error) from None
    finally:
        folder.close()


def _benchmark(path: str, method: Method) -> tuple[str, list[Diagnostic]]:
    """The file of a table that all reports stand among, and what is to be said about it."""
    from maturity.usecases.benchmark import benchmark_of_many

    questionnaire, rubric = method.questionnaire, method.rubric
    return benchmark_of_many(
        path,
        Origin(
            id=questionnaire.questionnaire,
            version=questionnaire.version,
            sha256=method.questionnaire_sha256,
        ),
        Origin(id=rubric.rubric, version=rubric.version, sha256=method.rubric_sha256),
        method.plan,
    )


def _as_before(method: Method, folder: Folder) -> Method:
    """A run that goes on gives responses without a date the day on which it began."""
    try:
        return replace(method, today=date.fromisoformat(str(folder.before["today"])))
    except (KeyError, ValueError):
        return method


class _Run:
    """One run: takes part after part, and then writes what all of them come to."""

    def __init__(
        self,
        asked: Asked,
        method: Method,
        folder: Folder,
        pools: tuple[Executor, Executor],
        watcher: Watcher,
        needed: int,
    ) -> None:
        self.asked, self.method, self.folder, self.watcher = asked, method, folder, watcher
        self.layout: Layout = layout_of(method.plan, method.measures)
        self.outcome, self.needed = Outcome(method), needed
        self.kept = Kept(rows=bool(asked.portfolio), responses=not asked.wish.is_empty)
        self.bodies: list[Part] = []
        self.reports = Reports(asked.wish, method, packed(method), folder, pools[1], self.outcome)

    def go(self, parts: Iterable[Part]) -> Outcome:
        """Everything."""
        temporary = self.folder.temporary("results.parquet")
        writer = ResultsWriter(temporary, self.layout.schema, self.about())
        rejected = self.folder.temporary("rejected.jsonl")
        try:
            with rejected.open("w", encoding="utf-8") as file:
                for part in parts:
                    self.take(part, writer, file)
            self.reports.finish(self.watcher)
            writer.close()
            self._all_or_nothing()
            self.write(temporary, rejected)
        finally:
            writer.abandon()
            temporary.unlink(missing_ok=True)
            rejected.unlink(missing_ok=True)
        return self.outcome

    def take(self, part: Part, writer: ResultsWriter, rejected: Any) -> None:
        """One part."""
        outcome = self.outcome
        self._reject(part.rejected, rejected)
        outcome.warnings += part.warnings[: max(0, 200 - len(outcome.warnings))]
        if part.frame is not None and part.count:
            writer.add(part.frame)
            outcome.scored += part.count
            self._positions(part.frame)
        if self.kept.rows and part.count:
            self.bodies.append(part)
        for response, digest in zip(part.responses, part.digests, strict=True):
            self.reports.want(response, digest)
        self.watcher.read(part.count, len(part.rejected))
        self.watcher.reported(outcome.made, outcome.held, self.reports.waiting)

    def _reject(self, rejected: Sequence[Rejected], file: Any) -> None:
        for item in rejected:
            if self.asked.fail_fast:
                raise InputError(item.diagnostics)
            file.write(rejected_line(item, self.asked.language))
            if self.outcome.rejected < 50:
                self.outcome.problems += item.diagnostics
            self.outcome.rejected += 1

    def _positions(self, frame: Any) -> None:
        if "position" not in frame.columns:
            return
        import numpy as np

        positions, counts = np.unique(frame["position"].to_numpy(), return_counts=True)
        self.outcome.positions.update(dict(zip(positions.tolist(), counts.tolist(), strict=True)))
        self.outcome.missed += int(counts[positions < self.needed].sum())

    def _all_or_nothing(self) -> None:
        if not self.outcome.scored and self.outcome.rejected:
            raise InputError(self.outcome.problems)

    def about(self) -> dict[str, Any]:
        """What the results rest on."""
        method, plan = self.method, self.method.plan
        questionnaire, rubric = method.questionnaire, method.rubric
        titles = titles_of(self.layout, questionnaire, rubric, self.asked.language)
        return {
            "schema": SCHEMA,
            "version": __version__,
            "questionnaire": {
                "id": questionnaire.questionnaire,
                "version": questionnaire.version,
                "sha256": method.questionnaire_sha256,
            },
            "rubric": {"id": rubric.rubric, "version": rubric.version, "sha256": method.rubric_sha256},
            "measures": {n: t for n, t in titles.items() if n in plan.measure},
            "steps": {step.id: number for number, step in enumerate(plan.steps, 1)},
        }  # fmt: skip

    def write(self, parquet: Path, rejected: Path) -> None:
        """All files but those of single organisations."""
        asked, folder = self.asked, self.folder
        entries = dictionary_of(
            self.layout, self.method.questionnaire, self.method.rubric, asked.language
        )
        for form in asked.results:
            self._results(form, parquet, entries, rejected if self.outcome.rejected else None)
        folder.write("dictionary.csv", written(entries).encode(), "")
        self.outcome.files.append("dictionary.csv")
        if self.outcome.rejected:
            folder.put("rejected.jsonl", rejected, "")
            self.outcome.files.append("rejected.jsonl")
        if asked.junit:
            junit(parquet, Path(asked.junit), self.method, self.needed, asked.language)
        if asked.portfolio and self.outcome.scored:
            self._portfolio()
        if "parquet" in asked.results:
            folder.put("results.parquet", parquet, "")
        folder.finish({**self.about(), "today": self.method.today.isoformat()})

    def _results(self, form: str, parquet: Path, entries: Any, rejected: Path | None) -> None:
        from maturity.tables.workbook import write_workbook

        name = f"results.{form}"
        self.outcome.files.append(name)
        if form == "parquet":
            return
        temporary = self.folder.temporary(name)
        try:
            if form == "xlsx":
                language = self.asked.language
                write_workbook(parquet, temporary, self.layout, entries, language, rejected)
            else:
                (as_csv if form == "csv" else as_jsonl)(parquet, temporary)
            self.folder.put(name, temporary, "")
        finally:
            temporary.unlink(missing_ok=True)

    def _portfolio(self) -> None:
        from maturity.usecases.batch_portfolio import bodies_of, portfolio_files

        bodies: Bodies = bodies_of(self.method, self.bodies, self.outcome.rejected)
        made = portfolio_files(
            bodies, self.asked.portfolio, self.asked.cohorts, self.asked.language
        )
        for name, data in made:
            self.folder.write(name, data, "")
            self.outcome.files.append(name)
