"""Which dialogs open over a page, with what in them?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maturity.cli.prompts.screen.board import Board
from maturity.cli.prompts.screen.dialog import Dialog, NoteTaking, Reading, Reason
from maturity.cli.prompts.screen.pages import help_page
from maturity.messages import say
from maturity.view.interview import grade_views, proof_words

if TYPE_CHECKING:
    from maturity.cli.prompts.screen.app import InterviewApp


class Opener:
    """Opens dialogs and keeps what was typed in those that were closed without confirming."""

    def __init__(self, app: InterviewApp, board: Board) -> None:
        self.app, self.board = app, board
        self.drafts: dict[str, dict[str, Any]] = {}
        self._began: Any = None

    async def open(self, act: str, typed: str = "") -> str:
        """Open the dialog of an act, ready for the next key; or say why not."""
        view = self.board.view
        if act not in {"help", "jump"} and (view is None or not view.can_mark):
            why = "nothing_asked" if view is None else "profile"
            return say(f"interview.refused.{why}", self.app.language)
        dialog = self._made(act, typed)
        self._began = dialog.draft
        # Mounted before the next key is looked at.
        await self.app.push_screen(dialog)
        return ""

    def close(self, dialog: Dialog, *, is_done: bool) -> str:
        """Close a dialog; what was typed in vain is kept, and it is said how to get it back."""
        draft = dialog.draft
        kept = self.drafts.get(dialog.item, {})
        kept.pop(dialog.words, None)
        is_kept = bool(dialog.item) and not is_done and bool(draft) and draft != self._given(dialog)
        if is_kept:
            kept[dialog.words] = draft
        if kept:
            self.drafts[dialog.item] = kept
        else:
            self.drafts.pop(dialog.item, None)
        self.app.pop_screen()
        return say(f"screen.kept.{dialog.words}", self.app.language) if is_kept else ""

    def _given(self, dialog: Dialog) -> Any:
        answer = self.app.interview.state.answer
        return {"note": answer.note, "reason": answer.reason}.get(dialog.words)

    def _made(self, act: str, typed: str) -> Dialog:
        from maturity.cli.prompts.screen.asking import Confidence, EvidenceTaking
        from maturity.cli.prompts.screen.jumping import Jumping

        language, state = self.app.language, self.app.interview.state
        answer, item = state.answer, state.place or ""
        drafts = self.drafts.get(item, {})
        match act:
            case "help":
                return Reading(language, "help", help_page(language, score=self.app.show_score))
            case "jump":
                return Jumping(language, state, typed)
            case "reason":
                return Reason(language, item, drafts.get("reason", answer.reason or ""))
            case "note":
                return NoteTaking(language, item, drafts.get("note", answer.note or ""))
            case "confidence":
                return Confidence(language, answer.confidence)
            case _:
                given = [proof_words(proof) for proof in answer.evidence]
                grades = grade_views(state.script.questionnaire, language)
                draft = drafts.get("evidence", ("", "", "", ""))
                return EvidenceTaking(language, item, given, grades, draft)
