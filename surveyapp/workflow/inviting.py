"""Inviting people: personal links, made before opening, the same every time they are asked for."""

import secrets

from sqlalchemy.orm import Session

from surveyapp.core.errors import GoneError, InputError, NotFoundError
from surveyapp.core.review import Answering, Invitation, InvitationState, Step
from surveyapp.core.sides import Side
from surveyapp.store import audit, invitations, reviews
from surveyapp.workflow.keys import Keys, read_token, token_hash

NONCE_BYTES = 16
COUNT_LIMIT = 5000


def invite(
    session: Session, review_id: int, *, side: Side, count: int, keys: Keys, is_paper: bool = False
) -> list[str]:
    """Make ``count`` personal links for one side and return their tokens; those of paper forms may also be keyed.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened already; the list is frozen.
        InputError: ``count`` is out of range, or the side answers as an organisation and has its one link.
    """
    reviews.get_review_row(session, review_id)
    review = reviews.get_review(session, review_id)
    review.require(Step.INVITE)
    if not 0 < count <= COUNT_LIMIT:
        raise InputError("bad_count", limit=COUNT_LIMIT)
    if review.answering.of(side) is Answering.ORGANISATION:
        invited = reviews.count_invited(session, [review_id])[review_id, side]
        if invited + count > 1:
            raise InputError("one_form_per_organisation", side=side.value)
    audit.record(session, "invitation.made", review_id=review_id, side=side.value, count=count, is_paper=is_paper)
    return [_new_link(session, review_id, side=side, keys=keys, is_paper=is_paper) for _ in range(count)]


def list_unused_tokens(session: Session, review_id: int, *, side: Side, keys: Keys) -> list[str]:
    """Return the tokens of the links that nobody used yet, derived again."""
    nonces = invitations.list_nonces(session, review_id, side=side)
    return [keys.token(invitation_id, nonce) for invitation_id, nonce in nonces]


def get_unused_token(session: Session, given: str, *, review_id: int, side: Side) -> str:
    """Return the token of an unused link that somebody gave as an address or as a code.

    Raises:
        NotFoundError: there is no such link.
        InputError: it is not one of this side of this review, or was used.
        GoneError: it was withdrawn, or its review is closed.
    """
    token = read_token(given.rstrip("/").rpartition("/")[2])
    visit = invitations.find_visit(session, token_hash(token))
    if visit is None:
        raise NotFoundError("unknown_link")
    if (visit.review.id, visit.side) != (review_id, side):
        raise InputError("link_of_another", review=review_id, side=side.value)
    if visit.state is InvitationState.SENT:
        raise InputError("already_sent")
    if visit.state is not InvitationState.UNUSED:
        raise GoneError("link_revoked" if visit.state else "review_closed")
    return token


def _new_link(session: Session, review_id: int, *, side: Side, keys: Keys, is_paper: bool) -> str:
    invitation = Invitation(secrets.token_hex(16), review_id, side, InvitationState.UNUSED)
    nonce = secrets.token_bytes(NONCE_BYTES)
    token = keys.token(invitation.id, nonce)
    invitations.put_invitation(session, invitation, nonce=nonce, token_hash=token_hash(token), is_paper=is_paper)
    return token
