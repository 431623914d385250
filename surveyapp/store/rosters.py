"""Lists of people as their focal points see them: of many reviews at once, and of thousands of people."""

from collections.abc import Collection

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import InvitationState
from surveyapp.core.conduct.roster import Person, Roster
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import TABLE, Language, nearest
from surveyapp.store.rows import InvitationRow, OpeningRow, RecipientRow, ReviewRow

_LISTED = (
    RecipientRow.review_id,
    type_coerce(RecipientRow.side, String),
    RecipientRow.name,
    RecipientRow.role,
    func.coalesce(RecipientRow.address, ""),
    type_coerce(RecipientRow.language, String),
)
"""What a focal point reads of them, as the database has it."""


def list_rosters(session: Session, review_ids: Collection[int]) -> dict[tuple[int, Side], Roster]:
    """Return both sides' lists of each of these reviews as their focal points see them, in three queries.

    Sealing cuts people from their links, so of a closed review the links without a name are those counted at its
    opening, and none once that is forgotten.
    """
    people: dict[tuple[int, str], list[Person]] = {(one, side): [] for one in review_ids for side in Side}
    mine = (RecipientRow.review_id.in_(review_ids), RecipientRow.is_withdrawn.is_(False))
    languages = {code: Language(code) for code in TABLE}
    for review_id, side, name, role, address, code in session.execute(
        select(*_LISTED).where(*mine).order_by(RecipientRow.id)
    ):
        people[review_id, side].append(Person(name, role, address, languages[nearest(code, languages)]))
    nameless = _count_nameless(session, review_ids)
    return {
        (one, side): Roster(tuple(people[one, side]), nameless.get((one, side), 0))
        for one in review_ids
        for side in Side
    }


def _count_nameless(session: Session, review_ids: Collection[int]) -> dict[tuple[int, Side], int]:
    linked = (
        select(InvitationRow.review_id, InvitationRow.side, func.count())
        .join(ReviewRow, ReviewRow.id == InvitationRow.review_id)
        .outerjoin(RecipientRow, RecipientRow.invitation_id == InvitationRow.id)
        .where(InvitationRow.review_id.in_(review_ids), RecipientRow.id.is_(None), ReviewRow.closed_at.is_(None))
        .where(InvitationRow.state.is_distinct_from(InvitationState.REVOKED))
        .group_by(InvitationRow.review_id, InvitationRow.side)
    )
    frozen = (
        select(OpeningRow.review_id, OpeningRow.side, OpeningRow.nameless)
        .join(ReviewRow, ReviewRow.id == OpeningRow.review_id)
        .where(OpeningRow.review_id.in_(review_ids), ReviewRow.closed_at.is_not(None))
    )
    found = [*session.execute(linked), *session.execute(frozen)]
    return {(review_id, side): count for review_id, side, count in found}
