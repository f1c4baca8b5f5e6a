"""How is it said what a part does for the measure it is part of?"""

from __future__ import annotations

from maturity.scoring.explanation import Node
from maturity.scoring.plan import TOLERANCE
from maturity.view.explain_figures import amount, asked, number, share
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
    adds, does = node.adds or 0.0, effect(parent, node)
    if parent.by in ADDING and (node.weight or 0.0) > 1 - TOLERANCE:
        does = "whole"
    elif parent.by == "sum" and does in {"adds", "takes"}:
        # Of a sum, each part is added as it is: its share of the weight would say nothing.
        does = f"{does}.sum"
    return words.say(
        f"role.{does}",
        parent=words.title(parent.id),
        share=share(words, node.weight or 0.0),
        adds=amount(words, parent.id, abs(adds)),
        value=number(words, parent.id, parent.value or 0.0),
        need=asked(words, node) if node.need is not None else "",
    )
