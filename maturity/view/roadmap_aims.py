"""How are the aim of a roadmap and positions on the path put into words?"""

from __future__ import annotations

from maturity.messages import say
from maturity.messages.numbers import percent
from maturity.model.roadmap import Standing
from maturity.scoring.plan import TOLERANCE
from maturity.view.roadmap_words import Told
from maturity.view.wording import need_words, short, step_name, step_number, title_of

_AIM = 120
_NAMED = 3
"""So many targets are named; more are counted."""
_NEARLY = 0.99
"""What is not reached whole is never rounded to it."""


def this_aim(told: Told) -> str:
    """What is to be reached, where it was named before: `this step`."""
    wanted = told.roadmap.aim
    this = told.say("this.step" if wanted.position and not wanted.levels else "this.target")
    return told.say("this.kept", aim=this) if told.roadmap.assumed.kept else this


def aim_words(told: Told) -> str:
    """What is to be reached, as the beginning of a sentence."""
    wanted = told.roadmap.aim
    count = len(wanted.levels)
    if wanted.step is not None and wanted.position:
        values = {"number": wanted.position, "title": main_step(told, wanted.position)}
        return told.say("aim.both" if count else "aim.step", n=count, **values)
    if not 0 < count <= _NAMED:
        return told.say("aim.levels", n=count) if count else told.say("aim.what")
    return told.listed(
        told.say(
            "aim.level",
            title=short(title_of(told.scored, name, told.language)),
            need=need(told, name, bound),
        )
        for name, bound in wanted.levels.items()
    )


def need(told: Told, name: str, bound: float) -> str:
    """What a question or measure is to reach."""
    return need_words(told.scored, name, bound, told.language)


def main_step(told: Told, number: int) -> str:
    """The title of a step of the main path."""
    path = told.scored.rubric.path
    if path is None or not 0 < number <= len(path.steps):
        return ""
    name = step_name(told.scored, path.steps[number - 1], number, told.language)
    return short(name, _AIM)


def number_of(told: Told, step: str) -> int:
    """The number of a step."""
    return step_number(told.scored, step)


def step_count(told: Told) -> int:
    """How many steps the main path has."""
    path = told.scored.rubric.path
    return 0 if path is None else len(path.steps)


def at(told: Told, position: int) -> str:
    """A position in a sentence: `on step 2`."""
    return told.say("at.step", number=position) if position else told.say("at.start")


def stands(told: Told, found: Standing) -> str:
    """Where somebody stands, in a sentence."""
    low, high = found.low or 0, found.high or 0
    if low == high:
        return at(told, low)
    if high == low + 1:
        last = str(high) if low else at(told, high)
        return told.say("at.or", low=at(told, low), high=last)
    begin = say("report.step" if low else "report.start", told.language, number=low)
    return told.say("at.between", low=begin, high=high)


def standing(told: Told, found: Standing) -> str:
    """Where somebody stands, by itself, with the way to the next step."""
    low, high = found.low or 0, found.high or 0
    first, last = (
        say("report.step" if end else "report.start", told.language, number=end)
        for end in (low, high)
    )
    if low != high:
        key = "standing.or" if high == low + 1 else "standing.between"
        return told.say(key, low=first, high=last)
    on_the_way = 0.0 if found.progress is None else found.progress - low
    if low == step_count(told) or not TOLERANCE < on_the_way < 1:
        return first
    share = percent(min(on_the_way, _NEARLY))
    return told.say("standing.part", at=first, share=share, next=low + 1)
