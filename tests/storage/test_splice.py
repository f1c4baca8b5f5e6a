"""Does putting one value into a YAML text change this value and nothing else?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.storage import yaml_reader
from maturity.storage.splice import CannotSpliceError, comment_out, put_all, remark
from maturity.storage.yaml_writer import whole

AWKWARD = (
    "yes", "NO", "on", "null", "~", "true", "1e3", "0o17", "0x1F", "1_000", "12:30", ".5", "-1", "- x", "-", "a: b", "a:",
    ": a", "# x", "x # y", "a#b", "{x}", "[x]", "x, y", "&x", "*x", "!x", "|", ">", "%x", "@x", "`x`", "'x'", '"x"', "=", "<<",
    "? x", "?", "---", "...", "2026-01-31", "1.0.0", "\\n", '\\"', "🌳 🌲", "حديقة عامة", "公園", "e\u0301", "\u00a0x\u00a0",
    "x\ty", "\u3000x", "a\ufeffb", "None", "y", "n", "a\nb", "a\n\n\nb", "a\n  b\n\tc", "a\n# b\nc: d\n- e", "a\n---\nb", " x ",
    "x\n", "\nx", "\n", " ", "a\n \nb", "a \nb ", "x\u2028y", "\u2028", "a\nb\u2028c", "x\u0085y", "a\rb\nc",
)  # fmt: skip


def value(text: str) -> Any:
    return yaml_reader.load(text)[0]


def put(text: str, name: str, new: Any, *order: str) -> str:
    """A text with another answer; read again, it holds just this."""
    wanted = value(text)
    wanted["answers"] = {**(wanted.get("answers") or {}), name: new}
    changed = put_all(text, {("answers", name): new}, order)
    assert value(changed) == wanted
    return changed


BY_HAND = """\
# Ours, since 2024.
response: "1"   # the format

answers:

  # The ground
  soil: 2         # they say
  paths: 'gravel'

  # Water, all of it
  pond:
    answer: true
    # Bo saw it.
    note: A small one   # really
    evidence:
      - {title: Map}
      # The photo is better.
      - title: Photo
  fish: !!KEEP
# The end.
""".replace("!!KEEP", "12")


@pytest.mark.parametrize(
    ("name", "new", "before", "after"),
    [
        ("soil", 0, "  soil: 2         # they say\n", "  soil: 0         # they say\n"),
        ("soil", None, "  soil: 2         # they say\n", "  soil:         # they say\n"),
        ("paths", "paved", "  paths: 'gravel'\n", "  paths: paved\n"),
        ("paths", ["a", "b"], "  paths: 'gravel'\n", "  paths: [a, b]\n"),
        ("soil", {"answer": 1, "note": "x"}, "  soil: 2         # they say\n",
         "  soil:         # they say\n    answer: 1\n    note: x\n"),
        ("paths", "a\nb", "  paths: 'gravel'\n", "  paths: |-\n    a\n    b\n"),
        ("fish", 13, "  fish: 12\n# The end.\n", "  fish: 13\n# The end.\n"),
        ("food", "Bread", "  fish: 12\n", "  fish: 12\n  food: Bread\n"),
    ],
)  # fmt: skip
def test_only_the_lines_of_a_value_change(name: str, new: Any, before: str, after: str) -> None:
    assert put(BY_HAND, name, new) == BY_HAND.replace(before, after)


@pytest.mark.parametrize(
    ("new", "after"),
    [(3, "  a: 3  # why\n"), ("x\ny", "  a: |-  # why\n    x\n    y\n"), (None, "  a:  # why\n"),
     (["p", "q"], "  a: [p, q]  # why\n")],
)  # fmt: skip
def test_a_comment_beside_a_key_stays_there_whatever_follows(new: Any, after: str) -> None:
    text = "answers:\n  a:  # why\n    answer: 1\n    note: x\n  b: 2\n"
    assert put(text, "a", new) == f"answers:\n{after}  b: 2\n"


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ({"answer": False}, "    answer: true\n", "    answer: false\n"),
        ({"note": "A large one"}, "note: A small one   #", "note: A large one   #"),
        ({"note": None}, "    note: A small one   # really\n", ""),
        ({"confidence": "high"}, "      - title: Photo\n", "      - title: Photo\n    confidence: high\n"),
    ],
)  # fmt: skip
def test_of_a_long_answer_only_the_changed_part_changes(
    change: dict[str, Any], before: str, after: str
) -> None:
    old = value(BY_HAND)["answers"]["pond"]
    new = {key: part for key, part in {**old, **change}.items() if part is not None}
    assert put(BY_HAND, "pond", new) == BY_HAND.replace(before, after)


def test_a_new_key_stands_where_the_questionnaire_has_it() -> None:
    text = "answers:\n  # first\n  a: 1\n\n  # third\n  c: 3\n"
    changed = put(text, "b", 2, "a", "b", "c")
    assert list(value(changed)["answers"]) == ["a", "b", "c"]
    assert changed.replace("\n\n  b: 2", "").replace("\n  b: 2", "") == text
    before = put(text, "0", 0, "0", "a", "b", "c")
    assert list(value(before)["answers"]) == ["0", "a", "c"]


def test_a_comment_that_waits_for_a_value_is_filled_in() -> None:
    text = "profile:\n  # Your motto?\n  # motto:\n\n  # size:\nanswers:\n"
    changed = put_all(text, {("profile", "size"): "large"})
    assert changed == text.replace("# size:", "size: large")
    assert put_all(changed, {("profile", "motto"): "a\nb"}) == changed.replace(
        "# motto:", "motto: |-\n    a\n    b"
    )


def test_line_ends_of_windows_stay() -> None:
    text = BY_HAND.replace("\n", "\r\n")
    changed = put(text, "soil", {"answer": 1, "note": "a\n\nb"})
    changed = put(changed, "food", "Bread")
    changed = put(changed, "paths", {"answer": "paved"})
    assert "\n" not in changed.replace("\r\n", "")
    assert changed.replace("\r\n", "\n") == put(
        put(put(BY_HAND, "soil", {"answer": 1, "note": "a\n\nb"}), "food", "Bread"),
        "paths",
        {"answer": "paved"},
    )


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "\n# end", "\n# end\n"])
def test_whatever_a_text_ends_with_something_can_be_added(end: str) -> None:
    for text in (f"response: 1{end}", f"answers:{end}", f"answers:\n  a: 1{end}"):
        changed = put(text, "b", "x\ny")
        assert "# end" in changed or "# end" not in text
        assert changed.endswith("\n") or end == "\n# end"


@pytest.mark.parametrize(
    "text",
    [
        "answers: {a: 1, b: {answer: 2, note: x}, c: [p, q]}  # all\n",
        "answers: {}\n",
        "answers:\n  {a: 1,\n   b: 2,\n   c: [p]}\n",
        "answers:\n  a: {answer: 1, note: 'x',\n      follow_up: true}\n  b: [p,\n    q]\n  c:\n  - p\n  - q\n",
    ],
)
@pytest.mark.parametrize(
    "new", [3, None, "x, y", "x\ny", {"answer": 1, "note": "x: {y}"}, ["p", "q"], []]
)
def test_values_in_braces_and_lists_can_be_changed(text: str, new: Any) -> None:
    for name in ("a", "b", "c", "d"):
        put(text, name, new)


def test_keys_may_be_quoted_or_asked_for() -> None:
    text = '"answers":\n  \'a\': 1 # one\n  ? b\n  : 2\n  "c" : 3\n'
    assert put(text, "a", 5) == text.replace("1 #", "5 #")
    assert put(text, "c", 5) == text.replace(": 3", ": 5")
    put(text, "b", 5)


@pytest.mark.parametrize(
    ("text", "name"),
    [("answers: {a: &x 1, b: *x}\n", "a"), ("answers:\n  a: &x {answer: 1}\n  b: *x\n", "a"),
     ("answers:\n  a: &x 1\n  b: *x\n", "b"), ("base: &x {a: 1}\nanswers: *x\n", "a"), ("answers: {a: 1\n", "a"),
     ("answers:\n  a: 1\n  a: 2\n", "a"), ("- a\n", "a")],
)  # fmt: skip
def test_what_cannot_be_changed_without_harm_is_refused(text: str, name: str) -> None:
    with pytest.raises(CannotSpliceError):
        put_all(text, {("answers", name): 5})


@pytest.mark.parametrize("words", AWKWARD)
def test_every_text_can_be_an_answer_a_note_and_a_title(words: str) -> None:
    long = {"answer": words, "note": words, "evidence": [{"title": words}, {"title": "x", "grade": words}]}  # fmt: skip
    for text in ("answers:\n", "answers:\n  a: 1 # c\n  b: 2\n", "answers: {a: 1, b: 2}\n"):
        for new in (words, long, [words]):
            changed = put(text, "a", new)
            assert put(changed, "b", 3).count("\n") >= changed.count("\n") - 1
            put(changed, "a", 1)
            assert not set(changed) & {"\u2028", "\u0085", "\x7f"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**16), 10**16) | st.floats(-1e12, 1e12)
    | st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["a", "b-c", "1.0", "a b", "a: b", "#", "null", "- x"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["response", "answers", "x: y"]), VALUES, min_size=1))
def test_a_whole_file_reads_back_as_it_was(content: dict[str, Any]) -> None:
    assert value(whole(content)) == content


NAMES = ("soil", "paths", "pond", "fish-and-chips", "food.bread", "tools", "story")
SAFE = st.text(
    st.characters(
        blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=10,
).map(lambda words: words.strip() or "x")
WORDS = st.sampled_from(AWKWARD) | SAFE
SHORT = st.none() | st.booleans() | st.integers(0, 9) | WORDS | st.lists(WORDS, max_size=3)
LONG = st.fixed_dictionaries(
    {"answer": SHORT.filter(lambda short: short is not None)},
    optional={
        "note": WORDS,
        "evidence": st.lists(st.fixed_dictionaries({"title": WORDS}, optional={"url": WORDS}), min_size=1, max_size=3),
        "confidence": st.sampled_from(["low", "high"]),
    },
)  # fmt: skip
BY_HAND_WRITTEN = {
    "plain": " two words", "number": " 2", "single": " 'it''s # so'", "double": ' "a: \\u00e9"', "empty": "",
    "list": "\n{i}  - a\n{i}  - b # c", "tight list": "\n{i}- a\n{i}- b", "flow list": " [a, 'b # c']",
    "flow": " {{answer: 2, note: x y}}", "literal": " |\n{i}  a\n\n{i}    # no comment\n{i}  b", "folded": " >-\n{i}  a\n{i}  b",
    "long": "\n{i}  answer: 2\n{i}  note: 'x'", "wide": "\n{i}      answer: 2\n\n{i}      note: |-\n{i}        y",
    "several lines": " two\n{i}    lines", "commented": " # so\n{i}  answer: 1\n{i}  # inside\n{i}  note: z",
}  # fmt: skip


@dataclass
class Written:
    """A text as people write it, with the lines of its comments that belong to no answer."""

    text: str
    names: list[str]
    comments: dict[str, list[str]]


@st.composite
def by_hand(draw: st.DrawFn) -> Written:
    """The answers of a file in all styles, with comments and blank lines between them."""
    indent = " " * draw(st.sampled_from([1, 2, 4]))
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    lines = ["# 0 The head", 'response: "1"', "", "answers: # 1 answers follow"]
    comments: dict[str, list[str]] = {"": ["# 0 The head", "answers: # 1 answers follow"]}
    for number, name in enumerate(names, 2):
        if draw(st.booleans()):
            above = f"{draw(st.sampled_from(['', indent]))}# {number} above: {name}"
            lines += [*[""] * draw(st.integers(0, 2)), above]
            comments[""].append(above)
        style = draw(st.sampled_from(sorted(BY_HAND_WRITTEN)))
        shown = BY_HAND_WRITTEN[style].format(i=indent)
        entry = f"{indent}{name}:{shown}"
        if "\n" not in shown and style != "empty" and draw(st.booleans()):
            entry += f"  # {number} beside"
        comments[name] = [line for line in entry.split("\n") if "#" in line]
        lines += entry.split("\n")
    lines += [*[""] * draw(st.integers(0, 2)), *draw(st.sampled_from([[], ["# the end"]]))]
    if draw(st.booleans()):
        lines += ["scope: All of it # 99 scope"]
        comments[""].append("scope: All of it # 99 scope")
    return Written("\n".join(lines) + "\n", names, comments)


@given(by_hand(), st.dictionaries(st.sampled_from(NAMES), SHORT | LONG, max_size=3), st.booleans())
def test_whatever_is_put_into_whatever_file_reads_back_and_comments_survive(
    written: Written, puts: dict[str, Any], windows: bool
) -> None:
    end = "\r\n" if windows else "\n"
    text = written.text.replace("\n", end)
    before = value(text)
    changed = put_all(text, {("answers", name): new for name, new in puts.items()}, NAMES)
    assert value(changed) == {**before, "answers": {**before["answers"], **puts}}
    kept = [
        line
        for name, lines in written.comments.items()
        for line in lines
        if name not in puts
    ]  # fmt: skip
    left = changed.split(end)
    for line in kept:
        assert line in left
        left.remove(line)


@given(by_hand(), st.data())
def test_whatever_is_commented_out_is_gone_and_can_be_brought_back(
    written: Written, data: st.DataObject
) -> None:
    before = value(written.text)
    gone = data.draw(st.lists(st.sampled_from(written.names), unique=True, min_size=1))
    changed = comment_out(written.text, [("answers", name) for name in gone])
    left = {name: answer for name, answer in before["answers"].items() if name not in gone}
    assert value(changed) == {**before, "answers": left or None}
    # Nothing but marks was added: without them, the text is the old one.
    assert changed.replace("# ", "").replace("#", "") == written.text.replace("# ", "").replace(
        "#", ""
    )


@pytest.mark.parametrize(
    "text",
    ["answers: {a: 1, b: 2}\n", '{"answers": {"a": 1, "b": 2}}', "answers:\n  a: &x 1\n  b: *x\n"],
)
def test_what_stands_in_braces_or_is_used_elsewhere_is_not_commented_out(text: str) -> None:
    with pytest.raises(CannotSpliceError):
        comment_out(text, [("answers", "a")])


LISTED = """\
profile:
  staff:  # who
    - {work: digging, people: few}  # two
    # Ask Bo.
    -   work: writing
        people: "-"

    - work: cooking
      people: |-
        a - b
scope: All
"""


def test_entries_of_a_list_are_commented_out_one_by_one() -> None:
    routes = [("profile", "staff", 0), ("profile", "staff", 2)]
    changed = comment_out(LISTED, routes)
    assert (
        changed
        == """\
profile:
  staff:  # who
    # - {work: digging, people: few}  # two
    # Ask Bo.
    -   work: writing
        people: "-"

    # - work: cooking
    #   people: |-
    #     a - b
scope: All
"""
    )
    alone = comment_out(changed, [("profile", "staff", 0)])
    assert value(alone) == {"profile": {"staff": None}, "scope": "All"}


@pytest.mark.parametrize(
    ("text", "route"),
    [("profile:\n  staff: [{a: 1}, {a: 2}]\n", ("profile", "staff", 0)), (LISTED, ("profile", "staff", 3)),
     (LISTED, ("profile", "crew")), (LISTED, ("scope", 0)), ("profile:\n  staff:\n  - # a-b\n   a: 1\n  - a: 2\n", ("profile", "staff", 0))],
)  # fmt: skip
def test_an_entry_that_is_not_there_or_not_on_its_own_lines_is_not_commented_out(
    text: str, route: tuple[str | int, ...]
) -> None:
    with pytest.raises(CannotSpliceError):
        comment_out(text, [route])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_remark_stands_at_the_end_and_changes_no_value(end: str) -> None:
    text = LISTED.replace("\n", end)
    changed = remark(text, ["story: Long ago"])
    assert changed == f"{text}{end}# story: Long ago{end}"
    assert value(changed) == value(text)


@pytest.mark.parametrize("text", ['{"answers": {"a": 1}}\n', "scope: |+\n  All\n\n\n"])
def test_a_text_that_can_hold_no_remark_is_left_alone(text: str) -> None:
    with pytest.raises(CannotSpliceError):
        remark(text, ["story: Long ago"])
