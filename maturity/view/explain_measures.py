"""How is it said where a measure stands and what it is made of?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maturity.messages.numbers import decimal, percent
from maturity.model.rubric import WITH_LEVEL
from maturity.scoring.explanation import Node, Turn
from maturity.view.explain_answers import answer_lines, left_out_lines
from maturity.view.explain_figures import asked, before, level, number, value_of
from maturity.view.explain_roles import role
from maturity.view.explain_words import Line, Words, alike
from maturity.view.wording import against, question_of, threshold


def measure_line(
    words: Words, node: Node, parent: Node | None = None, need: float | None = None
) -> Line:
    """Where a measure stands, what it does for the one it is part of, and its parts below.

    Args:
        words: Says it.
        node: The measure.
        parent: The measure that it is part of here.
        need: The score that a step needs of it.
    """
    top = "" if parent is not None else _as_score(node, need)
    sentences = [*_standing(words, node, top, part=parent is not None)]
    if parent is not None and node.value is not None:
        sentences.append(role(words, parent, node))
    parts = (
        measure_line(words, child, node)
        for child in node.children
        if child.kind == "measure" and child.left_out is None
    )
    children = (*answer_lines(words, node), *parts, *left_out_lines(words, node))
    return Line(" ".join(sentences), children=children)


def _as_score(node: Node, need: float | None) -> str:
    """The score of a measure that stands on top."""
    says_the_same = (node.least, node.greatest) in {(0, 1), (0, 100)}
    if node.score is None or says_the_same or (node.turns and node.turns[-1].by == "levels"):
        return ""
    return percent(node.score) if need is None else against(node.score, need)


def _standing(words: Words, node: Node, score: str, *, part: bool) -> Iterator[str]:
    title = words.title(node.id)
    if node.value is None:
        applies = node.too_few is not None
        yield words.say(f"measure.{'none' if applies else 'does_not_apply'}", title=title)
        return
    if node.too_few is not None:
        yield from _too_few(words, node, title, part=part)
        return
    value = value_of(words, node)
    if score:
        value = words.say("measure.score", value=value, score=score)
    if not node.turns:
        yield words.say("measure", title=title, value=value, how=_how(words, node))
        return
    yield words.say("measure.turned", title=title, value=value)
    yield from _turns(words, node)


def _too_few(words: Words, node: Node, title: str, *, part: bool) -> Iterator[str]:
    few = node.too_few
    if few is None:
        return
    yield words.say(
        "measure.too_few",
        n=few.answered,
        title=title,
        asked=few.asked,
        need=threshold(few.minimum),
    )
    yield words.say("measure.range", low=percent(few.low), high=percent(few.high))
    key = "estimate" if part else "estimate.top"
    yield words.say(f"measure.{key}", value=value_of(words, node))


def _turns(words: Words, node: Node) -> Iterator[str]:
    """How the value came about, one sentence for each turn that it took."""
    made = before(words, node, node.turns[0])
    yield words.say("turn.made", before=made, how=_how(words, node))
    for turn in node.turns:
        yield words.say(
            f"turn.{turn.by}",
            before=before(words, node, turn),
            after=_after(words, node, turn),
            least=decimal(node.least or 0.0, 6),
            greatest=decimal(node.greatest or 0.0, 6),
        )


def _after(words: Words, node: Node, turn: Turn) -> str:
    return level(words, turn) if turn.by == "levels" else number(words, node.id, turn.after)


def _how(words: Words, node: Node) -> str:
    """How a measure is made of its parts: `the mean of 3 answers`."""
    counted = [child for child in node.children if child.left_out is None]
    kind = "answers" if all(child.kind == "question" for child in counted) else "parts"
    parts = words.say(f"parts.{kind}", n=len(counted))
    weighted = "" if alike([child.weight or 0.0 for child in counted]) else ".weighted"
    if len(counted) == 1:
        return words.say("how.one", parts=parts)
    if node.by in WITH_LEVEL:
        return _reaching(words, node, counted, parts, weighted)
    extreme = node.by in {"minimum", "maximum"}
    return words.say(f"how.{node.by}{'' if extreme else weighted}", parts=parts)


def _reaching(words: Words, node: Node, counted: Sequence[Node], parts: str, weighted: str) -> str:
    """How many parts reach what the measure asks of each."""
    ordered = node.by == "ordered_until"
    reaching = sum(bool(child.reaches and (child.adds or not ordered)) for child in counted)
    key = "how.until" if ordered else "how.reach"
    if all(_is_yes_or_no(words, child) for child in counted):
        key = f"{key}.are"
    end = ".none" if not reaching else "" if ordered else weighted
    needs = {asked(words, child) for child in counted}
    need = needs.pop() if len(needs) == 1 else words.say("how.each")
    return words.say(f"{key}{end}", n=reaching, parts=parts, need=need)


def _is_yes_or_no(words: Words, node: Node) -> bool:
    return node.kind == "question" and question_of(words.scored, node.id).type == "yes_no"
