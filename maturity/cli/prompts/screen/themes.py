"""Which colours does the full screen have: light, dark, high contrast?

Every pair of colours that meets has a contrast of 4.5 or more (7 at high contrast); a test holds it.
"""

from __future__ import annotations

from textual.theme import Theme

_DARK = {
    "ground": "#11151b",
    "ink": "#e7eaef",
    "dim": "#a9b3c0",
    "accent-ink": "#82c7ff",
    "band": "#1a2029",
    "card": "#1a2029",
    "card-at": "#2b3747",
    "yes": "#153c2e",
    "yes-ink": "#dcf8ea",
    "yes-key": "#7fe3b3",
    "warn": "#ffcf7a",
    "rail": "#3b4654",
    "thumb": "#66768a",
}
_LIGHT = {
    "ground": "#fcfbf8",
    "ink": "#1b1e23",
    "dim": "#555b65",
    "accent-ink": "#0a4d8c",
    "band": "#efece4",
    "card": "#f3f1eb",
    "card-at": "#d9e6f5",
    "yes": "#d3ecdc",
    "yes-ink": "#0f2e1c",
    "yes-key": "#0d5530",
    "warn": "#7d4400",
    "rail": "#cbc7bc",
    "thumb": "#8b8779",
}
_CONTRAST = {
    "ground": "#000000",
    "ink": "#ffffff",
    "dim": "#ffffff",
    "accent-ink": "#ffff00",
    "band": "#000000",
    "card": "#000000",
    "card-at": "#00328c",
    "yes": "#ffff00",
    "yes-ink": "#000000",
    "yes-key": "#000000",
    "warn": "#ffff00",
    "rail": "#8a8a8a",
    "thumb": "#ffffff",
}

COLOURS = {"dark": _DARK, "light": _LIGHT, "contrast": _CONTRAST}
NAMES = ("light", "dark", "contrast")
"""In the order in which a key cycles through them."""


def themes() -> tuple[Theme, ...]:
    """The three as Textual knows themes."""
    return tuple(_theme(name, COLOURS[name]) for name in NAMES)


def first_theme(chosen: str | None, colours: str | None) -> str:
    """The theme to begin with.

    Args:
        chosen: The one that was last chosen.
        colours: The environment's COLORFGBG, by which some terminals tell their background.
    """
    if chosen in NAMES:
        return str(chosen)
    ground = (colours or "").rpartition(";")[2]
    return "light" if ground in {"7", "15"} else "dark"


def _theme(name: str, colours: dict[str, str]) -> Theme:
    return Theme(
        name=name,
        primary=colours["accent-ink"],
        accent=colours["accent-ink"],
        warning=colours["warn"],
        foreground=colours["ink"],
        background=colours["ground"],
        surface=colours["card"],
        panel=colours["band"],
        dark=name != "light",
        text_alpha=1,
        variables={
            **colours,
            "border": colours["accent-ink"],
            "border-blurred": colours["rail"],
            "input-cursor-background": colours["ink"],
            "input-cursor-foreground": colours["ground"],
            "scrollbar": colours["thumb"],
            "scrollbar-hover": colours["thumb"],
            "scrollbar-active": colours["accent-ink"],
            "scrollbar-background": colours["band"],
            "scrollbar-background-hover": colours["band"],
            "scrollbar-background-active": colours["band"],
        },
    )
