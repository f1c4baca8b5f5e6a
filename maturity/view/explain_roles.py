"""How is it said what a part does for the measure it is part of?"""

from __future__ import annotations

from maturity.scoring.explanation import Node
from maturity.scoring.plan import TOLERANCE
from maturity.view.explain_words import Words

ADDING = frozenset({"mean", "sum", "geometric_mean", "harmonic_mean"})
"""Aggregations in which a part's weight says how much it counts."""
_DECIDED = frozenset({"minimum", "maximum", "median"})


def effect(parent: Node, node: Node) -> str:
    """What a part does: decides, halves, idle; reaches, short, after; adds, nothing or takes."""
    adds = node.adds or 0.0
    if node.decides:
        return "halves" if node.halves else "decides"
    # Where the end of a missing answer's scale bounds a measure, a part carries it all the same.
    if parent.by in _DECIDED and not adds:
        return "idle"
    if node.reaches is not None:
        if not node.reaches:
            return "short"
        return "after" if parent.by == "ordered_until" and not adds else "reaches"
    return "adds" if adds > TOLERANCE else "takes" if adds < -TOLERANCE else "nothing"


def role(words: Words, parent: Node, node: Node) -> str:
    """A sentence on what a part does for its measure."""
    adds = node.adds or 0.0
    return words.say(
        f"role.{effect(parent, node)}",
        parent=words.title(parent.id),
        share=words.share(node.weight or 0.0),
        adds=words.amount(parent.id, abs(adds)),
        value=words.number(parent.id, parent.value or 0.0),
        need=words.need(node),
    )
