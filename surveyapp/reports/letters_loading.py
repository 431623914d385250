"""Loading what printed letters say beside the links."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.reports.letters import Letter, Letters
from surveyapp.settings import Settings
from surveyapp.store import reviews


def load_letters(
    session: Session, review_id: int, *, side: Side, addressed: Iterable[tuple[Person | None, str]], settings: Settings
) -> Letters:
    """Return the letters to ``addressed``: whom each is for, or None, and the token of the link that it holds.

    Raises:
        NotFoundError: there is no such review.
    """
    review = reviews.get_review(session, review_id)
    default = Language(settings.default_language)
    return Letters(
        review=review,
        side=side,
        site=settings.public_url.removeprefix("https://"),
        contact=settings.contact,
        letters=tuple(
            Letter(
                person.name if person else "",
                person.language if person else default,
                f"{settings.public_url}/r/{token}",
            )
            for person, token in addressed
        ),
    )
