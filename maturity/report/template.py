"""How does a template lay out what a report says?"""

from __future__ import annotations

import base64
import hashlib
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from maturity.errors import UsageError
from maturity.messages import say
from maturity.report import charts, roadmap_charts
from maturity.report.letters import letters_of, needs
from maturity.report.pages import REPORT_PAGE
from maturity.report.sandbox import sandbox
from maturity.report.theme import Face, read_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from jinja2 import Template as Compiled

    from maturity.view.report_model import ReportView

STYLE = "style.css"


class Template:
    """A template folder, read and compiled once.

    Args:
        folder: A folder with `report.html.j2`, `style.css` and `theme.toml`.
        fonts: Where the font files are.

    Raises:
        UsageError: When the theme has a mistake.
    """

    page = REPORT_PAGE

    def __init__(self, folder: Path, fonts: Path) -> None:
        self._folder, self._theme = folder, read_theme(folder, fonts)
        self._pages: dict[tuple[bool, tuple[Face, ...]], Compiled] = {}

    def render(self, view: ReportView, *, pdf: bool = False) -> str:
        """One page with everything in it, for the screen or to be printed to PDF.

        Raises:
            UsageError: When the template has a mistake.
        """
        from jinja2 import TemplateError

        faces = self._paper(view) if pdf else self._theme.screen
        try:
            page = self._pages.get((pdf, faces)) or self._opened(faces, pdf=pdf)
            return page.render(view=view, t=partial(_say, view.language))
        except (TemplateError, LookupError, TypeError) as error:
            raise UsageError(
                "error.template.broken", place=_place(error), why=str(error)
            ) from error

    def warm(self) -> None:
        """Read and compile what most reports need. A mistake is told by the first that meets it."""
        from jinja2 import TemplateError

        for pdf in (False, True):
            with suppress(TemplateError, OSError):
                page = self._opened(self._basic if pdf else self._theme.screen, pdf=pdf)
                for name in page.environment.list_templates(filter_func=_is_part):
                    page.environment.get_template(name)

    @property
    def _basic(self) -> tuple[Face, ...]:
        """The first family on paper."""
        paper = self._theme.paper
        return tuple(face for face in paper if face.family == paper[0].family)

    def _paper(self, view: ReportView) -> tuple[Face, ...]:
        """The font files a page needs: later families only for what the first lacks."""
        basic = self._basic
        return self._theme.paper if needs(_texts(view), letters_of(basic[0].file)) else basic

    def _opened(self, faces: tuple[Face, ...], *, pdf: bool) -> Compiled:
        """The page with all that is the same in every report, its style sheet among it."""
        theme = self._theme
        environment = sandbox(self._folder, _letters(faces) if pdf else None)
        drawing = {**theme.light, "font": theme.print_family if pdf else theme.family}
        embedded = [
            {"family": face.family, "weight": face.weight, "url": _data_url(face.file)}
            for face in faces
        ]
        sheet = environment.get_template(STYLE).render(theme=theme, pdf=pdf, faces=embedded)
        environment.globals |= {
            "pdf": pdf,
            "style": _markup(sheet),
            "style_hash": base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode(),
            "bar": partial(charts.bar, theme.light),
            "pips": partial(charts.pips, theme.light),
            "places": partial(charts.places, theme.light),
            "timespan": partial(roadmap_charts.timespan, drawing),
            "rise": partial(roadmap_charts.rise, drawing),
            "before_after": partial(roadmap_charts.before_after, drawing),
            "frontier": partial(roadmap_charts.frontier, drawing),
        }
        page = self._pages[pdf, faces] = environment.get_template(self.page)
        return page


def _is_part(name: str) -> bool:
    return name.endswith(".j2")


def _letters(faces: Iterable[Face]) -> frozenset[int]:
    return frozenset[int]().union(*(letters_of(face.file) for face in faces))


def _say(language: str, key: str, /, **values: Any) -> str:
    return say(f"report.{key}", language, **values)


def _place(error: Exception) -> str:
    """The template's file and line in which an error arose, as far as it is known."""
    line = getattr(error, "lineno", None)
    if line is not None:
        return f"{getattr(error, 'filename', None) or getattr(error, 'name', None) or REPORT_PAGE}:{line}"
    trace, place = error.__traceback__, REPORT_PAGE
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith((".j2", ".css")):
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - the template's own style sheet, and font files as data


@cache
def _data_url(file: Path) -> Any:
    kind = file.suffix[1:].lower()
    return _markup(f"data:font/{kind};base64,{base64.b64encode(file.read_bytes()).decode()}")
