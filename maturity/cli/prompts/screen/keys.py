"""What does each key do, in which order is it explained, and which are shown at the foot?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from maturity.interview import commands as c

Act = Literal[
    "reason",
    "note",
    "evidence",
    "confidence",
    "jump",
    "why",
    "help",
    "large",
    "theme",
    "stop",
    "choose",
    "toggle",
    "up",
    "down",
    "first",
    "last",
    "away",
]

LETTERS: dict[str, c.Command | Act] = {
    "n": c.Next(),
    "b": c.Back(),
    "s": c.Skip(),
    "j": "jump",
    "u": c.Mark("unknown"),
    "d": c.Mark("declined"),
    "x": "reason",
    "k": c.Clear(),
    "t": "note",
    "e": "evidence",
    "c": "confidence",
    "f": c.FollowUp(),
    "w": "why",
    "r": c.Review(),
    "z": c.Undo(),
    "l": "large",
    "g": "theme",
    "h": "help",
    "?": "help",
    "q": "stop",
}

NAMED: dict[str, c.Command | Act] = {
    "right": c.Next(),
    "pagedown": c.Next(),
    "left": c.Back(),
    "pageup": c.Back(),
    "up": "up",
    "down": "down",
    "shift+tab": "up",
    "tab": "down",
    "home": "first",
    "end": "last",
    "enter": "choose",
    "space": "toggle",
    "escape": "away",
}

NAVIGATION = frozenset({"pagedown", "pageup"})
"""Keys that lead on even while a text is typed."""

EXPLAINED = ("answer", "enter", *"nbsjudxktecfwrzlg?q", "stop_at_once")

_AT_QUESTION = ("answer", "n", "b", "u", "x", "w", "t", "?", "q", "e", "s", "r", "z", "j", "d", "f")
_AT_PROFILE = ("answer", "n", "b", "?", "q", "w", "s", "r", "z", "j", "k")
_AT_REVIEW = ("go", "b", "j", "z", "?", "q")
_TYPING = ("confirm", "pagedown", "pageup", "letters")
_NUMBER = ("confirm", "n", "b", "u", "x", "w", "t", "?", "q", "e", "s", "r", "z")


@dataclass(frozen=True)
class Hint:
    """One key at the foot: what is shown for it, and the key that a click presses."""

    word: str
    cap: str
    key: str


_CAPS = {
    "go": ("Enter", "enter"),
    "confirm": ("Enter", "enter"),
    "pagedown": ("PgDn", "pagedown"),
    "pageup": ("PgUp", "pageup"),
    "letters": ("Esc", "escape"),
}


def _span(keys: tuple[str, ...]) -> str:
    """The keys of the options in short, such as 0–4."""  # noqa: RUF002
    last = f"{keys[-2]}, 0" if keys[-1] == "0" and len(keys) > 1 else keys[-1]
    return f"{keys[0]}–{last}" if len(keys) > 1 else "".join(keys)  # noqa: RUF001


def hints(
    way: str | None, keys: tuple[str, ...], *, typing: bool, can_mark: bool
) -> tuple[Hint, ...]:
    """The keys that matter most at this place, most important first.

    Args:
        way: How the question is answered; None at the review.
        keys: The keys of its options.
        typing: Whether letters go into an input.
        can_mark: Whether unknown, notes and evidence have a place here.
    """
    if way is None:
        names: tuple[str, ...] = _AT_REVIEW
    elif typing:
        names = _TYPING
    elif way in {"number", "text"}:
        names = _NUMBER if can_mark else ("confirm", *_AT_PROFILE[1:])
    else:
        names = _AT_QUESTION if can_mark else _AT_PROFILE
        names = ("answer", "confirm", *names[1:]) if way == "several" else names
    found = []
    for name in names:
        cap, key = _CAPS.get(name, (name, name))
        if name == "answer":
            cap, key = _span(keys), ""
        found.append(Hint(name, cap, key))
    return tuple(found)
