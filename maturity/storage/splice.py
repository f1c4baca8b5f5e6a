"""How is one value put into a YAML text that people edit by hand, leaving the rest as it is?

Only the lines of the value change: comments, order, quotes and blank lines stay, and so does what a
version control system shows of a change. The result is read again and must hold exactly the wanted
values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from maturity.storage import yaml_reader
from maturity.storage.spots import Fault
from maturity.storage.yaml_writer import entry, written

_COMPOSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Route = tuple[str, ...]
Puts = Mapping[Route, Any]


class CannotSpliceError(Exception):
    """The text cannot be changed in place without harm to something else."""


def put_all(text: str, puts: Puts, order: Sequence[str] = ()) -> str:
    """The text with other values at some places.

    Args:
        text: A valid YAML text whose root is a map.
        puts: The new values by their keys from the root, such as `("answers", "silos.joint-decisions")`;
            None leaves the last key with nothing behind it.
        order: The ids in the order in which new keys of one map shall stand.

    Raises:
        CannotSpliceError: When the result would not hold exactly these values.
    """
    for route, value in puts.items():
        before = _read(text)
        text = _checked(_put(text, before, route, value, order), _with(before, route, value))
    return text


def comment_out(text: str, routes: Iterable[tuple[str | int, ...]]) -> str:
    """The text with some entries of maps and lists turned into comments.

    Raises:
        CannotSpliceError: When an entry does not stand on lines of its own, or is not there.
    """
    # The last one of a list first, so that the others keep their places.
    for route in sorted(routes, reverse=True):
        found = _find(text, route)
        if found is None or found.in_flow:
            raise CannotSpliceError
        wanted = _without(_read(text), route)
        start, end = _line_start(text, found.start), _line_end(text, found.end)
        indent = found.column
        lines = [
            f"{line[:indent]}# {line[indent:]}" if line.strip() else line
            for line in text[start:end].split("\n")
        ]
        text = _checked(text[:start] + "\n".join(lines) + text[end:], wanted)
    return text


def remark(text: str, lines: Iterable[str]) -> str:
    """The text with comments at its end, as far as it does not have them yet.

    Raises:
        CannotSpliceError: When it may be JSON, or its last value would take them for its own.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        raise CannotSpliceError
    end = _end_of_line(text)
    there = text.splitlines()
    remarks = "".join(f"# {line}{end}" for line in lines if f"# {line}" not in there)
    return _checked(text.rstrip() + end * 2 + remarks, _read(text)) if remarks else text


def _without(value: Any, route: Sequence[str | int]) -> Any:
    """The value without an entry; there is nothing where the last one of a map or list was."""
    key, *inner = route
    if isinstance(value, list):
        return [item for place, item in enumerate(value) if place != key] or None
    if inner:
        return {**value, key: _without(value[key], inner)}
    return {name: item for name, item in value.items() if name != key} or None


def _read(text: str) -> Any:
    try:
        return yaml_reader.load(text)[0]
    except Fault:
        raise CannotSpliceError from None


def _checked(text: str, wanted: Any) -> str:
    if _read(text) != wanted:
        raise CannotSpliceError
    return text


def _with(value: Any, route: Route, new: Any) -> Any:
    inner = value if isinstance(value, dict) else {}
    if not route:
        return new
    return {**inner, route[0]: _with(inner.get(route[0]), route[1:], new)}


@dataclass(frozen=True)
class _Entry:
    """A key, or the dash of a list, with its value in a text: places are indices of characters.

    Attributes:
        colon: Where the value may begin: behind the colon or the dash.
        end: Where the value ends, without comments and blank lines that follow it.
        in_flow: Whether it stands inside braces.
    """

    start: int
    column: int
    colon: int
    value: Node
    value_start: int
    end: int
    in_flow: bool


def _find(text: str, route: Sequence[str | int]) -> _Entry | None:
    node: Any = yaml.compose(text, Loader=_COMPOSER)
    found: _Entry | None = None
    for key in route:
        in_flow = bool(getattr(node, "flow_style", False) or (found and found.in_flow))
        if isinstance(node, MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == key), None)
            if pair is None:
                return None
            found, node = _placed(text, pair, in_flow=in_flow), pair[1]
        elif isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            found = _listed(text, node, in_flow=in_flow)
        else:
            return None
    return found


def _placed(text: str, pair: tuple[Node, Node], *, in_flow: bool) -> _Entry:
    name, value = pair
    colon = text.index(":", name.end_mark.index) + 1
    start = max(colon, value.start_mark.index)
    stop = max(start, _end(value))
    end = max(start, len(text[:stop].rstrip()))
    return _Entry(name.start_mark.index, name.start_mark.column, colon, value, start, end, in_flow)


def _listed(text: str, value: Node, *, in_flow: bool) -> _Entry:
    start = value.start_mark.index
    dash = max(0, text.rfind("-", 0, start))
    column = dash - _line_start(text, dash)
    end = len(text[: _end(value)].rstrip())
    return _Entry(dash, column, dash + 1, value, start, end, in_flow)


def _end(node: Node) -> int:
    if _is_leaf(node):
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(node, MappingNode) else last)


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    """Where the line of a place ends, before its line feed."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def _put(text: str, before: Any, route: Route, value: Any, order: Sequence[str]) -> str:
    found = _find(text, route)
    if found is None:
        return _added(text, before, route, value, order)
    old = _at(before, route)
    if isinstance(old, dict) and isinstance(value, dict) and not _is_leaf(found.value):
        return _merged(text, old, route, value)
    if found.in_flow and "\n" in written(value, 0):
        return _put_parent(text, before, route, value, order)
    return _replaced(text, found, value)


def _put_parent(text: str, before: Any, route: Route, value: Any, order: Sequence[str]) -> str:
    """The map around a value written anew, because it stands in braces."""
    parent = route[:-1]
    if not parent:
        raise CannotSpliceError
    return _put(text, before, parent, _at(_with(before, route, value), parent), order)


def _at(value: Any, route: Route) -> Any:
    for key in route:
        value = value[key]
    return value


def _is_leaf(node: Node) -> bool:
    """Whether a node is replaced as a whole: a scalar, something in braces, or nothing."""
    return not isinstance(node, CollectionNode) or bool(node.flow_style) or not node.value


def _merged(text: str, old: dict[str, Any], route: Route, new: dict[str, Any]) -> str:
    """A map in a map changed key by key, so that comments inside it stay."""
    for key, value in new.items():
        if key not in old or old[key] != value:
            text = _put(text, _read(text), (*route, key), value, tuple(new))
    for key in old:
        if key not in new:
            gone = _find(text, (*route, key))
            if gone is None:
                raise CannotSpliceError
            stop = min(len(text), _line_end(text, gone.end) + 1)
            text = text[: _line_start(text, gone.start)] + text[stop:]
    return text


def _replaced(text: str, found: _Entry, value: Any) -> str:
    end = _end_of_line(text)
    new = " null" if value is None and found.in_flow else written(value, found.column, end)
    behind_colon = text[found.colon : found.value_start].split("\n", maxsplit=1)[0].rstrip()
    comment = behind_colon if "#" in behind_colon else ""
    if "\n" not in new:
        return text[: found.colon] + new + comment + text[found.end :]
    # What follows the old value on its line is a comment, which belongs to the key now.
    stop = _line_end(text, found.end)
    comment = comment or text[found.end : stop].rstrip()
    first, rest = new.split("\n", 1)
    return text[: found.colon] + first.rstrip() + comment + end + rest + _rest(text, stop)


def _added(text: str, before: Any, route: Route, value: Any, order: Sequence[str]) -> str:
    parent, key, end = route[:-1], route[-1], _end_of_line(text)
    awaited = _in_place_of_comment(text, route, value)
    if awaited is not None:
        try:
            return _checked(awaited, _with(before, route, value))
        except CannotSpliceError:
            pass
    if not parent:
        return text.rstrip() + end * 2 + entry(key, value, 0, end) + end
    held = _find(text, parent)
    if held is None:
        return _added(text, before, parent, {key: value}, order)
    if not _is_leaf(held.value):
        return _inserted(text, held.value.value, (key, value), order)
    whole = _at(_with(before, route, value), parent)
    if held.in_flow:
        return _put_parent(text, before, parent, whole, order)
    return _replaced(text, held, whole)


def _in_place_of_comment(text: str, route: Route, value: Any) -> str | None:
    """The text with a line such as `# country:`, which waits for this very value, filled in."""
    key = route[-1]
    marked = re.search(rf"^( *)# {re.escape(key)}:[ \r]*$", text, re.MULTILINE)
    if marked is None:
        return None
    new = entry(key, value, len(marked.group(1)), _end_of_line(text))
    return text[: marked.start()] + new + _rest(text, marked.end())


def _inserted(
    text: str, siblings: Sequence[tuple[Node, Node]], new: tuple[str, Any], order: Sequence[str]
) -> str:
    """A new entry after the last one that stands before it in the order."""
    key, value = new
    rank = {name: place for place, name in enumerate(order)}
    here = rank.get(key, len(rank))
    earlier = [pair for pair in siblings if rank.get(pair[0].value, -1) < here]
    near = _placed(text, earlier[-1] if earlier else siblings[0], in_flow=False)
    start, end = _line_start(text, near.start), _end_of_line(text)
    gap = end * (1 + text[:start].endswith(("\n\n", "\n\r\n")))
    lines = entry(key, value, near.column, end)
    if not earlier:
        return text[:start] + lines + gap + text[start:]
    stop = _line_end(text, near.end)
    return text[:stop].rstrip("\r") + gap + lines + _rest(text, stop)


def _rest(text: str, stop: int) -> str:
    """The text from the end of a line on, that end included."""
    return (
        _end_of_line(text).removesuffix("\n") + text[stop:] if text[stop:] else _end_of_line(text)
    )


def _end_of_line(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
