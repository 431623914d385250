"""What kinds of recorded actions there are, and who is no member of staff."""

from surveyapp.web.i18n import gettext, marked

FAMILIES: dict[str, str] = {
    "review": marked("Reviews"),
    "invitation": marked("Links"),
    "answers": marked("Answers collected elsewhere"),
    "keying": marked("Paper forms"),
    "results": marked("Results"),
    "handout": marked("Handouts"),
    "meeting": marked("Meetings"),
    "action": marked("Actions"),
    "partner": marked("Partners"),
    "round": marked("Rounds"),
    "mail": marked("E-mails"),
    "questionnaire": marked("Questionnaires"),
    "staff": marked("Accounts"),
    "program": marked("Programs"),
    "sign_in": marked("Signing in"),
    "audit": marked("Activity log"),
    "retention": marked("Erasing"),
    "backup": marked("Backups"),
}
"""The first part of each action's name."""

AUTHORS: dict[str, str] = {
    "cli": marked("the command line"),
    "worker": marked("the worker"),
    "visitor": marked("someone not signed in"),
    "focal_point": marked("a focal point"),
}
"""Who is no member of staff."""


def name_author(author: str) -> str:
    """Return what an author is called in the reader's language; a member of staff by the address."""
    return str(gettext(AUTHORS[author])) if author in AUTHORS else author
