"""Which paths are there, and what does the next step of each still lack?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maturity.model.assessment import GateResult, PathPosition, StepScore
from maturity.model.rubric import Gate, Path, Step
from maturity.scoring.assess import Scored
from maturity.scoring.definitions import selected
from maturity.scoring.path import PathResult
from maturity.scoring.plan import TOLERANCE, PlannedPath
from maturity.view.wording.names import all_paths


@dataclass(frozen=True)
class Way:
    """A path: as the rubric defines it, as it is computed, and where the response stands on it."""

    id: str
    defined: Path
    planned: PlannedPath
    result: PathResult
    found: PathPosition

    @property
    def at_top(self) -> bool:
        """Whether all steps hold."""
        return self.found.position == len(self.found.steps)


@dataclass(frozen=True)
class Practice:
    """A question or measure that a step needs, what it must reach, and whether it does."""

    name: str
    bound: float
    holds: bool


@dataclass(frozen=True)
class Lacking:
    """What a step still lacks: a score, gates, practices, or other paths."""

    number: int
    step: Step
    result: StepScore
    short: bool
    gates: tuple[tuple[Gate, GateResult], ...]
    practices: tuple[Practice, ...]
    paths: tuple[Way, ...]


def ways(scored: Scored) -> tuple[Way, ...]:
    """Every path, the main one first."""
    found = scored.assessment
    return tuple(
        Way(
            planned.id,
            defined,
            planned,
            result,
            found.paths[planned.id]
            if planned.id in found.paths or found.path is None
            else found.path,
        )
        for defined, planned, result in zip(
            all_paths(scored), scored.plan.paths, scored.scores.paths, strict=True
        )
    )


def main_way(scored: Scored) -> Way | None:
    """The main path, where there is one."""
    return ways(scored)[0] if scored.plan.main is not None else None


def further_ways(scored: Scored) -> tuple[Way, ...]:
    """The paths beside the main one."""
    return ways(scored)[1 if scored.plan.main is not None else 0 :]


def under(scored: Scored, way: Way) -> tuple[Way, ...]:
    """The paths that one of kind `lowest` rests on."""
    everything = ways(scored)
    return tuple(everything[place] for place in way.planned.of)


def ways_forward(scored: Scored) -> tuple[Way, ...]:
    """The paths whose next steps come first: the main one, or those that hold it back, or all."""
    main = main_way(scored)
    if main is None:
        return tuple(way for way in further_ways(scored) if not way.planned.of)
    if not main.planned.of:
        return (main,)
    return tuple(w for w in under(scored, main) if w.found.position == main.found.position)


def lacking(scored: Scored, way: Way) -> Lacking | None:
    """What the next step of a path lacks; None at the top."""
    index = way.found.position
    if index == len(way.found.steps):
        return None
    step, result = way.defined.steps[index], way.found.steps[index]
    need = result.reached_at
    return Lacking(
        number=index + 1,
        step=step,
        result=result,
        short=need is not None and (result.score is None or result.score < need - TOLERANCE),
        gates=tuple(
            (gate, found)
            for gate, found in zip(step.gates, result.gates, strict=True)
            if found.holds is not True
        ),
        practices=tuple(p for p in practices(scored, way, index) if not p.holds),
        paths=tuple(w for w in under(scored, way) if w.found.position <= index),
    )


def practices(scored: Scored, way: Way, index: int) -> Iterator[Practice]:
    """The practices that a step needs: those of earlier steps first, in the order of the plan."""
    step = way.defined.steps[index]
    own = step.at_least or 0
    lower = own if step.lower_at_least is None else step.lower_at_least
    members = [
        (member.target[1], own if place == index else lower)
        for place, earlier in enumerate(way.defined.steps[: index + 1])
        for member in earlier.all_ or selected(earlier.select, scored.questionnaire)
    ]
    truths = way.result.steps[index].practices
    for (name, bound), truth in zip(members if truths else [], truths, strict=True):
        yield Practice(name, bound, holds=bool(truth[0] == 1))
