"""How is it said what answers do for their measure, those that are alike in one sentence?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maturity.scoring.explanation import Node
from maturity.scoring.plan import TOLERANCE
from maturity.view.explain_figures import amount, number, of_scale, share
from maturity.view.explain_roles import ADDING, effect, role
from maturity.view.explain_words import Line, Words, alike
from maturity.view.wording import answer_words


def answer_lines(words: Words, parent: Node) -> Iterator[Line]:
    """A line for each kind of answers directly below a measure, the highest first."""
    nodes = [child for child in parent.children if child.kind == "question"]
    groups = list(_groups(words, [node for node in nodes if node.left_out is None]))
    if parent.by != "ordered_until":
        groups.sort(key=lambda group: -(group[0].score or 0.0))
    for group in groups:
        if _is_special(group[0]):
            yield _alone(words, parent, group[0])
        else:
            yield Line(_together(words, parent, group))


def left_out_lines(words: Words, parent: Node) -> Iterator[Line]:
    """A line for each reason for which parts of a measure were left out."""
    reasons: dict[str, list[Node]] = {}
    for child in parent.children:
        if child.left_out is not None:
            parts = child.kind == "measure" and child.left_out == "unanswered"
            reasons.setdefault("parts" if parts else child.left_out, []).append(child)
    for reason, group in reasons.items():
        titles = words.titles(node.id for node in group)
        yield Line(words.say(f"left_out.{reason}", n=len(group), titles=titles))


def claim(words: Words, node: Node) -> str:
    """That an answer counts other than it says, and why."""
    last, value = node.reasons[-1].by, node.value or 0.0
    said = {
        "title": words.title(node.id),
        "claimed": answer_words(words.scored, node.id, node.claimed or 0.0, words.language),
    }
    if last in {"curve", "reverse"}:
        return words.say(f"claimed.{last}", share=of_scale(words, node.id, value), **said)
    if last == "scale":
        end = answer_words(words.scored, node.id, value, words.language)
        return words.say("claimed.scale", counted=end, **said)
    capped = words.capped[node.id]
    return words.say("claimed", counted=capped.counted, why=capped.reason, **said)


def _is_special(node: Node) -> bool:
    return node.claimed is not None or node.stands_in is not None


def _groups(words: Words, nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Answers that say and do the same, in the order of the first of each kind."""
    groups: dict[tuple[object, ...], list[Node]] = {}
    for node in nodes:
        kind = (
            node.id if _is_special(node) else "",
            words.at(node.id, node.value or 0.0),
            round(node.weight or 0.0, 9),
            round(node.adds or 0.0, 9),
            node.decides,
            node.reaches,
        )
        groups.setdefault(kind, []).append(node)
    yield from groups.values()


def _alone(words: Words, parent: Node, node: Node) -> Line:
    """An answer that does not count what it says, or one that counts though there is none."""
    answer = words.answer(node.id, node.value or 0.0)
    if node.claimed is not None:
        said = claim(words, node)
    else:
        state = words.say(f"is.{node.state}", n=1, titles=words.titles([node.id]))
        said = f"{state} {words.say('stands_in', answer=answer)}"
    return Line(f"{said} {role(words, parent, node)}")


def _together(words: Words, parent: Node, group: Sequence[Node]) -> str:
    first = group[0]
    value = first.value or 0.0
    return words.say(
        "answers",
        n=len(group),
        titles=words.titles(node.id for node in group),
        answer=words.answer(first.id, value),
        at=words.at(first.id, value),
        does=_does(words, parent, group),
    )


def _does(words: Words, parent: Node, group: Sequence[Node]) -> str:
    """What answers that are alike do, as the end of a sentence."""
    first, count = group[0], len(group)
    does = effect(parent, first)
    total, whole = sum(node.adds or 0.0 for node in group), parent.value or 0.0
    if does in {"adds", "reaches"}:
        does = "all" if abs(total - whole) <= TOLERANCE else "adds"
    said = words.say(
        f"does.{does}",
        n=count,
        adds=amount(words, parent.id, abs(total)),
        value=number(words, parent.id, whole),
    )
    weights = [child.weight or 0.0 for child in parent.children if child.left_out is None]
    if parent.by not in ADDING - {"sum"} or alike(weights):
        return said
    return words.say("does.carries", n=count, share=share(words, first.weight or 0.0), adds=said)
