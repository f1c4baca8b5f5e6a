"""A roadmap as Markdown: a chapter per action, which a tracker can take as an issue."""

from __future__ import annotations

from collections.abc import Iterator

from maturity.export.escape import markdown
from maturity.messages import say
from maturity.model.roadmap import Roadmap
from maturity.scoring.assess import Scored
from maturity.view.report_model import Link
from maturity.view.roadmap import roadmap_view
from maturity.view.roadmap_model import Bar, RoadmapView


def roadmap_markdown(scored: Scored, roadmap: Roadmap, language: str) -> str:
    """What is reached and when, then each action with boxes to tick."""
    view = roadmap_view(scored, roadmap, language)
    return "\n".join([*_head(view), *(line for bar in view.bars for line in _issue(view, bar))])


def _head(view: RoadmapView) -> Iterator[str]:
    title = say("roadmap.file.title", view.language, organisation=view.organisation)
    yield from (f"# {markdown(title)}", "", markdown(view.headline), "")
    for lines in (view.lead, view.obstacles, view.ways_out, view.assumptions):
        yield from _list(lines)


def _list(lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield from (*(f"- {markdown(line)}" for line in lines), "")


def _issue(view: RoadmapView, bar: Bar) -> Iterator[str]:
    def head(key: str) -> str:
        return say(f"roadmap.file.{key}", view.language)

    yield from (f"## [{bar.number}] {markdown(bar.title)}", "")
    if bar.what:
        yield from (markdown(bar.what), "")
    facts = {"owner": bar.owner, "effort": bar.effort, "when": bar.when, "order": bar.after}
    yield from (f"- {head(key)}: {markdown(text)}" for key, text in facts.items() if text)
    boxes = [f"{lift.title}: {lift.text}" for lift in bar.lifts]
    boxes += [f"{head('kpi')}: {bar.kpi}"] if bar.kpi else []
    if boxes:
        yield from ("", f"### {head('done')}", "", *(f"- [ ] {markdown(box)}" for box in boxes))
    if bar.references:
        yield from ("", f"### {head('references')}", "")
        yield from (f"- {_link(link)}" for link in bar.references)
    yield ""


def _link(link: Link) -> str:
    title = markdown(link.title)
    return f"[{title}](<{link.url}>)" if link.url else title
