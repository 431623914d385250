"""Loading what a blank form is made of."""

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import State
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.reports.blank_form import BlankForm
from surveyapp.settings import Keeping
from surveyapp.store import reviews
from surveyapp.store.questionnaires import get_questionnaire


def load_blank_form(
    session: Session,
    review_id: int,
    *,
    side: Side,
    languages: tuple[Language, ...],
    keeping: Keeping,
    link: str | None = None,
) -> BlankForm:
    """Return the blank form of one side of a review; ``link`` is the address that it prints, and its code.

    Raises:
        NotFoundError: there is no such review.
    """
    review = reviews.get_review(session, review_id)
    counts = reviews.count_invited(session, [review_id])
    return BlankForm(
        questionnaire=get_questionnaire(session, review.questionnaire),
        review=review,
        side=side,
        languages=languages,
        keeping=keeping,
        invited=None if review.state is State.DRAFT else {side: counts[review_id, side] for side in Side},
        link=link,
    )
