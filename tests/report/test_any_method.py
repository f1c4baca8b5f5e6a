"""Everything people see works with any rubric that `check` lets through."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from io import StringIO
from typing import Any

from hypothesis import HealthCheck, given, settings
from rich.console import Console

from maturity.cli.score_screen import score_screen
from maturity.export.interface import write
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.report.html import render_html
from maturity.scoring.assess import Digests, Scored, assess
from maturity.scoring.robustness import robustness
from maturity.storage.packaged import folder
from maturity.view.report import report_view
from maturity.view.score import worded
from strategies.content import Case, cases

TEMPLATE = folder("report_templates") / "roadmap"
LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]
# What stands in no sentence: a value nobody put into words, a hole in a message, doubled marks.
SLIPS = re.compile(r"\bNone\b|\bnan\b|\binf\b|[{}]|\.\.|  |“”|: ?\.|\( |\d\.\d{7}")


def scored(case: Case) -> Iterator[Scored]:
    questionnaire = Questionnaire.model_validate(case.questionnaire)
    rubric = Rubric.model_validate(case.rubric)
    for plain in case.responses:
        item = assess(questionnaire, rubric, Response.model_validate(plain), Digests("q", "r", "a"))
        tried = item.assessment.model_copy(update={"robustness": robustness(item)})
        yield worded(replace(item, assessment=tried), "en")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


@settings(max_examples=60, suppress_health_check=LARGE, deadline=None)
@given(cases(1))
def test_report_screen_and_tables_show_any_result(case: Case) -> None:
    for item in scored(case):
        view = report_view(item, "en")
        assert [text for text in texts(view) if SLIPS.search(text)] == []
        assert "</html>" in render_html(view, TEMPLATE)
        for columns in (40, 80):
            screen = score_screen(item, "a.yaml", "en", columns=columns, unicode=True)
            out = Console(file=StringIO(), width=columns, markup=False, highlight=False)
            out.print(screen)
        for form in ("csv", "markdown", "json"):
            assert write(form, [item], "en")
