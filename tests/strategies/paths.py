"""Random paths of the three kinds over what a rubric measures."""

from hypothesis import strategies as st

from strategies.measures import Maker
from strategies.questions import Plain, exact, points_of


class PathMaker:
    """Draws the paths of one rubric; the steps of all of them have ids of their own."""

    def __init__(self, maker: Maker) -> None:
        self.maker, self.count = maker, 0

    def paths(self) -> Plain:
        """Mostly a main path, sometimes further ones; as keys of the rubric."""
        made: Plain = {}
        length = self.maker.draw(st.integers(1, 4))
        further = [self._one(length, f"p{n}") for n in range(self.maker.one_of((0, 0, 1, 2)))]
        alike = [path["id"] for path in further if len(path["steps"]) == length]
        if alike and self.maker.now_and_then(3):
            further.append({"id": "p9", **self._lowest(alike, length)})
        if further:
            made["paths"] = further
        if alike and self.maker.now_and_then(5):
            made["path"] = self._lowest(alike, length)
        elif self.maker.now_and_then(11):
            made["path"] = self._one(length, "main")
            if self.maker.now_and_then(10):
                del made["path"]["id"]
        return made

    def _one(self, length: int, name: str) -> Plain:
        if self.maker.now_and_then(3):
            length = self.maker.draw(st.integers(1, 4))
        if self.maker.now_and_then(5):
            return {"id": name, **self._cumulative(length)}
        path: Plain = {"id": name, "title": "P", "steps": [self._step() for _ in range(length)]}
        if self.maker.now_and_then(3):
            path["kind"] = "steps"
        return path

    def _lowest(self, alike: list[str], length: int) -> Plain:
        of = self.maker.draw(st.lists(st.sampled_from(alike), min_size=1, unique=True))
        steps = [self._titled() for _ in range(length)]
        return {"title": "P", "kind": "lowest", "of": of, "steps": steps}

    def _titled(self) -> Plain:
        self.count += 1
        return {"id": f"t{self.count}", "title": "T"}

    def _step(self) -> Plain:
        maker = self.maker
        measure = maker.one_of(sorted(maker.scales))
        step = {
            **self._titled(),
            "measure": measure,
            "reached_at": maker.share(0, 100),
            "gates": self._gates(measure),
        }
        if maker.now_and_then(3):
            name = maker.one_of(sorted(maker.questions))
            step["minimums"] = {name: float(maker.given(name)[1])}
        return step

    def _gates(self, measure: str | None = None) -> list[Plain]:
        return [self._gate(measure) for _ in range(self.maker.draw(st.integers(0, 2)))]

    def _gate(self, measure: str | None) -> Plain:
        """A gate on an answer or a measure, some on the measure that the step looks at.

        One that always holds is allowed (with a warning).
        """
        maker = self.maker
        if maker.now_and_then(8):
            name = maker.one_of(sorted(maker.questions))
            return {
                "question": name,
                "at_least": maker.bound(maker.given(name)),
                "because": "B",
            }
        name = measure if measure and maker.now_and_then(4) else maker.one_of(sorted(maker.scales))
        kind = "section" if name.startswith("s") and maker.now_and_then(8) else "measure"
        return {kind: name, "at_least": maker.bound(maker.scales[name]), "because": "B"}

    def _cumulative(self, length: int) -> Plain:
        maker = self.maker
        steps: list[Plain] = []
        earlier: list[Plain] = []
        levels = sorted(
            maker.draw(st.lists(st.integers(0, 9), min_size=4, max_size=4, unique=True))
        )
        for number in range(length):
            step: Plain = {**self._titled(), "level": levels[number]}
            own = self._practices(step)
            if earlier and maker.now_and_then(4):
                step["lower_at_least"] = self._bound_for(earlier)
                step["at_least"] = self._bound_for(own)
            else:
                step["at_least"] = self._bound_for(own + earlier)
            step["gates"] = self._gates() if maker.now_and_then(6) else []
            steps.append(step)
            earlier += own
        return {"title": "P", "kind": "cumulative", "steps": steps}

    def _practices(self, step: Plain) -> list[Plain]:
        maker = self.maker
        if maker.now_and_then(4):
            step["select"] = maker.select()
            return [{"question": name} for name in maker.chosen(step["select"])]
        names = sorted(maker.questions)
        if maker.now_and_then(3):
            names += sorted(maker.scales)
        chosen = maker.draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
        kinds = {"q": "question", "s": "section", "m": "measure"}
        step["all"] = [{kinds[name[0]]: name} for name in chosen]
        return list(step["all"])

    def _bound_for(self, practices: list[Plain]) -> float | str:
        """A value that every practice may or may not reach if all are questions, or a share."""
        maker = self.maker
        names = [practice["question"] for practice in practices if "question" in practice]
        if len(names) == len(practices) and maker.now_and_then(8):
            least, greatest = maker.in_common(names)
            values = [v for v in points_of((least, greatest)) if least < exact(v) <= greatest]
            if values:
                return float(maker.one_of(values))
        return maker.share(1, 100)
