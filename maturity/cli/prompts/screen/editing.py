"""How does a key reach an input before the next key is looked at?

Textual hands keys on from queue to queue, so that keys typed ahead could overtake a page that opens
or closes between them. Here every key has had its whole effect when the next one is taken.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.events import Key
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.widgets import TextArea

Editor = "Input | TextArea"

_NOT_HERE = frozenset({"submit", "copy", "paste", "cut"})


async def edit(editor: Input | TextArea, event: Key) -> bool:
    """Let an editor have a key; whether it meant something there."""
    if event.is_printable and event.character is not None:
        insert(editor, event.character)
        return True
    action = _actions(type(editor)).get(event.key)
    if action is None:
        return False
    await editor.app.run_action(action, editor)
    return True


def insert(editor: Input | TextArea, text: str) -> None:
    """Put typed or pasted text in the place of the cursor; an input takes it as one line."""
    if isinstance(editor, Input):
        line = " ".join(text.splitlines())
        editor.replace(line, *sorted(editor.selection))
        return
    start, end = sorted(editor.selection)
    editor.move_cursor(editor.replace(text, start, end).end_location)


@cache
def _actions(kind: type[Input | TextArea]) -> dict[str, str]:
    found: dict[str, str] = {}
    for binding in Binding.make_bindings(kind.BINDINGS):
        if binding.action.partition("(")[0] not in _NOT_HERE:
            found |= dict.fromkeys(binding.key.split(","), binding.action)
    return found
