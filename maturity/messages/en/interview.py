"""What the interview says."""

MESSAGES: dict[str, str] = {
    # A question
    "interview.profile": "About the organisation",
    "interview.number": "Question {number} of {n}",
    "interview.yes": "Yes",
    "interview.no": "No",
    "interview.bounds": "A number from {least} to {greatest}.",
    "interview.none_of_them": "none of them",
    "interview.is.answered": "Answer: {answer}",
    "interview.is.unknown": "Not known",
    "interview.is.declined": "Declined",
    "interview.is.not_applicable": "Not applicable: {reason}",
    "interview.misfit": "The answer so far, {value}, no longer fits this question.",
    "interview.has.note": "Note: {note}",
    "interview.has.evidence": "Evidence {number}: {evidence}",
    "interview.has.confidence.low": "Confidence: low",
    "interview.has.confidence.medium": "Confidence: medium",
    "interview.has.confidence.high": "Confidence: high",
    "interview.has.follow_up": "Marked for follow-up",
    "interview.why": "Why it matters",
    "interview.proof": "What would prove it",
    "interview.no_why": "Nothing more is said about this question.",
    # Overview
    "interview.progress": "{done} of {n} answered",
    "interview.minutes_left": "about {minutes} min left",
    "interview.hours_left": "about {hours} h {minutes} min left",
    "interview.whole_hours_left": "about {hours} h left",
    "interview.standing": "Step {position} of {n} so far",
    "interview.standing.range": "Step {low} to {high} of {n} so far",
    "interview.review": "Review",
    "interview.review.open|one": "Open: {n} question",
    "interview.review.open|other": "Open: {n} questions",
    "interview.review.follow_up|one": "Marked for follow-up: {n} question",
    "interview.review.follow_up|other": "Marked for follow-up: {n} questions",
    "interview.review.unknown|one": "Not known: {n} question",
    "interview.review.unknown|other": "Not known: {n} questions",
    "interview.review.declined|one": "Declined: {n} question",
    "interview.review.declined|other": "Declined: {n} questions",
    "interview.review.not_applicable|one": "Not applicable: {n} question",
    "interview.review.not_applicable|other": "Not applicable: {n} questions",
    "interview.review.nothing": "Every question has an answer.",
    "interview.review.all_done": "Everything is answered. Finish with q, or go back with b.",
    # After a command
    "interview.undone": "The last change is undone.",
    "interview.wrapped": "That was the last open question; this is the first one still open.",
    "interview.tidied|one": "{n} control character was left out.",
    "interview.tidied|other": "{n} control characters were left out.",
    "interview.not_saved": (
        "Your answers are safe in the journal, but the file could not be brought up to date: {why}."
    ),
    "interview.changed_meanwhile": (
        "{path} was changed by someone else meanwhile. Your answer was added to it; start the "
        "interview again to see what else has changed."
    ),
    "interview.rewritten": (
        "The file could not be changed in place. It was written anew; the old one is kept as {path}."
    ),
    "interview.refused.option": "That is not one of the answers to this question.",
    "interview.refused.text": "Please type a few words.",
    "interview.refused.number": "Please type a number.",
    "interview.refused.range": "That number is outside the bounds of this question.",
    "interview.refused.reason": "Please say why the question does not apply; without a reason it stays open.",
    "interview.refused.title": "Please name the evidence; without a name it is not added.",
    "interview.refused.link": "A link starts with http:// or https:// and holds no blanks.",
    "interview.refused.date": "Please write the date as year-month-day, such as 2026-11-27.",
    "interview.refused.grade": "The grades of evidence are {known}.",
    "interview.refused.no_evidence": "There is no such evidence.",
    "interview.refused.much_evidence": "A question holds at most {n} pieces of evidence.",
    "interview.refused.profile": (
        "This is asked about the organisation itself: answer it, or leave it open and go on."
    ),
    "interview.refused.too_long": "The text has {n} characters; at most {limit} can be kept.",
    "interview.refused.nothing_asked": "No question is at hand; jump to one first.",
    "interview.refused.first": "This is the first question.",
    "interview.refused.no_undo": "There is nothing to undo.",
    "interview.refused.jump_number": "There are questions 1 to {n}.",
    "interview.refused.jump_unknown": "There is no question or section {id}.",
    "interview.refused.jump_section": "Nothing in section {id} is asked in this interview.",
    "interview.refused.jump_settled": "{id} had an answer already; start without --only-open to change it.",
    "interview.refused.jump_other": "{id} is left to others in this interview.",
    "interview.refused.jump_not_asked": "{id} is not asked, given the answers so far.",
    # Errors
    "error.held": (
        "the file is open in another interview: {user} on {host}, process {process}, since {since}. "
        "Close that one first"
    ),
    "error.interview.read_only": (
        "{path} is read-only, so answers could not be saved in it. Make it writable: chmod u+w {path}"
    ),
    "error.interview.other": "{path} answers the questionnaire {id}, not {wanted}",
    "error.interview.role": "there is no role {id}; there are {known}",
    "error.interview.section": "there is no section {id}; there are {known}",
}
