"""Messages that staff copy and send by themselves, to people to whom no mail goes."""

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Answering, Review
from surveyapp.core.instrument.burden import count_statements
from surveyapp.core.sides import Side
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.web.i18n import offered_languages
from surveyapp.words.catalogue import in_each
from surveyapp.words.copying import own_message
from surveyapp.words.dates import day_text


def message_to_copy(session: Session, review: Review, side: Side, *, link: str = "") -> str:
    """Return what staff may send somebody by themselves, in every language that is offered."""
    languages = offered_languages()
    return own_message(
        review.partner.name,
        in_each(languages, lambda one: day_text(review.closes_on, one)),
        link=link,
        statements=count_statements(get_questionnaire(session, review.questionnaire), side),
        languages=languages,
        is_attributed=review.answering.of(side) is Answering.ORGANISATION,
    )
