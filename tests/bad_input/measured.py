"""Runs the command as a process and measures what it took."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from support.command import UNSET

# A small process in between, so that the tests' own memory does not count.
_METER = """
import os, resource, sys
command = [sys.executable, "-m", "maturity", *sys.argv[2:]]
status = os.waitpid(os.posix_spawn(sys.executable, command, os.environ), 0)[1]
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    file.write(f"{os.waitstatus_to_exitcode(status)} {used.ru_utime + used.ru_stime} {used.ru_maxrss}")
"""

_ACTS_ON_TERMINALS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# Root may read and write everything; without these powers it is an owner like any other.
_POWERS = "-dac_override,-dac_read_search"
WITHOUT_POWERS = ("setpriv", "--bounding-set", _POWERS, "--inh-caps", _POWERS)
SECONDS = 4.0 if os.environ.get("CI") else 2.0
MEGABYTES = 300


@dataclass(frozen=True)
class Measured:
    """How a run ended, what it wrote and what it took."""

    code: int
    stdout: str
    stderr: str
    seconds: float
    megabytes: float

    def assert_harmless(self) -> None:
        """It ended by itself, quickly, in words, and nothing it printed acts on a terminal."""
        both = self.stdout + self.stderr
        assert "Traceback" not in both
        assert _ACTS_ON_TERMINALS.findall(both) == []
        assert 0 <= self.code < 64, f"exit {self.code}: {both[-500:]}"
        assert self.seconds < SECONDS
        assert self.megabytes < MEGABYTES


def measure(
    *arguments: str | Path,
    cwd: Path,
    stdin: bytes = b"",
    env: Mapping[str, str | None] | None = None,
    powerless: bool = False,
) -> Measured:
    """Run `maturity` with these arguments; an env value of None takes the variable away.

    A powerless run obeys the permissions of files also where the tests run as root.
    """
    prefix = WITHOUT_POWERS if powerless and os.geteuid() == 0 else ()
    wanted = {
        **{n: v for n, v in os.environ.items() if n not in UNSET and not n.startswith("MATURITY_")},
        "PYTHONPATH": os.pathsep.join(
            [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
        ),
        **(env or {}),
    }
    kept = {name: value for name, value in wanted.items() if value is not None}
    note = cwd.with_name(f"{cwd.name}.measured")
    ran = subprocess.run(
        [*prefix, sys.executable, "-c", _METER, str(note), *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        env=kept,
        capture_output=True,
        timeout=60,
        check=True,
    )
    code, seconds, kilobytes = note.read_text().split()
    stdout, stderr = (part.decode("utf-8", "surrogateescape") for part in (ran.stdout, ran.stderr))
    return Measured(int(code), stdout, stderr, float(seconds), int(kilobytes) / 1024)
