"""How does CI see which organisations miss a step?

The form is the one that JUnit reports have: a suite with one case for each organisation.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from maturity.batch.parcel import Method
from maturity.messages import say
from maturity.model.text import pick
from maturity.storage.atomic import write
from maturity.view.plain import visible


def junit(parquet: Path, target: Path, method: Method, needed: int, language: str) -> None:
    """Write the suite.

    Args:
        parquet: The results.
        target: The file.
        method: With the path.
        needed: The step that each organisation must reach, from 1.
        language: Of the words.

    Raises:
        MachineError: When it cannot be written.
    """
    import polars as pl

    steps = method.rubric.path.steps if method.rubric.path else ()
    title = pick(steps[needed - 1].title, language, method.questionnaire.languages[0]).text
    columns = ["organisation", "organisation.name", "position"]
    results = pl.read_parquet(parquet, columns=columns)
    cases = []
    for name, label, position in results.iter_rows():
        shown = f"{name} ({visible(label, 100)})" if label else name
        head = f"  <testcase classname={quoteattr(method.rubric.rubric)} name={quoteattr(shown)}"
        if position >= needed:
            cases.append(f"{head}/>")
        else:
            words = say("batch.junit", language, position=position, step=needed, title=title)
            cases.append(f"{head}>\n    <failure message={quoteattr(words)}/>\n  </testcase>")
    missed = int((results["position"] < needed).sum())
    suite = f'<testsuite name="maturity" tests="{results.height}" failures="{missed}">'
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', suite, *cases, "</testsuite>", ""])
    write(str(target), text.encode())
