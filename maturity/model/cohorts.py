"""What parts of many organisations look like beside each other, small ones held back."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from maturity.model.assessment import Figure, Result

Withheld = Literal["too-few", "too-many"]
"""Why a breakdown is not shown: nothing of it can be shown safely, or it has too many groups."""


class Middle(Result):
    """Median and quartiles of a group."""

    lower: Figure
    median: Figure
    upper: Figure


class CohortGroup(Result):
    """Organisations with the same labels.

    Attributes:
        values: One for each label of the breakdown; null where an organisation says nothing.
        suppressed: Whether the group is held back: it is small, or would give a small one away.
        bodies: How many; null where held back.
        position: Half of them stand on this step or further.
        progress: A progress that cannot be said counts as the step alone.
        measures: By measure, of those with a score; null where fewer than the smallest group have one.
    """

    values: tuple[str | None, ...]
    suppressed: bool
    bodies: int | None = None
    position: int | None = None
    progress: Middle | None = None
    measures: dict[str, Middle | None] = Field(default_factory=dict)


class Breakdown(Result):
    """All organisations by one label or by several together.

    Attributes:
        smallest: Groups smaller than this are held back.
        groups: In the order of their values; empty where the breakdown is withheld.
        withheld: Why it is not shown at all.
    """

    labels: tuple[str, ...]
    smallest: int
    groups: tuple[CohortGroup, ...] = ()
    withheld: Withheld | None = None
