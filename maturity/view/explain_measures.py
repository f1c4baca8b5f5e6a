"""How is it said where a measure stands and what it is made of?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages.numbers import decimal, percent
from maturity.scoring.explanation import Node, Turn
from maturity.scoring.plan import TOLERANCE
from maturity.view.explain_answers import answer_lines, left_out_lines
from maturity.view.explain_roles import role
from maturity.view.explain_words import Line, Words, alike
from maturity.view.wording import against, threshold


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
    sentences = [*_standing(words, node, top)]
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
    if node.score is None:
        return ""
    return percent(node.score) if need is None else against(node.score, need)


def _standing(words: Words, node: Node, score: str) -> Iterator[str]:
    title = words.title(node.id)
    if node.value is None:
        applies = node.too_few is not None
        yield words.say(f"measure.{'none' if applies else 'does_not_apply'}", title=title)
    elif node.too_few is not None:
        yield from _too_few(words, node, title)
    elif not node.turns:
        value = _with_score(words, words.value(node), score)
        yield words.say("measure", title=title, value=value, how=_how(words, node))
    else:
        value = _with_score(words, words.value(node), score)
        yield words.say("measure.turned", title=title, value=value)
        yield from _turns(words, node)


def _with_score(words: Words, value: str, score: str) -> str:
    """A value and its score, where it has one that does not say the same."""
    return (
        words.say("measure.score", value=value, score=score)
        if score and "%" not in value
        else value
    )


def _too_few(words: Words, node: Node, title: str) -> Iterator[str]:
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
    yield words.say("measure.estimate", value=words.value(node))


def _turns(words: Words, node: Node) -> Iterator[str]:
    """How the value came about, one sentence for each turn that it took."""
    first = node.turns[0]
    before = words.on_scale(node.id, first.before, first.least, first.greatest)
    yield words.say("turn.made", before=before, how=_how(words, node))
    for turn in node.turns:
        yield words.say(
            f"turn.{turn.by}",
            before=words.on_scale(node.id, turn.before, turn.least, turn.greatest),
            after=_after(words, node, turn),
            least=decimal(node.least or 0.0, 6),
            greatest=decimal(node.greatest or 0.0, 6),
        )


def _after(words: Words, node: Node, turn: Turn) -> str:
    return words.rung(turn) if turn.by == "levels" else words.number(node.id, turn.after)


def _how(words: Words, node: Node) -> str:
    """How a measure is made of its parts: `the mean of 3 answers`."""
    counted = [child for child in node.children if child.left_out is None]
    kind = "answers" if all(child.kind == "question" for child in counted) else "parts"
    parts = words.say(f"parts.{kind}", n=len(counted))
    weighted = "" if alike([child.weight or 0.0 for child in counted]) else ".weighted"
    reaching = [child for child in counted if child.reaches]
    if node.by == "ordered_until":
        reaching, weighted = [c for c in reaching if (c.adds or 0.0) > TOLERANCE], ""
    if any(child.reaches is not None for child in counted):
        key = "until" if node.by == "ordered_until" else "reach"
        key = f"{key}{weighted}" if reaching else f"{key}.none"
        needs = {words.need(child) for child in counted}
        need = needs.pop() if len(needs) == 1 else words.say("how.each")
        return words.say(f"how.{key}", n=len(reaching), parts=parts, need=need)
    if len(counted) == 1:
        return words.say("how.one", parts=parts)
    extreme = node.by in {"minimum", "maximum"}
    return words.say(f"how.{node.by}{'' if extreme else weighted}", parts=parts)
