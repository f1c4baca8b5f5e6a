"""Which actions come first, and in which order?

Those of the rubric that lift what holds the next step back, each after what it needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.messages.numbers import decimal, listing
from maturity.scoring.plan import TOLERANCE
from maturity.view import report_model as say_model
from maturity.view.report_goals import answers, goals
from maturity.view.wording import answer_words, question_title, rubric_text, titles_of

if TYPE_CHECKING:
    from maturity.model import rubric as rubrics
    from maturity.scoring.assess import Scored


def first_actions(scored: Scored) -> list[rubrics.Action]:
    """The actions that lift what is wanted, each after those it needs."""
    wanted = goals(scored).lift
    alone = {name: _days(_lifting(scored, {name: need})) for name, need in wanted.items()}
    quickest_first = sorted(wanted, key=lambda name: alone[name])
    return _lifting(scored, {name: wanted[name] for name in quickest_first})


def _days(actions: list[rubrics.Action]) -> float:
    return sum(action.effort.days for action in actions)


def _lifting(scored: Scored, wanted: Mapping[str, float]) -> list[rubrics.Action]:
    """The actions that lift these questions, one question after the other."""
    have = answers(scored)
    chosen: dict[str, rubrics.Action] = {}
    for name, need in wanted.items():
        while name in have and have[name] < need - TOLERANCE:
            action = _applicable(scored, name, have, chosen)
            if action is None:
                break
            _take(scored, action, have, chosen)
    return list(chosen.values())


def no_actions(scored: Scored, language: str) -> str:
    """What to do where there is no first action; nothing where the rubric has no actions at all."""
    wanted, have = goals(scored), answers(scored)
    for key, names in (("ask", wanted.missing), ("prove", wanted.prove)):
        if names:
            titles = titles_of(scored, names, language)
            return say(f"report.first.{key}", language, titles=titles)
    if not scored.rubric.actions:
        return ""
    top = not wanted.lift and all(have.get(q.id) == q.scale[1] for q in scored.plan.questions)
    return say("report.first.none.top" if top else "report.first.none", language)


def _applicable(
    scored: Scored, name: str, have: dict[str, float], chosen: dict[str, rubrics.Action]
) -> rubrics.Action | None:
    """The action with the least work that lifts an answer from where it is."""
    fitting = [
        action
        for action in scored.rubric.actions
        for lift in action.lifts
        if lift.question == name and lift.from_ <= have[name] < lift.to and action.id not in chosen
    ]
    return min(fitting, key=lambda action: action.effort.days, default=None)


def _take(
    scored: Scored,
    action: rubrics.Action,
    have: dict[str, float],
    chosen: dict[str, rubrics.Action],
) -> None:
    by_id = {each.id: each for each in scored.rubric.actions}
    waiting = {action.id}

    def take(each: rubrics.Action) -> None:
        for name in each.needs:
            needed = by_id[name]
            if name not in chosen and name not in waiting and not _is_met(scored, needed, have):
                waiting.add(name)
                take(needed)
        chosen[each.id] = each
        for lift in each.lifts:
            if lift.question in have and have[lift.question] >= lift.from_:
                have[lift.question] = max(have[lift.question], float(lift.to))

    take(action)


def _is_met(scored: Scored, action: rubrics.Action, have: dict[str, float]) -> bool:
    """Whether all an action lifts is already where it leads; what does not apply needs no lifting."""
    answers_given = scored.response.answers
    return all(
        have[lift.question] >= lift.to - TOLERANCE
        if lift.question in have
        else lift.question in answers_given
        and answers_given[lift.question].state == "not_applicable"
        for lift in action.lifts
    )


def worded_actions(scored: Scored, language: str) -> tuple[say_model.Action, ...]:
    """The first actions in words, numbered."""
    found = first_actions(scored)
    numbers = {action.id: number for number, action in enumerate(found, 1)}
    have = answers(scored)
    worded = []
    for action in found:
        worded.append(_worded(scored, action, numbers, have, language))
        for lift in action.lifts:
            if lift.question in have and have[lift.question] >= lift.from_:
                have[lift.question] = max(have[lift.question], float(lift.to))
    return tuple(worded)


def _worded(
    scored: Scored,
    action: rubrics.Action,
    numbers: dict[str, int],
    have: dict[str, float],
    language: str,
) -> say_model.Action:
    after = [
        str(number) for number in sorted(numbers[name] for name in action.needs if name in numbers)
    ]
    return say_model.Action(
        number=numbers[action.id],
        id=action.id,
        title=rubric_text(scored, action.title, language),
        what=rubric_text(scored, action.what, language),
        owner=rubric_text(scored, action.owner, language),
        effort=say(
            "report.action.effort",
            language,
            days=say(
                "report.action.days",
                language,
                n=action.effort.days,
                days=decimal(action.effort.days),
            ),
            months=say(
                "report.action.months",
                language,
                n=action.effort.months,
                months=decimal(action.effort.months),
            ),
        ),
        kpi=rubric_text(scored, action.kpi, language),
        lifts=tuple(_lifts(scored, action, have, language)),
        after=say(
            "report.action.after",
            language,
            n=len(after),
            numbers=listing(after, say("report.and", language)),
        )
        if after
        else "",
        references=tuple(say_model.Link(each.title, each.url or "") for each in action.references),
    )


def _lifts(
    scored: Scored, action: rubrics.Action, have: dict[str, float], language: str
) -> Iterator[say_model.Lifted]:
    """What the action changes once those before it are done."""
    for lift in action.lifts:
        if lift.question in have and have[lift.question] < lift.to - TOLERANCE:
            text = say(
                "report.action.lift",
                language,
                have=answer_words(scored, lift.question, have[lift.question], language),
                to=answer_words(scored, lift.question, lift.to, language),
            )
            yield say_model.Lifted(
                lift.question, question_title(scored, lift.question, language), text
            )
