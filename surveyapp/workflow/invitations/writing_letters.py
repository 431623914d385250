"""Printed letters: the links of people without an address, and links that nobody's name is on.

They are printed until the review is opened, and not again: whoever holds a link reads what was begun behind it, and so
nobody else's link is printed at all. Whoever loses a letter gets another link (``reissuing.reissue_letter``).
"""

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roster import Person
from surveyapp.core.errors import Code, StateError
from surveyapp.core.sides import Side
from surveyapp.core.text.typed_codes import Secret
from surveyapp.store import audit, invitations, recipients, reviews
from surveyapp.workflow.invitations.inviting import secret_of
from surveyapp.workflow.keys import Keys

Letters = list[tuple[Person | None, Secret]]
"""Whom each letter is for, or None, and what leads to the form."""


def take_letters(session: Session, review_id: int, *, side: Side, keys: Keys, made: Letters | None = None) -> Letters:
    """Return the letters of a side; it is recorded who took them. Those that were ``made`` before must be the same.

    The review is held, so that nobody opens it meanwhile.

    Raises:
        NotFoundError, StateError: as for ``list_letters``, or what was made is not what the list has any more.
    """
    reviews.get_review_row(session, review_id)
    letters = list_letters(session, review_id, side=side, keys=keys)
    if made is not None and made != letters:
        raise StateError(Code.CHANGED_SINCE)
    details = {"side": side.value, "count": len(letters), "named": sum(bool(person) for person, _ in letters)}
    audit.record(session, "invitation.letters_taken", review_id=review_id, **details)
    return letters


def list_letters(session: Session, review_id: int, *, side: Side, keys: Keys) -> Letters:
    """Return the letters of a side, to be given to nobody before they are taken.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened, or nobody on this side gets a letter.
    """
    review = reviews.get_review(session, review_id)
    if review.state is not State.DRAFT:
        raise StateError(Code.LETTERS_ARE_OUT, review=review_id, state=review.state)
    named = recipients.list_without_address(session, review_id, side=side)
    links = invitations.list_links(session, [invitation_id for _, invitation_id in named])
    letters: Letters = [(one.person, secret_of(links[link_id], keys)) for one, link_id in named]
    letters += [(None, secret_of(link, keys)) for link in invitations.list_nameless(session, review_id, side=side)]
    if not letters:
        raise StateError(Code.NO_LETTERS, review=review_id, side=side.value)
    return letters
