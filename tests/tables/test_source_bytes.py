"""Do bytes become a table wherever they come from and however they are packed and encoded?"""

import gzip
import hashlib
import io
import os
import socket
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from maturity.errors import InputError, MachineError
from maturity.storage.endings import form_of
from maturity.tables import gunzip, unpacked
from maturity.tables.source import jsonl_kind, open_table, responses_in_jsonl, unpack
from tables.source_reading import cells, read, recognise, said, workbook

CSV = "organisation;a\nDéltà;3\n"
ROWS = {2: ("Déltà", "3")}


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Every temporary file is gone in the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def every_form(folder: Path) -> dict[str, Path]:
    """The same table in every form."""
    frame = pl.DataFrame({"organisation": ["delta"], "a": ["3"]})
    frame.write_csv(folder / "t.csv")
    frame.write_csv(folder / "t.tsv", separator="\t")
    frame.write_parquet(folder / "t.parquet")
    frame.write_ndjson(folder / "t.jsonl")
    workbook(folder / "t.xlsx", cells(["organisation", "a"], ["delta", 3]))
    return {form: folder / f"t.{form}" for form in ("csv", "tsv", "parquet", "jsonl", "xlsx")}


@pytest.mark.parametrize("form", ["csv", "tsv", "parquet", "jsonl", "xlsx"])
def test_every_form_is_read_alike_packed_or_piped_and_its_digest_is_of_the_bytes_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    path = every_form(tmp_path)[form]
    packed = tmp_path / f"t.{form}.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    for given in (path, packed):
        assert form_of(str(given)) == form
        found = read(given)
        assert found.headings == ("organisation", "a")
        assert list(found.rows.values()) == [("delta", "3")]
        assert found.sha256 == hashlib.sha256(given.read_bytes()).hexdigest()
        piped(monkeypatch, given.read_bytes())
        assert read("-") == found


def test_endings_tell_tables_from_other_files() -> None:
    for name in ("a.CSV", "a.b.jsonl.gz", "x/y.parquet", "old.xls", "a.ndjson", "a.ods"):
        assert form_of(name)
    for name in ("a.yaml", "a.json", "csv", "a.gz", "a.csv.bak", "-", ""):
        assert form_of(name) is None


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        b"\xfe\xff" + CSV.encode("utf-16-be"),
        CSV.replace("\n", "\r\n").encode(),
        CSV.replace("\n", "\r").encode(),
        CSV.replace("\n", "\r").encode("utf-8-sig"),
    ],
)
def test_encodings_that_say_what_they_are_need_no_word(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    found = read(path)
    assert (found.rows, found.codes) == (ROWS, [])


def test_windows_1252_is_guessed_and_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("organisation;a\nHarbour;1\nDéltà € “x”;3\n".encode("cp1252"))
    found = read(path)
    assert found.rows[3] == ("Déltà € “x”", "3")
    assert found.codes == [("MT024", 3)]
    assert found.notices[0].values["found"] == "0xE9"


def test_a_letter_cut_by_a_block_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + "é".encode() * (1 << 20) + b",1\n")
    assert read(path).codes == []


@pytest.mark.parametrize(
    "data",
    [
        "organisation;a\nDéltà;3\n".encode() + b"H\xe9;1\n",
        CSV.encode("utf-8-sig") + b"\xff",
        b"organisation;a\nx\x81;1\n",
        CSV.encode("utf-16")[:-1],
    ],
)
def test_text_that_is_damaged_is_refused_rather_than_guessed(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    assert [d.code for d in said(path)] == ["MT026"]


@pytest.mark.parametrize(
    "data", [b"a,b\n\0,1\n", b"\x89PNG\r\n\x1a\n\0\0", CSV.encode("utf-16-le"), b"\xff\xfe\0\0a"]
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    assert [d.code for d in said(path)] == ["MT025"]


def test_nothing_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for form in ("csv", "tsv", "jsonl", "xlsx", "parquet", "csv.gz"):
        path = tmp_path / f"t.{form}"
        path.write_bytes(b"")
        assert [d.code for d in said(path)] == ["MT020"]
    for text in (b"\n\n", b",,\n", b"\xef\xbb\xbf", gzip.compress(b"")):
        path = tmp_path / "t.csv"
        path.write_bytes(text)
        assert [d.code for d in said(path)] == ["MT020"]
    piped(monkeypatch, b"")
    assert [d.code for d in said("-")] == ["MT020"]


def test_packed_parts_one_behind_the_other_are_one_table(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"organisation,a\n") + gzip.compress(b"x,1\n") + b"\0" * 99)
    assert read(path).rows == {2: ("x", "1")}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: data[:-9], "cut"),
        (lambda data: data[:15] + b"\xff" * 9 + data[24:], "damaged"),
        (lambda data: data[:-8] + b"\0" * 8, "damaged"),
        (lambda data: data + b"rest", "damaged"),
    ],
)
def test_a_packed_file_that_is_not_whole_is_refused(
    tmp_path: Path, change: Callable[[bytes], bytes], why: str
) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(change(gzip.compress(os.urandom(5000).hex().encode() + b"\n")))
    (found,) = said(path)
    assert (found.code, found.values["variant"]) == ("MT021", why)


def test_what_unpacks_without_end_is_refused_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gunzip, "ALWAYS_FINE", 1_000_000)
    packer = zlib.compressobj(9, wbits=31)
    path = tmp_path / "t.csv.gz"
    with path.open("wb") as file:
        for _ in range(50):
            file.write(packer.compress(b" " * 1_000_000))
        file.write(packer.flush())
    assert [d.code for d in said(path)] == ["MT022"]


def test_names_that_promise_something_else(tmp_path: Path) -> None:
    forms = every_form(tmp_path)

    def as_(name: str, form: str) -> Path:
        path = tmp_path / name
        path.write_bytes(forms[form].read_bytes())
        return path

    assert [d.code for d in said(as_("x.csv", "xlsx"))] == ["MT027"]
    assert [d.code for d in said(as_("x.jsonl", "parquet"))] == ["MT027"]
    assert [d.code for d in said(as_("x.xlsx", "csv"))] == ["MT032"]
    assert [d.code for d in said(as_("x.parquet", "xlsx"))] == ["MT040"]
    assert [d.code for d in said(as_("x.xls", "xlsx"))] == ["MT033"]
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (found,) = said(locked)
    assert (found.code, found.values["variant"]) == ("MT033", "locked")


def test_what_is_no_ordinary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s.csv")
    (tmp_path / "near.csv").write_text("a\n")
    wanted = {"pipe.csv": "MF014", "s.csv": "MF014", "/dev/zero": "MF014", ".": "MF002"}
    wanted |= {"neat.csv": "MF001", "a\0b.csv": "MF003", "x" * 300 + ".csv": "MF003"}
    for name, code in wanted.items():
        assert [d.code for d in said(name)] == [code]
    assert said("neat.csv")[0].values["near"] == "near.csv"


def test_a_full_disk_ends_with_a_word_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    opened = Path.open

    def open_(self: Path, mode: str = "r", *rest: object) -> object:
        return Full() if mode == "wb" else opened(self, mode)

    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(CSV.encode()))
    monkeypatch.setattr(Path, "open", open_)
    with pytest.raises(MachineError) as error:
        open_table(str(path), recognise)
    assert error.value.key == "error.table.spool"


def test_standard_input_can_be_asked_for_its_kind_and_then_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    piped(monkeypatch, b'{"answers": {"a": 3}}\n{"answers": {}}\n')
    source = unpack("-")
    assert (source.name, source.form, jsonl_kind(source)) == ("<stdin>", "jsonl", "responses")
    assert [number for number, _ in responses_in_jsonl(source)] == [1, 2]
    source.close()


def test_a_refused_table_leaves_no_temporary_files(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"\n\n"))
    with pytest.raises(InputError):
        open_table(str(path), recognise)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_a_file_that_changes_while_it_is_read_is_named(tmp_path: Path, form: str) -> None:
    path = every_form(tmp_path)[form]
    with open_table(str(path), recognise) as table:
        os.utime(path, ns=(1, 1))
        *_, last = table.chunks(10)
        assert [d.code for d in last.refused] == ["MT046"]


def test_input_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "MOST_GIGABYTES", 0.002)
    piped(monkeypatch, b"y\n" * 2_000_000)
    assert [d.code for d in said("-")] == ["MT023"]
