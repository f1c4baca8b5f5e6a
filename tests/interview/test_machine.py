"""Whatever is said in whatever order, and however often it is stopped: is the file what was said?"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from interview.made import HEAD, PROFILE, QUESTIONS, Place, place_in
from maturity.interview import commands as c
from maturity.interview.effects import Refuse
from maturity.interview.items import Item, said
from maturity.model.assessment import Assessment
from maturity.storage.library import Library
from maturity.usecases.interview_opening import Opening
from maturity.usecases.interview_replay import as_written

AWKWARD = (
    "yes", "null", "1e3", "0o17", "- x", "a: b", "# x", "x # y", "a\nb", "a\n\n  b\n\n\nc", "{x}", "[x]", "&x", "*x", "!x",
    "|", ">", "%x", "@x", "`x`", "'x", '"x"', "x:", "x: ", "~", ".", "...", "---", "2026-01-31", "1.0.0", "🌳🌲", "حديقة",
    "公園", "é", "\\n", "x\ty", "a\n# b\nc", "a\n\tb", "\u3000x", "a\ufeffb", "=", "<<", "?", "? x", "-", "no",
)  # fmt: skip
LINES = st.text(
    st.characters(
        blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="\ufffe\uffff"
    ),
    max_size=12,
)
TEXTS = st.one_of(
    st.sampled_from(AWKWARD),
    st.lists(LINES, max_size=4).map(lambda lines: "\n".join(line.rstrip() for line in lines)),
).map(str.strip)  # fmt: skip
WORDS = TEXTS.filter(bool).filter(lambda text: text not in {"unknown", "declined"})
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "soil": st.sampled_from([0, 1, 2]),
    "paths": st.sampled_from(["gravel", "paved"]),
    "pond": st.booleans(),
    "fish": st.integers(0, 100) | st.floats(0, 100),
    "food": WORDS,
    "tools": st.lists(st.sampled_from(["spade", "rake", "hose"]), unique=True),
    "story": WORDS,
    "profile/motto": WORDS,
    "profile/size": st.sampled_from(["small", "large"]),
    "profile/staff/digging": st.sampled_from(["few", "many"]),
    "profile/staff/writing": st.sampled_from(["few", "many"]),
}
WRONG: st.SearchStrategy[Any] = st.sampled_from(
    [3, -1, "pond", ["pond"], ["rake", "rake"], None, "", 1000, float("nan"), {}]
)
LINKS = st.sampled_from(["", "https://example.org/a?b=c#d", "http://x.y/[z]:{}"])

EMPTY_KEYS = HEAD + "profile:\n  size:\nanswers:\n" + "".join(f"  {q}:\n" for q in QUESTIONS)
COMMENTED = HEAD + (
    "# Ours.\nanswers:  # all of them\n\n  # The pond\n\n  pond:   # is it there?\n  story:\n\n"
    "  # The ground\n  soil:  # from dust to loam\n\nprofile:  # who we are\n# The end.\n"
)
STARTS: dict[str, str | None] = {
    "starter": None,
    "bare": HEAD,
    "empty keys": EMPTY_KEYS,
    "comments": COMMENTED,
    "braces": HEAD + "answers: {}\nprofile: {}\n",
    "line ends": COMMENTED.replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + COMMENTED,
}

Said = dict[str, Any]


class Interviews(RuleBasedStateMachine):
    """Interviews on one file, beside a plain account of what was said in them.

    Attributes:
        said: What was said, by item: the parts of an answer in its long form.
        undo: For every change that can be taken back, the item and what was said before.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="maturity-test-"))
        self.said: dict[str, Said] = {}
        self.undo: list[tuple[str, Said]] = []
        self.valid = b""
        self.place: Place
        self.opening: Opening

    @initialize(start=st.sampled_from([*STARTS, "json"]))
    def begin(self, start: str) -> None:
        self.place = place_in(self.folder, "brook.json" if start == "json" else "brook.yaml")
        text = STARTS.get(start)
        if text is None:
            self.place.fresh()
        else:
            self.place.write(text)
        self.opening = self.place.open()

    # --- What is said ---

    @property
    def item(self) -> Item | None:
        return self.opening.interview.state.item

    def do(self, command: c.Command, save: bool) -> bool:
        """Carry a command out; whether it was not refused."""
        told = self.opening.interview.do(command)
        if save:
            assert self.opening.interview.save() == ()
        return not any(isinstance(effect, Refuse) for effect in told)

    def now(self, **parts: Any) -> None:
        """Take down what is said to the item at hand from now on; None takes a part out."""
        assert self.item is not None
        self.take_down(self.item.id, {**self.said.get(self.item.id, {}), **parts})

    def take_down(self, name: str, parts: Said) -> None:
        kept = {key: value for key, value in parts.items() if value is not None}
        before = self.said.get(name, {})
        if kept != before:
            self.undo.append((name, before))
            self.said[name] = kept

    @precondition(lambda self: self.item is not None)
    @rule(data=st.data(), save=st.booleans())
    def give(self, data: st.DataObject, save: bool) -> None:
        assert self.item is not None
        value = data.draw(VALUES[self.item.id])
        self.now(answer=value, reason=None)
        assert self.do(c.Give(value), save)

    @precondition(lambda self: self.item is not None)
    @rule(value=WRONG, save=st.booleans())
    def give_what_is_no_answer(self, value: Any, save: bool) -> None:
        assert self.item is not None
        if self.item.about.type == "text":
            value = ""
        elif self.item.about.type == "number" and value == 3:
            value = "3"
        assert not self.do(c.Give(value), save)

    @precondition(lambda self: self.item is not None)
    @rule(state=st.sampled_from(["unknown", "declined"]), save=st.booleans())
    def mark(self, state: Any, save: bool) -> None:
        self.remark(c.Mark(state), save, answer=state, reason=None)

    @precondition(lambda self: self.item is not None)
    @rule(reason=TEXTS, save=st.booleans())
    def does_not_apply(self, reason: str, save: bool) -> None:
        if reason:
            self.remark(c.NotApplicable(reason), save, answer="not_applicable", reason=reason)
        else:
            assert not self.do(c.NotApplicable(reason), save)

    @precondition(lambda self: self.item is not None)
    @rule(note=TEXTS, save=st.booleans())
    def note(self, note: str, save: bool) -> None:
        self.remark(c.Note(note), save, note=note or None)

    @precondition(lambda self: self.item is not None)
    @rule(title=WORDS, url=LINKS, grade=st.sampled_from(["", "paper", "SEEN"]), save=st.booleans())
    def prove(self, title: str, url: str, grade: str, save: bool) -> None:
        proof = {"title": title, "url": url, "grade": grade.lower()}
        kept = {key: value for key, value in proof.items() if value}
        evidence = [*self.evidence, kept]
        self.remark(c.AddEvidence(title, url, "", grade), save, evidence=evidence)

    @precondition(lambda self: bool(self.evidence))
    @rule(data=st.data(), save=st.booleans())
    def drop_evidence(self, data: st.DataObject, save: bool) -> None:
        place = data.draw(st.integers(0, len(self.evidence) - 1))
        rest = [proof for number, proof in enumerate(self.evidence) if number != place]
        self.remark(c.DropEvidence(place), save, evidence=rest or None)

    @precondition(lambda self: self.item is not None)
    @rule(level=st.sampled_from(["low", "medium", "high", None]), save=st.booleans())
    def confidence(self, level: Any, save: bool) -> None:
        self.remark(c.Confidence(level), save, confidence=level)

    @precondition(lambda self: self.item is not None)
    @rule(save=st.booleans())
    def follow_up(self, save: bool) -> None:
        assert self.item is not None
        marked = self.said.get(self.item.id, {}).get("follow_up")
        self.remark(c.FollowUp(), save, follow_up=None if marked else True)

    @precondition(lambda self: self.item is not None)
    @rule(save=st.booleans())
    def clear(self, save: bool) -> None:
        self.now(answer=None, reason=None)
        assert self.do(c.Clear(), save)

    @rule(save=st.booleans())
    def take_back(self, save: bool) -> None:
        assert self.do(c.Undo(), save) == bool(self.undo)
        if self.undo:
            name, before = self.undo.pop()
            self.said[name] = before

    @property
    def evidence(self) -> list[dict[str, str]]:
        found = self.said.get(self.item.id, {}).get("evidence") if self.item else None
        return found or []

    def remark(self, command: c.Command, save: bool, **parts: Any) -> None:
        """Say what only questions take; the profile refuses it."""
        assert self.item is not None
        if self.item.is_profile:
            assert not self.do(command, save)
        else:
            self.now(**parts)
            assert self.do(command, save)

    # --- Where it is said ---

    @rule(command=st.sampled_from([c.Next(), c.Skip(), c.Back(), c.Review()]))
    def move(self, command: c.Command) -> None:
        self.do(command, save=False)

    @rule(where=st.sampled_from([*QUESTIONS, *PROFILE, "water", "plants", "3", "99", "gone"]))
    def jump(self, where: str) -> None:
        self.do(c.Jump(where), save=False)

    # --- What comes between ---

    @rule(save=st.booleans())
    def crash(self, save: bool) -> None:
        """The process is killed, and the interview goes on."""
        interview = self.opening.interview
        if save:
            assert interview.save() == ()
        os.close(interview.journal.handle)
        self.go_on()

    @rule()
    def pause(self) -> None:
        assert self.opening.interview.close(finished=False) == ()
        self.go_on()

    def go_on(self) -> None:
        place = self.opening.interview.state.place
        self.opening = self.place.open()
        assert self.opening.by_hand == ()
        assert self.opening.misfits == ()
        assert self.place.litter() == [f".{self.place.file.name}.journal"]
        self.opening.go_on()
        if self.opening.left is not None:
            assert self.opening.interview.state.place == place

    @rule()
    def finish(self) -> None:
        """There is no going on after the end, and nothing to undo."""
        assert self.opening.interview.close(finished=True) == ()
        assert self.place.litter() == []
        self.opening = self.place.open()
        assert self.opening.left is None
        self.undo = []

    # --- What holds at every moment ---

    @invariant()
    def the_interview_knows_what_was_said(self) -> None:
        state = self.opening.interview.state
        for item in state.script.items:
            expected = self.said.get(item.id, {})
            found = as_written(said(state.response, item))
            assert found == written(expected), item.id
        assert state.place is None or state.place in {item.id for item in state.route}

    @invariant()
    def the_file_is_valid(self) -> None:
        data = self.place.file.read_bytes()
        if data != self.valid:
            _, _, found = Library().unfinished(str(self.place.file))
            assert found == []
            self.valid = data

    @invariant()
    def the_file_holds_what_was_said(self) -> None:
        if self.opening.interview.is_saved:
            assert self.place.answers() == self.answers()
            assert self.place.profile() == self.profile()

    def answers(self) -> dict[str, Any]:
        found = {name: written(self.said.get(name, {})) for name in QUESTIONS}
        return {name: answer for name, answer in found.items() if answer is not None}

    def profile(self) -> dict[str, Any]:
        given = {name: self.said.get(name, {}).get("answer") for name in PROFILE}
        rows = [
            {"work": work, "people": people}
            for work in ("digging", "writing")
            if (people := given[f"profile/staff/{work}"]) is not None
        ]
        found = {"motto": given["profile/motto"], "size": given["profile/size"], "staff": rows}
        return {name: answer for name, answer in found.items() if answer}

    def teardown(self) -> None:
        if hasattr(self, "opening"):
            self.opening.interview.close(finished=True)
            assert self.place.problems() == []
            self.same_as_a_file_with_the_same_answers()
        shutil.rmtree(self.folder)

    def same_as_a_file_with_the_same_answers(self) -> None:
        plain = yaml.safe_load(HEAD.replace("2026-01-31", "'2026-01-31'"))
        value = {**plain, "answers": self.answers(), "profile": self.profile()}
        written_at_once = Place(self.folder, self.folder / "at-once.json")
        written_at_once.write(json.dumps(value))
        assert result(self.place) == result(written_at_once)


def written(parts: Said) -> Any:
    """What a file holds: the bare answer where there is nothing beside it."""
    return parts.get("answer") if parts.keys() <= {"answer"} else parts


def result(place: Place) -> dict[str, Any]:
    assessment: Assessment = place.score().assessment
    return assessment.model_dump(exclude={"response"})


TestInterviews = Interviews.TestCase
TestInterviews.settings = settings(max_examples=12, stateful_step_count=30, deadline=None)


@pytest.mark.soak
class TestManyInterviews(Interviews.TestCase):  # type: ignore[misc, valid-type]
    """The same, for longer."""

    settings = settings(max_examples=500, stateful_step_count=60, deadline=None)
