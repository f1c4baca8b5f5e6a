"""Where does the organisation stand, without keeping the next question waiting?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from maturity.errors import MaturityError
from maturity.model.response import Response
from maturity.usecases.interview import Interview
from maturity.view.interview_overview import standing_words

_PAUSE = 0.05
"""Seconds after an answer before scoring begins, so that typing goes first."""


class Standing:
    """Scores in another thread, the latest answers only."""

    def __init__(
        self, app: App[Any], interview: Interview, language: str, ready: Callable[[], None]
    ) -> None:
        self.app, self.interview, self.language, self.ready = app, interview, language, ready
        self.words = ""
        self._scored: Response | None = None
        self._is_busy = False
        self._score: object = None

    def follow(self) -> None:
        """Bring the words up to date soon, if an answer has changed."""
        if not self._is_busy and self.interview.state.response is not self._scored:
            self._is_busy = True
            self.app.set_timer(_PAUSE, self._start)

    def _start(self) -> None:
        self.app.run_worker(self._work, thread=True, exit_on_error=False, group="score")

    def _work(self) -> None:
        response = self.interview.state.response
        try:
            words = self._words(response)
        except MaturityError:
            # Without one rubric there is no position; the interview goes on without it.
            words = ""
        self.app.call_later(self._take, response, words)

    def _words(self, response: Response) -> str:
        from maturity.usecases.live_score import LiveScore, live_score

        if not isinstance(self._score, LiveScore):
            self._score = live_score(self.interview)
        return standing_words(self._score.path(response), self.language)

    def _take(self, response: Response, words: str) -> None:
        self._scored, self._is_busy = response, False
        if words != self.words:
            self.words = words
            self.ready()
        self.follow()
