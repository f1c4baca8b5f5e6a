"""Who moved, who is new or gone, and what is not comparable? Worked out by hand, and properties."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison.made import DAY, body, rests_on, table
from maturity.comparison.comparable import other_steps
from maturity.comparison.results import compare
from maturity.comparison.spread import quantile, quartiles
from maturity.model.comparison import Comparison, Counts

LATER = DAY + timedelta(days=92)


def compared(last: list[dict[str, Any]], now: list[dict[str, Any]], **said: Any) -> Comparison:
    return compare(table(last, **said), table(now))


def codes(found: Comparison) -> list[tuple[str, bool]]:
    return [(remark.code, remark.bars) for remark in found.remarks]


# Worked examples


def test_who_moved_where_in_the_order_of_an_analyst() -> None:
    last = [
        body("rose", 1, 1.2),
        body("fell-by-one", 3, 3.1),
        body("fell-by-two", 3, 3.9),
        body("stayed", 2, 2.5),
        body("nearer", 2, 2.1),
        body("closed", 0),
    ]
    now = [
        body("founded", 1, day=LATER),
        body("nearer", 2, 2.7, day=LATER),
        body("stayed", 2, 2.5, day=LATER),
        body("rose", 2, 2.4, day=LATER),
        body("fell-by-two", 1, 1.9, day=LATER),
        body("fell-by-one", 2, 2.9, day=LATER),
    ]
    found = compared(last, now)
    moves = [(item.id, item.moved, item.steps, item.sure) for item in found.changes]
    assert moves == [
        ("fell-by-two", "down", -2, True),
        ("fell-by-one", "down", -1, True),
        ("rose", "up", 1, True),
        ("nearer", "same", 0, None),
        ("stayed", "same", 0, None),
    ]
    assert [round(item.progress or 0, 9) for item in found.changes] == [-2, -0.2, 1.2, 0.6, 0]
    assert [item.id for item in found.new] == ["founded"]
    assert [item.id for item in found.gone] == ["closed"]
    [path] = found.paths
    assert path.counts == Counts(up=1, down=2, same=2, sure_up=1, sure_down=2)
    assert (path.nearer, path.farther) == (1, 0)
    moved = {(move.last, move.now): move.organisations for move in path.moves}
    assert moved == {(1, 2): 1, (3, 2): 1, (3, 1): 1, (2, 2): 2}
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("before", "after", "sure"),
    [
        ((1, (1, 1)), (2, (2, 2)), True),
        ((1, (1, 2)), (2, (2, 2)), False),  # it may have stood on step 2 before
        ((1, (0, 1)), (3, (2, 3)), True),
        ((1, (0, 1)), (3, (1, 3)), False),  # it may still stand on step 1
        ((2, (2, 3)), (1, (1, 1)), True),
        ((2, (1, 2)), (1, (1, 1)), False),
    ],
)
def test_a_move_is_sure_when_missing_answers_cannot_explain_it(
    before: tuple[int, tuple[int, int]], after: tuple[int, tuple[int, int]], sure: bool
) -> None:
    last = [body("one", before[0], span=before[1])]
    now = [body("one", after[0], span=after[1], day=LATER)]
    [item] = compared(last, now).changes
    assert item.sure is sure


def test_the_measures_by_their_medians_and_how_many_rose() -> None:
    last = [body(name, measures={"trust": 0.5}) for name in "abcde"]
    scores = {
        "a": (0.4, 0.3, 0.45),  # fell, surely: at most 0.45
        "b": 0.5,
        "c": (0.6, 0.5, 0.7),  # rose, but may not have: at least 0.5
        "d": 0.7,
        "e": (None, 0.1, 0.9),  # too few answers
    }
    now = [body(name, measures={"trust": scores[name]}, day=LATER) for name in "abcde"]
    trust, skills = compared(last, now).measures
    assert trust.counts == Counts(up=2, down=1, same=1, unsaid=1, sure_up=1, sure_down=1)
    # The changes are -0.1, 0, 0.1 and 0.2: the median lies between the middle two, the quartiles at
    # three quarters of the way to the second and a quarter of the way to the last.
    assert trust.change is not None
    ends = (trust.change.lower, trust.change.median, trust.change.upper)
    assert ends == pytest.approx((-0.025, 0.05, 0.125))
    assert trust.title == "Trust between partners"
    assert skills.counts == Counts(same=5)


@pytest.mark.parametrize(
    ("share", "value"), [(0, 1.0), (0.25, 1.75), (0.5, 2.5), (0.75, 4.75), (1, 10.0)]
)
def test_quantiles_of_1_2_3_and_10(share: float, value: float) -> None:
    assert quantile([1.0, 2.0, 3.0, 10.0], share) == value


def test_quartiles_of_a_single_figure_are_that_figure() -> None:
    assert quartiles([0.3]) == (0.3, 0.3, 0.3)


# What is not comparable


def source(version: str = "1.0.0", name: str = "parks", digest: str = "a") -> dict[str, str]:
    return {"id": name, "version": version, "sha256": digest * 64}


@pytest.mark.parametrize(
    ("changes", "code", "bars"),
    [
        ({"questionnaire": source(name="lakes")}, "questionnaire-id", True),
        ({"questionnaire": source("2.0.0")}, "questionnaire-major", True),
        ({"questionnaire": source("1.1.0")}, "questionnaire-minor", False),
        ({"questionnaire": source(digest="f")}, "questionnaire-digest", False),
        ({"rubric": source(name="other", digest="b")}, "rubric-id", True),
        ({"rubric": source("2.0.0", "parks-path", "b")}, "rubric-major", True),
        ({"rubric": source("1.2.0", "parks-path", "b")}, "rubric-minor", False),
        ({"rubric": source("1.0.0", "parks-path", "f")}, "rubric-digest", False),
    ],
)
def test_tables_of_other_origins(changes: dict[str, Any], code: str, bars: bool) -> None:
    last = table([body("one", 1)])
    now = table([body("one", 2, day=LATER)], rests_on(**changes))
    found = compare(last, now)
    assert codes(found) == [(code, bars)]
    assert (found.positions, found.scores) == (not bars, not bars)
    [item] = found.changes
    assert item.moved == (None if bars else "up")
    assert item.measures == ({} if bars else {"trust": 0.0, "skills": 0.0})
    assert bool(found.paths) is bool(found.measures) is not bars


def test_a_patch_of_the_rubric_needs_no_remark() -> None:
    said = rests_on(rubric=source("1.0.1", "parks-path", "f"))
    assert compare(table([body("one")]), table([body("one", day=LATER)], said)).remarks == ()


def test_other_steps_bar_positions_but_not_scores() -> None:
    said = rests_on(steps={"identify": 1, "share": 2})
    found = compare(table([body("one")]), table([body("one", day=LATER)], said))
    assert codes(found) == [("steps", True)]
    assert (found.positions, found.scores) == (False, True)
    assert found.paths == ()
    assert len(found.measures) == 2


def test_the_same_steps_in_another_order_are_other_steps() -> None:
    assert other_steps({"a": 1, "b": 2}, {"a": 2, "b": 1})
    assert not other_steps({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not other_steps(None, {"a": 1})


def test_what_a_table_rests_on_may_be_unknown() -> None:
    found = compare(table([body("one", 1)], {}, "old.csv"), table([body("one", 2, day=LATER)]))
    assert [(r.code, r.bars, r.file) for r in found.remarks] == [("unchecked", False, "old.csv")]
    assert found.changes[0].moved == "up"


def test_measures_that_only_one_table_has() -> None:
    last, now = [body("one")], [body("one", day=LATER)]
    for end in ("", ":low", ":high"):
        last[0]["old" + end] = now[0]["young" + end] = 0.5
    found = compared(last, now)
    assert [(r.code, r.ids) for r in found.remarks] == [
        ("only-last", ("old",)),
        ("only-now", ("young",)),
    ]
    assert {m.id: m.only for m in found.measures} == {
        "trust": None,
        "skills": None,
        "young": "now",
        "old": "last",
    }


def test_a_position_that_cannot_be_said() -> None:
    found = compared([body("a", None), body("b", 1)], [body("a", 2), body("b", 1)])
    assert ("position-unsaid", True) in codes(found)
    assert [(item.id, item.moved) for item in found.changes] == [("b", "same"), ("a", None)]
    assert found.paths[0].counts == Counts(same=1, unsaid=1)


def test_a_rubric_without_a_main_path_is_ordered_by_its_measures() -> None:
    last = [body("little", None), body("much", None)]
    now = [
        body("little", None, day=LATER, measures={"trust": 0.6}),
        body("much", None, day=LATER, measures={"trust": 0.1}),
    ]
    for row, before, after in ((0, 1, 2), (1, 3, 3)):
        last[row]["side:position"], now[row]["side:position"] = before, after
    found = compared(last, now)
    assert [item.id for item in found.changes] == ["much", "little"]
    assert found.remarks == ()
    [path] = found.paths
    assert (path.id, path.counts) == ("side", Counts(up=1, same=1, sure_up=1))
    assert [item.paths for item in found.changes] == [{"side": 0}, {"side": 1}]


@pytest.mark.parametrize(
    ("day", "answered", "cautions"),
    [
        (LATER, 10, ()),
        (DAY, 10, ("same-date",)),
        (date(2026, 1, 1), 10, ("backwards",)),
        (LATER, 9, ()),  # 1 of 12 is not more than a tenth
        (LATER, 8, ("coverage",)),  # 2 of 12 is
        (DAY, 12, ("same-date", "coverage")),
    ],
)
def test_what_to_bear_in_mind_of_one_organisation(
    day: date, answered: int, cautions: tuple[str, ...]
) -> None:
    others = [body(f"other-{place}") for place in range(3)]
    later = [body(f"other-{place}", day=LATER) for place in range(3)]
    found = compared(
        [body("one", answered=10), *others], [body("one", day=day, answered=answered), *later]
    )
    assert [item.cautions for item in found.changes if item.id == "one"] == [cautions]
    assert [(r.code, r.ids) for r in found.remarks] == [(code, ("one",)) for code in cautions]


def test_when_most_answers_are_older_the_tables_may_be_swapped() -> None:
    found = compared([body("a", day=LATER), body("b", day=LATER)], [body("a"), body("b")])
    assert codes(found) == [("swapped", False)]


def test_no_organisation_in_both() -> None:
    found = compared([body("a")], [body("b")])
    assert codes(found) == [("none-in-both", True)]
    assert ([i.id for i in found.new], [i.id for i in found.gone]) == (["b"], ["a"])


def test_refused_inputs_may_be_why_some_are_gone() -> None:
    last, now = table([body("a"), body("b")]), table([body("a", day=LATER)], file="now.csv")
    found = compare(last, replace(now, rejected=3))
    assert [(r.code, r.bars, r.file, r.count) for r in found.remarks] == [
        ("rejected", False, "now.csv", 3)
    ]


def test_who_is_new_or_gone_because_of_a_refused_input() -> None:
    last = table([body("a"), body("gone"), body("out")], file="last.csv")
    now = table([body("a", day=LATER), body("new"), body("found")], file="now.csv")
    last = replace(last, rejected=2, rejected_ids=("new", "a"))
    now = replace(now, rejected=1, rejected_ids=("gone",))
    found = compare(last, now)
    assert [(r.code, r.bars, r.file, r.ids, r.count) for r in found.remarks] == [
        ("refused-last", False, "last.csv", ("new",), None),
        ("rejected", False, "last.csv", (), 2),  # the other one may also be why
        ("refused-now", False, "now.csv", ("gone",), None),
    ]


def test_an_empty_table_makes_all_new() -> None:
    found = compared([], [body("a")])
    assert ([i.id for i in found.new], found.changes, found.remarks) == (["a"], (), ())


def test_organisations_counted_apart() -> None:
    last = [body("a", 1, country="NL"), body("b", 2, country="NL"), body("c", 1, country="DE")]
    now = [body("a", 2, country="NL"), body("b", 1, country=None), body("d", 1, country=None)]
    found = compare(table(last), table(now), "country")
    assert found.cohorts is not None
    groups = [(g.name, g.counts.up, g.counts.down, g.new, g.gone) for g in found.cohorts.groups]
    # b says nothing now, and is counted by what it said before.
    assert groups == [("DE", 0, 0, 0, 1), ("NL", 1, 1, 0, 0), (None, 0, 0, 1, 0)]


def test_groups_that_are_not_written_alike_are_one() -> None:
    last = [body("a", country="germany"), body("b", country="Germany "), body("c", country="NL")]
    now = [body("a", country="Germany"), body("b", country=" "), body("d", country="GERMANY")]
    found = compare(table(last), table(now), "country")
    assert found.cohorts is not None
    groups = [(g.name, g.counts.same, g.new, g.gone) for g in found.cohorts.groups]
    assert groups == [("Germany", 2, 1, 0), ("NL", 0, 0, 1)]
    assert [item.cohort for item in found.changes] == ["Germany", "Germany"]
    assert [item.cohort for item in found.new] == ["Germany"]


def test_progress_that_cannot_be_compared_is_neither_more_nor_less() -> None:
    found = compared([body("a", 1, 1.5)], [{**body("a", 1, day=LATER), "progress": None}])
    [path] = found.paths
    assert (path.nearer, path.farther, path.progress_unsaid) == (0, 0, 1)


# Properties


@st.composite
def bodies(draw: st.DrawFn) -> list[dict[str, Any]]:
    names = draw(st.sets(st.sampled_from("abcdefgh")))
    rows = []
    for name in sorted(names):
        low, at, high = sorted(draw(st.tuples(*[st.integers(0, 3)] * 3)))
        least, score, most = sorted(draw(st.tuples(*[st.floats(0, 1)] * 3)))
        rows.append(
            body(
                name,
                at if draw(st.booleans()) else None,
                draw(st.floats(at, at + 0.99)),
                span=(low, high),
                day=DAY + timedelta(days=draw(st.integers(0, 3))),
                answered=draw(st.integers(0, 12)),
                measures={"trust": (draw(st.sampled_from([score, None])), least, most)},
                country=draw(st.sampled_from(["NL", "DE", None])),
            )
        )
    return draw(st.permutations(rows))


@given(bodies())
def test_a_table_against_itself_moves_nothing(rows: list[dict[str, Any]]) -> None:
    found = compared(rows, rows)
    assert found.new == found.gone == ()
    assert len(found.changes) == len(rows)
    assert {item.moved for item in found.changes} <= {"same", None}
    assert {item.progress for item in found.changes} <= {0.0, None}
    assert all(m.counts.up == m.counts.down == 0 for m in found.measures)
    assert {code for code, _ in codes(found)} <= {"same-date", "position-unsaid"}


@given(bodies(), bodies())
def test_swapping_the_tables_mirrors_everything(
    first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    forth = compare(table(first), table(second), "country")
    back = compare(table(second), table(first), "country")
    mirror = {"up": "down", "down": "up", "same": "same", None: None}
    there = {item.id: item for item in back.changes}
    assert len(there) == len(forth.changes)
    for item in forth.changes:
        other = there[item.id]
        assert mirror[item.moved] == other.moved
        assert item.sure == other.sure
        assert item.last == other.now
        assert item.progress == pytest.approx(-other.progress) if other.progress else True
        assert {name: value and -value for name, value in item.measures.items()} == other.measures
    assert {i.id for i in forth.new} == {i.id for i in back.gone}
    for measure, other_measure in zip(forth.measures, back.measures, strict=True):
        counts, mirrored = measure.counts, other_measure.counts
        assert (counts.up, counts.sure_up) == (mirrored.down, mirrored.sure_down)
        assert (counts.same, counts.unsaid) == (mirrored.same, mirrored.unsaid)
        if measure.change and other_measure.change:
            assert measure.change.median == pytest.approx(-other_measure.change.median)
            assert measure.change.lower == pytest.approx(-other_measure.change.upper)


@given(bodies(), bodies())
def test_everybody_is_counted_once(
    first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    found = compare(table(first), table(second), "country")
    assert len(found.changes) + len(found.gone) == len(first) == found.last.organisations
    assert len(found.changes) + len(found.new) == len(second) == found.now.organisations
    for path in found.paths:
        counts = path.counts
        assert counts.up + counts.down + counts.same + counts.unsaid == len(found.changes)
        assert sum(m.organisations for m in path.moves) == len(found.changes) - counts.unsaid
        assert path.nearer + path.farther + path.progress_unsaid <= counts.same
    assert found.cohorts is not None
    assert sum(g.new for g in found.cohorts.groups) == len(found.new)
    assert sum(g.counts.up for g in found.cohorts.groups) == sum(
        item.moved == "up" for item in found.changes
    )
    assert Comparison.model_validate_json(found.model_dump_json(by_alias=True)).model_dump(
        mode="json"
    ) == found.model_dump(mode="json")
