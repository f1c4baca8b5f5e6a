"""What is loaded once before processes are forked that make reports?"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from maturity.report.html import open_template
from maturity.report.pdf_worker import load

if TYPE_CHECKING:
    from pathlib import Path


def preload(
    template_dir: Path | None = None, fonts: Path | None = None, *, pdf: bool = True
) -> None:
    """Load and compile what reports need, so that processes forked from this one begin at once.

    Style sheets and fonts on paper are left to each process: what sets the type must not have
    begun before a fork.

    Args:
        template_dir: The folder of the template that will be used, where it is known.
        fonts: Where its font files are; beside the template folder when left out.
        pdf: Whether there will be PDFs.

    Raises:
        UsageError: When the template's theme has a mistake.
        MachineError: When Pango is missing, and there will be PDFs.
    """
    if template_dir is not None:
        open_template(template_dir, fonts).warm()
    if pdf:
        load()
    gc.collect()
    gc.freeze()  # stays as long as the process: the collector need not look at it again
