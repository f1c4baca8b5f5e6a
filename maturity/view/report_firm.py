"""How firm is the result, and where does each part stand among the others?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.view import report_scores as told
from maturity.view.report_bars import head
from maturity.view.robustness import robustness_words
from maturity.view.score_bars import profile_kind

if TYPE_CHECKING:
    from maturity.scoring.assess import Scored


def firm(scored: Scored, language: str) -> told.Firm | None:
    """What is said of robustness; None where nothing was tried out.

    Places are told for the kind of section that the profile is about.
    """
    words, found = robustness_words(scored, language), scored.assessment.robustness
    if words is None or found is None:
        return None
    kind = profile_kind(scored)
    ranks = [rank for rank in words.ranks if rank.kind == kind]
    return told.Firm(
        lead=words.lead,
        meaning=words.meaning,
        matters=words.matters,
        ranking=words.ranking,
        head=head(kind, language),
        ranks=tuple(
            told.RankRow(
                title=rank.title,
                text=rank.text,
                rank=found.ranks[rank.id].rank,
                low=found.ranks[rank.id].low,
                high=found.ranks[rank.id].high,
                of=found.ranks[rank.id].of,
            )
            for rank in ranks
        ),
    )
