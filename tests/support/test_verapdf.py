"""The PDF/UA check lets a good file through and names what is wrong with a bad one."""

from pathlib import Path

import pytest

from support.machine import require
from support.verapdf import check_pdf_ua

GOOD = """<html lang="en"><head><title>A title</title></head>
<body><h1>Heading</h1><p>Some text.</p></body></html>"""
BAD = "<html><body><h3>Heading without title and language</h3></body></html>"


def make_pdf(html: str, path: Path) -> Path:
    require("pango")
    import weasyprint

    weasyprint.HTML(string=html).write_pdf(path, pdf_variant="pdf/ua-1")
    return path


def test_good_and_bad(tmp_path: Path) -> None:
    good = make_pdf(GOOD, tmp_path / "good.pdf")
    bad = make_pdf(BAD, tmp_path / "bad.pdf")
    failures = check_pdf_ua(good, bad)
    assert {failure.pdf for failure in failures} == {bad}
    # no title, no language, a heading of level 3 first
    assert {failure.rule for failure in failures} == {"7.1-9", "7.2-29", "7.4.2-1"}


def test_what_is_no_pdf_is_no_pass(tmp_path: Path) -> None:
    (tmp_path / "no.pdf").write_text("not a PDF")
    with pytest.raises(RuntimeError, match="did not read every file"):
        check_pdf_ua(tmp_path / "no.pdf")
