"""What is printed until reviews are opened: who gets a letter, and what the record tells of printing."""

import json
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.printed import PRINTING
from surveyapp.core.sides import Side
from surveyapp.store.rows import AuditRow, RecipientRow


def list_by_letter(session: Session, review_ids: Collection[int]) -> list[tuple[int, Side, str, bool]]:
    """Return of the people of these reviews who have no address: review, side, id, and whether they were withdrawn."""
    person = (RecipientRow.review_id, RecipientRow.side, RecipientRow.id, RecipientRow.is_withdrawn)
    mine = (RecipientRow.review_id.in_(review_ids), RecipientRow.address.is_(None))
    found = session.execute(select(*person).where(*mine))
    return [(review_id, side, number, is_withdrawn) for review_id, side, number, is_withdrawn in found]


def list_printing(session: Session, review_ids: Collection[int]) -> list[tuple[int, str, dict[str, object]]]:
    """Return review, action and details of what was printed of these reviews, or in vain, the oldest first."""
    mine = (AuditRow.review_id.in_(review_ids), AuditRow.action.in_(PRINTING))
    query = select(AuditRow.review_id, AuditRow.action, AuditRow.details).where(*mine).order_by(AuditRow.number)
    return [(row.review_id or 0, row.action, json.loads(row.details)) for row in session.execute(query)]
