"""The message that staff copy into WhatsApp or an SMS of their own, for people to whom no mail goes."""

from collections.abc import Sequence

from surveyapp.core.instrument.burden import minutes_for
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.shown import shown
from surveyapp.words.catalogue import counted, marked, say

_ALONE = marked(
    "The Palestine Red Crescent Society and %(partner)s would like your view of how well they work together. The form "
    "takes %(time)s; please answer by %(day)s. This link is for you only:"
)
_ORGANISATIONS = marked(
    "The Palestine Red Crescent Society and %(partner)s would like your organisation’s view of how well they work "
    "together. Please answer by %(day)s. This link is for your organisation:"
)
_PLACE = marked("[put the link here]")


def own_message(
    partner: Text, day: Text, *, link: str, statements: int, languages: Sequence[Language], is_attributed: bool
) -> str:
    """Return the message in each of ``languages``, one below the other, and the link; a place for it where none is."""
    said = [
        say(
            _ORGANISATIONS if is_attributed else _ALONE,
            one,
            partner=shown(partner.in_(one)),
            time=counted("about %(n)s minute", "about %(n)s minutes", minutes_for(statements), one),
            day=day.in_(one),
        )
        for one in languages
    ]
    return without_controls("\n\n".join([*said, link or say(_PLACE, languages[0])]))
