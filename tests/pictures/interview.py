"""Draws the pictures of the interview in the guides: `.venv/bin/python tests/pictures/interview.py`.

They are the real screen, held in memory with invented answers at a fixed time.
"""

import asyncio
import re
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from maturity.cli.console import Console
from maturity.cli.prompts.screen.app import InterviewApp
from maturity.interview import commands as c
from maturity.storage.library import Library
from maturity.usecases.interview_opening import Wish, create, open_interview

DOCS = Path(__file__).parents[2] / "docs"
SIZES = {"interview": (120, 40), "interview-small": (80, 24)}
PROFILE = ("a country", "local", "general-administration", "200-999", "organisation", "piloting")
LEVELS = "2132122312213021232"


async def picture(name: str, theme: str, folder: Path) -> str:
    """One picture, as SVG."""
    file, library = folder / f"{name}-{theme}.yaml", Library()
    create(str(file), "City of Orvendal", "orvendal", library, Wish(), date(2026, 11, 27))
    minutes = iter(range(1000))
    start = datetime(2026, 11, 27, 9, tzinfo=UTC)
    interview = open_interview(
        str(file), library, Wish(), lambda: start + timedelta(minutes=next(minutes)), {}
    ).interview
    app = InterviewApp(interview, Console(), show_score=True)
    app.title = "maturity interview"
    async with app.run_test(size=SIZES[name]) as pilot:
        app.theme = theme
        answer(app)
        while not app.standing.words or app.standing._is_busy:
            await pilot.pause(0.05)
        await pilot.pause(0.3)
        drawn = app.export_screenshot()
    interview.close(finished=True)
    # No picture asks another computer for a font.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    return drawn.replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")


def answer(app: InterviewApp) -> None:
    """Answer the profile and some questions, and go back to one of them."""
    desk, state = app.hands.desk, app.interview.state
    for item, value in zip(state.route, PROFILE, strict=False):
        desk.do(c.Jump(item.id))
        desk.do(c.Give(value))
    while (asked := app.interview.state.item) is not None and asked.is_profile:
        desk.do(c.Give(asked.options[len(asked.id) % len(asked.options)]))
    for level in LEVELS:
        desk.do(c.Give(int(level)))
    desk.do(c.Mark("unknown"))
    desk.do(c.Jump("17"))
    desk.do(c.Note("The data office checks receivers once a year; the list is with Mara."))
    desk.do(c.Confidence("medium"))


def main() -> None:
    """Draw all of them into docs."""
    with tempfile.TemporaryDirectory() as folder:
        for name in SIZES:
            for theme in ("light", "dark"):
                drawn = asyncio.run(picture(name, theme, Path(folder)))
                (DOCS / f"{name}-{theme}.svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()
