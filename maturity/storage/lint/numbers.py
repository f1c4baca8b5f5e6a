"""Is a number whole, does it lie on its scale, and how is it written?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.diagnostics import Diagnostic, Route
from maturity.model.rubric import Scale as ScaleModel
from maturity.model.values import Portion
from maturity.scoring.definitions import Scale
from maturity.storage.documents import Document

SLACK = 1e-9
"""What comparisons forgive, so that 0.1 + 0.2 is not above 0.3."""


def shown(bound: float) -> str:
    """A number or a share as files write it."""
    return f"{bound * 100:.10g}%" if isinstance(bound, Portion) else f"{bound:.10g}"


def whole_number(
    document: Document, found: float, route: Route, least: int, greatest: int
) -> Iterator[Diagnostic]:
    """A number that is not a whole one from `least` to `greatest`."""
    if not isinstance(found, int) or not least <= found <= greatest:
        yield document.diagnose("MR149", route, found=found, least=least, greatest=greatest)


def outside(
    document: Document, found: float, scale: Scale, route: Route, code: str = "MR120"
) -> Iterator[Diagnostic]:
    """A number that does not lie on a scale."""
    least, greatest = scale
    if not isinstance(found, Portion) and not least - SLACK <= found <= greatest + SLACK:
        yield document.diagnose(
            code, route, found=found, least=shown(least), greatest=shown(greatest)
        )


def room(document: Document, scale: ScaleModel | None, route: Route) -> Iterator[Diagnostic]:
    """A scale that does not rise."""
    if scale is not None and scale.least >= scale.greatest:
        yield document.diagnose("MR140", (*route, "greatest"), least=shown(scale.least))
