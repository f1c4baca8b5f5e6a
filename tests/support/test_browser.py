"""The browser check lets a good page through and sees each kind of fault."""

from pathlib import Path

from playwright.sync_api import Browser

from support.browser import look_at

# The policy is there to see that the check works under one.
GOOD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A title</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:">
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>Heading</h1><p>Some text.</p></main></body></html>"""

BAD = """<!doctype html><html><head><meta charset="utf-8"><title></title>
<meta name="color-scheme" content="light dark"></head><body style="width: 2000px">
<img src="https://example.org/picture.png"><p style="color: #777; background: #888">Grey on grey</p>
<script>throw new Error("broken")</script></body></html>"""


def test_good_page(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "good.html"
    page.write_text(GOOD)
    assert look_at(browser, page).problems == []
    assert look_at(browser, page, colours="dark", width=320, height=640).problems == []


def test_bad_page(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(BAD)
    look = look_at(browser, page)
    found = {violation.split()[0] for violation in look.violations}
    assert found >= {"color-contrast", "document-title", "html-has-lang", "image-alt"}
    assert look.requests == ("https://example.org/picture.png",)
    assert any("broken" in error for error in look.errors)
    assert look.overflows


def test_a_blocked_style_is_an_error(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "style.html"
    page.write_text(GOOD.replace("<p>", '<p style="color: red">'))
    assert any("Content Security Policy" in error for error in look_at(browser, page).errors)
