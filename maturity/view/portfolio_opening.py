"""What does the first page say of many organisations?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maturity.messages.numbers import grouped
from maturity.model.common_actions import CommonActions
from maturity.model.portfolio import Blocker, NextStep
from maturity.view.portfolio_model import Opening
from maturity.view.portfolio_path import blocker_need
from maturity.view.portfolio_words import Told
from maturity.view.report_model import Term

_MOST_BACK = 3
_MOST_FIRST = 3
_MOST_TOGETHER = 4


def headline(told: Told) -> str:
    """Where most of them stand, in one line."""
    path, count = told.portfolio.path, told.portfolio.count
    if path is None:
        title = told.rubric_text(told.rubric.title)
        return told.say("headline.no_path", n=count, count=grouped(count), rubric=title)
    if 2 * path.unsaid > count:
        return told.say("headline.open", n=count, count=grouped(count))
    steps = path.steps
    at = max(range(len(steps)), key=lambda number: (steps[number].here, -number))
    key = "none" if at == 0 else "top" if at == len(steps) - 1 else "at"
    whole = "all" if steps[at].here == count else "some"
    return told.say(
        f"headline.{key}.{whole}",
        n=count if whole == "all" else steps[at].here,
        count=grouped(count),
        here=grouped(steps[at].here),
        at=at,
        steps=len(steps) - 1,
        title=told.step_title(path.id, max(1, at)),
    )


def opening(told: Told) -> Opening:
    """What stands below the headline."""
    title, note, first = _first(told)
    return Opening(
        lead=tuple(_lead(told)),
        back_title=told.say("back", n=told.portfolio.count),
        back=tuple(_back(told)),
        back_none=told.say("back.nothing" if told.portfolio.nexts else "back.none"),
        first_title=title,
        first_note=note,
        first=first,
        sure=tuple(_sure(told)),
    )


def _lead(told: Told) -> Iterator[str]:
    weakest = next((each for each in told.portfolio.weakest if each.measure is None), None)
    if weakest is not None and len(weakest.bodies) < told.portfolio.count:
        yield told.say(
            "lead.weakest" if len(weakest.bodies) == 1 else "lead.weakest.many",
            n=len(weakest.bodies),
            count=grouped(len(weakest.bodies)),
            name=told.name(weakest.bodies[0]),
            where=told.where(weakest.position),
        )


def _back(told: Told) -> Iterator[str]:
    """What is lacking in most organisations, over all steps."""
    pairs = [(next_, blocker) for next_ in told.portfolio.nexts for blocker in next_.blockers]
    for next_, blocker in sorted(pairs, key=lambda pair: -pair[1].bodies)[:_MOST_BACK]:
        yield _back_words(told, next_, blocker)


def _back_words(told: Told, next_: NextStep, blocker: Blocker) -> str:
    kind: str = "gate" if blocker.why == "gate-measure" else blocker.why
    if kind == "score" and blocker.missing == blocker.bodies:
        kind = "unscored"
    said = told.say(
        f"back.{kind}",
        n=blocker.bodies,
        of=told.of_all(blocker.bodies, next_.bodies),
        number=next_.number,
        title=told.title(blocker.id),
        need=blocker_need(told, next_, blocker),
    )
    if len({each.path for each in told.portfolio.nexts}) > 1:
        said = told.say("next.of", path=told.path_title(next_.path), title=said)
    if kind in {"gate", "unscored"} or not blocker.lagging:
        return said
    titles = told.quoted(told.title(each.id) for each in blocker.lagging[:2])
    return told.say(f"back.{'lagging' if kind == 'score' else 'open'}", said=said, titles=titles)


def _first(told: Told) -> tuple[str, str, tuple[Term, ...]]:
    """What to do first for all, or, where that was not worked out, where they are weakest."""
    found = told.portfolio.actions
    if found is not None:
        sets = (each for each in (*found.sets, *found.frontier) if each.bodies_next_step)
        fitting = [each for each in sets if len(each.actions) <= _MOST_TOGETHER]
        single = [a.id for a in found.single if a.bodies_lifted][:_MOST_FIRST]
        if fitting:
            best = max(fitting, key=lambda each: (each.bodies_next_step, -each.days))
            note = told.say(
                "first.actions.note",
                n=len(best.actions),
                reaching=told.of_all(best.bodies_next_step, found.ahead),
                days=told.say("days", n=best.days, days=grouped(best.days)),
            )
            return told.say("first.actions"), note, tuple(_actions(told, found, best.actions))
        if single:
            terms = tuple(_actions(told, found, single))
            return told.say("first.single"), told.say("first.single.note"), terms
    note = told.say("first.lowest.note", scale=told.scale(told.portfolio.profile)).strip()
    return told.say("first.lowest"), note, tuple(_lowest(told))


def _actions(told: Told, found: CommonActions, names: Sequence[str]) -> Iterator[Term]:
    known = {action.id: action for action in found.single}
    for action in (known[name] for name in names if name in known):
        yield Term(
            told.rubric_text(action.title),
            told.say(
                "first.action",
                owner=told.rubric_text(action.owner),
                days=told.say("days", n=action.days, days=grouped(action.days)),
                lifted=told.of_all(action.bodies_lifted),
            ),
        )


def _lowest(told: Told) -> Iterator[Term]:
    """The measures of the profile with the lowest medians."""
    profile = set(told.portfolio.profile)
    known = [
        (measure.scores.median, measure)
        for measure in told.portfolio.measures
        if measure.id in profile and measure.scores is not None
    ]
    for median, measure in sorted(known, key=lambda pair: pair[0])[:_MOST_FIRST]:
        spread = told.say("first.half", median=told.figure(measure.id, median))
        yield Term(told.short_title(measure.id), spread)


def _sure(told: Told) -> Iterator[str]:
    portfolio = told.portfolio
    answers = portfolio.coverage.answers
    applicable = answers.asked - answers.not_applicable
    yield told.say("sure.answered", answered=grouped(answers.answered), of=grouped(applicable))
    path, certain = portfolio.path, portfolio.coverage.certain
    if path is None or certain is None:
        return
    if certain == portfolio.count:
        yield told.say("sure.certain")
        return
    yield told.say("coverage.certain", n=certain, of=told.of_all(certain))
    if path.higher:
        yield told.say("sure.higher", n=path.higher, count=grouped(path.higher))
    if path.lower:
        yield told.say("sure.lower", n=path.lower, count=grouped(path.lower))
