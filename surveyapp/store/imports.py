"""What imports took, for as long as their review is open: to know it again, and to give it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from surveyapp.core.sides import Side
from surveyapp.store.rows import AnswerImportRow


@dataclass(frozen=True, slots=True)
class AnswerImport:
    """One import; ``responses`` and ``links`` are ids, ``known`` digests. When it was undone there are none of them."""

    number: int
    side: Side
    at: datetime
    count: int
    responses: Sequence[str]
    links: Sequence[str]
    known: Sequence[str]
    is_undone: bool = False


def put_import(session: Session, review_id: int, made: AnswerImport) -> None:
    """Store what an import took."""
    lists = {"responses": made.responses, "links": made.links, "known": made.known}
    session.add(
        AnswerImportRow(
            review_id=review_id,
            number=made.number,
            side=made.side,
            imported_at=made.at,
            count=made.count,
            **{name: sorted(held) for name, held in lists.items()},
        )
    )


def list_imports(session: Session, review_id: int) -> list[AnswerImport]:
    """Return the imports of a review in their order, undone ones too; none once it is closed."""
    query = select(AnswerImportRow).where(AnswerImportRow.review_id == review_id).order_by(AnswerImportRow.number)
    return [_from_row(row) for row in session.scalars(query)]


def mark_undone(session: Session, review_id: int, *, number: int) -> None:
    """Forget what an import took; that there was one stays, and its number is not used again."""
    mine = update(AnswerImportRow).where(AnswerImportRow.review_id == review_id, AnswerImportRow.number == number)
    session.execute(mine.values(responses=None, links=None, known=None))


def drop_imports(session: Session, review_id: int) -> None:
    """Forget a review's imports altogether, as closing does."""
    session.execute(delete(AnswerImportRow).where(AnswerImportRow.review_id == review_id))


def _from_row(row: AnswerImportRow) -> AnswerImport:
    lists = (row.responses or (), row.links or (), row.known or ())
    return AnswerImport(row.number, row.side, row.imported_at, row.count, *lists, is_undone=row.responses is None)
