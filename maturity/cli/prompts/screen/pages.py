"""What stands on each page: a question, the review, the reasons, the help?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from maturity.cli.prompts.screen.blocks import Block, Page
from maturity.cli.prompts.screen.choosing import shown_keys
from maturity.cli.prompts.screen.keys import EXPLAINED
from maturity.interview.items import is_open
from maturity.interview.session import State
from maturity.messages import say
from maturity.model.text import pick
from maturity.view.interview import ItemView
from maturity.view.interview_overview import PartView, parts, review_groups
from maturity.view.plain import visible

_LONGEST_REMARK = 300
_LONG_NAME = 50
"""A longer name may be cut in the head, so that the review says it in full."""

_SHARES = "○◔◑◕✓"


def question_pages(
    view: ItemView, picked: Sequence[object] | None, language: str, *, large: bool
) -> tuple[Page, ...]:
    """A question, from roomy to dense.

    Args:
        view: The question.
        picked: What is ticked but not confirmed yet; None where nothing is.
        language: The reader's language.
        large: Only the question and its answers, far apart.
    """
    page = _Question(view, picked, language)
    if large:
        return tuple(
            page.blocks(apart=apart, stacked=stacked, bare=True)
            for apart, stacked in ((2, True), (1, True), (1, False), (0, False))
        )
    return tuple(
        page.blocks(apart=apart, stacked=stacked)
        for apart, stacked in ((1, True), (1, False), (0, False))
    )


class _Question:
    def __init__(self, view: ItemView, picked: Sequence[object] | None, language: str) -> None:
        self.view, self.picked, self.language = view, picked, language

    def blocks(self, *, apart: int, stacked: bool, bare: bool = False) -> Page:
        return tuple(self._blocks(apart, stacked=stacked, bare=bare))

    def _blocks(self, apart: int, *, stacked: bool, bare: bool) -> Iterator[Block]:
        view = self.view
        if view.title and not bare:
            yield Block(Content(view.title), "kicker")
        yield Block(Content(view.ask), "ask")
        if view.help:
            yield Block(Content(view.help), "dim")
        keys = shown_keys(view.options)
        wide = max(map(len, keys), default=1)
        for place, key in enumerate(keys):
            gap = max(apart, 1) if place == 0 else apart
            yield self._option(place, f" {key:>{wide}}  ", gap, stacked=stacked)
        if view.bounds:
            yield Block(Content(view.bounds), "dim")
        if not bare:
            yield from self._below()

    def _option(self, place: int, lead: str, above: int, *, stacked: bool) -> Block:
        option = self.view.options[place]
        several = self.view.way == "several"
        ticked = option.chosen if self.picked is None else option.value in self.picked
        text = _named(option.name, option.text, stacked=stacked)
        if several:
            lead += "[x] " if ticked else "[ ] "
        tail = f"✓ {say('screen.your_answer', self.language)} " if option.chosen else ""
        kind = "chosen" if (ticked if several else option.chosen) else "option"
        return Block(text, kind, lead, tail, above, target=str(place))

    def _below(self) -> Iterator[Block]:
        view = self.view
        lines: list[Block] = []
        if self.picked is not None:
            lines.append(Block(Content(say("screen.not_confirmed", self.language)), "dim"))
        if view.state and not any(option.chosen for option in view.options):
            lines.append(Block(Content(view.state), "state", lead=" ✓ "))
        lines += [
            Block(Content(visible(remark, _LONGEST_REMARK)), lead=" • ") for remark in view.remarks
        ]
        for place, block in enumerate(lines):
            yield Block(block.text, block.kind, block.lead, above=int(place == 0))


def _named(name: str, text: str, *, stacked: bool) -> Content:
    if not name:
        return Content(text)
    return Content.assemble((name, "bold"), "\n" if stacked else "  ", text)


def why_page(view: ItemView, language: str, *, is_dense: bool) -> Page:
    """Why a question matters, and what would prove an answer.

    Args:
        view: The question.
        language: The reader's language.
        is_dense: Whether what would prove it stands in one paragraph.
    """
    blocks = [Block(Content(text)) for text in view.why]
    if blocks:
        blocks.insert(0, Block(Content(say("interview.why", language)), "heading"))
    if view.proof:
        blocks.append(
            Block(Content(say("interview.proof", language)), "heading", above=int(bool(blocks)))
        )
        proofs = [" • ".join(view.proof)] if is_dense else view.proof
        blocks += [Block(Content(text), lead=" • ") for text in proofs]
    return blocks or (Block(Content(say("interview.no_why", language)), "dim"),)


def review_page(state: State, organisation: str, language: str, overview: Sequence[str]) -> Page:
    """What is open and what deserves another look.

    Args:
        state: The interview.
        organisation: Its name, in full here.
        language: The reader's language.
        overview: How far the interview is, how long the rest takes, where the organisation stands.
    """
    return tuple(_review(state, organisation, language, overview))


def _review(
    state: State, organisation: str, language: str, overview: Sequence[str]
) -> Iterator[Block]:
    if len(organisation) > _LONG_NAME:
        yield Block(Content(organisation), "kicker")
    yield Block(Content(say("interview.review", language)), "ask")
    yield Block(Content("  ·  ".join(words for words in overview if words)), "dim")
    how = "screen.review.open" if state.open else "screen.review.done"
    yield Block(Content(say(how, language)), above=1)
    groups = [(group.title, group.lines) for group in review_groups(state, language)]
    if profile := tuple(_open_profile(state, language)):
        title = say("screen.review.profile", language, n=len(profile))
        groups.insert(0, (title, profile))
    for title, lines in groups:
        yield Block(Content(title), "heading", above=1)
        for target, number, words in lines:
            yield Block(Content(words), "row", f" {number or '':>3}  ", target=target)


def _open_profile(state: State, language: str) -> Iterator[tuple[str, int, str]]:
    first = state.script.questionnaire.languages[0]
    for item in state.open:
        if item.is_profile:
            title = pick(item.about.title or item.about.ask, language, first).text
            row = f": {pick(item.row.text, language, first).text}" if item.row else ""
            yield item.id, 0, visible(f"{title}{row}", 70)


def side_parts(state: State, language: str) -> tuple[PartView, ...]:
    """The profile, then areas and barriers, and how far each is."""
    profile = [item for item in state.route if item.is_profile]
    found = parts(state, language)
    if not profile:
        return found
    settled = sum(not is_open(state.response, item) for item in profile)
    here = state.item is not None and state.item.is_profile
    title = say("interview.profile", language)
    return (PartView(profile[0].id, title, 0, settled, len(profile), here=here), *found)


def side_page(shown: Sequence[PartView]) -> Page:
    """The side panel: one row for each part, the one at hand marked."""
    return tuple(_part(part, place) for place, part in enumerate(shown))


def _part(part: PartView, place: int) -> Block:
    kind = "here" if part.here else "heading" if part.depth == 0 else "row"
    share = part.done * 4 // part.asked
    # A part of few questions needs no bar: one sign says how full it is.
    sign = bar(part.done, part.asked, 4) if part.depth == 0 else _SHARES[max(share, part.done > 0)]
    count = f"{part.done}/{part.asked}"
    tail = f"{sign} {count:>5}"
    lead = ("▸ " if part.here else "  ") + "  " * part.depth
    return Block(Content(part.title), kind, lead, tail, int(part.depth == 0 and place > 0), part.id)


def bar(done: int, asked: int, cells: int) -> str:
    """A bar of so many cells; never quite full before everything is done, never empty after a start."""
    full = cells if done == asked else min(cells - 1, -(-done * cells // asked)) if asked else 0
    return "━" * full + "┄" * (cells - full)


def help_page(language: str, *, score: bool) -> Page:
    """Every key and what it does."""
    blocks = []
    for name in EXPLAINED:
        cap = say(f"screen.cap.{name}", language) if len(name) > 1 else name
        blocks.append(Block(Content(say(f"screen.help.{name}", language)), lead=f" {cap:<10} "))
    more = ("saved", "score") if score else ("saved",)
    remarks = [Content(say(f"screen.help.{name}", language)) for name in more]
    return [*blocks, *(Block(text, "dim", above=1) for text in remarks)]
