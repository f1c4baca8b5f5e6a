"""Is everything that a journal took still there, whatever happens to the process or the disk?"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from maturity.errors import MachineError
from maturity.storage.atomic import part_of
from maturity.storage.journal import Journal, journal_of, open_journal

HOLDER = {"user": "ann", "host": "desk", "process": 7, "since": "2026-02-03 09:00"}
EVENTS: list[dict[str, Any]] = [
    {"put": "soil", "was": None, "now": 2},
    {"put": "story", "was": "a\nb\r\u2028", "now": "حديقة 🌳 \ud800"},
    {"stands": None},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "brook.yaml"


def said(journal: Journal) -> list[Any]:
    """The events of a journal, without those that say who held it."""
    return [event for event in journal.events if "held" not in event]


def filled(file: Path) -> bytes:
    """A journal with a few events, left; gives what it holds."""
    journal = open_journal(file, HOLDER)
    for event in EVENTS:
        journal.append(event)
    journal.close(remove=False)
    return journal_of(file).read_bytes()


def test_what_was_taken_comes_back_in_order(file: Path) -> None:
    filled(file)
    journal = open_journal(file, HOLDER)
    assert said(journal) == EVENTS
    journal.append({"more": 1}, sync=False)
    journal.close(remove=False)
    assert said(open_journal(file, HOLDER)) == [*EVENTS, {"more": 1}]


def test_only_its_owner_can_read_it(file: Path) -> None:
    filled(file)
    assert journal_of(file).stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_torn_anywhere_is_dropped_and_the_others_are_kept(file: Path) -> None:
    whole = filled(file)
    for size in range(whole.index(b'{"put":"story"'), whole.index(b'{"stands"')):
        journal_of(file).write_bytes(whole[:size])
        journal = open_journal(file, HOLDER)
        assert said(journal) == EVENTS[:1]
        journal.append({"more": size})
        journal.close(remove=False)
        again = open_journal(file, HOLDER)
        assert said(again) == [*EVENTS[:1], {"more": size}]
        again.close(remove=True)


@pytest.mark.parametrize("torn", [b"\x00" * 100, b"nonsense\n", b"[1]\n", b"\xff\xfe\n", b"1\n"])
def test_what_is_no_event_ends_the_journal(file: Path, torn: bytes) -> None:
    whole = filled(file)
    journal_of(file).write_bytes(whole + torn)
    journal = open_journal(file, HOLDER)
    assert said(journal) == EVENTS
    journal.close(remove=False)
    assert journal_of(file).read_bytes().startswith(whole)
    assert torn not in journal_of(file).read_bytes()


def test_the_end_leaves_nothing(file: Path) -> None:
    open_journal(file, HOLDER).close(remove=True)
    assert list(file.parent.iterdir()) == []


# The hold

HOLD = """
import sys
from pathlib import Path
from maturity.storage.journal import open_journal
journal = open_journal(Path(sys.argv[1]), {"user": "bo", "host": "lap", "process": 8, "since": "9:00"})
journal.append({"put": "soil"})
print("held", flush=True)
sys.stdin.read()
"""


def held_elsewhere(file: Path) -> subprocess.Popen[str]:
    """Another process that holds a file until its input ends or it is killed."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, None])
def test_a_file_that_another_process_holds_is_taken_over_only_when_it_has_ended(
    file: Path, end: signal.Signals | None
) -> None:
    with held_elsewhere(file) as other:
        for _ in range(2):
            with pytest.raises(MachineError) as caught:
                open_journal(file, HOLDER)
            assert caught.value.key == "error.held"
            assert caught.value.values == {"user": "bo", "host": "lap", "process": 8, "since": "9:00"}  # fmt: skip
        if end is None:
            other.communicate()
        else:
            other.send_signal(end)
            other.wait()
        journal = open_journal(file, HOLDER)
        assert said(journal) == [{"put": "soil"}]
        journal.close(remove=False)


def test_a_holder_that_has_not_said_who_it_is_is_told_of_all_the_same(file: Path) -> None:
    handle = os.open(journal_of(file), os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(MachineError) as caught:
        open_journal(file, HOLDER)
    os.close(handle)
    assert caught.value.key == "error.held"
    assert caught.value.values.keys() == HOLDER.keys()


def test_a_journal_that_vanishes_before_it_is_held_is_made_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock = fcntl.flock
    vanishing = [journal_of(file)]

    def late(handle: int, how: int) -> None:
        # The one who held the file has finished just now.
        while vanishing:
            vanishing.pop().unlink()
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    journal = open_journal(file, HOLDER)
    assert vanishing == []
    assert os.fstat(journal.handle).st_ino == journal_of(file).stat().st_ino
    with pytest.raises(MachineError):
        open_journal(file, HOLDER)


# The disk


@pytest.mark.parametrize("fits", [0, 1, 30])
def test_what_a_full_disk_could_not_take_leaves_no_trace(
    file: Path, monkeypatch: pytest.MonkeyPatch, fits: int
) -> None:
    filled(file)
    journal = open_journal(file, HOLDER)
    before = journal_of(file).read_bytes()
    write, left = os.write, [fits]

    def full(handle: int, data: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = write(handle, data[: left[0]])
        left[0] -= written
        return written

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(MachineError) as caught:
            journal.append({"put": "soil", "now": "x" * 100})
    assert (caught.value.key, caught.value.exit_code) == ("error.disk_full", 4)
    assert journal_of(file).read_bytes() == before
    assert said(journal) == EVENTS
    journal.append({"put": "soil", "now": 1})
    journal.close(remove=False)
    assert said(open_journal(file, HOLDER)) == [*EVENTS, {"put": "soil", "now": 1}]


FULL = """
import resource, sys
from pathlib import Path
from maturity.errors import MachineError
from maturity.storage.journal import open_journal
journal = open_journal(Path(sys.argv[1]), {})
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, resource.RLIM_INFINITY))
taken = 0
try:
    while True:
        journal.append({"number": taken, "text": "x" * 100})
        taken += 1
except MachineError as error:
    print(taken, error.key)
"""


def test_a_real_limit_is_told_and_everything_before_it_is_kept(file: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(file)], capture_output=True, encoding="utf-8", check=True
    )
    taken, key = ran.stdout.split()
    assert key == "error.disk_full"
    assert int(taken) > 5
    journal = open_journal(file, HOLDER)
    assert [event["number"] for event in said(journal)] == list(range(int(taken)))


def test_where_there_is_no_folder_nothing_can_be_held(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as caught:
        open_journal(tmp_path / "nowhere" / "brook.yaml", HOLDER)
    assert caught.value.key == "error.cannot_write"


# Names

NAMES = [
    "b.yaml", "x" * 250 + ".yaml", "x" * 249 + "y.yaml", "公園" * 41 + ".yaml", "🌳" * 62 + ".yaml", "ش" * 125 + ".yaml",
    os.fsdecode(b"\xff\xfe.yaml"), "a b\n.yaml",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_any_name_can_be_held(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("x", "utf-8")
    filled(file)
    part_of(file).write_text("x", "utf-8")
    assert said(open_journal(file, HOLDER)) == EVENTS


def test_files_that_lie_together_never_share_a_journal(tmp_path: Path) -> None:
    files = [tmp_path / name for name in NAMES]
    beside = {*map(journal_of, files), *map(part_of, files)}
    assert len(beside) == 2 * len(files)
    assert beside.isdisjoint(files)
