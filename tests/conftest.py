"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from playwright.sync_api import Browser

from support.browser import open_browser
from support.command import Run, run_maturity

# No deadline: the first example pays for imports, and machines differ.
settings.register_profile("default", max_examples=50, deadline=None)
settings.register_profile("soak", max_examples=5000, deadline=None)
# The same cases for each mutant, and the first that notices it is enough.
settings.register_profile("mutants", derandomize=True, deadline=None, phases=[Phase.generate])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs the command in a process of its own."""
    return run_maturity


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a file's tests."""
    with open_browser() as opened:
        yield opened
