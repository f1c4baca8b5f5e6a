"""How is it said that something is not comparable, and why?"""

from __future__ import annotations

from maturity.messages import say
from maturity.messages.numbers import listing
from maturity.model.comparison import Remark

_MOST = 5
_FEWER = {"refused-last": 3, "refused-now": 3}


def remark_words(remark: Remark, language: str) -> str:
    """One remark as one or two sentences."""
    return say(
        f"compare.remark.{remark.code}",
        language,
        n=len(remark.ids) if remark.count is None else remark.count,
        ids=some(remark.ids, language, _FEWER.get(remark.code, _MOST)),
        file=remark.file,
        last=remark.last,
        now=remark.now,
    )


def some(ids: tuple[str, ...], language: str, most: int = _MOST) -> str:
    """The first few ids in a row, and how many more there are."""
    shown = list(ids[:most])
    if len(ids) > most:
        shown.append(say("compare.others", language, n=len(ids) - most))
    return listing(shown, say("report.and", language))
