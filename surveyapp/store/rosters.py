"""Lists of people as their focal points see them: of many reviews at once, and of thousands of people."""

from collections.abc import Collection

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roster import Person, Roster
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import TABLE, Language, nearest
from surveyapp.store.nameless import count_nameless
from surveyapp.store.rows import RecipientRow

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
    if not people:
        return {}
    mine = (RecipientRow.review_id.in_(review_ids), RecipientRow.is_withdrawn.is_(False))
    languages = {code: Language(code) for code in TABLE}
    for review_id, side, name, role, address, code in session.execute(
        select(*_LISTED).where(*mine).order_by(RecipientRow.id)
    ):
        people[review_id, side].append(Person(name, role, address, languages[nearest(code, languages)]))
    nameless = count_nameless(session, review_ids)
    return {
        (one, side): Roster(tuple(people[one, side]), nameless.get((one, side), 0))
        for one in review_ids
        for side in Side
    }
