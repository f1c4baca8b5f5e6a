"""Random questionnaires, rubrics and responses, as the plain values that files hold."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from strategies.measures import Maker
from strategies.paths import PathMaker
from strategies.questions import (
    GRADES,
    Draw,
    Plain,
    all_questions,
    answer_to,
    points_of,
    questionnaires,
    scale_of,
    twelfths,
)

STATES = ("unknown", "declined", "unanswered", "not_applicable")
DATES = ("2026-01-31", "2026-03-31", "2024-02-29")
EVIDENCE_DATES = (*DATES, "2026-02-28", "2025-12-31", "2025-04-01", "2025-01-31", "2024-01-30")


@dataclass(frozen=True)
class Case:
    """A questionnaire, a rubric for it and responses to it."""

    questionnaire: Plain
    rubric: Plain
    responses: list[Plain]


@st.composite
def cases(draw: Draw, responses: int = 4, *, steady: bool = False) -> Case:
    """Valid content: `check` finds no error in it.

    Where it is steady, raising an answer lowers nothing, and every measure can come to both ends
    of its scale.
    """
    questionnaire = draw(questionnaires())
    rubric = draw(rubrics(questionnaire, steady=steady))
    return Case(
        questionnaire, rubric, [draw(answered(questionnaire, rubric)) for _ in range(responses)]
    )


@st.composite
def rubrics(draw: Draw, questionnaire: Plain, *, steady: bool = False) -> Plain:
    """Sections scored in other ways, measures of anything, and mostly paths with gates."""
    maker = Maker(draw, questionnaire, steady=steady)
    rubric: Plain = {
        "rubric": "random-rubric",
        "version": "1.0.0",
        "title": "Random",
        "questionnaire": {"id": "random", "versions": ">=1,<2"},
        "scales": maker.own_scales() if draw(st.booleans()) else [],
        "scoring": maker.defaults(),
        "caps": maker.caps(),
        "measures": [*maker.overrides(), *maker.named()],
    }
    rubric |= PathMaker(maker).paths()
    rubric["targets"] = maker.targets()
    if draw(twelfths) < 2:
        rubric["robustness"] = {"draws": 20, "seed": 7, "weights": "30%", "thresholds": "5%"}
    return rubric


# Responses


@st.composite
def answered(draw: Draw, questionnaire: Plain, rubric: Plain) -> Plain:
    """A response with answers in every state, some to questions that are not asked."""
    answers: Plain = {}
    gaps, proofs = draw(st.integers(0, 10)), draw(st.integers(0, 11))
    for question in all_questions(questionnaire):
        form = draw(twelfths)
        if form > 0 and form <= gaps:
            state = STATES[(form + len(answers)) % 4]
            if state == "not_applicable":
                answers[question["id"]] = {"answer": state, "reason": "R"}
            elif state != "unanswered":
                answers[question["id"]] = state
            continue
        value = answer_to(draw, question)
        if rubric.get("caps") and draw(twelfths) < proofs:
            answers[question["id"]] = {"answer": value, "evidence": _evidence(draw)}
        else:
            answers[question["id"]] = {"answer": value, "note": "N"} if form == 11 else value
    made: Plain = {
        "response": "1",
        "language": "en",
        "questionnaire": {"id": "random", "version": "1.0.0"},
        "organisation": {"id": "org"},
        "date": draw(st.sampled_from(DATES)),
        "answers": answers,
    }
    if draw(twelfths) < 3:
        made["target"] = _target(draw, questionnaire, rubric)
    return made


def _evidence(draw: Draw) -> list[Plain]:
    pieces: list[Plain] = []
    for _ in range(draw(st.integers(1, 2))):
        piece: Plain = {"title": "T"}
        if draw(twelfths) < 9:
            piece["date"] = draw(st.sampled_from(EVIDENCE_DATES))
        if draw(twelfths) < 9:
            piece["grade"] = draw(st.sampled_from(GRADES))
        pieces.append(piece)
    return pieces


def _target(draw: Draw, questionnaire: Plain, rubric: Plain) -> Plain:
    """A step to reach, levels to reach, or both; sometimes with where it began."""
    target: Plain = {"by": "2027-12-31"}
    steps = rubric.get("path", {}).get("steps", [])
    if steps and draw(st.booleans()):
        target["step"] = draw(st.sampled_from(steps))["id"]
    if "step" not in target or draw(st.booleans()):
        target["levels"] = _levels(draw, questionnaire, rubric)
    if draw(st.booleans()):
        target["baseline"] = {
            "date": "2023-05-31",
            "levels": _levels(draw, questionnaire, rubric),
        }
    return target


def _levels(draw: Draw, questionnaire: Plain, rubric: Plain) -> dict[str, Any]:
    """Levels of questions, as values or shares, and of measures, as shares."""
    questions = {q["id"]: q for q in all_questions(questionnaire) if q["type"] != "text"}
    own = {entry["question"] for entry in rubric["scales"]}
    names = [*questions, *(m["id"] for m in rubric["measures"] if "id" in m)]
    found: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)):
        found[name] = f"{draw(st.integers(0, 100))}%"
        if name in questions and name not in own and draw(st.booleans()):
            found[name] = draw(st.sampled_from(points_of(scale_of(questions[name]))))
    return found
