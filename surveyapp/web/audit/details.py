"""What is recorded of an entry, in the reader's words; a detail that no sentence says has its name here."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from surveyapp.core.conduct.actions import WHOLE, Status
from surveyapp.core.conduct.checklist import Item
from surveyapp.core.conduct.four_eyes import Way
from surveyapp.core.conduct.roles import Right, Role
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import TABLE
from surveyapp.core.wire import canonical_json
from surveyapp.web.audit.words import name_author
from surveyapp.web.i18n import current_language, day, gettext, marked, moment
from surveyapp.web.mails.names import KIND_NAMES
from surveyapp.web.people.forms import ROLE_NAMES
from surveyapp.web.people.program_forms import RIGHT_NAMES
from surveyapp.words import languages as called
from surveyapp.words.actions import STATUSES
from surveyapp.words.agreed import points
from surveyapp.words.joining import commas, named, semicolons
from surveyapp.words.topics import AS_A_WHOLE

DETAILS: Mapping[str, str] = {
    "asked_by": marked("Asked for by"),
    "by_report": marked("Reported by a mail server"),
    "comments": marked("Comments"),
    "days": marked("Valid for days"),
    "digest": marked("Fingerprint of what was prepared"),
    "drafts": marked("Answers not sent"),
    "fixed": marked("Fingerprint of the entries"),
    "focal_points": marked("Focal points"),
    "handouts": marked("Links to handouts"),
    "is_alone": marked("Without a second member of staff"),
    "left_out": marked("Reviews left out"),
    "mails": marked("E-mails"),
    "named": marked("To people by name"),
    "nameless": marked("Links without names"),
    "noted_by": marked("First noted by"),
    "openings": marked("How reviews were opened"),
    "people": marked("Number of people"),
    "proposed_by": marked("Proposed by"),
    "reason": marked("Reason"),
    "reviews": marked("Reviews"),
    "rights": marked("What it may request"),
    "score": marked("Agreed score"),
    "sentence": marked("Own sentence"),
    "sha256": marked("Fingerprint of the results"),
    "subject": marked("Own subject"),
    "unconfirmed": marked("Opened without confirmation"),
    "vouchings": marked("Confirmations of lists"),
    "warnings": marked("Known when it was opened"),
    "way": marked("Opened by"),
}
"""What each detail is called that no sentence says."""

SHORTENED = 8
"""So many signs of a fingerprint are shown; the file of the record has them all."""

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
    Item.LETTERS_NOT_PRINTED: marked("letters had not been printed"),
    Item.FORMS_NOT_PRINTED: marked("paper forms with codes had not been printed"),
}
"""What may be so when a review is opened, all the same."""


def list_details(told: Mapping[str, object], *, but: Collection[str]) -> list[str]:
    """Return what else was recorded, ``but`` what is said already: each by its name.

    What was not so, and of what there was nothing, is left out. A detail of another installation that has no word here
    keeps its own name.
    """
    return [_detail(key, value) for key, value in told.items() if key not in but and _is_worth_saying(key, value)]


def _is_worth_saying(key: str, value: object) -> bool:
    return bool(value) or key in _NOTHING


def _detail(key: str, value: object) -> str:
    name = gettext(DETAILS[key]) if key in DETAILS else key
    return name if value is True else named(name, say_detail(key, value), current_language())


def say_detail(key: str, value: object) -> str:
    """Return a value in the reader's words, be it one, a list, or one for each side."""
    if isinstance(value, dict):
        each = [named(_of_what(of), say_detail(key, one), current_language()) for of, one in value.items()]
        return commas(each, current_language()) or gettext("none")
    if isinstance(value, list):
        return semicolons([say_detail(key, one) for one in value], current_language()) or gettext("none")
    if value in (None, "None"):
        return gettext(_NOTHING[key]) if key in _NOTHING else "–"
    return _READ[key](value) if isinstance(value, str) and key in _READ else _plain(value)


def _of_what(of: str) -> str:
    """Return whose value stands in a mapping: a side's, or a language's."""
    return called.name_of(of, current_language()) if of in TABLE else say_detail("side", of)


def _plain(value: object) -> str:
    if isinstance(value, float):
        return points(value)
    return value if isinstance(value, str) else canonical_json(value)


def _of(words: Mapping[str, object]) -> Callable[[str], str]:
    return lambda value: gettext(str(words[value])) if value in words else value


def _finding(value: str) -> str:
    """Return what was so of a side, or of the whole review: ``item/side``."""
    item, _, side = value.partition("/")
    said = _of(_ITEMS)(item)
    return named(say_detail("side", side), said, current_language()) if side in _SIDES else said


_READ: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("closes_on", "held_on", "follow_up"), lambda value: day(date.fromisoformat(value))),
    **dict.fromkeys(("warnings", "unconfirmed"), _finding),
    **dict.fromkeys(("digest", "fixed", "sha256"), lambda value: f"{value[:SHORTENED]}…"),
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
