"""Do lines for a terminal fit it, and lose nothing?"""

from hypothesis import given
from hypothesis import strategies as st

from maturity.view.plain import width, wrapped

WORDS = st.text(st.sampled_from("ab 公é\u0301\n"), max_size=80)


@given(WORDS, st.integers(1, 30))
def test_wrapped_lines_fit_and_hold_every_word(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert " ".join(lines) == text.replace("\n", " ")
    assert all(width(line) <= columns or " " not in line for line in lines)


def test_a_command_in_backticks_and_a_long_path_stay_whole() -> None:
    assert wrapped("Type `chmod u+w a b` now, in a/very/long/folder please.", 12) == [
        "Type",
        "`chmod u+w a b`",
        "now, in",
        "a/very/long/folder",
        "please.",
    ]
