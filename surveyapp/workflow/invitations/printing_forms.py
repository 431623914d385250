"""Paper forms with a code each, printed until the review is opened, and not again.

Whoever holds a code reads what was begun or keyed behind it, as with links; and two sheets with one code are one form.
"""

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Step
from surveyapp.core.errors import Code, InputError
from surveyapp.core.sides import Side
from surveyapp.core.text.typed_codes import Secret
from surveyapp.store import audit, invitations, reviews
from surveyapp.workflow.invitations.inviting import secret_of
from surveyapp.workflow.keys import Keys

AT_ONCE = 10
"""Forms in one file: as many as are made within what a file may take."""


def count_forms(session: Session, review_id: int, *, side: Side) -> int:
    """Return how many paper forms of a side have a code, until opening.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened already.
    """
    reviews.get_review(session, review_id).require(Step.INVITE)
    return len(invitations.list_nameless(session, review_id, side=side, is_paper=True))


def list_forms(session: Session, review_id: int, *, side: Side, first: int, last: int, keys: Keys) -> list[Secret]:
    """Return what leads to the paper forms ``first`` to ``last``, as they were made; who gives them away records it.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened already.
        InputError: there are no such forms, or they are too many for one file.
    """
    reviews.get_review(session, review_id).require(Step.INVITE)
    links = invitations.list_nameless(session, review_id, side=side, is_paper=True)
    if not (1 <= first <= last <= len(links) and last - first < AT_ONCE):
        raise InputError(Code.NO_SUCH_FORMS, total=len(links), limit=AT_ONCE)
    return [secret_of(link, keys) for link in links[first - 1 : last]]


def take_forms(session: Session, review_id: int, *, side: Side, first: int, last: int, keys: Keys) -> list[Secret]:
    """Return what ``list_forms`` does; it is recorded who took them. The review is held: nobody opens it meanwhile.

    Raises:
        NotFoundError, StateError, InputError: as for ``list_forms``.
    """
    reviews.get_review_row(session, review_id)
    taken = list_forms(session, review_id, side=side, first=first, last=last, keys=keys)
    audit.record(session, "invitation.forms_taken", review_id=review_id, side=side.value, count=len(taken))
    return taken
