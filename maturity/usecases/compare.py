"""How are two tables of results compared?"""

from __future__ import annotations

from maturity.comparison.results import compare
from maturity.diagnostics import Diagnostic
from maturity.errors import InputError, UsageError
from maturity.model.comparison import COHORTS, Comparison
from maturity.model.results_table import ResultsTable
from maturity.tables.results_reader import read_results


def compare_files(last: str, now: str, by: str | None = None) -> Comparison:
    """What changed from one table of results to a later one; `by` counts organisations apart.

    Raises:
        InputError: With what is wrong with either table.
        UsageError: When organisations cannot be counted apart like that.
    """
    if by not in (None, *COHORTS):
        raise UsageError("error.compare.cohort", id=by, known=", ".join(COHORTS))
    tables: list[ResultsTable] = []
    problems: list[Diagnostic] = []
    for path in (last, now):
        try:
            tables.append(read_results(path))
        except InputError as error:
            problems += error.diagnostics
    if problems:
        raise InputError(problems)
    return compare(tables[0], tables[1], by)
