"""What a focal point is told of the own word about a list: from when on it counts, or why it does not."""

from collections.abc import Mapping
from datetime import date

from surveyapp.core.conduct.partnership import WhyNot
from surveyapp.core.text.bidi import isolated
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say
from surveyapp.words.dates import day_text

_SAID: Mapping[WhyNot, str] = {
    WhyNot.STAFF: marked("Your confirmation does not count, because your address belongs to a staff account."),
    WhyNot.OWN: marked(
        "Your confirmation does not count as it was asked for, because the same member of staff entered your address "
        "and asked you. Another one may ask you again."
    ),
    WhyNot.NEW: marked(
        "Your confirmation counts from %(day)s on, because your name or address was entered or changed lately."
    ),
}
_UNTIL_THEN = marked(
    "If the review opens before then, everyone who answers is told that nobody whose word counts has confirmed the "
    "list."
)
_OTHERWISE = marked(
    "Unless someone else confirms the list, everyone who answers is told that nobody whose word counts has confirmed "
    "it."
)


def weight_told(why_not: WhyNot | None, counts_from: date | None, language: Language) -> str:
    """Return why somebody's word does not count, or not yet, and what that means; nothing where it counts."""
    if why_not is None:
        return ""
    day = isolated(day_text(counts_from, language)) if counts_from else ""
    meant = say(_UNTIL_THEN if why_not is WhyNot.NEW else _OTHERWISE, language)
    return f"{say(_SAID[why_not], language, day=day)} {meant}"
