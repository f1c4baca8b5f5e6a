"""What does a worker need to know, wherever it runs?"""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Rubric
from maturity.scoring.assess import Digests
from maturity.scoring.compiling import compile_plan
from maturity.scoring.plan import ScoringPlan


@dataclass(frozen=True)
class Method:
    """How responses are scored.

    Attributes:
        questionnaire_sha256: Of its file's bytes.
        rubric_sha256: Of its file's bytes.
        measures: The measures that results say; all when empty.
        today: The date of responses that say none.
    """

    questionnaire: Questionnaire
    rubric: Rubric
    questionnaire_sha256: str
    rubric_sha256: str
    today: date
    measures: tuple[str, ...] = ()

    @cached_property
    def plan(self) -> ScoringPlan:
        """Compiled."""
        return compile_plan(self.questionnaire, self.rubric)

    def digests(self, response: str) -> Digests:
        """Of the three files that one result rests on."""
        return Digests(self.questionnaire_sha256, self.rubric_sha256, response)


@dataclass(frozen=True)
class Parcel:
    """A method on its way to a worker, which opens it once."""

    sha256: str
    data: bytes

    @property
    def method(self) -> Method:
        """What is in it."""
        return _opened(self)

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parcel) and other.sha256 == self.sha256


def packed(method: Method) -> Parcel:
    """A method as it is sent."""
    sent = {name: value for name, value in vars(method).items() if name != "plan"}
    data = pickle.dumps(Method(**sent))
    return Parcel(hashlib.sha256(data).hexdigest(), data)


@lru_cache(maxsize=4)
def _opened(parcel: Parcel) -> Method:
    found = pickle.loads(parcel.data)  # noqa: S301 - our own, on its way between our own processes
    assert isinstance(found, Method)  # noqa: S101
    return found
