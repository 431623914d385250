"""Where in a questionnaire a text stands: in words, in both languages, and by its code on paper."""

from collections.abc import Mapping
from itertools import chain

from surveyapp.core.form.pages import CLOSING, PROFILE
from surveyapp.core.instrument.outline import STATEMENTS, Path
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import About, Side, read_prompt_key
from surveyapp.core.text.languages import Text
from surveyapp.reports.paper.codes import item_codes

GROUPS: Mapping[str, Text] = {
    "title": Text({"ar": "العنوان", "en": "Title"}),
    "short_title": Text({"ar": "العنوان القصير", "en": "Short title"}),
    "reference_period_months": Text(
        {"ar": "الفترة التي تغطيها الأسئلة، بالأشهر", "en": "Months that are looked back on"}
    ),
    "sides": Text({"ar": "اسما الطرفين", "en": "Names of the sides"}),
    "terms": Text({"ar": "اسم الطرف الآخر داخل العبارات", "en": "The other side’s name within statements"}),
    "facets": Text({"ar": "ما يتعلق به التقييم", "en": "What ratings are about"}),
    "intro": Text({"ar": "مقدمة الاستمارة", "en": "Opening words"}),
    "privacy_notice": Text({"ar": "إشعار الخصوصية", "en": "Notice on privacy"}),
    "labels": Text({"ar": "الأزرار والتسميات", "en": "Buttons and labels"}),
    "scales": Text({"ar": "خيارات الإجابة", "en": "Answers to choose from"}),
    "scoring": Text({"ar": "قواعد الحساب", "en": "Rules of scoring"}),
    "disclosure": Text({"ar": "قواعد العرض", "en": "Rules of disclosure"}),
    PROFILE: Text({"ar": "عن عملكم", "en": "About your work"}),
    "organisation_types": Text({"ar": "أنواع الجهات", "en": "Kinds of organisation"}),
    "parts": Text({"ar": "أجزاء الاستبيان", "en": "Parts"}),
    "sections": Text({"ar": "المحور", "en": "Topic"}),
    CLOSING: Text({"ar": "في الختام", "en": "In closing"}),
    "thanks": Text({"ar": "الشكر", "en": "Thanks"}),
    "discussion_prompts": Text({"ar": "أسئلة النقاش", "en": "Prompts for the meeting"}),
    "meeting_form": Text({"ar": "استمارة الاجتماع", "en": "Form for the meeting"}),
}
NAMES: Mapping[str, Text] = {
    "we": Text({"ar": "عنّا", "en": "about us"}),
    "they": Text({"ar": "عن الطرف الآخر", "en": "about the other side"}),
    "text": Text({"ar": "عن عملنا المشترك", "en": "about our joint work"}),
    "title": Text({"ar": "العنوان", "en": "title"}),
    "hint": Text({"ar": "الشرح", "en": "explanation"}),
    "open": Text({"ar": "السؤال المفتوح", "en": "open question"}),
    "question": Text({"ar": "السؤال", "en": "question"}),
    "prcs.label": Text({"ar": "الاسم القصير", "en": "short name"}),
    "partner.label": Text({"ar": "الاسم القصير", "en": "short name"}),
    "full_name": Text({"ar": "الاسم الكامل", "en": "full name"}),
    "capitalised": Text({"ar": "في أول الجملة", "en": "at the beginning of a sentence"}),
    "plain": Text({"ar": "داخل الجملة", "en": "within a sentence"}),
    "scale": Text({"ar": "خيارات الإجابة", "en": "answers to choose from"}),
    "reverse": Text({"ar": "عبارة معكوسة", "en": "worded the other way round"}),
    "kind": Text({"ar": "النوع", "en": "kind"}),
    "section": Text({"ar": "المحور", "en": "topic"}),
    "part": Text({"ar": "الجزء", "en": "part"}),
    "position": Text({"ar": "الترتيب", "en": "position"}),
    "sections": Text({"ar": "ترتيب المحاور", "en": "order of topics"}),
}
"""What texts and values are called; one that is not listed goes by its name in the file."""

_VOICES = {About.SELF: "we", About.OTHER: "they", About.JOINT: "text"}

Key = tuple[Path, str]
"""An item and the name of a text in it."""


def place_of(path: Path, questionnaire: Questionnaire) -> Text:
    """Return where the item at ``path`` stands, such as “Topic: Ensure integrity”; it need not be there any more."""
    group, item = path[0], path[1] if len(path) > 1 else ""
    if group == STATEMENTS:
        found = [section for section in questionnaire.sections if item in {s.id for s in section.statements}]
        return found[0].title if found else Text({"ar": "عبارة", "en": "Statement"})
    section = questionnaire.find_section(item) if group == "sections" else None
    if section:
        return section.title
    return _with_name(GROUPS[group], item) if group == "scales" and item else GROUPS[group]


def name_of(name: str) -> Text | None:
    """Return what a text or value is called within its item, or None when the item says it all."""
    return NAMES.get(name) or NAMES.get(name.rpartition(".")[2])


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


def _with_name(text: Text, name: str) -> Text:
    return Text({"ar": f"{text['ar']} ({name})", "en": f"{text['en']} ({name})"})
