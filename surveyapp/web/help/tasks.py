"""The tasks of the desk that have a page of help, and on which pages it is offered."""

from collections.abc import Mapping

from surveyapp.web.help import from_closing, until_closing
from surveyapp.web.help.task import Task

TASKS: Mapping[str, Task] = {**until_closing.TASKS, **from_closing.TASKS}
"""By their names in addresses, in the order of a round."""

PAGES: Mapping[str, str] = {
    **dict.fromkeys(("rounds", "new_reviews", "own_words", "partners", "partner_lists", "steps.change"), "prepare"),
    **dict.fromkeys(("inviting", "lines", "people_files", "round_people", "correcting", "letters", "mails"), "invite"),
    **dict.fromkeys(("steps.open", "steps.propose"), "open"),
    **dict.fromkeys(("reminding", "steps.extend"), "remind"),
    **dict.fromkeys(("steps.close", "steps.numbers"), "close"),
    **dict.fromkeys(("results", "round_results", "packs", "steps.share"), "results"),
    **dict.fromkeys(("meeting", "meeting_end"), "meeting"),
    **dict.fromkeys(("paper", "paper_codes", "keying"), "paper"),
    "agreements": "follow-up",
    "collecting": "import",
}
"""Which task a page belongs to, by its endpoint or its blueprint."""
