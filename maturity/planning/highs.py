"""How is HiGHS made to say nothing, and to give the same answer to the same question?"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def library() -> Any:
    """The solver's library, loaded when it is first needed."""
    import highspy

    return highspy


def quiet_solver(**options: float) -> Any:
    """A solver with one thread and a fixed seed, and some options more."""
    solver = _silent()()
    for name, value in {"threads": 1, "random_seed": 0, **options}.items():
        solver.setOptionValue(name, value)
    return solver


@cache
def _silent() -> Any:
    """The solver's class, quiet from its first word: it greets on stdout while it is being made."""

    class Silent(library().Highs):  # type: ignore[misc]
        def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
            self.setOptionValue("output_flag", False)  # noqa: FBT003 - the library's signature
            super().enableCallbacks()

    return Silent
