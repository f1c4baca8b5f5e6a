"""How is an explanation drawn: which boxes, with which words, and which arrows?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from maturity.messages import say
from maturity.scoring.assess import Scored
from maturity.scoring.changes import Ways
from maturity.scoring.explanation import Node
from maturity.view.explain import Explanation
from maturity.view.explain_changes import way_words
from maturity.view.explain_figures import amount, asked, have, value_of
from maturity.view.explain_words import Words
from maturity.view.plain import visible
from maturity.view.wording import against, step_title, threshold

_LONGEST = 80
_MOST_WAYS = 5

Shape = Literal["box", "gate", "answer", "change"]


@dataclass(frozen=True)
class Box:
    """A box: its lines of words, its shape, and whether it says that something holds."""

    lines: tuple[str, ...]
    shape: Shape = "box"
    truth: bool | None = None


@dataclass(frozen=True)
class Arrow:
    """An arrow from a box to another, by their places; dotted for what does not count."""

    start: int
    end: int
    label: str = ""
    dotted: bool = False


@dataclass(frozen=True)
class Chart:
    """What to draw."""

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def explain_chart(scored: Scored, explanation: Explanation, language: str) -> Chart:
    """The boxes and arrows of an explanation."""
    drawing = _Drawing(Words(scored, language))
    top = drawing.tree(explanation.node)
    if explanation.changes is not None:
        for ways, key in ((explanation.changes.up, "reach"), (explanation.changes.down, "lose")):
            drawing.ways(top, ways, key)
    title = say("explain.chart", language)
    return Chart(title, tuple(drawing.boxes), tuple(drawing.arrows))


class _Drawing:
    def __init__(self, words: Words) -> None:
        self.words = words
        self.boxes: list[Box] = []
        self.arrows: list[Arrow] = []
        self.measures: dict[str, int] = {}

    def tree(self, node: Node) -> int:
        """Draw a node and all below it, and say which box it is."""
        place = len(self.boxes)
        lines = tuple(visible(line, _LONGEST) for line in self._lines(node))
        shapes: dict[str, Shape] = {"gate": "gate", "question": "answer"}
        self.boxes.append(Box(lines, shapes.get(node.kind, "box"), node.holds))
        for child in node.children:
            label = self._added(node, child)
            dotted = child.left_out is not None
            self.arrows.append(Arrow(place, self._below(node, child), label, dotted))
        for use in node.uses:
            self.arrows.append(Arrow(self._box(use), place))
        return place

    def _below(self, node: Node, child: Node) -> int:
        """Draw what is below a node; a measure that several steps look at only once."""
        if node.kind != "step" or child.kind != "measure":
            return self.tree(child)
        if child.id not in self.measures:
            self.measures[child.id] = self.tree(child)
        return self.measures[child.id]

    def ways(self, top: int, ways: Ways | None, key: str) -> None:
        """Draw the first of the changes that would reach or lose a step."""
        if ways is None:
            return
        label = self.words.say(f"chart.{key}", number=self.words.step(ways.step))
        for way in (ways.single or ways.pairs)[:_MOST_WAYS]:
            place = len(self.boxes)
            self.boxes.append(Box((way_words(self.words, way),), "change"))
            self.arrows.append(Arrow(place, top, label, dotted=True))

    def _box(self, node: Node) -> int:
        lines = tuple(visible(line, _LONGEST) for line in self._lines(node))
        self.boxes.append(Box(lines, "box", node.holds))
        return len(self.boxes) - 1

    def _lines(self, node: Node) -> Iterator[str]:
        """The name of what a box stands for, then its figures."""
        words = self.words
        if node.kind in {"position", "path"}:
            yield words.path(node.id)
            yield words.say("chart.step", number=int(node.value or 0))
        elif node.kind == "step":
            yield words.say("chart.step.title", number=node.number, title=self._step(node))
            if node.need is not None:
                yield self._scored(node)
        else:
            yield words.title(node.id)
            yield self._stands(node)

    def _step(self, node: Node) -> str:
        return step_title(self.words.scored, node.id, self.words.language)

    def _scored(self, node: Node) -> str:
        need = threshold(node.need or 0.0)
        if node.score is None:
            return self.words.say("chart.no_score", need=need)
        stands = against(node.score, node.need or 0.0)
        return self.words.say("chart.score", have=stands, need=need)

    def _stands(self, node: Node) -> str:
        """Where a measure, gate or answer stands."""
        words = self.words
        if node.left_out == "weight":
            return words.say("chart.weight")
        if node.value is None:
            return words.say(f"chart.{node.state or 'unanswered'}")
        if node.kind == "measure":
            return value_of(words, node)
        question = node.id in words.scored.plan.column
        stands = words.answer(node.id, node.value) if question else have(words, node)
        if node.kind == "question":
            return stands
        return words.say("chart.score", have=stands, need=asked(words, node))

    def _added(self, node: Node, child: Node) -> str:
        if child.adds is None or node.kind != "measure":
            return ""
        return self.words.say("chart.adds", adds=amount(self.words, node.id, child.adds))
