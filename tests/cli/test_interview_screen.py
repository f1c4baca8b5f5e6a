"""The full screen of the interview, driven key by key in memory."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from textual.events import Key, Paste
from textual.pilot import Pilot

from maturity.cli.console import Console
from maturity.cli.prompts.interface import Ending
from maturity.cli.prompts.screen.app import InterviewApp
from maturity.cli.prompts.screen.blocks import Block, laid_out
from maturity.cli.prompts.screen.choosing import typed
from maturity.cli.prompts.screen.keys import EXPLAINED, LETTERS, hints
from maturity.cli.prompts.screen.pages import bar
from maturity.cli.prompts.screen.sheet import Sheet
from maturity.cli.prompts.screen.themes import COLOURS, first_theme
from maturity.errors import MachineError
from maturity.interview.commands import Jump
from maturity.interview.values import number_in
from maturity.messages import knows
from maturity.storage.library import Library
from maturity.usecases.interview import Interview
from maturity.usecases.interview_opening import Wish, create, open_interview

TINY = """\
questionnaire: tiny
version: 1.0.0
languages: [en]
title: Tiny
evidence_grades: [{id: E0, text: Claimed only}, {id: E1, text: Shown}]
sections:
  - id: one
    kind: area
    title: الأولى
    questions:
      - id: many
        ask: Which of these?
        type: multi
        choices: [{id: a, text: A, value: 1}, {id: b, text: B, value: 1}, {id: c, text: C, value: 1}]
      - {id: count, ask: How many?, type: number, least: 0, greatest: 100}
      - {id: words, ask: In your words?, type: text}
  - id: two
    kind: area
    title: Työn järjestäminen ja epäjärjestelmällistyttämättömyys
    questions:
      - id: twelve
        ask: Which of twelve?
        type: choice
        choices:
          - {id: c1, text: First, value: 0}
          - {id: c2, text: Second, value: 1}
          - {id: c3, text: Third, value: 1}
          - {id: c4, text: Fourth, value: 1}
          - {id: c5, text: Fifth, value: 1}
          - {id: c6, text: Sixth, value: 1}
          - {id: c7, text: Seventh, value: 1}
          - {id: c8, text: Eighth, value: 1}
          - {id: c9, text: Ninth, value: 1}
          - {id: c10, text: Tenth, value: 1}
          - {id: c11, text: Eleventh, value: 1}
          - {id: c12, text: Twelfth, value: 1}
      - {id: agreed, ask: "Is it [bold]agreed[/bold]?", type: yes_no}
"""
PROFILE = ("Land", "enter", *"22222", *"12312313214")


def line_of(sheet: Sheet, target: str) -> int:
    """The first line of a target."""
    return next(n for n, x in enumerate(sheet._lines) if sheet._page[x.block].target == target)


def moments() -> Iterator[datetime]:
    now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    while True:
        yield now
        now += timedelta(seconds=60)


@dataclass
class Held:
    """A screen in memory, and what one does with it."""

    app: InterviewApp
    pilot: Pilot[Ending]
    file: Path
    interview: Interview = field(init=False)

    def __post_init__(self) -> None:
        self.interview = self.app.interview

    async def type(self, *keys: str) -> None:
        """Keys by name, or texts; all are typed ahead before the first is handled."""
        for key in keys:
            if key in NAMES:
                self.app.post_message(Key(key, " " if key == "space" else None))
                continue
            for character in key:
                self.app.post_message(Key(character, character))
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything that was typed is handled, painted and saved."""
        handled = asyncio.Event()
        self.app.call_later(handled.set)
        while self.app.return_value is None:
            if handled.is_set() and self.interview.is_saved and not self.app._is_saving:
                return
            await asyncio.sleep(0.001)

    @property
    def place(self) -> str | None:
        return self.interview.state.place

    @property
    def number(self) -> int:
        """The number of the question at hand; 0 at the profile and the review."""
        return self.interview.state.numbers.get(self.place or "", 0)

    @property
    def told(self) -> str:
        return str(self.app.board.status.render())

    @property
    def shown(self) -> str:
        """What can be read on the page."""
        return "\n".join(block.text.plain + block.tail for block in self.app.board.page._page)

    def answers(self) -> Any:
        written = yaml.safe_load(self.file.read_text("utf-8"))["answers"]
        return {name: value for name, value in written.items() if value is not None}


NAMES = frozenset(
    [
        "enter",
        "space",
        "escape",
        "up",
        "down",
        "left",
        "right",
        "tab",
        "shift+tab",
        "pagedown",
        "pageup",
        "home",
        "end",
        "delete",
        "ctrl+c",
        "ctrl+j",
        "alt+q",
        "backspace",
    ]
)
Story = Callable[[Held], Awaitable[None]]
Hold = Callable[..., Ending | None]


@pytest.fixture
def hold(tmp_path: Path) -> Hold:
    """Holds an interview in memory; gives back how it ended."""

    def held(
        story: Story,
        *,
        tiny: bool = False,
        size: tuple[int, int] = (80, 24),
        name: str = "City of X",
        score: bool = False,
        no_color: bool = False,
    ) -> Ending | None:
        file = tmp_path / "x.yaml"
        asked = tmp_path / "tiny.yaml"
        asked.write_text(TINY, "utf-8")
        wish = Wish(questionnaire=str(asked) if tiny else None)
        library = Library()
        create(str(file), name, "x", library, wish, date(2026, 11, 27))
        clock = moments()
        opening = open_interview(str(file), library, wish, lambda: next(clock), {})
        console = Console(no_color=no_color)
        app = InterviewApp(opening.interview, console, show_score=score)

        async def go() -> None:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await story(Held(app, pilot, file))
                if app.is_running:
                    app.exit(app.return_value)

        asyncio.run(go())
        opening.interview.close(finished=False)
        return app.return_value

    return held


def test_one_key_answers_and_goes_on_even_when_typed_ahead(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE, "0123")
        assert held.number == 5
        assert held.interview.is_saved
        written = yaml.safe_load(held.file.read_text("utf-8"))
        assert written["profile"]["country"] == "Land"
        assert written["profile"]["field"] == "tax-and-customs"
        assert list(held.answers().values()) == [0, 1, 2, 3]

    hold(story)


def test_back_shows_the_answer_and_lets_it_be_changed(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE, "12", "left")
        assert "✓ your answer" in held.shown
        assert held.app.board.page.target == "2"
        await held.type("down", "enter")
        assert held.answers()["silos.data-requests"] == 3
        await held.type("b", "7")
        assert "not one of the answers" in held.told
        await held.type("n", "pagedown")
        assert held.place == "skills.skills-gap"

    hold(story)


def test_several_answers_are_ticked_and_then_confirmed(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type("13", "1")
        assert "Not confirmed" in held.shown
        assert held.answers() == {}
        await held.type("1", "enter")
        assert held.answers()["many"] == ["a", "c"]
        await held.type("b", "down", "down", "space", "enter")
        assert held.answers()["many"] == ["a", "b", "c"]
        await held.type("b", "123", "enter", "b")
        assert held.answers()["many"] == []
        assert "none of them" in held.shown
        await held.type("2", "n")
        assert held.answers()["many"] == ["b"], "what is ticked is not lost by going on"

    hold(story, tiny=True)


def test_numbers_and_texts_are_typed(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type("n", "250", "enter")
        assert "outside the bounds" in held.told
        await held.type("backspace", "backspace", "backspace", "12,5", "enter")
        assert held.answers()["count"] == 12.5
        await held.type("quite so", "left", "?", "enter")
        assert held.answers()["words"] == "quite s?o"
        await held.type("b", "enter", "b", "escape", "u")
        assert held.answers()["words"] == "unknown"

    hold(story, tiny=True)


def test_letters_are_commands_at_a_number(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type("n", "d", "left", "4", "enter")
        assert held.answers()["count"] == 4

    hold(story, tiny=True)


def test_no_option_is_out_of_reach(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type("j", "twelve", "enter", "12")
        assert held.answers()["twelve"] == "c12"
        await held.type("b", "3", "b", "1")
        assert "press Enter" in held.told
        assert held.answers()["twelve"] == "c3"
        await held.type("enter")
        assert held.answers()["twelve"] == "c1"
        await held.type("b", "end", "up", "enter")
        assert held.answers()["twelve"] == "c11"

    hold(story, tiny=True)


def test_the_tenth_option_is_zero(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type("Land", "enter", "2", "0")
        assert held.interview.state.response.profile["field"] == "other"

    hold(story)


def test_unknown_declined_and_not_applicable_with_a_reason(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE, "udx", "enter")
        assert held.app.hands.dialog is not None, "without a reason it stays open"
        await held.type("No partners by law", "enter", "b")
        assert "Not applicable: No partners by law" in held.shown
        found = list(held.answers().values())[:3]
        assert found[:2] == ["unknown", "declined"]
        assert found[2] == {"answer": "not_applicable", "reason": "No partners by law"}
        await held.type("k")
        assert len(held.answers()) == 2

    hold(story)


def test_note_evidence_confidence_and_mark_are_shown(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE, "t", "Ask Jo", "ctrl+j", "Soon", "enter", "cm", "f")
        await held.type("e", "Mandate", "tab", "nowhere", "enter")
        assert "http" in str(held.app.hands.dialog._told.render())  # type: ignore[union-attr]
        await held.type("backspace", *["backspace"] * 6, "https://x.example", "enter")
        for words in (
            "Note: Ask Jo Soon",
            "Confidence: medium",
            "follow-up",
            "Evidence 1: Mandate",
        ):
            assert words in held.shown
        answer = held.answers()[held.place]
        assert answer["note"] == "Ask Jo\nSoon"
        assert answer["evidence"] == [{"title": "Mandate", "url": "https://x.example"}]
        await held.type("e", "up", "delete", "c", "n", "f", "t")
        assert held.app.hands.dialog is not None
        await held.type(*["backspace"] * 11, "enter")
        assert held.answers().get(held.place) is None

    hold(story)


def test_what_was_typed_in_vain_is_kept(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE, "t", "Ask", "escape")
        assert "not saved" in held.told
        await held.type("q")
        assert "not confirmed" in held.told
        await held.type("t", " Jo", "enter")
        assert held.answers()[held.place]["note"] == "Ask Jo"
        await held.type("q")

    assert hold(story) == "stopped"


def test_undo_goes_back_to_what_it_changed(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE, "3")
        first = next(iter(held.answers()))
        await held.type("2", "z", "z")
        assert held.place == first
        assert "undone" in held.told
        assert held.answers().get(first) is None

    hold(story)


def test_review_and_jump_lead_to_questions(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE, "1uf", "r")
        assert held.number == 0
        assert "Open: 45 questions" in held.shown
        assert "Not known: 1 question" in held.shown
        await held.type("down", "down", "enter")
        assert held.number == 5
        await held.type("r", "enter")
        assert held.number == 3
        await held.type("j", "12", "enter")
        assert held.number == 12
        await held.type("j", "cyber", "enter")
        assert held.place == "cyber.managing-risk"
        await held.type("j", "quality", "tab", "enter", "j", "nowhere at all", "enter")
        assert "no question or section" in str(held.app.hands.dialog._told.render())  # type: ignore[union-attr]
        await held.type("escape", "r", "3", "enter")
        assert held.number == 3

    hold(story)


def test_the_end_is_finished_only_when_nothing_is_open(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type("1", "enter", "4", "enter", "Words", "enter", "5")
        assert "q stops" not in held.shown
        await held.type("1")
        assert held.place is None
        assert "Nothing is open" in held.shown
        await held.type("q")

    assert hold(story, tiny=True) == "finished"


@pytest.mark.parametrize(
    ("keys", "ending"), [(("n", "q"), "stopped"), (("ctrl+c",), "interrupted")]
)
def test_stopping(hold: Hold, keys: tuple[str, ...], ending: Ending) -> None:
    async def story(held: Held) -> None:
        await held.type(*keys)

    assert hold(story, tiny=True) == ending


def test_escape_and_a_letter_in_one_piece_leave_a_text(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type("alt+q")

    assert hold(story) == "stopped"


def test_pasted_text_answers_nothing(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE)
        place = held.place
        held.app.post_message(Paste("1\n2\nq\n"))
        await held.settled()
        assert (held.place, held.answers()) == (place, {})
        assert "Pasted" in held.told
        await held.type("t")
        held.app.post_message(Paste("long \x1b[31mtext\x07\n" * 800))
        await held.type("enter")
        assert len(held.answers()[place]["note"]) == 800 * 10 - 1
        assert len(held.shown) < 1500

    hold(story)


def test_a_full_disk_keeps_the_question(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE)
        place, append = held.place, held.interview.journal.append

        def full(event: Any, *, sync: bool = True) -> None:
            raise MachineError("error.disk_full", path="x", why="No space left on device")

        held.interview.journal.append = full  # type: ignore[method-assign]
        await held.type("3")
        assert held.place == place
        assert "No space left" in held.told
        await held.type("t", "Kept", "enter")
        assert held.app.hands.dialog is not None, "the note stays to be seen"
        held.interview.journal.append = append  # type: ignore[method-assign]
        await held.type("enter", "3")
        assert held.answers()[place] == {"answer": 3, "note": "Kept"}

    hold(story)


def test_large_text_shows_the_question_alone(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE, "l")
        board = held.app.board
        assert not any(each.display for each in (board.head, board.side, board.foot))
        await held.type("3", "l")
        assert board.head.display
        assert board.foot.display
        assert len(held.answers()) == 1

    hold(story, size=(120, 40))


def test_it_survives_a_window_of_20_by_5(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE)
        seen = held.shown
        await held.pilot.resize_terminal(20, 5)
        for _ in range(40):
            await held.type("down")
        assert held.app.board.page.target == "4", "the last level can be reached"
        await held.type("t", "Small", "enter", "enter")
        assert next(iter(held.answers().values())) == {"answer": 4, "note": "Small"}
        await held.pilot.resize_terminal(1, 1)
        await held.pilot.resize_terminal(120, 40)
        await held.type("b")
        assert "Small" in held.shown
        assert seen.splitlines()[0] in held.shown
        assert held.app.board.side.display

    hold(story, name="Ö" * 300)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_every_shipped_question_fits_the_window(hold: Hold, size: tuple[int, int]) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE)
        for each in range(1, 48):
            held.app.hands.desk.do(Jump(str(each)))
            assert not held.app.board.page.overflows, held.place

    hold(story, size=size)


def test_mouse_clicks_answer_jump_and_press(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE)
        first, board = held.place, held.app.board
        await held.pilot.click("#page", offset=(20, line_of(board.page, "2") + 1))
        assert held.answers()[first] == 2
        assert held.place != first
        await held.pilot.click("#side", offset=(10, line_of(board.side, "citizens") + 1))
        assert held.place == "citizens.public-openness"
        await held.pilot.click("#foot", offset=(16, 0))
        await held.settled()
        assert held.number == 14

    hold(story, size=(120, 40))


def test_text_from_files_is_no_markup(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type("j", "agreed", "enter")
        assert "Is it [bold]agreed[/bold]?" in held.shown
        held.app.export_screenshot()

    hold(story, tiny=True, name="[red]X[/red]", size=(120, 40))


def test_the_standing_follows_after_the_first_paint(hold: Hold) -> None:
    async def story(held: Held) -> None:
        for _ in range(100):
            await held.pilot.pause(0.05)
            if "Step 0 to 4 of 4" in str(held.app.board.head.render()):
                return
        pytest.fail("the position is never shown")

    hold(story, score=True)


def test_without_a_rubric_no_position_is_shown(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.pilot.pause(0.4)
        assert "Step" not in str(held.app.board.head.render())

    hold(story, tiny=True, score=True)


def test_why_help_and_colours(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE, "w")
        assert held.app.board.why.display
        await held.type("3", "?")
        assert held.app.hands.dialog is not None
        await held.type("escape", "ggg")
        assert len(held.answers()) == 1
        assert held.app.theme == first_theme(None, None)

    hold(story)


def test_without_colours_signs_and_words_remain(hold: Hold) -> None:
    async def story(held: Held) -> None:
        await held.type(*PROFILE, "2", "b", "g")
        assert "switched off" in held.told
        assert "✓ your answer" in held.shown
        page = held.app.board.page
        segments = [each for y in range(page.size.height) for each in page.render_line(y)]
        assert any(each.style and each.style.reverse for each in segments)

    hold(story, no_color=True)


def test_every_key_is_explained_and_every_hint_has_words() -> None:
    for name in EXPLAINED:
        assert knows(f"screen.help.{name}")
    assert set(LETTERS) - set("h") <= set(EXPLAINED)
    for way in (None, "one", "several", "number", "text"):
        for typing in (False, True):
            for can_mark in (False, True):
                for hint in hints(way, ("0", "1"), typing=typing, can_mark=can_mark):
                    assert knows(f"screen.key.{hint.word}")


def test_digits_wait_only_where_another_could_follow() -> None:
    keys = tuple(str(n) for n in range(1, 13))
    assert (typed(keys, "", "2").place, typed(keys, "", "2").waits) == (1, False)
    assert typed(keys, "", "1").waits
    assert typed(keys, "1", "2").place == 11
    assert typed(keys, "1", "3").place is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", 12.5),
        ("1 000", 1000),
        ("3,000", 3000),
        ("1,000.5", 1000.5),
        ("-3", -3),
        ("x", None),
        ("", None),
    ],
)
def test_numbers_as_typed(text: str, value: float | None) -> None:
    assert number_in(text) == value


def test_bars_are_full_only_at_the_end() -> None:
    assert [bar(n, 100, 4).count("━") for n in (0, 1, 50, 99, 100)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("width", [1, 2, 7, 20, 80])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    from textual.content import Content

    text = "Epäjärjestelmällisyys العربية 数据共享 " * 3
    lines = laid_out([Block(Content(text), lead=" 1  ", tail="✓ your answer ")], width)
    shown = "".join(line.text.plain for line in lines).replace(" ", "")
    assert text.replace(" ", "") in shown
    assert all(line.text.cell_length <= max(2, width - 4) for line in lines)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", COLOURS)
def test_every_pair_of_colours_has_contrast(name: str) -> None:
    colours = COLOURS[name]
    least = 7 if name == "contrast" else 4.5
    for ink, grounds in {
        "ink": ("ground", "band", "card", "card-at"),
        "dim": ("ground", "card"),
        "accent-ink": ("ground", "band", "card"),
        "yes-ink": ("yes",),
        "yes-key": ("yes",),
        "warn": ("ground",),
        "ground": ("accent-ink", "ink"),
    }.items():
        for ground in grounds:
            lighter, darker = sorted((luminance(colours[ink]), luminance(colours[ground])))[::-1]
            assert (lighter + 0.05) / (darker + 0.05) >= least, (ink, ground)
