"""A slow, obvious implementation of the scoring rules, in exact fractions.

It works on the plain values of the files (maps, lists, numbers) and shares no code with the
engine. One response at a time; nothing is compiled, nothing is vectorised.
"""

from scoring.oracle_answers import Answers
from scoring.oracle_measures import Figures
from scoring.oracle_numbers import Plain
from scoring.oracle_paths import lowest, walked
from scoring.oracle_targets import targets_of


def solve(questionnaire: Plain, rubric: Plain, response: Plain) -> Plain:
    """Coverage, measures, paths and targets of one response, in the words of the assessment."""
    answers = Answers(questionnaire, rubric, response)
    figures = Figures(questionnaire, rubric, answers)
    further = rubric.get("paths", [])
    paths = {
        path["id"]: walked(path, figures, questionnaire)
        for path in further
        if path.get("kind") != "lowest"
    }
    paths |= {path["id"]: lowest(path, paths) for path in further if path.get("kind") == "lowest"}
    main = rubric.get("path")
    return {
        "coverage": coverage(answers.states),
        "measures": figures.said,
        "path": None
        if not main
        else lowest(main, paths)
        if main.get("kind") == "lowest"
        else walked(main, figures, questionnaire),
        "paths": paths,
        "targets": targets_of(questionnaire, rubric, response, figures),
    }


def coverage(states: dict[str, str]) -> Plain:
    counts: Plain = {"asked": sum(state != "not_asked" for state in states.values())}
    for word in ("answered", "not_applicable", "unknown", "declined", "unanswered"):
        counts[word] = sum(state == word for state in states.values())
    return counts
