"""How does a report become one HTML page?

The page fetches nothing and runs no script; a strict content policy says so to the browser. The
same templates serve the PDF, with `pdf` set.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import fields, is_dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from maturity.errors import UsageError
from maturity.messages import say
from maturity.report import charts, roadmap_charts
from maturity.report.letters import for_paper, for_screen, letters_of, needs
from maturity.report.theme import Face, read_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from jinja2 import Environment

    from maturity.report.theme import Theme
    from maturity.view.report_model import ReportView

PAGE = "report.html.j2"
STYLE = "style.css"


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
    from jinja2 import TemplateError

    theme = read_theme(template_dir, fonts or template_dir.parent / "fonts")
    faces = _faces(view, theme, pdf=pdf)
    letters = (
        frozenset[int]().union(*(letters_of(face.file) for face in faces)) if pdf else frozenset()
    )
    environment = _environment(template_dir, letters if pdf else None)
    drawing = {**theme.light, "font": theme.print_family if pdf else theme.family}
    try:
        sheet = environment.get_template(STYLE).render(theme=theme, pdf=pdf, faces=_embedded(faces))
        return environment.get_template(PAGE).render(
            view=view,
            pdf=pdf,
            style=_markup(sheet),
            style_hash=base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode(),
            t=partial(_say, view.language),
            bar=partial(charts.bar, theme.light),
            pips=partial(charts.pips, theme.light),
            places=partial(charts.places, theme.light),
            timespan=partial(roadmap_charts.timespan, drawing),
            rise=partial(roadmap_charts.rise, drawing),
            before_after=partial(roadmap_charts.before_after, drawing),
            frontier=partial(roadmap_charts.frontier, drawing),
        )
    except (TemplateError, LookupError, TypeError) as error:
        raise UsageError("error.template.broken", place=_place(error), why=str(error)) from error


def _say(language: str, key: str, /, **values: Any) -> str:
    return say(f"report.{key}", language, **values)


def _place(error: Exception) -> str:
    """The template's file and line in which an error arose, as far as it is known."""
    line = getattr(error, "lineno", None)
    if line is not None:
        return f"{getattr(error, 'filename', None) or getattr(error, 'name', None) or PAGE}:{line}"
    trace, place = error.__traceback__, PAGE
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith((".j2", ".css")):
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _environment(template_dir: Path, letters: frozenset[int] | None) -> Environment:
    """A sandbox in which every text is made safe for the screen, or drawable on paper."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    def shown(value: Any) -> Any:
        if not isinstance(value, str) or hasattr(value, "__html__"):
            return value
        return for_screen(value) if letters is None else for_paper(value, letters)

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(template_dir),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["address"] = _address
    return environment


def _address(url: str) -> str:
    """A web address that may become a link, or nothing."""
    return url if url.startswith(("https://", "http://")) else ""


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - the template's own style sheet


def _faces(view: ReportView, theme: Theme, *, pdf: bool) -> list[Face]:
    """The font files a page needs: on paper, later families only for what the first lacks."""
    if not pdf:
        return list(theme.screen)
    first = theme.paper[0].family
    basic = [face for face in theme.paper if face.family == first]
    if needs(_texts(view), letters_of(basic[0].file)):
        return list(theme.paper)
    return basic


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _embedded(faces: Iterable[Face]) -> list[dict[str, str]]:
    return [
        {"family": face.family, "weight": face.weight, "url": _data_url(face.file)}
        for face in faces
    ]


@cache
def _data_url(file: Path) -> Any:
    kind = file.suffix[1:].lower()
    return _markup(f"data:font/{kind};base64,{base64.b64encode(file.read_bytes()).decode()}")
