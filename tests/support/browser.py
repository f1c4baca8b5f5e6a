"""How a page fares in a browser: accessibility, requests, errors, width."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from support.machine import browser_path, require

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@dataclass(frozen=True)
class Look:
    """What was seen; all of it empty or false on a good page."""

    violations: tuple[str, ...]
    requests: tuple[str, ...]  # for anything but the page and its data: and blob: parts
    errors: tuple[str, ...]  # of the console and of scripts
    overflows: bool  # whether one must scroll sideways

    @property
    def problems(self) -> list[str]:
        """Everything that is wrong, one line each."""
        return [
            *self.violations,
            *(f"fetches {url}" for url in self.requests),
            *(f"error: {text}" for text in self.errors),
            *(["scrolls sideways"] if self.overflows else []),
        ]


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium of the machine's own, with a fresh profile."""
    require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield browser
        browser.close()


def look_at(
    browser: Browser,
    page_file: Path,
    *,
    colours: Literal["light", "dark"] = "light",
    width: int = 1280,
    height: int = 900,
) -> Look:
    """Open a page without network and say what is wrong with it."""
    size = ViewportSize(width=width, height=height)
    context = browser.new_context(color_scheme=colours, viewport=size, offline=True)
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    address = page_file.resolve().as_uri()
    page.goto(address, wait_until="load")
    overflows = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    seen_by_reader = tuple(errors)  # what axe's own script causes is not the page's fault
    found = Axe().run(page, options={"runOnly": list(RULES), "resultTypes": ["violations"]})
    context.close()
    own = (address, "data:", "blob:")
    return Look(
        violations=tuple(
            f"{each['id']} ({each['impact']}) at {' '.join(map(str, node['target']))}"
            for each in found.response["violations"]
            for node in each["nodes"]
        ),
        requests=tuple(url for url in requests if not url.startswith(own)),
        errors=seen_by_reader,
        overflows=bool(overflows),
    )
