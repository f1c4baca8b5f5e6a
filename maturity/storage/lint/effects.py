"""Which answers change nothing in a rubric, and which change it the wrong way?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maturity.diagnostics import Diagnostic
from maturity.model.questionnaire import Condition
from maturity.model.rubric import Gate, Member, MemberKind
from maturity.storage.lint import paths
from maturity.storage.lint.conditions import direction, walk
from maturity.storage.lint.context import Context

_MOST_LISTED = 10


def unused(context: Context) -> Iterator[Diagnostic]:
    """Questions that no step and no named measure looks at, though others are looked at."""
    if not paths.placed(context.rubric):
        return
    used = _used(context)
    found = [name for name in context.scales if name not in used]
    if found:
        yield context.document.diagnose(
            "MR117", ("measures",), of_key=True, n=len(found), listed=_listed(found)
        )


def _used(context: Context) -> set[str]:
    """All questions that steps and named measures rest on."""
    todo: list[tuple[MemberKind, str]] = [
        ("measure", measure.id) for measure in context.rubric.measures if measure.id is not None
    ]
    for _, step in paths.steps(context.rubric):
        if step.measure is not None:
            todo.append(("measure", step.measure))
        needs: list[Gate | Member] = [*step.gates, *(step.all_ or ())]
        todo += [need.target for need in needs]
        if step.select is not None:
            todo += [("question", name) for name in context.chosen(step.select).names]
    used: set[str] = set()
    seen: set[str] = set()
    while todo:
        kind, name = todo.pop()
        if kind == "question":
            used.add(name)
        elif name not in seen:
            seen.add(name)
            todo += context.layouts[name].definition.targets
    return used


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_LISTED])


def lowering(context: Context) -> Iterator[Diagnostic]:
    """Conditions by which a higher answer can lower a measure."""
    for index, cap in enumerate(context.rubric.caps):
        if cap.unless is not None and not _rises(context, cap.unless, counted=True):
            yield context.document.diagnose("MR171", ("caps", index, "unless"), of_key=True)
    found = [
        question.id
        for question in context.questions.values()
        if question.is_scored and question.ask_if and _turns(context, question.ask_if)
    ]
    if found:
        yield context.document.diagnose(
            "MR171",
            ("questionnaire",),
            of_key=True,
            variant="asked",
            n=len(found),
            listed=_listed(found),
        )


def _rises(context: Context, condition: Condition, *, counted: bool) -> bool:
    """Whether a better answer can only fulfil a condition; `at_least` may mean what answers count."""

    def turned(part: Condition) -> bool:
        return part.question in context.turned and not (counted and part.at_least is not None)

    return direction(condition, context.questions, turned) == "rises"


def _turns(context: Context, condition: Condition) -> bool:
    """Whether a condition with `not` can be undone by a better answer."""
    denies = any(part.not_ is not None for _, part in walk(condition, ()))
    return denies and not _rises(context, condition, counted=False)
