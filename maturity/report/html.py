"""How does a report become one HTML page?

The page fetches nothing and runs no script; a strict content policy says so to the browser. The
same templates serve the PDF, with `pdf` set.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from maturity.report.template import Template

if TYPE_CHECKING:
    from maturity.view.report_model import ReportView

_KEPT = 8


def open_template(template_dir: Path, fonts: Path | None = None) -> Template:
    """A template that renders any number of reports.

    A folder is read once in a process; what changes in it later is not seen.

    Args:
        template_dir: A folder with `report.html.j2`, `style.css` and `theme.toml`.
        fonts: Where the font files are; beside the template folder when left out.

    Raises:
        UsageError: When the theme has a mistake.
    """
    folder = template_dir.resolve()
    return _opened(folder, (fonts or folder.parent / "fonts").resolve())


def render_html(
    view: ReportView, template_dir: Path, *, pdf: bool = False, fonts: Path | None = None
) -> str:
    """One page with everything in it.

    Args:
        view: What the report says.
        template_dir: A folder with `report.html.j2`, `style.css` and `theme.toml`.
        pdf: Whether the page is made to be printed to PDF.
        fonts: Where the font files are; beside the template folder when left out.

    Raises:
        UsageError: When the template has a mistake.
    """
    return open_template(template_dir, fonts).render(view, pdf=pdf)


@lru_cache(maxsize=_KEPT)
def _opened(folder: Path, fonts: Path) -> Template:
    return Template(folder, fonts)
