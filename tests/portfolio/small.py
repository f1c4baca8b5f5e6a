"""Six organisations, three questions, two steps: small enough to be worked out by hand."""

import numpy as np

from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Rubric
from maturity.portfolio.bodies import Bodies
from maturity.scoring.encode import ANSWERED, UNKNOWN, Rows
from portfolio.made import bodies_of

LEVELS = [{"value": value, "name": f"L{value}", "text": f"Level {value}"} for value in range(5)]
QUESTIONNAIRE = Questionnaire.model_validate(
    {
        "questionnaire": "small",
        "version": "1.0.0",
        "languages": ["en"],
        "title": "A small one",
        "sections": [
            {
                "id": "top",
                "kind": "area",
                "title": "The top",
                "sections": [
                    {
                        "id": "a",
                        "kind": "barrier",
                        "title": "Barrier A",
                        "questions": [
                            {
                                "id": name,
                                "ask": "?",
                                "title": title,
                                "type": "level",
                                "levels": LEVELS,
                            }
                            for name, title in (("a.one", "First of A"), ("a.two", "Second of A"))
                        ],
                    },
                    {
                        "id": "b",
                        "kind": "barrier",
                        "title": "Barrier B",
                        "questions": [
                            {
                                "id": "b.one",
                                "ask": "?",
                                "title": "Only of B",
                                "type": "level",
                                "levels": LEVELS,
                            }
                        ],
                    },
                ],
            }
        ],
    }
)
RUBRIC = Rubric.model_validate(
    {
        "rubric": "small-path",
        "version": "1.0.0",
        "title": "A small path",
        "questionnaire": {"id": "small", "versions": ">=1"},
        "scoring": {"minimum_answered": "60%"},
        "measures": [
            {
                "id": "whole",
                "title": "The whole",
                "of": [{"question": "a.one"}, {"question": "a.two"}, {"question": "b.one"}],
            }
        ],
        "path": {
            "title": "The path",
            "steps": [
                {"id": "begin", "title": "Begin", "measure": "whole", "reached_at": "50%"},
                {
                    "id": "go-on",
                    "title": "Go on",
                    "measure": "whole",
                    "reached_at": "75%",
                    "gates": [{"question": "b.one", "at_least": 3, "because": "It is so."}],
                },
            ],
        },
        "bands": [{"id": "low", "from": "0%", "title": "Low"}, {"id": "high", "from": "50%", "title": "High"}],
    }
)  # fmt: skip
NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir")
NO = np.nan
ANSWERS = [
    [4, 4, 2, 1, 4, NO],  # a.one
    [4, 3, 2, 1, 4, NO],  # a.two
    [4, 1, 3, 0, NO, NO],  # b.one
]


def worked() -> Bodies:
    values = np.array(ANSWERS, dtype=float)
    states = np.where(np.isnan(values), UNKNOWN, ANSWERED).astype(np.uint8)
    ids = [name.lower() for name in NAMES]
    return bodies_of(QUESTIONNAIRE, RUBRIC, Rows(values, states), ids, NAMES)
