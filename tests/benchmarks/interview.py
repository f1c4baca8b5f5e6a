"""How long does a room wait for the next question? Measured in a real terminal, saving included."""

import os
import select
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pyte
import yaml

from benchmarks.figures import MATURITY, PYTHON, line

_KEYS = 30
_STARTS = 7


class Terminal:
    """An interview in a terminal of 120 x 40."""

    def __init__(self, file: Path, *options: str) -> None:
        self.screen = pyte.Screen(120, 40)
        self.stream = pyte.ByteStream(self.screen)
        home = {"HOME": str(file.parent), "XDG_STATE_HOME": str(file.parent)}
        self.process = pexpect.spawn(
            MATURITY,
            ["interview", str(file), *options],
            cwd=file.parent,
            dimensions=(40, 120),
            env={**os.environ, **home, "TERM": "xterm-256color"},
        )

        self.process.delaybeforesend = None

    def until(self, words: str, seconds: float = 30) -> float:
        """When the screen showed these words first; what it takes to look is not counted."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.process.child_fd], [], [], 0.5)[0]:
                now = time.perf_counter()
                self.stream.feed(os.read(self.process.child_fd, 100_000))
                if any(words in shown for shown in self.screen.display):
                    return now
        raise AssertionError(words + "\n" + "\n".join(self.screen.display))

    def close(self) -> None:
        """End the interview."""
        self.process.close(force=True)


def interviews() -> list[bool]:
    """From the command to the first question, and from a key to the next one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [
            _start(folder, "line face of the interview: first question", 45, "--plain"),
            _start(folder, "full screen of the interview: first question", 80),
            _keys(folder, "key to next question, shipped questionnaire", 47, 0.05),
            _keys(folder, "key to next question, 500 questions", 500, 0.1),
        ]


def _start(folder: Path, name: str, bound: float, *options: str) -> bool:
    file = folder / f"start{len(options)}.yaml"
    subprocess.run([MATURITY, "new", str(file), "-q"], check=True)
    ratios, taken = [], []
    for _ in range(_STARTS):
        before = time.perf_counter()
        subprocess.run([PYTHON, "-c", "pass"], check=True)
        bare = time.perf_counter() - before
        before = time.perf_counter()
        terminal = Terminal(file, *options)
        taken.append(terminal.until("In which country does the organisation work?") - before)
        terminal.close()
        ratios.append(taken[-1] / bare)
    ratio, seconds = statistics.median(ratios), statistics.median(taken)
    figure = f"{seconds * 1000:.0f} ms, {ratio:.1f} x"
    return line(name, figure, f"{bound} x bare Python", holds=ratio <= bound)


def _keys(folder: Path, name: str, questions: int, bound: float) -> bool:
    content = _content(questions)
    for kind, value in content.items():
        (folder / f"{kind}s").mkdir(exist_ok=True)
        (folder / f"{kind}s" / f"many-{questions}.yaml").write_text(yaml.safe_dump(value))
    file = folder / f"keys{questions}.yaml"
    subprocess.run(
        [MATURITY, "new", str(file), "-q", "--questionnaire", f"many-{questions}"],
        check=True,
        cwd=folder,
    )
    terminal = Terminal(file)
    terminal.until("Matter 1 ")
    # The score is loaded after the first question; what it costs then is not what a key costs.
    time.sleep(2)
    taken = []
    for number in range(2, _KEYS + 2):
        before = time.perf_counter()
        terminal.process.send(str(number % 5))
        taken.append(terminal.until(f"Matter {number} ") - before)
        time.sleep(0.2)
    terminal.close()
    seconds = statistics.median(taken)
    return line(name, f"{seconds * 1000:.0f} ms", f"{bound * 1000:.0f} ms", holds=seconds <= bound)


def _content(questions: int) -> dict[str, dict[str, object]]:
    """A questionnaire of the shipped one's shape and as many questions as wanted, with its rubric."""
    sections = [
        {
            "id": f"s{start}",
            "kind": "barrier",
            "title": f"Barrier {start}",
            "questions": [_question(number) for number in _numbers(start, questions)],
        }
        for start in range(1, questions + 1, 10)
    ]
    name = f"many-{questions}"
    return {
        "questionnaire": {
            "questionnaire": name, "version": "1.0.0", "languages": ["en"], "title": "Many",
            "sections": [{"id": "all", "kind": "area", "title": "All", "sections": sections}],
        },
        "rubric": {
            "rubric": f"rubric-{questions}", "version": "1.0.0", "title": "Many", "default": True,
            "questionnaire": {"id": name, "versions": ">=1,<2"},
            "path": {"title": "P", "steps": [{"id": "one", "title": "One", "measure": "all", "reached_at": "50%"}]},
        },
    }  # fmt: skip


def _numbers(start: int, questions: int) -> Sequence[int]:
    return range(start, min(start + 10, questions + 1))


def _question(number: int) -> dict[str, object]:
    text = "For at least one use case, everyone handling the data has completed training on lawful use."
    return {
        "id": f"q{number}",
        "title": f"Matter {number} of many",
        "ask": "Are people who handle shared data trained to use it lawfully and responsibly?",
        "why": "Untrained handling is how honest staff cause the breach that ends public trust.",
        "type": "level",
        "levels": [{"value": v, "name": f"Level {v}", "text": text} for v in range(5)],
    }
