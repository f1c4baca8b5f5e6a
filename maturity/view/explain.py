"""What is to be explained, and how is it said line by line?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maturity.diagnostics import nearest
from maturity.errors import UsageError
from maturity.scoring.assess import Scored
from maturity.scoring.changes import Changes, changes_of_position, changes_of_step
from maturity.scoring.explain import explain_measure, explain_path, explain_question, explain_step
from maturity.scoring.explanation import Node
from maturity.view.explain_changes import change_lines
from maturity.view.explain_measures import measure_line
from maturity.view.explain_question import question_line, unscored_line
from maturity.view.explain_steps import standing_line, step_line, step_lines
from maturity.view.explain_words import Line, Words

_POSITION = "position"


@dataclass(frozen=True)
class Explanation:
    """A tree, and the smallest changes that would change its outcome.

    Attributes:
        path: The place of the path that it is about, for a position or a step.
    """

    node: Node
    changes: Changes | None = None
    path: int | None = None


def explained(scored: Scored, what: str | None) -> Explanation:
    """The explanation of what is named by id or number; of the position by default.

    Raises:
        UsageError: When nothing has that name.
    """
    plan = scored.plan
    if what is None:
        if not plan.paths:
            return Explanation(explain_measure(scored, plan.measures[-1].id))
        return _path(scored, 0)
    if what in plan.measure:
        return Explanation(explain_measure(scored, what))
    if what in plan.column:
        return Explanation(explain_question(scored, what))
    found = _on_a_path(scored, what)
    if found is not None:
        return found
    if what in _unscored(scored):
        return Explanation(Node(kind="question", id=what))
    raise UsageError("error.explain", id=what[:80], near=nearest(what, _names(scored)))


def _on_a_path(scored: Scored, what: str) -> Explanation | None:
    """A step by its id, or by its number on the main path; a path by its id."""
    for place, path in enumerate(scored.plan.paths):
        main = path.id == scored.plan.main
        if what == path.id or (main and what == _POSITION):
            return _path(scored, place)
        for index, step in enumerate(path.steps):
            if what == step.id or (main and what == str(index + 1)):
                changes = changes_of_step(scored, place, index)
                return Explanation(explain_step(scored, place, index), changes, place)
    return None


def _path(scored: Scored, place: int) -> Explanation:
    return Explanation(explain_path(scored, place), changes_of_position(scored, place), place)


def _unscored(scored: Scored) -> list[str]:
    return [q.id for q in scored.questionnaire.questions() if not q.is_scored]


def _names(scored: Scored) -> list[str]:
    plan = scored.plan
    steps = [step.id for path in plan.paths for step in path.steps]
    paths = [path.id for path in plan.paths]
    return [*steps, *plan.measure, *plan.column, *paths, *_unscored(scored)]


def explain_view(scored: Scored, explanation: Explanation, language: str) -> tuple[Line, ...]:
    """An explanation in words: blocks of sentences, the first of which says what it is about."""
    return tuple(_blocks(Words(scored, language), explanation))


def _blocks(words: Words, explanation: Explanation) -> Iterator[Line]:
    node, changes, path = explanation.node, explanation.changes, explanation.path
    if path is None or changes is None:
        yield _number(words, node)
    elif node.kind == "step":
        yield step_line(words, node, path)
        yield from change_lines(words, changes, position=False)
    else:
        yield standing_line(words, node, path)
        yield from step_lines(words, node.children, path)
        yield from change_lines(words, changes, position=True)


def _number(words: Words, node: Node) -> Line:
    if node.kind == "measure":
        return measure_line(words, node)
    known = node.id in words.scored.plan.column
    return question_line(words, node) if known else unscored_line(words, node.id)
