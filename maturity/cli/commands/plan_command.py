"""`maturity plan`: the least work to the target, in an order that can be done."""

from __future__ import annotations

import shlex
from datetime import date
from typing import TYPE_CHECKING, Annotated

from maturity.cli.console import Console
from maturity.cli.options import File, Force, Output, Rubric, command, option
from maturity.errors import UsageError
from maturity.messages import say
from maturity.view.plain import visible

if TYPE_CHECKING:
    from maturity.usecases.plan import Asked, Planned

_ENDINGS = {".json": "json", ".csv": "csv", ".ics": "ics", ".md": "markdown"}
_PERIODS = ("quarter", "month")
_MOST = 1e6

Many = list[str] | None


@command
def run(
    console: Console,
    file: File,
    to: Annotated[Many, option("--to", metavar="STEP", help=say("help.plan.to"))] = None,
    by: Annotated[str | None, option("--by", metavar="DATE", help=say("help.plan.by"))] = None,
    start: Annotated[
        str | None, option("--start", metavar="DATE", help=say("help.plan.start"))
    ] = None,
    capacity: Annotated[
        float | None, option("--capacity", metavar="DAYS", help=say("help.plan.capacity"))
    ] = None,
    period: Annotated[
        str | None, option("--period", metavar="PERIOD", help=say("help.plan.period"))
    ] = None,
    soonest: Annotated[bool, option("--soonest", help=say("help.plan.soonest"))] = False,
    with_: Annotated[Many, option("--with", metavar="ACTION", help=say("help.plan.with"))] = None,
    without: Annotated[
        Many, option("--without", metavar="ACTION", help=say("help.plan.without"))
    ] = None,
    done: Annotated[Many, option("--done", metavar="ACTION", help=say("help.plan.done"))] = None,
    assumptions: Annotated[
        str | None, option("--assumptions", metavar="FILE", help=say("help.plan.assumptions"))
    ] = None,
    rubric: Rubric = None,
    form: Annotated[
        str | None,
        option(
            "--format",
            metavar="FORMAT",
            envvar="MATURITY_PLAN_FORMAT",
            help=say("help.plan.format"),
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
) -> int:
    """Exit code 1 when the target cannot be reached, or not in time."""
    from maturity.cli.delivery import deliver, tell_about
    from maturity.export.roadmap import ROADMAP_FORMATS
    from maturity.storage.atomic import check_output
    from maturity.storage.library import Library
    from maturity.usecases.plan import Asked, plan_file

    form = form or next((f for end, f in _ENDINGS.items() if (output or "").endswith(end)), "table")
    if form not in ("table", *ROADMAP_FORMATS):
        raise UsageError("error.format", id=form, known=", ".join(("table", *ROADMAP_FORMATS)))
    if period not in (None, *_PERIODS):
        raise UsageError("error.plan.period", id=period, known=", ".join(_PERIODS))
    if capacity is not None and not 0 < capacity <= _MOST:
        raise UsageError("error.plan.capacity", id=capacity)
    asked = Asked(
        to=tuple(to or ()),
        by=_day("--by", by),
        start=_day("--start", start),
        period=period,  # type: ignore[arg-type]
        capacity=capacity,
        soonest=soonest,
        with_=tuple(with_ or ()),
        without=tuple(without or ()),
        done=tuple(done or ()),
        assumptions=assumptions,
    )
    if output not in (None, "-"):
        inputs = (file, *((assumptions,) if assumptions else ()))
        check_output(str(output), force=force, inputs=inputs)
    library = Library()
    planned = plan_file(library, file, rubric, asked, console.language)
    tell_about(console, library)
    _notices(console, planned, asked)
    if form == "table":
        _show(console, planned, asked, file, output)
    else:
        text = ROADMAP_FORMATS[form](planned.scored, planned.roadmap, console.language)
        deliver(console, text, output)
    return 1 if planned.roadmap.status in {"late", "impossible"} else 0


def _day(name: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("error.plan.date", option=name, id=text[:40]) from None


def _notices(console: Console, planned: Planned, asked: Asked) -> None:
    from maturity.cli.clock import today

    start = planned.roadmap.assumed.start
    if asked.start is None and asked.assumptions is None and start < today().replace(day=1):
        console.notice("notice.plan.past", start=start.isoformat())
    target = planned.scored.response.target
    if (
        planned.roadmap.aim.said == "response"
        and target is not None
        and target.by is not None
        and target.by < start
    ):
        console.notice("notice.plan.by_past", by=target.by.isoformat())


def _again(asked: Asked) -> str:
    """The options that were given, as they are typed."""
    words: list[str] = []
    for name, value in vars(asked).items():
        if value is True:
            words.append(f"--{name}")
        elif value:
            for each in value if isinstance(value, tuple) else (value,):
                text = f"{each:g}" if isinstance(each, float) else str(each)
                words += [f"--{name.rstrip('_')}", shlex.quote(visible(text))]
    return "".join(f" {word}" for word in words)


def _show(console: Console, planned: Planned, asked: Asked, path: str, output: str | None) -> None:
    from maturity.cli.delivery import deliver
    from maturity.cli.roadmap_screen import roadmap_screen
    from maturity.view.roadmap import roadmap_view

    view = roadmap_view(planned.scored, planned.roadmap, console.language)
    unicode = console.unicode or output is not None
    screen = roadmap_screen(
        view, path, columns=console.out.width, unicode=unicode, asked=_again(asked)
    )
    if output in (None, "-"):
        console.show(screen)
    else:
        deliver(console, console.plain(screen), output)
