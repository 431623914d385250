"""Where in a questionnaire a text stands: in words, and by its code on paper."""

from collections.abc import Mapping
from itertools import chain

from surveyapp.core.form.pages import CLOSING, PROFILE
from surveyapp.core.instrument.outline import STATEMENTS, Path
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import About, Side, read_prompt_key
from surveyapp.core.text.languages import Language
from surveyapp.reports.paper.codes import item_codes
from surveyapp.words.catalogue import marked, say

GROUPS: Mapping[str, str] = {
    "title": marked("Title"),
    "short_title": marked("Short title"),
    "reference_period_months": marked("Period that the questions cover, in months"),
    "sides": marked("Names of the sides"),
    "terms": marked("The other side’s name within statements"),
    "facets": marked("What is rated"),
    "intro": marked("Opening words"),
    "privacy_notice": marked("Notice on privacy"),
    "labels": marked("Buttons and labels"),
    "scales": marked("Answers to choose from"),
    "scoring": marked("Rules of scoring"),
    "disclosure": marked("Disclosure rules"),
    PROFILE: marked("About your work"),
    "organisation_types": marked("Kinds of organisation"),
    "parts": marked("Parts"),
    "sections": marked("Topic"),
    CLOSING: marked("In closing"),
    "thanks": marked("Thanks"),
    "discussion_prompts": marked("Prompts for the meeting"),
    "meeting_form": marked("Form for the meeting"),
}
NAMES: Mapping[str, str] = {
    "we": marked("about us"),
    "they": marked("about the other side"),
    "text": marked("about our joint work"),
    "title": marked("title"),
    "hint": marked("explanation"),
    "open": marked("open question"),
    "question": marked("question"),
    "prcs.label": marked("short name"),
    "partner.label": marked("short name"),
    "full_name": marked("full name"),
    "capitalised": marked("at the beginning of a sentence"),
    "plain": marked("within a sentence"),
    "scale": marked("answers to choose from"),
    "reverse": marked("worded the other way round"),
    "kind": marked("kind"),
    "section": marked("topic"),
    "part": marked("part"),
    "position": marked("position"),
    "sections": marked("order of topics"),
}
"""What texts and values are called; one that is not listed goes by its name in the file."""

_VOICES = {About.SELF: "we", About.OTHER: "they", About.JOINT: "text"}

Key = tuple[Path, str]
"""An item and the name of a text in it."""


def place_of(path: Path, questionnaire: Questionnaire, *, language: Language) -> str:
    """Return where the item at ``path`` stands, such as “Ensure integrity”; it need not be there any more."""
    group, item = path[0], path[1] if len(path) > 1 else ""
    if group == STATEMENTS:
        found = [section for section in questionnaire.sections if item in {s.id for s in section.statements}]
        return found[0].title.in_(language) if found else say("Statement", language)
    section = questionnaire.find_section(item) if group == "sections" else None
    if section:
        return section.title.in_(language)
    place = say(GROUPS[group], language)
    return say("%(place)s (%(name)s)", language, place=place, name=item) if group == "scales" and item else place


def name_of(name: str, language: Language) -> str:
    """Return what a text or value is called within its item; "" when the item says it all."""
    called = NAMES.get(name) or NAMES.get(name.rpartition(".")[2])
    return say(called, language) if called else ""


def text_codes(questionnaire: Questionnaire) -> dict[Key, str]:
    """Return the code on paper of every text that has one; the codes of both sides' forms are the same."""
    codes = item_codes(questionnaire, Side.PRCS)
    found = {_key_of(page, field): code for (page, field), code in codes.items() if not field.endswith(".share")}
    for number, section in enumerate(questionnaire.sections, 1):
        found |= {(("sections", section.id), name): str(number) for name in ("title", "hint")}
    for question in questionnaire.cut_questions:
        code = codes[PROFILE, question.id]
        found |= {((PROFILE, question.id, "options", option.key), "label"): code for option in question.options}
    return found


def code_of(path: Path, codes: Mapping[Key, str]) -> str:
    """Return the code of an item as a whole: ``3.2`` for the statement whose voices are 3.2a and 3.2b; "" without."""
    own = (code for (home, _), code in codes.items() if home == path)
    return next((code.rstrip("abc") for code in chain(own, [""])), "")


def _key_of(page: str, field: str) -> Key:
    if page in {PROFILE, CLOSING}:
        return (page, field), "question"
    if field == "open":
        return ("sections", page), "open"
    key = read_prompt_key(field)
    return (STATEMENTS, key.statement), _VOICES[key.about]
