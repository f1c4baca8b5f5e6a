"""How is it said where one stands on a path, and what each step needs?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maturity.messages.numbers import decimal, percent
from maturity.scoring.explanation import Node
from maturity.view.explain_answers import claim
from maturity.view.explain_figures import asked, have, value_of
from maturity.view.explain_measures import measure_line
from maturity.view.explain_words import Line, Words
from maturity.view.wording import against, path_title, rubric_text, step_name, threshold
from maturity.view.wording.names import all_paths


def standing_line(words: Words, node: Node, place: int) -> Line:
    """Where one stands on a path.

    Args:
        words: Says it.
        node: The position on the path.
        place: The path's place in the plan.
    """
    path, at = all_paths(words.scored)[place], int(node.value or 0)
    steps = len(path.steps)
    sentences = []
    if node.kind == "path":
        title = path_title(words.scored, path, words.language)
        sentences.append(words.say("path", title=title, n=steps))
    title = step_name(words.scored, path.steps[max(0, at - 1)], max(1, at), words.language)
    values = {"who": words.scored.response.organisation.label, "at": at, "n": steps}
    if node.low != node.high:
        key = "between" if node.low else "between.start"
        sentences.append(words.say(key, low=node.low, high=node.high, **values))
        sentences.append(words.say("counting" if at else "counting.start", at=at))
    else:
        key = "at.top" if at == steps else "at" if at else "at.start"
        sentences.append(words.say(key, title=title, **values))
    if at < steps and node.score is not None:
        share = percent(node.score - at)
        sentences.append(words.say("progress", number=at + 1, share=share))
    return Line(" ".join(sentences))


def step_lines(words: Words, steps: Sequence[Node], place: int) -> Iterator[Line]:
    """The steps of a path; a measure that several of them look at is explained with the first.

    Args:
        words: Says it.
        steps: The steps.
        place: The path's place in the plan.
    """
    told: dict[str, int] = {}
    for node in steps:
        measures = [child for child in node.children if child.kind == "measure"]
        lines = [
            _told(words, measure, told[measure.id])
            if measure.id in told
            else measure_line(words, measure, need=node.need)
            for measure in measures
        ]
        yield _step(words, node, place, str(node.number), lines)
        for measure in measures:
            told.setdefault(measure.id, node.number or 0)


def step_line(words: Words, node: Node, place: int) -> Line:
    """A step by itself, named with its path where that is not the main one."""
    lines = [
        measure_line(words, child, need=node.need)
        for child in node.children
        if child.kind == "measure"
    ]
    return _step(words, node, place, words.step(node.id), lines)


def _told(words: Words, node: Node, number: int) -> Line:
    value = value_of(words, node)
    return Line(words.say("measure.told", title=words.title(node.id), value=value, number=number))


def _step(words: Words, node: Node, place: int, name: str, measures: Sequence[Line]) -> Line:
    """Whether a step holds and why, with all that it needs below."""
    needs = [child for child in node.children if child.kind != "measure"]
    return Line(
        " ".join(_judged(words, node, place, name)),
        node.holds,
        (*need_lines(words, needs, str(node.number)), *measures),
    )


def _judged(words: Words, node: Node, place: int, name: str) -> Iterator[str]:
    path, number = all_paths(words.scored)[place], node.number or 0
    title = step_name(words.scored, path.steps[number - 1], number, words.language)
    said = "unsaid" if node.holds is None else "holds" if node.holds else "fails"
    yield words.say(f"step.{said}", number=name, title=title)
    at = int(words.scored.scores.paths[place].position[0])
    if node.holds and number > at:
        yield words.say("step.alone", before=number - 1)
    if node.need is not None:
        yield _scored(words, node, node.need)
    yield from _gates(words, [child for child in node.children if child.kind == "gate"])
    yield from _practices(words, [child for child in node.children if child.kind == "practice"])
    paths = sum(child.kind in {"path", "position"} for child in node.children)
    if paths:
        yield words.say("step.paths", n=paths, number=number)


def _scored(words: Words, node: Node, need: float) -> str:
    if node.score is not None:
        return words.say("step.score", have=against(node.score, need), need=threshold(need))
    key = "no_score" if node.too_few is not None else "does_not_apply"
    return words.say(f"step.{key}", need=threshold(need))


def _gates(words: Words, gates: Sequence[Node]) -> Iterator[str]:
    closed = sum(not gate.holds for gate in gates)
    if not gates:
        return
    if not closed:
        yield words.say("step.open", n=len(gates))
    elif len(gates) == 1:
        yield words.say("step.closed.only")
    else:
        yield words.say("step.closed", n=closed, all=len(gates))


def _practices(words: Words, practices: Sequence[Node]) -> Iterator[str]:
    met = sum(practice.holds is True for practice in practices)
    if practices and met == len(practices):
        yield words.say("step.practices.met", n=met)
    elif practices:
        yield words.say("step.practices", n=len(practices), met=met)


def need_lines(words: Words, needs: Sequence[Node], number: str) -> Iterator[Line]:
    """A line for each gate that is closed, and for those needs that are alike.

    Args:
        words: Says it.
        needs: What the step needs.
        number: The step's number, with its path where that is not clear.
    """
    groups: dict[tuple[object, ...], list[Node]] = {}
    for need in needs:
        special = need.claimed is not None or (need.kind == "gate" and not need.holds)
        kind = (
            need.id if special or need.kind in {"path", "position"} else "",
            need.kind,
            need.holds,
            _have(words, [need]),
            asked(words, need),
        )
        groups.setdefault(kind, []).append(need)
    for group in groups.values():
        yield _need(words, group, number)


def _need(words: Words, group: Sequence[Node], number: str) -> Line:
    first = group[0]
    if first.kind in {"path", "position"}:
        return Line(_lower_path(words, first), first.holds)
    stands = claim(words, first) if first.claimed is not None else _said(words, group)
    return verdict_line(words, first, number, len(group), f"{stands} ")


def verdict_line(words: Words, need: Node, number: str, count: int = 1, stands: str = "") -> Line:
    """Whether something is what a step needs, and for a gate that is closed, why there is one.

    Args:
        words: Says it.
        need: The gate or practice.
        number: The step's number, with its path where that is not clear.
        count: How many such needs it is said of.
        stands: What is said before: where it stands.
    """
    said = words.say(
        f"{need.kind}.{_verdict(need)}", n=count, number=number, need=asked(words, need)
    )
    below: tuple[Line, ...] = ()
    if need.kind == "gate" and not need.holds and need.because is not None:
        because = rubric_text(words.scored, need.because, words.language)
        below = (Line(words.say("gate.because", because=because)),)
    return Line(f"{stands}{said}", need.holds, below)


def _verdict(need: Node) -> str:
    if need.holds is None:
        return "unsaid"
    if need.value is None and need.holds:
        return "passed"
    return "open" if need.holds else "closed"


def _said(words: Words, group: Sequence[Node]) -> str:
    """Where alike needs stand, as a sentence."""
    return _have(words, group, words.titles(need.id for need in group))


def _have(words: Words, group: Sequence[Node], titles: str = "") -> str:
    first, count = group[0], len(group)
    if first.kind in {"path", "position"}:
        return ""
    if first.on is None and first.value is None:
        return words.say(f"is.{first.state}", n=count, titles=titles)
    if first.value is None:
        key = "no_score" if first.too_few is not None else "no_parts"
        return words.say(f"need.{key}", n=count, titles=titles)
    if first.on is None:
        return words.say(
            "need.answer", n=count, titles=titles, have=words.answer(first.id, first.value)
        )
    return words.say("need.measure", n=count, titles=titles, have=have(words, first))


def _lower_path(words: Words, node: Node) -> str:
    place = next(i for i, path in enumerate(words.scored.plan.paths) if path.id == node.id)
    title = path_title(words.scored, all_paths(words.scored)[place], words.language)
    at = int(node.value or 0)
    key = "start" if not at else "open" if node.holds else "closed"
    return words.say(f"need.path.{key}", title=title, at=at, number=decimal(node.need or 0, 0))
