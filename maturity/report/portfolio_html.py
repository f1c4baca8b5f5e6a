"""How does the picture of many organisations become one HTML page?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from maturity.report.pages import PORTFOLIO_PAGE
from maturity.report.portfolio_charts import spread
from maturity.report.template import Template

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Template as Compiled

    from maturity.report.theme import Face
    from maturity.view.portfolio_model import PortfolioView


class _PortfolioTemplate(Template):
    """A template that can draw spreads."""

    page = PORTFOLIO_PAGE

    def _opened(self, faces: tuple[Face, ...], *, pdf: bool) -> Compiled:
        page = super()._opened(faces, pdf=pdf)
        page.environment.globals["spread"] = partial(spread, self._theme.light)
        return page


def portfolio_html(
    view: PortfolioView, template_dir: Path, *, pdf: bool = False, fonts: Path | None = None
) -> str:
    """One page with everything in it.

    Args:
        view: What the portfolio says.
        template_dir: A folder with `portfolio.html.j2`, `style.css` and `theme.toml`.
        pdf: Whether the page is made to be printed to PDF.
        fonts: Where the font files are; beside the template folder when left out.

    Raises:
        UsageError: When the template has a mistake.
    """
    template = _PortfolioTemplate(template_dir, fonts or template_dir.parent / "fonts")
    return template.render(cast("Any", view), pdf=pdf)
