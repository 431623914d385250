"""The results as they were stored when a review was closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.store.rows import ResultRow


def find_sha256(session: Session, review_id: int) -> str | None:
    """Return the hash that was stored with the results, or None before closing."""
    return session.scalar(select(ResultRow.sha256).where(ResultRow.review_id == review_id))
