"""Roadmaps made by hand, of every size and kind, for the report's tests."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from maturity.report.html import render_html
from maturity.report.pdf import render_pdf
from maturity.scoring.assess import Scored
from maturity.storage.library import Library
from maturity.storage.packaged import folder
from maturity.usecases.score import score_file
from maturity.view.report import report_view
from maturity.view.report_model import Lifted, Link
from maturity.view.roadmap_model import Bar, Before, Column, Owner, Point, RoadmapView, Way
from maturity.view.wording import text_of
from report.made import ARABIC, HOSTILE, Made, example

SIZES = {"one": (1, 1), "four": (4, 3), "eight": (8, 2), "many": (31, 14), "months": (20, 43)}
FAULTY = "<script>alert('plan')</script>"


@cache
def scored(name: str) -> Scored:
    """An example with its result."""
    return score_file(Library(), str(example(name)), None, "en")


def roadmap(actions: int, columns: int, steps: int = 4) -> RoadmapView:
    """A roadmap of so many actions over so many columns, made of the shipped rubric's words."""
    item = scored("ulmerra-basin-water")
    bars = tuple(_bar(item, number, actions, columns) for number in range(1, actions + 1))
    owners = sorted({bar.owner for bar in bars})
    return RoadmapView(
        headline=f"Step {steps}, “Grow skills”, can be reached by {_label(columns - 1)} with {actions * 20} days of work.",
        lead=(
            "Today you stand at the start of the path, at the end of the plan on its last step.",
            f"It begins in January 2027 with “{bars[0].title}”.",
        ),
        columns=tuple(_column(place, columns, actions, steps) for place in range(columns)),
        bars=bars,
        owners=tuple(_owner(name, bars, columns) for name in owners),
        profile=tuple(_before(item, place) for place in range(min(11, 3 + actions))),
        frontier=tuple(_point(tenth, actions) for tenth in range(5, steps * 10 + 1)),
        unknowns=(
            "The missing answers change nothing about the work: 96 days of work in any case.",
        ),
        firm=tuple(bar.title for bar in bars if bar.firm),
        guesses=tuple(
            f"“{bar.title}” is in the best plan in 31 of 50 draws." for bar in bars if not bar.firm
        ),
        instead=(f"Without “{bars[0].title}”: 6 days of work more.",),
        assumptions=("Work begins in January 2027.", "There are as many days as are needed."),
        proof=("No set of actions with less effort reaches the target.",),
        ways=(
            Way("This plan", f"{actions * 20} days", str(actions), "reaches it"),
            Way("Every action there is", "4323 days", "86", "reaches it"),
        ),
    )


def _label(place: int) -> str:
    return f"Q{place % 4 + 1} {2027 + place // 4}"


def _bar(item: Scored, number: int, actions: int, columns: int) -> Bar:
    action = item.rubric.actions[number - 1]
    start = (number - 1) / actions * (1 - 1 / (3 * columns))
    end = min(1.0, start + (1 + number % 3) / (3 * columns) * (1 + number % 2))
    return Bar(
        number=number,
        id=action.id,
        title=text_of(item, action.title, "en"),
        what=text_of(item, action.what, "en") if action.what else "",
        owner=text_of(item, action.owner, "en"),
        effort="20 days of work over 3 months",
        days=20.0,
        when=f"{_label(int(start * columns))} to {_label(int(end * columns - 1e-6))}",
        start=start,
        end=end,
        after=f"After action {number - 1}" if number > 1 else "",
        kpi="Share of exchanges with a written rulebook",
        lifts=(Lifted(action.lifts[0].question, "Joint decisions", "from level 1 to level 3"),),
        references=(Link("A guide", "https://example.org/?a=1&b=2"), Link("A book")),
        firm=number % 5 != 0 or actions < 5,
        note="It is in the best plan in all 50 draws." if number % 5 else "",
    )


def _column(place: int, columns: int, actions: int, steps: int) -> Column:
    progress = 0.4 + (steps - 0.4) * ((place + 1) / columns) ** 1.5
    at = int(progress + 1e-9)
    return Column(
        label=_label(place),
        days=f"{actions * 20 // columns} days",
        load=actions * 20 / columns,
        position=at,
        high=min(at + (place % 3 == 1), steps),
        progress=None if place == 2 else progress,
        standing=f"on step {at}",
    )


def _owner(name: str, bars: tuple[Bar, ...], columns: int) -> Owner:
    own = tuple(bar for bar in bars if bar.owner == name)
    loads = [0.0] * columns
    for bar in own:
        loads[min(int(bar.start * columns), columns - 1)] += bar.days
    return Owner(name, f"{20 * len(own)} days of work", tuple(b.number for b in own), tuple(loads))


def _before(item: Scored, place: int) -> Before:
    sections = [s for s in item.questionnaire.walk() if s.questions]
    today = None if place == 3 else place / 20
    then = min(1.0, place / 20 + 0.25)
    words = "no score" if today is None else f"{today * 4:.1f}"
    return Before(text_of(item, sections[place].title, "en"), today, then, words, f"{then * 4:.1f}")


def _point(tenth: int, actions: int) -> Point:
    work = float(actions * 20 * (tenth // 4 * 4 / 40) ** 2 + 5)
    step = f"Step number {tenth // 10}" if tenth % 10 == 0 else ""
    return Point(tenth / 10, work, f"Step {tenth // 10}, “{step}”: {work:.0f} days of work", step)


def kinds() -> dict[str, RoadmapView]:
    """Roadmaps of every size and kind."""
    four = roadmap(4, 3)
    long = "A title that says everything there is to say " * 7
    words = {"long": long.strip(), "arabic": ARABIC * 2, "hostile": f"{FAULTY} {HOSTILE}"}
    odd = {
        name: replace(
            four,
            headline=text,
            bars=tuple(replace(b, title=text, owner=text, note=text, when=text) for b in four.bars),
            owners=tuple(replace(owner, name=text) for owner in four.owners[:1]),
            firm=(text,),
            columns=tuple(replace(column, label=text[:30]) for column in four.columns),
        )
        for name, text in words.items()
    }
    return {
        **{name: roadmap(*size) for name, size in SIZES.items()},
        **odd,
        "reached": RoadmapView("Step 4, “Grow skills”, is reached already."),
        "impossible": RoadmapView(
            "Step 3 cannot be reached with the actions there are.",
            obstacles=("“Joint decisions” must be at level 3, and no action lifts it.",),
            ways_out=("Add an action of your own that lifts it.",),
        ),
        "late": replace(
            four,
            headline="Step 3 by June 2027 needs 240 days; you have 180.",
            obstacles=("The actions take 240 days together; until 30 June 2027 there are 180.",),
            ways_out=("With more time: it can be done by 31 October 2027.", "With more people."),
        ),
        "pathless": replace(
            four,
            columns=tuple(
                replace(c, position=None, high=None, progress=None, standing="")
                for c in four.columns
            ),
            frontier=(),
        ),
    }


def page(plan: RoadmapView, name: str = "ulmerra-basin-water", *, pdf: bool = False) -> str:
    """The report of an example with a roadmap."""
    view = report_view(scored(name), "en", roadmap=plan)
    return render_html(view, folder("report_templates") / "roadmap", pdf=pdf)


def make_plans(where: Path, names: list[str]) -> list[Made]:
    """Both reports of an example with each roadmap."""
    made = []
    for name in names:
        files = Made(
            name, example("ulmerra-basin-water"), where / f"{name}.html", where / f"{name}.pdf"
        )
        files.html.write_text(page(kinds()[name]), "utf-8")
        files.pdf.write_bytes(render_pdf(page(kinds()[name], pdf=True)))
        made.append(files)
    return made
