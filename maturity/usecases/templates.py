"""Which folder is meant by the name of a template?"""

from __future__ import annotations

from pathlib import Path

from maturity.errors import UsageError
from maturity.report.pages import REPORT_PAGE
from maturity.storage.packaged import folder

DEFAULT_TEMPLATE = "roadmap"
_FOLDER = "report_templates"


def template_folder(wanted: str, page: str = REPORT_PAGE) -> Path:
    """The folder of a template: a path, or a name here or among those that come with the tool.

    Raises:
        UsageError: When there is none.
    """
    places = (Path(wanted), Path(_FOLDER) / wanted, folder(_FOLDER) / wanted)
    found = next((place for place in places if (place / page).is_file()), None)
    if found is None:
        raise UsageError("error.template", id=wanted, known=", ".join(template_names()))
    return found.resolve()


def template_to_send(wanted: str) -> str:
    """What names a template wherever the tool is installed; its folder where it is a user's own.

    Raises:
        UsageError: When there is none.
    """
    found = template_folder(wanted)
    return wanted if found == (folder(_FOLDER) / wanted).resolve() else str(found)


def template_names() -> list[str]:
    """The names of all templates that can be found from here."""
    places = (Path(_FOLDER), folder(_FOLDER))
    return sorted({page.parent.name for place in places for page in place.glob(f"*/{REPORT_PAGE}")})


def fonts_of(template: Path) -> Path:
    """The fonts beside a template, or those that come with the tool."""
    beside = template.parent / "fonts"
    return beside if beside.is_dir() else folder(_FOLDER) / "fonts"
