"""How is it shown how a batch would understand its inputs?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from maturity.cli.batch_words_screen import words_and_mapping
from maturity.cli.console import Console
from maturity.cli.problems import print_some
from maturity.diagnostics import Diagnostic, in_reading_order
from maturity.messages import say
from maturity.usecases.batch_words import is_of_word
from maturity.view.plain import visible, width, wrapped

if TYPE_CHECKING:
    from maturity.model.response import Answer, Response
    from maturity.tables.columns import Column
    from maturity.usecases.batch_dry import DryRun

_MOST_COLUMNS = 200
_MOST_ANSWERS = 24
_LONGEST = 54
_LONGEST_ANSWER = 48
_UNUSED = frozenset({"MT101", "MT117"})
_NOT_READ = ("unused", "of_survey")
_MOST_OF_A_CODE = 3
_OF_COLUMNS = frozenset({"MT101", "MT103", "MT105", "MT114", "MT115", "MT121"})
_MOST_OF_COLUMNS = 20


def show_dry_run(console: Console, found: DryRun) -> None:
    """The columns, the first responses, and what would be rejected."""
    language = console.language
    for name, columns in found.tables.items():
        console.show(Text(visible(name, 200), style="bold"), *_columns(columns, language))
        if name in found.named:
            console.write(say("batch.names", language, file=visible(name, 200), heading=found.named[name]) + "\n")  # fmt: skip
        console.write("\n")
    if found.first:
        console.write(say("batch.dry.first", language) + ":\n\n")
        for response in found.first:
            console.write(_response(response, console.out.width, language) + "\n")
    _problems(console, found)
    if found.words.cells:
        for line in words_and_mapping(found, console.out.width, language):
            console.write(f"{line}\n")
        console.write("\n")
    lines = [say("batch.dry.scored", language, n=found.scored, count=f"{found.scored:,}")]
    if found.rejected:
        lines.append(say("batch.dry.rejected", language, n=found.rejected, count=f"{found.rejected:,}"))  # fmt: skip
    console.write("\n".join(lines) + "\n")


def _problems(console: Console, found: DryRun) -> None:
    """The first problems of each code, how many more there are, and how many in all.

    Cells that mean nothing are told by what stands in them.
    """
    language = console.language
    warnings = in_reading_order([w for w in found.warnings if not _is_shown(w, found)])
    counts = found.errors + Counter(item.code for item in warnings)
    if not counts:
        return
    left = counts.copy()
    left["MT106"] -= found.words.cells
    shown: Counter[tuple[str, Any]] = Counter()
    blocks: list[Diagnostic] = []
    others = (item for item in found.problems if not is_of_word(item))
    for item in in_reading_order([*warnings, *others]):
        kind = (item.code, item.values.get("variant"))
        shown[kind] += 1
        if shown[kind] <= (_MOST_OF_COLUMNS if item.code in _OF_COLUMNS else _MOST_OF_A_CODE):
            blocks.append(item)
            left[item.code] -= 1
    print_some(console, blocks)
    lines = [
        say("batch.dry.more_of", language, n=count, count=f"{count:,}", code=code)
        for code, count in sorted(left.items())
        if count > 0
    ]
    lines.append(f"{_total(found, counts, language)}; {say('problem.nothing_written', language)}.")
    for line in lines:
        console.err.print(Text(line), soft_wrap=True)


def _total(found: DryRun, counts: Counter[str], language: str) -> str:
    errors = found.errors.total()
    warnings = counts.total() - errors
    parts = [say("problem.errors", language, n=errors)] if errors else []
    parts += [say("problem.warnings", language, n=warnings)] if warnings else []
    told = say("problem.and", language, errors=parts[0], warnings=parts[-1])
    files = say("problem.files", language, n=len(found.files))
    return say("problem.summary", language, counts=told if len(parts) == 2 else parts[0], files=files)  # fmt: skip


def _is_shown(item: Diagnostic, found: DryRun) -> bool:
    """Whether the list of columns says it already: that one is not used, and nothing is near it."""
    columns = found.tables.get(item.place.file, ())
    return item.code in _UNUSED and 0 < len(columns) <= _MOST_COLUMNS and not item.values.get("near")  # fmt: skip


def _columns(columns: Sequence[Column], language: str) -> Iterator[Any]:
    """A line for each column that is not known by its id alone, and those that are in one list."""
    plain = [column.heading for column in columns if column.how == "exact"]
    others = [column for column in columns if column.how != "exact"]
    # Those that somebody has to look at come first.
    others.sort(key=lambda c: _NOT_READ.index(c.how) if c.how in _NOT_READ else len(_NOT_READ))
    if others:
        table = Table(box=None, pad_edge=False, header_style="")
        table.add_column(say("batch.dry.column", language), overflow="fold")
        # What a column holds is looked up and copied, so it is the last to be broken.
        table.add_column(say("batch.dry.holds", language), no_wrap=True, overflow="fold")
        table.add_column(say("batch.dry.how", language), overflow="fold")
        for column in others[:_MOST_COLUMNS]:
            table.add_row(
                Text(visible(column.heading, _LONGEST)),
                Text(column.target or ""),
                Text(say(f"batch.dry.how.{column.how}", language)),
            )
        if len(others) > _MOST_COLUMNS:
            table.add_row(Text("…"), Text(""), Text(""))
        yield table
    if plain:
        names = ", ".join(visible(heading, _LONGEST) for heading in plain)
        yield Text(say("batch.dry.exact", language, n=len(plain), names=names))


def _response(response: Response, columns: int, language: str) -> str:
    """A response in few lines, as its file would say it."""
    about = response.organisation
    head = [
        f"{about.id} ({about.name})" if about.name else about.id,
        *(about.country, about.government, ", ".join(about.tags), response.date.isoformat()),
    ]
    profile = [f"profile.{name}: {_value(value)}" for name, value in response.profile.items()]
    answers = [f"{name}: {_answer(answer)}" for name, answer in response.answers.items()]
    more = len(answers) - _MOST_ANSWERS
    if more > 0:
        answers[_MOST_ANSWERS:] = [say("batch.dry.more", language, n=more)]
    lines = [
        *_filled([visible(part, 80) for part in head if part], 2, columns),
        *_filled(profile, 4, columns),
        *_filled(answers, 4, columns),
    ]
    return "\n".join(lines) + "\n"


def _answer(answer: Answer) -> str:
    reason = f" ({visible(answer.reason, _LONGEST_ANSWER)})" if answer.reason else ""
    return _value(answer.answer) + reason


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(visible(each, _LONGEST_ANSWER) for each in value)}]"
    return visible(value, _LONGEST_ANSWER)


def _filled(items: Sequence[str], indent: int, columns: int) -> list[str]:
    """Items in lines of so many cells; only one that is longer is broken."""
    lines: list[str] = []
    for place, item in enumerate(items):
        text = item if place == len(items) - 1 else f"{item},"
        if lines and width(f"{lines[-1]} {text}") <= columns:
            lines[-1] += f" {text}"
        else:
            lines += (" " * indent + piece for piece in wrapped(text, columns - indent))
    return lines
