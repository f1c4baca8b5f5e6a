"""Do local assumptions fit the rubric whose actions they change?"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from maturity.diagnostics import Diagnostic, Guesses, Route
from maturity.model.assumptions import Assumptions
from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Lift, Rubric
from maturity.storage.documents import Document
from maturity.storage.lint.numbers import outside

_POSITIVE = ("capacity", "day_rate")


def lint(
    document: Document, assumptions: Assumptions, rubric: Rubric, questionnaire: Questionnaire
) -> list[Diagnostic]:
    """All problems of assumptions that are right in their shape."""
    check = _Check(document, assumptions, rubric, questionnaire)
    return [*check.numbers(), *check.names(), *check.own(), *check.circles(), *check.wishes()]


class _Check:
    def __init__(
        self,
        document: Document,
        assumptions: Assumptions,
        rubric: Rubric,
        questionnaire: Questionnaire,
    ) -> None:
        self.document, self.said = document, assumptions
        self.rubric, self.questionnaire = rubric, questionnaire
        self.theirs = {action.id: action for action in rubric.actions}
        self.known = [*self.theirs, *(action.id for action in assumptions.own)]
        self.guesses = Guesses()

    def numbers(self) -> Iterator[Diagnostic]:
        """Days, months and prices that are not above 0; a cost may be 0."""
        found: list[tuple[Route, float | None]] = [
            ((key,), getattr(self.said, key)) for key in _POSITIVE
        ]
        for name, change in self.said.actions.items():
            found += [(("actions", name, key), getattr(change, key)) for key in ("days", "months")]
            if change.cost is not None and change.cost < 0:
                found.append((("actions", name, "cost"), change.cost))
        for index, action in enumerate(self.said.own):
            for key in ("days", "months"):
                found.append((("own", index, "effort", key), getattr(action.effort, key)))
        found += [(("owners", name, "days"), of.days) for name, of in self.said.owners.items()]
        for route, value in found:
            if value is not None and value <= 0:
                yield self.document.diagnose("MP101", route, key=route[-1], found=value)

    def names(self) -> Iterator[Diagnostic]:
        """Actions and owners that there are not."""
        for name in self.said.actions:
            if name not in self.theirs:
                yield self._unknown(("actions", name), name, of_key=True)
        for key in ("with", "without", "done"):
            for index, name in enumerate(getattr(self.said, "with_" if key == "with" else key)):
                if name not in self.known:
                    yield self._unknown((key, index), name)
        owners = dict.fromkeys(_owner(action.owner) for action in self.rubric.actions)
        for name in self.said.owners:
            if name not in owners:
                near = self.guesses.near(name, list(owners))
                yield self.document.diagnose(
                    "MP103", ("owners", name), of_key=True, id=name, near=near
                )

    def _unknown(self, route: Route, name: str, *, of_key: bool = False) -> Diagnostic:
        near = self.guesses.near(name, self.known)
        return self.document.diagnose("MP102", route, of_key=of_key, id=name, near=near)

    def own(self) -> Iterator[Diagnostic]:
        """Actions of the organisation's own that clash with others or lift what there is not."""
        questions = {q.id: q for q in self.questionnaire.questions() if q.is_scored}
        seen = set(self.theirs)
        for index, action in enumerate(self.said.own):
            if action.id in seen:
                yield self.document.diagnose("MP104", ("own", index, "id"), id=action.id)
            seen.add(action.id)
            for place, need in enumerate(action.needs):
                if need not in self.known:
                    yield self._unknown(("own", index, "needs", place), need)
            for place, lift in enumerate(action.lifts):
                route: Route = ("own", index, "lifts", place)
                if lift.question in questions:
                    yield from self._lift(lift, questions[lift.question].scale, route)
                    continue
                near = self.guesses.near(lift.question, list(questions))
                yield self.document.diagnose(
                    "MP105", (*route, "question"), id=lift.question, near=near
                )

    def _lift(self, lift: Lift, scale: tuple[float, float], route: Route) -> Iterator[Diagnostic]:
        turned = {s.question for s in self.rubric.scales if s.least > s.greatest}
        if lift.to == lift.from_ or (lift.to < lift.from_) != (lift.question in turned):
            variant = "turned" if lift.question in turned else "rising"
            yield self.document.diagnose(
                "MP106", (*route, "to"), variant=variant, found=lift.to, start=lift.from_
            )
        for key, value in (("from", lift.from_), ("to", lift.to)):
            yield from outside(self.document, value, scale, (*route, key), "MP107")

    def circles(self) -> Iterator[Diagnostic]:
        """Actions that wait for one another."""
        graph = {a.id: list(a.needs) for a in (*self.rubric.actions, *self.said.own)}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = [str(name) for name in error.args[1]]
            place = next((i for i, a in enumerate(self.said.own) if a.id in circle), None)
            if place is not None:
                yield self.document.diagnose(
                    "MP108", ("own", place, "needs"), of_key=True,
                    circle=" > ".join(reversed(circle)),
                )  # fmt: skip

    def wishes(self) -> Iterator[Diagnostic]:
        """Actions that are wanted and refused."""
        for index, name in enumerate(self.said.without):
            if name in self.said.with_:
                yield self.document.diagnose("MP109", ("without", index), id=name)


def _owner(owner: object) -> str:
    return str(next(iter(owner.values())) if isinstance(owner, dict) else owner)
