"""`maturity batch`: many organisations at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from maturity.cli.clock import today
from maturity.cli.console import Console
from maturity.cli.options import Force, Rubric, command, option
from maturity.errors import InputError, UsageError
from maturity.messages import say

if TYPE_CHECKING:
    from maturity.usecases.batch_model import Asked

_REPORTS = ("html", "pdf")
_ROADMAPS = ("json", "csv", "ics", "markdown")
_PORTFOLIO = ("html", "pdf", "json")
_WITHOUT = ("roadmap", "robustness")
_COHORTS = ("country", "government", "tags")
REJECTED = 5


@command
def run(
    console: Console,
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help=say("help.batch.inputs"), show_default=False),
    ],
    output: Annotated[
        str | None, option("-o", "--output", metavar="DIR", help=say("help.batch.output"))
    ] = None,
    mapping: Annotated[
        str | None, option("--mapping", metavar="FILE", help=say("help.batch.mapping"))
    ] = None,
    questionnaire: Annotated[
        str | None,
        option("--questionnaire", metavar="ID|PATH", help=say("help.batch.questionnaire")),
    ] = None,
    rubric: Rubric = None,
    results: Annotated[
        str, option("--results", metavar="LIST", help=say("help.batch.results"))
    ] = "parquet",
    measures: Annotated[
        str | None, option("--measures", metavar="LIST", help=say("help.batch.measures"))
    ] = None,
    reports: Annotated[
        str | None, option("--reports", metavar="LIST", help=say("help.batch.reports"))
    ] = None,
    roadmaps: Annotated[
        str | None, option("--roadmaps", metavar="LIST", help=say("help.batch.roadmaps"))
    ] = None,
    without: Annotated[
        str | None, option("--without", metavar="LIST", help=say("help.batch.without"))
    ] = None,
    template: Annotated[
        str, option("--template", metavar="NAME|DIR", help=say("help.batch.template"))
    ] = "roadmap",
    benchmark: Annotated[
        str | None, option("--benchmark", metavar="FILE", help=say("help.batch.benchmark"))
    ] = None,
    portfolio: Annotated[
        str | None, option("--portfolio", metavar="LIST", help=say("help.batch.portfolio"))
    ] = None,
    cohort: Annotated[
        str | None, option("--cohort", metavar="LIST", help=say("help.batch.cohort"))
    ] = None,
    jobs: Annotated[int, option("--jobs", metavar="N", help=say("help.batch.jobs"), min=0)] = 0,
    on: Annotated[
        str | None, option("--on", metavar="dask://HOST:PORT", help=say("help.batch.on"))
    ] = None,
    resume: Annotated[bool, option("--resume", help=say("help.batch.resume"))] = False,
    dry_run: Annotated[bool, option("--dry-run", help=say("help.batch.dry_run"))] = False,
    fail_fast: Annotated[bool, option("--fail-fast", help=say("help.batch.fail_fast"))] = False,
    fail_under: Annotated[
        str | None, option("--fail-under", metavar="STEP", help=say("help.batch.fail_under"))
    ] = None,
    junit: Annotated[
        str | None, option("--junit", metavar="FILE", help=say("help.batch.junit"))
    ] = None,
    force: Force = False,
) -> int:
    """Exit code 5 when some inputs were rejected, 1 when an organisation misses `--fail-under`."""
    from maturity.storage.library import Library
    from maturity.usecases.batch_model import RESULTS, Asked
    from maturity.usecases.templates import template_to_send
    from maturity.usecases.wish import Wish

    if output is None and not dry_run:
        raise UsageError("error.batch.output")
    if benchmark and (not reports or on):
        raise UsageError("error.batch.benchmark")
    if junit and not fail_under:
        raise UsageError("error.batch.junit")
    wish = Wish(
        _chosen(reports, _REPORTS),
        _chosen(roadmaps, _ROADMAPS),
        frozenset(_chosen(without, _WITHOUT)),
        template_to_send(template) if reports else template,
        console.language,
        benchmark,
    )
    asked = Asked(
        inputs=tuple(inputs),
        output=output or "",
        today=today(),
        mapping=mapping,
        questionnaire=questionnaire,
        rubric=rubric,
        results=_chosen(results, RESULTS),
        measures=_listed(measures),
        wish=wish,
        portfolio=_chosen(portfolio, _PORTFOLIO),
        cohorts=_chosen(cohort, _COHORTS),
        language=console.language,
        jobs=jobs,
        on=on,
        resume=resume,
        force=force,
        fail_fast=fail_fast,
        fail_under=fail_under,
        junit=junit,
    )
    library = Library()
    return _dry(console, library, asked) if dry_run else _run(console, library, asked)


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in (text or "").split(",") if word.strip()))


def _chosen(text: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a list, all of them known."""
    from maturity.diagnostics import nearest

    for word in _listed(text):
        if word not in known:
            near = nearest(word, known)
            raise UsageError("error.batch.form", id=word, known=", ".join(known), near=near)
    return _listed(text)


def _run(console: Console, library: object, asked: Asked) -> int:
    from maturity.cli.batch_screen import Progress, show_outcome
    from maturity.usecases.batch import run_batch
    from maturity.usecases.batch_storage import is_address, run_to_storage

    progress = Progress(console)
    go = run_to_storage if is_address(asked.output) else run_batch
    try:
        with progress:
            outcome = go(library, asked, progress)  # type: ignore[arg-type]
    except (KeyboardInterrupt, SystemExit):
        console.notice("batch.interrupted")
        raise
    show_outcome(console, outcome, asked)
    if outcome.missed:
        return 1
    return REJECTED if outcome.rejected else 0


def _dry(console: Console, library: object, asked: Asked) -> int:
    from maturity.cli.batch_dry_screen import show_dry_run
    from maturity.usecases.batch_dry import dry_run

    found = dry_run(library, asked)  # type: ignore[arg-type]
    show_dry_run(console, found)
    if not found.scored and found.rejected:
        return InputError.exit_code
    return REJECTED if found.rejected else 0
