"""How is the roadmap of one response made, with what its organisation assumes?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import ValidationError

from maturity.diagnostics import nearest
from maturity.errors import InputError, UsageError
from maturity.model.assumptions import Assumptions
from maturity.model.roadmap import Roadmap
from maturity.model.rubric import Action, Effort
from maturity.model.values import Portion
from maturity.planning.brief import Brief, Wanted, wanted_by
from maturity.planning.calendar import Calendar, Period, month_after, quarter_after
from maturity.planning.problem import Wishes
from maturity.planning.roadmap import roadmap_of
from maturity.scoring.assess import Scored
from maturity.storage.library import Library
from maturity.usecases.score import score_file
from maturity.usecases.threshold import step_number
from maturity.view.plain import visible

FURTHEST = "furthest"


@dataclass(frozen=True)
class Asked:
    """What the user asked for on the command line.

    Attributes:
        to: Steps by id or number, levels as `ID=LEVEL`, or `furthest`.
        with_: Actions to be kept.
        without: Actions to be left out, or sections, measures and steps to do nothing about.
        done: Actions that are done already.
        assumptions: The path of a file of local assumptions.
    """

    to: tuple[str, ...] = ()
    by: date | None = None
    start: date | None = None
    period: Period | None = None
    capacity: float | None = None
    soonest: bool = False
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    assumptions: str | None = None


@dataclass(frozen=True)
class Planned:
    """A response with its result and its roadmap."""

    scored: Scored
    roadmap: Roadmap


def plan_file(
    library: Library, path: str, rubric: str | None, asked: Asked, language: str
) -> Planned:
    """The roadmap of one response.

    Raises:
        InputError: When a file is invalid.
        UsageError: When there is no such step, action or section, or a wish cannot be.
    """
    scored = score_file(library, path, rubric, language)
    if not scored.rubric.actions and asked.assumptions is None:
        raise UsageError("error.plan.no_actions", id=scored.rubric.rubric)
    said, digest = Assumptions(assumptions="1"), None
    if asked.assumptions is not None:
        loaded = library.assumptions(asked.assumptions, library.case(path, rubric))
        said, digest = loaded.model, loaded.document.sha256
    roadmap = roadmap_of(scored, brief_of(scored, asked, said))
    assumed = roadmap.assumed.model_copy(update={"file": digest})
    return Planned(scored, roadmap.model_copy(update={"assumed": assumed}))


def plan_scored(scored: Scored, *, alternatives: bool = True) -> Roadmap | None:
    """The roadmap that a report shows when nobody made one: to the response's target, or the next step.

    None where the rubric has no actions.

    Args:
        scored: The response with its result.
        alternatives: Whether to look at other plans too, which takes several times as long.
    """
    if not scored.rubric.actions:
        return None
    brief = brief_of(scored, Asked(), Assumptions(assumptions="1"))
    return roadmap_of(scored, replace(brief, alternatives=alternatives))


def read_plan(library: Library, path: str, scored: Scored) -> Roadmap:
    """A roadmap that `maturity plan` wrote for these very answers and this rubric.

    Raises:
        InputError: When it is none, or was made from something else.
    """
    document = library.read(path)
    try:
        roadmap = Roadmap.model_validate(document.value)
    except ValidationError as error:
        route = error.errors(include_url=False)[0]["loc"]
        raise InputError([document.diagnose("MF116", route)]) from None
    found = scored.assessment
    for key, theirs, ours in (
        ("response", roadmap.response.sha256, found.response.sha256),
        ("rubric", roadmap.rubric.sha256, found.rubric.sha256),
        ("questionnaire", roadmap.questionnaire.sha256, found.questionnaire.sha256),
    ):
        if theirs != ours:
            raise InputError([document.diagnose("MF117", (key, "sha256"))])
    return roadmap


def brief_of(scored: Scored, asked: Asked, said: Assumptions) -> Brief:
    """What is wanted of a plan: the command line before the assumptions before the response.

    Raises:
        UsageError: When it names what there is not, or cannot be.
    """
    wishes = _Wishes(scored, said)
    response = scored.response
    period = asked.period or said.period or "quarter"
    start = asked.start or said.start
    after = quarter_after if period == "quarter" else month_after
    first = after(response.date) if start is None else _month_from(start)
    wanted = wanted_from(scored, asked.to)
    by = asked.by or said.by
    if by is None and wanted.said == "response" and response.target is not None:
        by = response.target.by
    if by is not None and by < first and (asked.by or said.by):
        raise UsageError("error.plan.past", by=by.isoformat(), start=first.isoformat())
    calendar = Calendar(
        first,
        period,
        asked.capacity or said.capacity,
        {wishes.owner(name): of.days for name, of in said.owners.items() if of.days is not None},
    )
    return Brief(
        wanted=wanted,
        calendar=calendar,
        by=by if by is None or by >= first else None,
        soonest=asked.soonest,
        wishes=wishes.of(asked),
        actions=wishes.actions,
    )


def _month_from(day: date) -> date:
    return day if day.day == 1 else month_after(day)


def wanted_from(scored: Scored, to: Sequence[str]) -> Wanted:
    """What the command line wants to reach; what the response wants where it says nothing.

    Raises:
        UsageError: When it names a step, question or measure that there is not, or no level.
    """
    if not to:
        return wanted_by(scored, scored.response.target)
    if FURTHEST in to:
        if len(to) > 1 or not scored.plan.steps:
            raise UsageError("error.plan.furthest")
        return Wanted("furthest", len(scored.plan.steps))
    steps = [each for each in to if "=" not in each]
    position = max((step_number(scored.rubric, each) for each in steps), default=None)
    levels = dict(_level(scored, each) for each in to if "=" in each)
    return Wanted("command", position, levels)


def _level(scored: Scored, text: str) -> tuple[str, float]:
    name, _, level = text.partition("=")
    name, level = name.strip(), level.strip()
    plan = scored.plan
    known = [*plan.column, *plan.measure]
    if name not in known:
        raise UsageError("error.plan.level.name", id=visible(name, 60), near=nearest(name, known))
    number = level.removesuffix("%").strip()
    try:
        bound = float(number)
    except ValueError:
        raise UsageError("error.plan.level", id=name, level=visible(level, 40)) from None
    if level.endswith("%"):
        bound = Portion(bound / 100)
        low, high = 0.0, 1.0
    elif name in plan.column:
        low, high = scored.plan.questions[plan.column[name]].scale
    else:
        scale = (
            plan.measures[plan.measure[name]].report_on or plan.measures[plan.measure[name]].scale
        )
        low, high = scale or (-1e12, 1e12)
    if not low <= bound <= high:
        raise UsageError("error.plan.level", id=name, level=visible(level, 40))
    return name, bound


@dataclass
class _Wishes:
    """The actions as the organisation changed them, and which are wanted, refused or done."""

    scored: Scored
    said: Assumptions
    costs: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found: list[Action] = []
        for action in self.scored.rubric.actions:
            change = self.said.actions.get(action.id)
            if change is not None and change.cost is not None:
                self.costs[action.id] = float(change.cost)
            days = action.effort.days if change is None or change.days is None else change.days
            months = (
                action.effort.months if change is None or change.months is None else change.months
            )
            owner = action.owner if change is None or change.owner is None else change.owner
            named = self.owner(_first(owner))
            found.append(
                action.model_copy(
                    update={
                        "effort": Effort(days=days, months=months),
                        "owner": owner if named == _first(owner) else named,
                    }
                )
            )
        self.actions = (*found, *self.said.own)

    def owner(self, name: str) -> str:
        """Who an owner of the rubric is here."""
        of = self.said.owners.get(name)
        return name if of is None or of.name is None else of.name

    def of(self, asked: Asked) -> Wishes:
        """All wishes about single actions."""
        kept = {*self._known(asked.with_), *self.said.with_}
        refused = {*self._left_out(asked.without), *self.said.without}
        done = {*self._known(asked.done), *self.said.done}
        for one, other in ((kept, refused), (kept, done)):
            for name in sorted(one & other):
                raise UsageError("error.plan.both", id=name)
        rate = self.said.day_rate
        return Wishes(
            refused=frozenset(refused - done),
            done=frozenset(done),
            kept=frozenset(kept),
            day_rate=None if rate is None else float(rate),
            costs=self.costs,
        )

    def _known(self, names: Iterable[str]) -> Iterable[str]:
        known = [action.id for action in self.actions]
        for name in names:
            if name not in known:
                raise UsageError(
                    "error.plan.action", id=visible(name, 60), near=nearest(name, known)
                )
            yield name

    def _left_out(self, names: Iterable[str]) -> Iterable[str]:
        """Actions by id, or those that only lift what a section, measure or step looks at."""
        plan = self.scored.plan
        steps = {step.id: step.measure for step in plan.steps if step.measure is not None}
        for name in names:
            place = steps.get(name, plan.measure.get(name))
            if place is None:
                yield from self._known([name])
                continue
            questions = {plan.questions[int(c)].id for c in plan.measures[place].columns}
            yield from (
                action.id
                for action in self.actions
                if all(lift.question in questions for lift in action.lifts)
            )


def _first(owner: str | Mapping[str, str]) -> str:
    return owner if isinstance(owner, str) else next(iter(owner.values()))
