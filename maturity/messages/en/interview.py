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
    "interview.progress": "{done} of {n} done",
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
    "interview.refused.state": (
        "That word stands for a question without an answer; mark the question, or use other words."
    ),
    "interview.refused.number": "Please type a number.",
    "interview.refused.range": "That number is outside the bounds of this question.",
    "interview.refused.reason": "Please say why the question does not apply; without a reason nothing changes.",
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
    # The line face
    "interview.line.start": (
        "Type the number of an answer, or a letter: n next, b back, u not known, x not applicable, "
        "? for all of them. Every answer is saved at once."
    ),
    "interview.line.place": "{place}",
    "interview.line.place.profile": "{place} (not scored; j 1 goes to the first question that is scored)",
    "interview.line.chosen": "your answer",
    "interview.line.part": "{title}: {done} of {n}",
    "interview.line.prompt.one": "Answer, {first} to {last}: ",
    "interview.line.prompt.several": "Answer, one or more numbers, or none: ",
    "interview.line.prompt.number": "Answer, a number: ",
    "interview.line.prompt.text": "Answer in words: ",
    "interview.line.prompt.review": "Number of a question, or q to end: ",
    "interview.line.none": "none",
    "interview.line.saved": "Saved. {words}",
    "interview.line.empty": "It is empty now.",
    "interview.line.hint": "Type ? to hear what you can type, or p to hear the question again.",
    "interview.line.pasted": "Several lines were pasted; they are not taken as answers.",
    "interview.line.not_safe": "Your last answer is not saved. Type it again when that is mended.",
    "interview.line.no_score": "The position is hidden in this interview.",
    "interview.line.review.how": "Type the number of a question to go there, b to go back, or q to end.",
    "interview.line.confidence": "Please type low, medium or high, or - to take it back.",
    "interview.line.ask.reason": "Why does it not apply? ",
    "interview.line.ask.note": "Note (- takes it away): ",
    "interview.line.ask.note_lines": "Type the note; an empty line ends it.",
    "interview.line.ask.confidence": "How sure are you: low, medium or high? ",
    "interview.line.ask.evidence": "Evidence (-1 takes the first away): ",
    "interview.line.ask.url": "Link (Enter for none): ",
    "interview.line.ask.date": "Date, year-month-day (Enter for none): ",
    "interview.line.ask.grade": "Grade (Enter for none): ",
    "interview.line.ask.again": "Change it: u link, d date, g grade, or Enter to leave it out: ",
    "interview.line.ask.jump": "Number or id to jump to: ",
    "interview.line.help.n": "next question; Enter does the same",
    "interview.line.help.b": "back to where you came from",
    "interview.line.help.s": "skip to the next open question",
    "interview.line.help.j": "jump to a question or section, such as j 12",
    "interview.line.help.u": "nobody here knows",
    "interview.line.help.d": "would rather not say",
    "interview.line.help.x": "does not apply, with a reason",
    "interview.line.help.k": "take the answer back",
    "interview.line.help.t": "take a note, such as t Check with finance",
    "interview.line.help.e": "evidence: title, link, date and grade",
    "interview.line.help.c": "how sure you are: low, medium or high",
    "interview.line.help.f": "mark for follow-up, or take the mark away",
    "interview.line.help.r": "review: what is open and what is marked",
    "interview.line.help.w": "why it matters, and what would prove it",
    "interview.line.help.o": "where you stand so far",
    "interview.line.help.z": "undo the last change",
    "interview.line.help.p": "print the question again",
    "interview.line.help.q": "quit; everything is saved",
    "interview.line.help.h": "this list; ? does the same",
    "interview.line.help.more": (
        "Letters need Enter after them. Ctrl-C stops at once; nothing that was saved is lost."
    ),
    # Before the first question
    "interview.start.which": "Which interview?",
    "interview.start.new": "a new one",
    "interview.start.choose|one": "1, or n for a new one: ",
    "interview.start.choose|other": "1 to {n}, or n for a new one: ",
    "interview.start.choose_again": "Please type a number up to {n}, or n.",
    "interview.start.saved": "saved {when}",
    "interview.start.today": "today at {time}",
    "interview.start.on": "on {day} at {time}",
    "interview.start.organisation": "Name of the organisation: ",
    "interview.start.organisation_needed": "Please type the name of the organisation that is assessed.",
    "interview.start.id": "Its short id, used in file names (Enter for {id}): ",
    "interview.start.id_free": "A short id for it, of small letters, digits and hyphens: ",
    "interview.start.id_again": "An id has only a to z, 0 to 9, dots and hyphens, and at most 80 of them.",
    "interview.start.file": "File to save the answers in (Enter for {file}): ",
    "interview.start.file_there": "{file} is there already; please type another name.",
    "interview.start.file_controls": "A file name has one line and no control characters; please type it again.",
    "interview.start.file_no_name": "{file} cannot be the name of a file here; please type another one.",
    "interview.start.file_no_folder": "There is no such folder for {file}.",
    "interview.start.left": "Your last answer here was saved {when}.",
    "interview.start.go_on": "Enter goes on where you stopped, o at the first open question, q quits: ",
    "interview.start.by_hand|one": "{n} answer was changed in the file since the interview saved it:",
    "interview.start.by_hand|other": "{n} answers were changed in the file since the interview saved it:",
    "interview.start.by_hand.line": "{id}: {file} in the file, {interview} in the interview",
    "interview.start.nothing": "nothing",
    "interview.start.by_hand.ask": "f keeps the file's answers, i takes the interview's, q quits: ",
    "interview.start.more": "and {n} more",
    "interview.start.changed|one": (
        "The questionnaire has changed since. {n} answer still fits. None is lost."
    ),
    "interview.start.changed|other": (
        "The questionnaire has changed since. {n} answers still fit. None is lost."
    ),
    "interview.start.reworded|one": "{n} question is asked in other words now; please look at it again:",
    "interview.start.reworded|other": "{n} questions are asked in other words now; please look at them again:",
    "interview.start.misfits|one": "{n} answer no longer fits its question, which is open again:",
    "interview.start.misfits|other": "{n} answers no longer fit their questions, which are open again:",
    "interview.start.gone|one": "{n} answer belongs to a question that is not asked any more:",
    "interview.start.gone|other": "{n} answers belong to questions that are not asked any more:",
    "interview.start.overruled|one": (
        "{n} answer of the interview no longer fits, and the file says something else since. The "
        "file stays as it is; the interview's answer is kept as a comment at its end where it can be:"
    ),
    "interview.start.overruled|other": (
        "{n} answers of the interview no longer fit, and the file says something else since. The "
        "file stays as it is; the interview's answers are kept as comments at its end where they can be:"
    ),
    "interview.start.stays|one": (
        "{n} entry beside the answers no longer fits. It stays as it is; please look at it again:"
    ),
    "interview.start.stays|other": (
        "{n} entries beside the answers no longer fit. They stay as they are; please look at them again:"
    ),
    "interview.start.gone.ask": "Keep them as comments in the file, so that it can be scored (Enter for yes, n for no)? ",
    "interview.start.gone.stay": "That could not be done in this file; they stay as they are, and maturity check names them.",
    # At the end
    "interview.saved_in": "Everything is saved in {path}.",
    "interview.how_to_go_on": "Go on with:",
    # Errors
    "error.interview.no_terminal": (
        "an interview needs a terminal. Without one, fill in a file: `maturity new FILE` writes one with "
        "every question, and `maturity score FILE` scores it"
    ),
    "error.held": (
        "the file is open in another interview: {user} on {host}, process {process}, since {since}. "
        "Close that one first"
    ),
    "error.interview.read_only": (
        "{path} is read-only, so answers could not be saved in it. Make it writable: `chmod u+w {path}`"
    ),
    "error.interview.other": "{path} answers the questionnaire {id}, not {wanted}",
    "error.interview.role": "there is no role {id}; there are {known}",
    "error.interview.section": "there is no section {id}; there are {known}",
}
