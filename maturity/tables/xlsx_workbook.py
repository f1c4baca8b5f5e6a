"""What does a workbook say beside its sheets: their names, shared texts, and which numbers are dates?"""

from __future__ import annotations

import posixpath
import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from maturity.tables.chunks import refuse
from maturity.tables.xlsx_package import Package, local, parser

MOST_TEXT = 1_000_000_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Built-in number formats: days, then times of day.
_DAYS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
_TIMES = frozenset({*range(18, 22), *range(32, 36), *range(45, 48), 55, 56})
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)


class Texts:
    """Shared texts, close together in memory."""

    def __init__(self) -> None:
        self._bytes, self._ends = bytearray(), array("Q", [0])

    def add(self, text: str) -> None:
        """One more."""
        self._bytes += plain(text).encode("utf-8", "replace")
        self._ends.append(len(self._bytes))

    @property
    def size(self) -> int:
        """How many bytes of text there are."""
        return len(self._bytes)

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self._ends) - 1:
            raise ValueError(number)
        return bytes(self._bytes[self._ends[number] : self._ends[number + 1]])


@dataclass(frozen=True)
class Sheet:
    """A sheet's name, its part in the archive and whether people see it."""

    name: str
    part: str
    visible: bool


@dataclass
class Workbook:
    """What is needed to read any sheet.

    Attributes:
        dates: Of each cell style, `day`, `time`, `elapsed` or an empty word for plain numbers.
        from_1904: Whether days are counted from 1904.
        comma: Whether numbers become texts with a decimal comma.
    """

    package: Package
    sheets: list[Sheet]
    texts: Texts = field(default_factory=Texts)
    dates: list[str] = field(default_factory=list)
    from_1904: bool = False
    comma: bool = False


def plain(text: str) -> str:
    """A text with its escaped characters as they are."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def read_workbook(package: Package) -> Workbook:
    """Read all parts but the sheets.

    Raises:
        InputError: When something is missing or damaged.
    """
    part = next(iter(_relations(package, "").get("officeDocument", {}).values()), "xl/workbook.xml")
    related = _relations(package, part)
    book = Workbook(package, [])
    targets = related.get("worksheet", {})

    def start(name: str, attributes: dict[str, str]) -> None:
        given = {local(key): value for key, value in attributes.items()}
        if local(name) == "sheet" and given.get("id") in targets:
            visible = given.get("state", "visible") == "visible"
            book.sheets.append(Sheet(given.get("name", ""), targets[given["id"]], visible))
        elif local(name) == "workbookPr":
            book.from_1904 = given.get("date1904") in {"1", "true"}

    _walk(package, part, start)
    if not book.sheets:
        raise refuse("MT032", package.name, variant="sheet")
    for texts in related.get("sharedStrings", {}).values():
        _read_texts(package, texts, book.texts)
    for styles in related.get("styles", {}).values():
        book.dates = _read_styles(package, styles)
    return book


def _walk(package: Package, part: str, start: Callable[[str, dict[str, str]], None]) -> None:
    reader = parser()
    reader.StartElementHandler = start
    package.parse(part, reader)


def _relations(package: Package, part: str) -> dict[str, dict[str, str]]:
    """The parts that a part refers to, by kind and id."""
    folder, name = posixpath.split(part)
    found: dict[str, dict[str, str]] = {}

    def start(tag: str, given: dict[str, str]) -> None:
        if local(tag) == "Relationship" and given.get("TargetMode") != "External":
            kind = given.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
            found.setdefault(kind, {})[given.get("Id", "")] = target.lstrip("/")

    _walk(package, posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def _read_texts(package: Package, part: str, texts: Texts) -> None:
    reading = _TextsReading(texts, package.name)
    reader = parser()
    reader.StartElementHandler, reader.EndElementHandler = reading.start, reading.end
    reader.CharacterDataHandler = reading.data
    package.parse(part, reader)


class _TextsReading:
    """What the parser of the shared texts has come to; how a text is pronounced is left out."""

    def __init__(self, texts: Texts, name: str) -> None:
        self._texts, self._name = texts, name
        self._pieces: list[str] = []
        self._reading = self._aside = False

    def start(self, name: str, _: dict[str, str]) -> None:
        tag = local(name)
        if tag == "si":
            self._pieces = []
        elif tag == "t":
            self._reading = not self._aside
        elif tag == "rPh":
            self._aside = True

    def data(self, text: str) -> None:
        if self._reading:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "t":
            self._reading = False
        elif tag == "rPh":
            self._aside = False
        elif tag == "si":
            self._texts.add("".join(self._pieces))
            if self._texts.size > MOST_TEXT:
                raise refuse("MT039", self._name)


def _read_styles(package: Package, part: str) -> list[str]:
    codes: dict[str, str] = {}
    styles: list[str] = []
    inside: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        tag = local(name)
        if tag == "numFmt" and "dxf" not in inside:
            codes[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif tag == "xf" and inside[-1:] == ["cellXfs"]:
            styles.append(given.get("numFmtId", "0"))
        inside.append(tag)

    def end(_: str) -> None:
        inside.pop()

    reader = parser()
    reader.StartElementHandler, reader.EndElementHandler = start, end
    package.parse(part, reader)
    return [date_kind(number, codes.get(number)) for number in styles]


def date_kind(number: str, code: str | None) -> str:
    """Whether a number format shows a `day`, a `time` of day, an `elapsed` time or just numbers."""
    if code is None:
        known = int(number) if number.isascii() and number.isdigit() else 0
        return "day" if known in _DAYS else "time" if known in _TIMES else ""
    first = code.split(";", 1)[0]
    if _ELAPSED.search(first):
        return "elapsed"
    letters = set(_NOT_LETTERS.sub("", first).lower())
    if "general" in first.lower():
        return ""
    if letters & set("yd") or ("m" in letters and not letters & set("hs")):
        return "day"
    return "time" if letters & set("hs") else ""
