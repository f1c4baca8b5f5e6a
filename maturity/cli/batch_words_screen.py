"""How are cells shown that mean nothing, with a piece of a mapping to copy?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.usecases.batch_words import LONGEST_WORD
from maturity.view.plain import visible, width, wrapped

if TYPE_CHECKING:
    from maturity.usecases.batch_dry import DryRun
    from maturity.usecases.batch_words import Word

_MOST_WORDS = 30
_LONGEST = 32
_PLAIN = re.compile(r"[^\W\d_]\w*(?:[ '\u2019-]\w+)*")
_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def words_and_mapping(found: DryRun, columns: int, language: str) -> Iterator[str]:
    """A line for each word, the most frequent first; then what to write into a mapping."""
    words, cells = found.words.by_frequency(), found.words.cells
    shown = words[:_MOST_WORDS]
    yield say("batch.dry.words", language, n=cells, count=f"{cells:,}")
    yield ""
    wide = max(width(visible(word.text, _LONGEST)) for word in shown)
    for word in shown:
        yield from _line(word, wide, columns, language)
    if more := len(words) - len(shown):
        key = "batch.dry.words.most" if found.words.more else "batch.dry.words.more"
        yield f"  {say(key, language, n=more, count=f'{more:,}')}"
    told = [word for word in shown if word.meant is None and len(word.text) <= LONGEST_WORD]
    if told:
        yield ""
        yield from wrapped(say("batch.dry.mapping", language), columns)
        yield ""
        yield from _mapping(told, language, whole=not found.is_mapped)


def _line(word: Word, wide: int, columns: int, language: str) -> Iterator[str]:
    """How often a word stands there, and what may be meant."""
    place = ":".join(map(str, (visible(word.first.file, 60), word.first.line, word.first.column)))
    among = say("batch.dry.word.columns", language, n=word.columns, count=f"{word.columns:,}")
    parts = [say("batch.dry.word", language, n=word.cells, count=f"{word.cells:,}", place=place, columns=among)]  # fmt: skip
    if word.meant is not None:
        parts.append(say("batch.dry.word.mapped", language, meant=visible(word.meant, _LONGEST)))
    elif word.near:
        parts.append(say("problem.near", language, near=visible(word.near, _LONGEST)))
    text = visible(word.text, _LONGEST)
    head = f"  {text}{' ' * (wide - width(text))}  "
    for line in wrapped("; ".join(parts), columns - width(head)):
        yield head + line
        head = " " * width(head)


def _mapping(words: Sequence[Word], language: str, *, whole: bool) -> Iterator[str]:
    """A piece of a mapping with a place to fill in for each word; a whole one where there is none."""
    if whole:
        yield 'mapping: "1"'
    under = dict.fromkeys(word.under for word in words)
    if "" in under:
        yield "values:"
        yield from _keys([word for word in words if not word.under], "  ", language)
    columns = [name for name in under if name]
    if columns:
        yield "questions:"
    for name in columns:
        yield f"  {_key(name)}:"
        yield from _keys([word for word in words if word.under == name], "    ", language)


def _keys(words: Sequence[Word], indent: str, language: str) -> Iterator[str]:
    keys = [f"{_key(word.text)}:" for word in words]
    wide = min(_LONGEST, max(map(width, keys)))
    for word, key in zip(words, keys, strict=True):
        cells = say("batch.dry.word.cells", language, n=word.cells, count=f"{word.cells:,}")
        yield f"{indent}{key}{' ' * max(0, wide - width(key))}     # {cells}"


def _key(text: str) -> str:
    """A text as a key of YAML that is read as this text, with nothing in it that acts on a terminal."""
    if _PLAIN.fullmatch(text.replace(".", "-")) and text.casefold() not in _OF_YAML:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if visible(c) == c else f"\\u{ord(c):04x}" for c in quoted)
