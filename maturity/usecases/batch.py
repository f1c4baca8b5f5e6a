"""How are many organisations scored, reported on and looked at together?"""

from __future__ import annotations

from pathlib import Path

from maturity.batch.executors import executors
from maturity.batch.inputs import expected, sources_in
from maturity.model.mapping import Mapping
from maturity.storage.library import Library
from maturity.usecases.batch_model import Asked, Outcome, Watcher
from maturity.usecases.wish import preloaded_for


def run_batch(library: Library, asked: Asked, watcher: Watcher) -> Outcome:
    """Score everything, and write what was asked for.

    Raises:
        InputError: When nothing can be used, or at the first input that cannot be with `fail_fast`.
        UsageError: When there is no such rubric, measure or step, or the folder holds something.
        MachineError: When something cannot be written, or there is no such cluster.
    """
    apart = (asked.mapping, asked.questionnaire, asked.rubric)
    sources = sources_in(asked.inputs, Path(asked.output), apart)
    mapping = read_mapping(library, asked.mapping)
    warm = not asked.wish.is_empty or any(source.kind == "response" for source in sources)
    with executors(asked.jobs, asked.on, preloaded_for(asked.wish), warm=warm) as pools:
        # Workers load their libraries while this process loads its own.
        from maturity.usecases.batch_run import run

        if (total := expected(sources)) is not None:
            watcher.expect(total)
        return run(library, asked, sources, mapping, pools, watcher)


def read_mapping(library: Library, path: str | None) -> Mapping:
    """A mapping, or one that says nothing.

    Raises:
        InputError: When the file is invalid.
    """
    if path is None:
        return Mapping(mapping="1")
    found: Mapping = library.load(path, "mapping").model
    return found
