"""What else is recorded of an entry, in the reader's words; a step that records a new detail adds its name here."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from surveyapp.core.conduct.actions import WHOLE, Status
from surveyapp.core.conduct.checklist import Item
from surveyapp.core.conduct.four_eyes import Way
from surveyapp.core.conduct.roles import Right, Role
from surveyapp.core.sides import Facet, Side
from surveyapp.core.wire import canonical_json
from surveyapp.store.audit import Entry, read_details
from surveyapp.web.audit.words import PERSON, name_author
from surveyapp.web.i18n import current_language, day, gettext, marked, moment
from surveyapp.web.mails.names import KIND_NAMES
from surveyapp.web.people.forms import ROLE_NAMES
from surveyapp.web.people.program_forms import RIGHT_NAMES
from surveyapp.words.actions import STATUSES
from surveyapp.words.joining import commas, named, semicolons
from surveyapp.words.topics import AS_A_WHOLE

DETAILS: Mapping[str, str] = {
    "asked_by": marked("Asked for by"),
    "before": marked("Before"),
    "by_link": marked("With a one-time link"),
    "by_report": marked("Reported by a mail server"),
    "closes_on": marked("Deadline"),
    "comments": marked("Comments"),
    "count": marked("Count"),
    "days": marked("Valid for days"),
    "differed": marked("Fields that differed"),
    "digest": marked("Fingerprint of what was prepared"),
    "drafts": marked("Answers not sent"),
    "email": marked("Account"),
    "encrypted": marked("Encrypted"),
    "fixed": marked("Fingerprint of the entries"),
    "focal_points": marked("Focal points"),
    "follow_up": marked("Follow-up on"),
    "handouts": marked("Links to handouts"),
    "held_on": marked("Held on"),
    "into": marked("Record kept"),
    "invited": marked("Invited"),
    "is_alone": marked("Without a second member of staff"),
    "is_letter": marked("As a printed letter"),
    "is_moved": marked("To another address"),
    "is_paper": marked("For paper forms"),
    "is_twice": marked("Entered twice"),
    "kind": marked("File"),
    "left_out": marked("Reviews left out"),
    "made_at": marked("Backup made on"),
    "mail": marked("E-mail"),
    "mails": marked("E-mails"),
    "name": marked("Name"),
    "nameless": marked("Links without names"),
    "noted_by": marked("First noted by"),
    "number": marked("Number"),
    "openings": marked("How reviews were opened"),
    "partner": marked("Partner"),
    "people": marked("Number of people"),
    PERSON: marked("Person"),
    "program": marked("Program"),
    "promised": marked("Action"),
    "proposed_by": marked("Proposed by"),
    "questionnaire": marked("Questionnaire"),
    "reason": marked("Reason"),
    "reviews": marked("Reviews"),
    "rights": marked("What it may request"),
    "role": marked("Role"),
    "round": marked("Round"),
    "rows": marked("Rows"),
    "score": marked("Agreed score"),
    "section": marked("Topic"),
    "sentence": marked("Own sentence"),
    "sha256": marked("Fingerprint of the results"),
    "side": marked("Side"),
    "status": marked("State"),
    "subject": marked("Own subject"),
    "through": marked("Through entry"),
    "unconfirmed": marked("Opened without confirmation"),
    "vouchings": marked("Confirmations of lists"),
    "warnings": marked("Known when it was opened"),
    "way": marked("Opened by"),
}
"""What each detail is called."""

_SLUGS = frozenset({"into", "partner", "questionnaire", "round", "section"})
"""Whose values are the names that programs know."""

_SIDES: Mapping[str, str] = {Side.PRCS: marked("PRCS"), Side.PARTNER: marked("Partner")}
_PARTS: Mapping[str, str] = {**_SIDES, Facet.JOINT: marked("Joint work"), WHOLE: AS_A_WHOLE}
_NOTHING: Mapping[str, str] = {"reviews": marked("all"), "score": marked("We still differ")}
_WAYS: Mapping[str, str] = {
    Way.TWO: marked("two members of staff"),
    Way.ONE: marked("one member of staff, without a second"),
    Way.SHELL: marked("a command on the server"),
}
_FILES: Mapping[str, str] = {
    "pack": marked("Meeting pack"),
    "slides": marked("Slides"),
    "results": marked("Results document"),
}
_ITEMS: Mapping[str, str] = {
    Item.LIST_NOT_CONFIRMED: marked("the focal point had not confirmed the list"),
    Item.NO_FOCAL_POINT: marked("no focal point was recorded"),
    Item.NO_FOCAL_POINT_COUNTS: marked("no focal point’s word counted"),
    Item.FOCAL_POINT_TOO_NEW: marked("the focal point was too new to count"),
    Item.TOO_FEW_FOR_SCORES: marked("too few people for any figure"),
    Item.TOO_FEW_FOR_DETAILS: marked("too few people for details"),
    Item.NAME_IN_OTHER_WORDS: marked("a name was missing in a language of the form"),
}
"""What may be so when a review is opened, all the same."""


def list_details(entry: Entry, *, names: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """Return what else was recorded: what each is called, what it was, and whether that is a name for programs.

    People stand there by ``names``, while those are kept. A detail of another installation that has no word here keeps
    its own name.
    """
    told = {key: names.get(str(value), value) if key == PERSON else value for key, value in read_details(entry).items()}
    return [
        (gettext(DETAILS[key]) if key in DETAILS else key, _said(key, value), key in _SLUGS)
        for key, value in told.items()
    ]


def _said(key: str, value: object) -> str:
    """Return a value in the reader's words, be it one, a list, or one for each side."""
    if isinstance(value, dict):
        each = [named(_said("side", of), _said(key, one), current_language()) for of, one in value.items()]
        return commas(each, current_language()) or gettext("none")
    if isinstance(value, list):
        return semicolons([_said(key, one) for one in value], current_language()) or gettext("none")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if value in (None, "None"):
        return gettext(_NOTHING[key]) if key in _NOTHING else "–"
    return _READ[key](value) if isinstance(value, str) and key in _READ else _plain(value)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else canonical_json(value)


def _of(words: Mapping[str, object]) -> Callable[[str], str]:
    return lambda value: gettext(str(words[value])) if value in words else value


def _finding(value: str) -> str:
    """Return what was so of a side, or of the whole review: ``item/side``."""
    item, _, side = value.partition("/")
    said = _of(_ITEMS)(item)
    return named(_said("side", side), said, current_language()) if side in _SIDES else said


_READ: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("closes_on", "held_on", "follow_up"), lambda value: day(date.fromisoformat(value))),
    **dict.fromkeys(("warnings", "unconfirmed"), _finding),
    **dict.fromkeys(("asked_by", "noted_by", "proposed_by"), name_author),
    **dict.fromkeys(("role", "before"), lambda value: str(ROLE_NAMES[Role(value)])),
    "kind": lambda value: _of(_FILES)(value) if value in _FILES else value.upper(),
    "mail": _of(KIND_NAMES),
    "made_at": lambda value: moment(datetime.fromisoformat(value)),
    "rights": lambda value: str(RIGHT_NAMES[Right(value)]),
    "side": _of(_PARTS),
    "status": lambda value: gettext(STATUSES[Status(value)]),
    "way": _of(_WAYS),
}
"""How words of ours are said, and formats of files; what people wrote, names and fingerprints stay as they are."""
