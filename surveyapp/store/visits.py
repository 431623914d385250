"""Visits: what a link leads to, as every request behind one asks."""

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Select, bindparam, select

from surveyapp.core.conduct.review import InvitationState, Review, Succession
from surveyapp.core.sides import Side
from surveyapp.store.engine import Bound, is_sqlite, timezone_of
from surveyapp.store.joining import read_columns, review_from_columns
from surveyapp.store.rows import (
    DraftRow,
    InvitationRow,
    PartnerRow,
    QuestionnaireRow,
    RecipientRow,
    ReviewRow,
    RoundRow,
)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a link leads to: the invitation (state None once sealed), its review, and the draft as it is stored.

    ``is_mailed`` says that a mail carried the link, and that nobody on the staff was shown it.
    """

    side: Side
    state: InvitationState | None
    succession: Succession | None
    review: Review
    sealed_draft: bytes | None
    is_mailed: bool

    @property
    def changing(self) -> tuple[Any, ...]:
        """Return what of it may change while the review is open, as ``_changing`` finds it."""
        return (self.review.state, self.review.closes_on, self.state, self.succession, self.sealed_draft)


def find_visit(bound: Bound, token_hash: bytes, *, known: Visit | None = None) -> Visit | None:
    """Return what the link with this hash leads to, in one query; None when there is no such link.

    It is the very one that is ``known``, where nothing of it that changes was changed meanwhile.
    """
    if known is not None and bound.execute(_changing(), {"token_hash": token_hash}).first() == known.changing:
        return known
    found = bound.execute(_visits(), {"token_hash": token_hash}).first()
    if found is None:
        return None
    side, state, succession, sealed, address = found[-_OWN:]
    review = review_from_columns(found, timezone_of(bound))
    return Visit(side, state, succession, review, sealed, address is not None)


@cache
def _changing() -> Select[*tuple[Any, ...]]:
    """Return the query of what may change behind a link of an open review, by ``:token_hash``."""
    review, invitation, draft = (kind.__table__ for kind in (ReviewRow, InvitationRow, DraftRow))
    changing = (review.c.state, review.c.closes_on, invitation.c.state, invitation.c.succession, draft.c.sealed)
    return (
        select(*changing)
        .select_from(invitation)
        .join(review, review.c.id == invitation.c.review_id)
        .outerjoin(draft, draft.c.token_hash == invitation.c.token_hash)
        .where(invitation.c.token_hash == bindparam("token_hash"))
    )


@cache
def _visits() -> Select[*tuple[Any, ...]]:
    """Return the query of a visit by ``:token_hash``; built once, of tables: every request behind a link asks it."""
    review, of_round, partner, version, invitation, draft, recipient = (kind.__table__ for kind in _ASKED)
    own = (invitation.c.side, invitation.c.state, invitation.c.succession, draft.c.sealed, recipient.c.address)
    return (
        select(*chain(*read_columns().values()), *own)
        .select_from(invitation)
        .join(review, review.c.id == invitation.c.review_id)
        .join(of_round, of_round.c.id == review.c.round_id)
        .join(partner, partner.c.id == review.c.partner_id)
        .join(version, version.c.id == review.c.questionnaire_id)
        .outerjoin(draft, draft.c.token_hash == invitation.c.token_hash)
        .outerjoin(recipient, recipient.c.invitation_id == invitation.c.id)
        .where(invitation.c.token_hash == bindparam("token_hash"))
    )


_ASKED = (ReviewRow, RoundRow, PartnerRow, QuestionnaireRow, InvitationRow, DraftRow, RecipientRow)
_OWN = 5
"""How many columns of a visit are the link's own."""


def lock_visit(bound: Bound, token_hash: bytes) -> None:
    """Hold the link alone, and its review against closing, until the transaction ends.

    The review comes first, as it does in closing, so that the two never wait for each other. Read the visit after
    this: on PostgreSQL a joined row is as old as its statement. On SQLite a writing session holds all there is.
    """
    if not is_sqlite(bound):
        for query in _holding():
            bound.execute(query, {"token_hash": token_hash})


@cache
def _holding() -> tuple[Select[*tuple[Any, ...]], ...]:
    review, invitation = ReviewRow.__table__, InvitationRow.__table__
    mine = invitation.c.token_hash == bindparam("token_hash")
    of_review = select(review.c.id).join(invitation, invitation.c.review_id == review.c.id).where(mine)
    return (
        of_review.with_for_update(read=True, of=review),
        select(invitation.c.id).where(mine).with_for_update(),
    )
