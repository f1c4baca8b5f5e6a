"""What the tests of the command share."""

from pathlib import Path

import pytest

from interview.made import HEAD, QUESTIONNAIRE, RUBRIC


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small questionnaire and an empty response to it."""
    for kind, text in (("questionnaires", QUESTIONNAIRE), ("rubrics", RUBRIC)):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "parks.yaml").write_text(text, "utf-8")
    (tmp_path / "brook.yaml").write_text(HEAD, "utf-8")
    return tmp_path
