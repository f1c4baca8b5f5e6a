"""What does the whole roadmap of one response say?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from maturity.model.roadmap import (
    Aim,
    Assumed,
    FrontierPoint,
    Instead,
    PlannedAction,
    PlanPeriod,
    Proof,
    Rise,
    Roadmap,
    Sensitivity,
    Unknowns,
)
from maturity.model.rubric import Action
from maturity.planning import obstacles
from maturity.planning.brief import Brief
from maturity.planning.choose import Chooser
from maturity.planning.forecast import forecast
from maturity.planning.jobs import jobs_of
from maturity.planning.others import Others, compared, frontier, on_the_way
from maturity.planning.problem import End, Problem, problem_of
from maturity.planning.target import Target, judged
from maturity.planning.together import Plan, Planner
from maturity.scoring.assess import Scored
from maturity.scoring.plan import TOLERANCE, Floats
from maturity.scoring.rests_on import is_monotone


def roadmap_of(scored: Scored, brief: Brief) -> Roadmap:
    """The least that reaches the target of a brief, in an order that can be worked.

    Every missing answer is taken at its least; `unknowns` says what changes when it is found.

    Args:
        scored: The response with its result.
        brief: What is wanted.
    """
    return _Maker(scored, brief).roadmap()


@dataclass
class _Maker:
    scored: Scored
    brief: Brief

    @cached_property
    def low(self) -> Problem:
        return problem_of(self.scored, self.brief.actions, "low", self.brief.wishes)

    @cached_property
    def high(self) -> Problem:
        return problem_of(self.scored, self.brief.actions, "high", self.brief.wishes)

    @cached_property
    def target(self) -> Target:
        return self.brief.wanted.target(self.scored.plan)

    def roadmap(self) -> Roadmap:
        if self.brief.wanted.furthest:
            return self._furthest()
        if judged(self.low, self.target, self.low.set_of(()))[0] and not self.low.kept:
            return self._blank("reached")
        planner = self._planner(self.target)
        if not planner.chooser.is_possible:
            blank = self._blank("impossible")
            found = obstacles.hopeless(self.low, self.target)
            return blank.model_copy(
                update={"obstacles": found, "unknowns": self._unknowns(None, self.target)}
            )
        plan = planner.plan(self.brief.within, soonest=self.brief.soonest)
        if plan is not None:
            return self._told(planner, plan, self.target)
        return self._late(planner)

    def _late(self, planner: Planner) -> Roadmap:
        certain = planner.certain
        nearest = None if self.brief.within is None else planner.plan(soonest=self.brief.soonest)
        planner.certain = certain
        why = tuple(obstacles.in_time(planner, self.brief, self.target, nearest))
        out = obstacles.ways_out(planner, self.brief, self.target, nearest)
        told = self._blank("late") if nearest is None else self._told(planner, nearest, self.target)
        return told.model_copy(update={"status": "late", "obstacles": why, "ways_out": out})

    def _furthest(self) -> Roadmap:
        """The plan that comes furthest along the path with the days and months there are."""
        path = self.scored.assessment.path
        at = 0 if path is None else path.low
        nearest: Planner | None = None
        for tenth in range(len(self.scored.plan.steps) * 10, at * 10, -1):
            position, part = divmod(tenth, 10)
            target = on_the_way(self.low, position, part / 10)
            planner = self._planner(target)
            if judged(self.low, target, self.low.set_of(()))[0]:
                break
            if not planner.chooser.is_possible:
                continue
            nearest = planner
            if plan := planner.plan(self.brief.within, soonest=self.brief.soonest):
                told = self._told(planner, plan, target)
                steps = self.scored.plan.steps
                aim = told.aim.model_copy(
                    update={
                        "position": position,
                        "step": steps[position - 1].id if position else None,
                        "progress": tenth / 10,
                    }
                )
                return told.model_copy(update={"aim": aim})
        if nearest is None:
            return self._blank("reached" if at == len(self.scored.plan.steps) else "impossible")
        why = tuple(obstacles.in_time(nearest, self.brief, nearest.chooser.target, None))
        return self._blank("late").model_copy(update={"obstacles": why})

    def _planner(self, target: Target) -> Planner:
        return Planner(self.low, target, self.brief.calendar, self.brief.seconds)

    def _blank(self, status: str) -> Roadmap:
        found = self.scored.assessment
        here = forecast(self.low, self.high, self.scored.rows, [()])
        return Roadmap.model_validate(
            {
                "schema": "maturity/roadmap@1",
                "organisation": found.organisation,
                "date": found.date,
                "questionnaire": found.questionnaire,
                "rubric": found.rubric,
                "response": found.response,
                "status": status,
                "aim": self._aim(),
                "assumed": self._assumed(),
                "unit": "days" if self.brief.wishes.day_rate is None else "money",
                "today": here.standing(0),
            }
        )

    def _aim(self) -> Aim:
        wanted, steps = self.brief.wanted, self.scored.plan.steps
        return Aim(
            said=wanted.said,
            position=wanted.position,
            step=steps[wanted.position - 1].id if wanted.position and steps else None,
            levels=dict(wanted.levels),
            by=self.brief.by,
        )

    def _assumed(self) -> Assumed:
        brief, wishes = self.brief, self.brief.wishes
        known = {action.id: action for action in self.scored.rubric.actions}
        changed = [a.id for a in brief.actions if known.get(a.id) != a or a.id in wishes.costs]
        return Assumed(
            start=brief.calendar.start,
            period=brief.calendar.period,
            capacity=brief.calendar.total,
            owners=dict(brief.calendar.owners),
            day_rate=wishes.day_rate,
            soonest=brief.soonest,
            refused=tuple(sorted(wishes.refused)),
            kept=tuple(sorted(wishes.kept)),
            done=tuple(sorted(wishes.done)),
            changed=tuple(sorted(changed)),
        )

    def _told(self, planner: Planner, plan: Plan, target: Target) -> Roadmap:
        tasks, calendar = self.low.tasks, self.brief.calendar
        instead: tuple[Instead, ...] = ()
        sensitivity: Sensitivity | None = None
        # Beside a plan that is not the best for certain, others prove nothing.
        if plan.choice.proven and self.brief.alternatives:
            others = Others(planner.chooser, plan.choice.tasks)
            instead, sensitivity = tuple(others.instead()), others.sensitivity()
        actions = tuple(self._actions(plan, sensitivity, instead))
        path = self.scored.assessment.path
        points: tuple[FrontierPoint, ...] = ()
        has_line = plan.choice.proven and self.brief.alternatives
        if self.scored.plan.main is not None and path is not None and has_line:
            start = path.low if path.progress is None else min(path.progress, path.low + 1.0)
            points = tuple(frontier(self.low, start, len(self.scored.plan.steps)))
        return self._blank("planned").model_copy(
            update={
                "days": sum(tasks[place].days for place in plan.choice.tasks),
                "cost": plan.choice.cost,
                "end": calendar.last_day(plan.timetable.finish) if actions else None,
                "proof": Proof(
                    cost=plan.choice.bound,
                    end=calendar.last_day(plan.finish_bound) if plan.finish_bound else None,
                    exact=plan.proven,
                    is_monotone=is_monotone(self.scored.plan),
                ),
                "actions": actions,
                "periods": tuple(self._periods(plan, actions)),
                "unknowns": self._unknowns(plan.choice.cost, target),
                "instead": instead,
                "frontier": points,
                "sensitivity": sensitivity,
                "compared": compared(self.low, target, plan.choice.tasks),
            }
        )

    def _actions(
        self, plan: Plan, sensitivity: Sensitivity | None, instead: Sequence[Instead]
    ) -> Iterator[PlannedAction]:
        without = {each.without: each.cost for each in instead}
        calendar, tasks = self.brief.calendar, self.low.tasks
        said = {action.id: action for action in self.brief.actions}
        jobs = jobs_of(self.low, plan.choice.tasks)
        starts = plan.timetable.starts
        order = sorted(starts, key=lambda p: (starts[p], starts[p] + jobs[p].length, tasks[p].id))
        rises = self._rises(sorted(order, key=lambda p: (starts[p] + jobs[p].length, tasks[p].id)))
        for place in order:
            action = said[tasks[place].id]
            begins, ends = starts[place], starts[place] + jobs[place].length
            chosen = {tasks[need].id for need in tasks[place].needs if need in starts}
            yield PlannedAction(
                id=action.id,
                title=action.title,
                owner=action.owner,
                what=action.what,
                kpi=action.kpi,
                references=action.references,
                days=tasks[place].days,
                cost=tasks[place].cost,
                months=jobs[place].length,
                start=calendar.first_day(begins),
                end=calendar.last_day(ends),
                needs=tuple(sorted(chosen)),
                lifts=tuple(rises[place]),
                kept=place in self.low.kept,
                share=None if sensitivity is None else sensitivity.shares.get(action.id, 0.0),
                without=without.get(action.id),
            )

    def _rises(self, order: list[int]) -> dict[int, list[Rise]]:
        """What each task does to answers when they end in this order, in native values."""
        plan, said = self.scored.plan, {action.id: action for action in self.brief.actions}
        worth = self.low.worth.copy()
        claimed = self.scored.rows.claimed[:, 0]
        native = {q.id: claimed[c] for q, c in zip(plan.questions, range(len(worth)), strict=True)}
        rises: dict[int, list[Rise]] = {place: [] for place in order}
        for number in range(1, len(order) + 1):
            for place in self._in_effect(order[:number], worth):
                action = said[self.low.tasks[place].id]
                for lift in self.low.tasks[place].lifts:
                    now = worth[lift.column]
                    if lift.start - TOLERANCE <= now < lift.to - TOLERANCE:
                        name = plan.questions[lift.column].id
                        before = native[name]
                        native[name] = _to(action, name)
                        worth[lift.column] = lift.to
                        rises[place].append(
                            Rise(
                                question=name,
                                before=None if before != before else float(before),  # noqa: PLR0124
                                to=native[name],
                            )
                        )
        return rises

    def _in_effect(self, ended: list[int], worth: Floats) -> Iterator[int]:
        """Tasks that have ended, again and again as long as one of them still lifts something."""
        while True:
            open_ = [
                place
                for place in ended
                for lift in self.low.tasks[place].lifts
                if lift.start - TOLERANCE <= worth[lift.column] < lift.to - TOLERANCE
            ]
            if not open_:
                return
            yield open_[0]

    def _periods(self, plan: Plan, actions: tuple[PlannedAction, ...]) -> Iterator[PlanPeriod]:
        calendar, jobs = self.brief.calendar, jobs_of(self.low, plan.choice.tasks)
        count = -(-plan.timetable.finish // calendar.length)
        ends = [calendar.last_day((number + 1) * calendar.length) for number in range(count)]
        done: list[Collection[str]] = [[a.id for a in actions if a.end <= end] for end in ends]
        found = forecast(self.low, self.high, self.scored.rows, done) if done else None
        for number in range(count):
            begin = calendar.first_day(number * calendar.length)
            use: dict[str, float] = {}
            for place, start in plan.timetable.starts.items():
                days = jobs[place].use(calendar, start).get(number, 0.0)
                if days > 0:
                    use[jobs[place].owner] = use.get(jobs[place].owner, 0.0) + days
            yield PlanPeriod(
                start=begin,
                end=ends[number],
                days=sum(use.values()),
                owners=dict(sorted(use.items())),
                begins=tuple(a.id for a in actions if begin <= a.start <= ends[number]),
                ends=tuple(a.id for a in actions if begin <= a.end <= ends[number]),
                path=found.standing(number) if found else None,
                measures=found.measures(number) if found else {},
            )

    def _unknowns(self, cost: float | None, target: Target) -> Unknowns | None:
        """What missing answers mean for the plan; nothing where none is missing."""
        missing = self.scored.rows.missing[:, 0]
        if not missing.any():
            return None
        names = [q.id for q, out in zip(self.scored.plan.questions, missing, strict=True) if out]
        first: dict[str, float] = {}
        for name in names if cost is not None and self.brief.alternatives else ():
            found = self._cost_with({name: "high"}, target)
            if cost is not None and found is not None and found < cost - TOLERANCE:
                first[name] = cost - found
        best_first = sorted(first, key=lambda name: -first[name])
        return Unknowns(
            low=cost,
            high=self._cost(self.high, target),
            first={name: first[name] for name in best_first},
        )

    def _cost_with(self, found: Mapping[str, End], target: Target) -> float | None:
        problem = problem_of(
            self.scored,
            self.brief.actions,
            "low",
            self.brief.wishes,
            found,
        )
        return self._cost(problem, target)

    def _cost(self, problem: Problem, target: Target) -> float | None:
        choice = Chooser(problem, target).best(self.brief.seconds)
        return None if choice is None else choice.cost


def _to(action: Action, question: str) -> float:
    return float(next(lift.to for lift in action.lifts if lift.question == question))
