"""How does a process print pages to PDF, many of them as if each were its first?

What pages share is read once: the libraries, and the style sheet with its fonts. Nothing else is
carried from one page to the next, so their order changes no byte. Run as a process of its own by
`maturity.report.pdf`, it prints a page from standard input to standard output.
"""

from __future__ import annotations

import base64
import gc
import io
import os
import re
import sys
from contextlib import contextmanager, redirect_stdout
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from maturity.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_PANGO = 3
_KEPT = 4
_SWEEP = 40
# Neither the type setter nor the environment can be shared by threads.
_TURN = Lock()
_DATE = "SOURCE_DATE_EPOCH"
# A page whose style sheet stands in its head, behind nothing but data about the page.
_HEAD = re.compile(
    r"\s*<!doctype html>\s*<html[^<>]*>\s*<head>(?:\s*<meta[^<>]*>|\s*<title>[^<]*</title>)*\s*"
    r"<style>(?P<sheet>[^<]*)</style>",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"<(?:style|link)\b", re.IGNORECASE)
_FONT = re.compile(r"url\(data:font/[^;,()]*;base64,(?P<file>[A-Za-z0-9+/=]+)\)")
# What counts for a document as a whole can only be read with it.
_WHOLE = re.compile(r"@(?:import|layer|counter-style|color-profile)\b", re.IGNORECASE)


class Printer:
    """Prints pages in this process, one at a time, whichever threads ask.

    It is not to be handed on to a process forked from this one.

    Raises:
        MachineError: When Pango is missing.
    """

    def __init__(self) -> None:
        from multiprocessing.util import Finalize

        self._weasyprint = load()
        self._sheets: dict[str, dict[str, Any]] = {}
        # A worker process ends without taking its objects down; its fonts stand in a folder.
        Finalize(self, _forget, (self._sheets,), exitpriority=0)

    def print(self, html: str) -> bytes:
        """An accessible PDF (PDF/UA-1) of a page with everything in it.

        Nothing but `data:` addresses is read; any other ends the printing.

        Raises:
            MachineError: When the rendering fails.
        """
        from weasyprint.urls import FatalURLFetchingError

        try:
            with _TURN, _no_date(), _seldom_swept():
                return self._printed(html)
        except (Exception, FatalURLFetchingError) as error:
            raise MachineError("error.pdf.failed", why=_why(error)) from error

    def _printed(self, html: str) -> bytes:
        head, options = _HEAD.match(html), {}
        if head and not _ANOTHER.search(html, head.end()) and not _WHOLE.search(head["sheet"]):
            options = self._kept(head["sheet"])
            html = html[: head.start("sheet")] + html[head.end("sheet") :]
        page = self._weasyprint.HTML(string=html, url_fetcher=_fetcher({}), base_url=None)
        return bytes(page.write_pdf(pdf_variant="pdf/ua-1", **options))

    def _kept(self, sheet: str) -> dict[str, Any]:
        """A style sheet as it was read, and its fonts; the last few are kept."""
        from weasyprint.text.fonts import FontConfiguration

        if sheet not in self._sheets:
            while len(self._sheets) >= _KEPT:
                del self._sheets[next(iter(self._sheets))]
            files: dict[str, bytes] = {}
            short = _FONT.sub(partial(_set_aside, files), sheet)
            fonts = FontConfiguration()
            read = self._weasyprint.CSS(
                string=short, font_config=fonts, url_fetcher=_fetcher(files)
            )
            self._sheets[sheet] = {"font_config": fonts, "stylesheets": [read]}
        return self._sheets[sheet]


def _forget(sheets: dict[str, dict[str, Any]]) -> None:
    sheets.clear()
    gc.collect()


def _set_aside(files: dict[str, bytes], found: re.Match[str]) -> str:
    """A short name in the place of a font file, which takes long to be read as part of a sheet."""
    name = f"data:,font-{len(files)}"
    files[name] = base64.b64decode(found["file"])
    return f"url({name})"


def _fetcher(files: dict[str, bytes]) -> Any:
    """Gives out what stands in a page itself, and some files by their name."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc, unused-ignore]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in files:
                return URLFetcherResponse(url, files[url])
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("data",), fail_on_errors=True)


def load() -> Any:
    """The library that sets the type; it begins no thread and opens no font.

    Raises:
        MachineError: When Pango is missing.
    """
    try:
        with _by_name_only(), redirect_stdout(io.StringIO()):
            import weasyprint
    except OSError as error:
        raise MachineError("error.pdf.pango") from error
    return weasyprint


@contextmanager
def _by_name_only() -> Iterator[None]:
    """Libraries are found by the names they have on Linux, without asking a compiler for others."""
    import ctypes.util

    if sys.platform != "linux":
        yield
        return
    found = ctypes.util.find_library
    ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = found


def _nowhere(name: str) -> str | None:
    del name
    return None


@contextmanager
def _no_date() -> Iterator[None]:
    """Fonts are written without the date of the day."""
    before = os.environ.get(_DATE)
    os.environ[_DATE] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_DATE]
        else:
            os.environ[_DATE] = before


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """A page grows much that lives until it is printed: it is looked through once, not thrice."""
    before = gc.get_threshold()
    gc.set_threshold(before[0], before[1], max(before[2], _SWEEP))
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _why(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def main() -> int:
    """Print one page; the exit code says whether Pango is missing."""
    try:
        printed = Printer().print(sys.stdin.buffer.read().decode())
    except MachineError as error:
        sys.stderr.write(f"{error.values.get('why', error.key)}\n")
        return 1 if "why" in error.values else NO_PANGO
    sys.stdout.buffer.write(printed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
