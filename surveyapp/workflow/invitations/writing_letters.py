"""Printed letters: the links of people without an address, and links that nobody's name is on.

Nobody else's link is printed: a member of staff who holds it could read what was begun behind it. Letters are the same
whether somebody has answered or not.
"""

from sqlalchemy.orm import Session

from surveyapp.core.conduct.roster import Person
from surveyapp.core.errors import Code, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, invitations, recipients, reviews
from surveyapp.workflow.keys import Keys


def take_letters(session: Session, review_id: int, *, side: Side, keys: Keys) -> list[tuple[Person | None, str]]:
    """Return whom each letter of a side is for, or None, and the token that it holds; it is recorded who took them.

    Raises:
        NotFoundError: there is no such review.
        StateError: it is closed, or nobody on this side gets a letter.
    """
    review = reviews.get_review(session, review_id)
    if review.is_closed:
        raise StateError(Code.MAY_NOT_WRITE_LETTERS, review=review_id, state=review.state)
    named = recipients.list_without_address(session, review_id, side=side)
    links = invitations.list_links(session, [invitation_id for _, invitation_id in named])
    letters: list[tuple[Person | None, str]] = [
        (one.person, keys.token(invitation_id, links[invitation_id].nonce)) for one, invitation_id in named
    ]
    nameless = invitations.list_nameless(session, review_id, side=side)
    letters += [(None, keys.token(link.invitation.id, link.nonce)) for link in nameless]
    if not letters:
        raise StateError(Code.NO_LETTERS, review=review_id, side=side.value)
    audit.record(session, "invitation.letters_taken", review_id=review_id, side=side.value, count=len(letters))
    return letters
