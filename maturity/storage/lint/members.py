"""Does what a measure, a step or a cap is made of exist, and is it pointed to rightly?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.diagnostics import Diagnostic, Route
from maturity.model.rubric import Member, Select
from maturity.storage.documents import Document
from maturity.storage.lint.context import Context, names_of


def member_form(document: Document, member: Member, route: Route) -> Iterator[Diagnostic]:
    """A member that names nothing or several things, or has an impossible weight."""
    if names_of(member) != 1:
        yield document.diagnose("MR107", route)
    if member.weight < 0:
        yield document.diagnose("MR108", (*route, "weight"), found=member.weight)


def members(
    context: Context, listed: tuple[Member, ...] | None, select: Select | None, base: Route
) -> Iterator[Diagnostic]:
    """What is wrong with members that are listed (at `base`), or selected (beside it)."""
    for place, member in enumerate(listed or ()):
        yield from context.pointing(member, (*base, place))
    if select is not None:
        yield from selection(context, select, (*base[:-1], "select"))


def selection(context: Context, select: Select, route: Route) -> Iterator[Diagnostic]:
    """What is wrong with a selection; an unknown word first, since it explains an empty one."""
    given = {key: name for key in Select.model_fields if (name := getattr(select, key)) is not None}
    if not given:
        yield context.document.diagnose("MR129", route, of_key=True)
        return
    wrong = {key for key, name in given.items() if name not in context.words[key]}
    for key in sorted(wrong):
        known = list(context.words[key])
        yield context.document.diagnose(
            "MR130",
            (*route, key),
            kind=key,
            id=given[key],
            near=context.guesses.near(given[key], known),
            known=known,
        )
    if not wrong and not context.chosen(select).names:
        yield context.document.diagnose("MR131", route, of_key=True)
