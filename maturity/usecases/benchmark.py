"""How is an organisation held against a table of results that rests on the same method?"""

from __future__ import annotations

from maturity.comparison.benchmark import benchmark
from maturity.comparison.comparable import Gap, gap_between, other_steps
from maturity.diagnostics import Diagnostic, Place
from maturity.errors import InputError
from maturity.model.assessment import Source
from maturity.model.benchmark import FEWEST, Benchmark
from maturity.model.results_table import ResultsTable
from maturity.scoring.assess import Scored
from maturity.scoring.plan import ScoringPlan
from maturity.storage.library import Library
from maturity.tables.results_reader import read_results


def read_benchmark(library: Library, path: str, scored: Scored) -> Benchmark:
    """Where a scored organisation stands among those of a table; warnings go to the library.

    Raises:
        InputError: When the table cannot be read, rests on another method, does not say on which, or
            holds fewer than five others.
    """
    found = scored.assessment
    table, problems = comparable_table(path, found.questionnaire, found.rubric, scored.plan)
    library.diagnostics += problems
    held = benchmark(table, found)
    if held.others < FEWEST:
        raise _too_few(table, held.others)
    return held


def benchmark_of_many(
    path: str, questionnaire: Source, rubric: Source, plan: ScoringPlan
) -> tuple[str, list[Diagnostic]]:
    """The file of a table that many organisations are to be held against, and warnings about it.

    Raises:
        InputError: When it cannot be read, rests on another method, does not say on which, or leaves
            fewer than five others for any organisation.
    """
    table, problems = comparable_table(path, questionnaire, rubric, plan)
    if table.rows - 1 < FEWEST:
        raise _too_few(table, max(0, table.rows - 1))
    return table.file, problems


def comparable_table(
    path: str, questionnaire: Source, rubric: Source, plan: ScoringPlan
) -> tuple[ResultsTable, list[Diagnostic]]:
    """A table of results that rests on the same method, and warnings about it.

    Raises:
        InputError: When it cannot be read, rests on another method, or does not say on which.
    """
    table = read_results(path)
    place = Place(table.file)
    if table.rests_on is None:
        raise InputError([Diagnostic("MC113", place)])
    pairs = (
        ("questionnaire", table.rests_on.questionnaire, questionnaire),
        ("rubric", table.rests_on.rubric, rubric),
    )
    problems = [
        _problem(place, kind, gap, theirs, ours)
        for kind, theirs, ours in pairs
        if (gap := gap_between(theirs, ours)) is not None
    ]
    own = {step.id: number for number, step in enumerate(plan.steps, 1)}
    if other_steps(table.rests_on.steps, own):
        problems.append(Diagnostic("MC111", place, {"wanted": "rubric", "variant": "steps"}))
    if any(problem.severity == "error" for problem in problems):
        raise InputError(problems)
    return table, problems


def _too_few(table: ResultsTable, others: int) -> InputError:
    values = {"n": others, "least": FEWEST}
    return InputError([Diagnostic("MC114", Place(table.file), values)])


def _problem(place: Place, kind: str, gap: Gap, theirs: Source, ours: Source) -> Diagnostic:
    """What differs between the table's questionnaire or rubric and that of the organisation."""
    by_id = gap == "id"
    values = {
        "wanted": kind,
        "theirs": theirs.id if by_id else theirs.version,
        "ours": ours.id if by_id else ours.version,
        "variant": {"major": "version"}.get(gap, gap),
    }
    return Diagnostic("MC111" if gap in {"id", "major"} else "MC112", place, values, (kind,))
