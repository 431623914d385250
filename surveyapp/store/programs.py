"""Programs that may ask the API: what each may do, until when, and how much it asked lately."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roles import Right, Scope
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.store.rows import ProgramReviewRow, ProgramRow


@dataclass(frozen=True, slots=True)
class Program:
    """A program that has, or had, a token."""

    id: int
    name: str
    scope: Scope
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None

    @property
    def author(self) -> str:
        """Return how the record calls this program."""
        return f"program:{self.name}"

    def is_in_force_at(self, now: datetime) -> bool:
        """Say whether the token lets the program in at ``now``."""
        return self.revoked_at is None and now < self.expires_at


def put_program(
    session: Session, name: str, *, token_hash: bytes, scope: Scope, now: datetime, expires_at: datetime
) -> Program | None:
    """Store a program; None when the name is taken, be it by one that was revoked."""
    if session.scalar(select(ProgramRow.id).where(ProgramRow.name == name)) is not None:
        return None
    row = ProgramRow(
        name=name,
        token_hash=token_hash,
        rights=" ".join(right for right in Right if right in scope.rights),
        is_limited=scope.reviews is not None,
        created_at=now,
        expires_at=expires_at,
        spent=0.0,
    )
    session.add(row)
    session.flush()
    session.add_all(ProgramReviewRow(program_id=row.id, review_id=review_id) for review_id in scope.reviews or ())
    session.flush()
    return _program(row, scope.reviews or ())


def find_program(session: Session, token_hash: bytes) -> Program | None:
    """Return the program whose token has this hash, whether it is still in force or not; None when there is none."""
    row = session.scalar(select(ProgramRow).where(ProgramRow.token_hash == token_hash))
    if row is None:
        return None
    query = select(ProgramReviewRow.review_id).where(ProgramReviewRow.program_id == row.id)
    return _program(row, session.scalars(query) if row.is_limited else ())


def list_programs(session: Session) -> list[Program]:
    """Return every program by its name, those that were revoked last."""
    reviews = defaultdict(list)
    for program_id, review_id in session.execute(select(ProgramReviewRow.program_id, ProgramReviewRow.review_id)):
        reviews[program_id].append(review_id)
    rows = session.scalars(select(ProgramRow).order_by(ProgramRow.revoked_at.is_not(None), ProgramRow.name))
    return [_program(row, reviews[row.id]) for row in rows]


def get_program_row(session: Session, name: str) -> ProgramRow:
    """Return a program, held alone until the transaction ends; NotFoundError ``no_program`` when there is none."""
    row = session.scalar(select(ProgramRow).where(ProgramRow.name == name).with_for_update())
    if row is None:
        raise NotFoundError(Code.NO_PROGRAM, name=name)
    return row


def _program(row: ProgramRow, reviews: Iterable[int]) -> Program:
    return Program(
        row.id,
        row.name,
        Scope(_rights(row.rights.split()), frozenset(reviews) if row.is_limited else None),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        used_at=row.used_at,
    )


def _rights(words: Collection[str]) -> frozenset[Right]:
    """Return the rights that these words name; a word that names none, as of a later version, gives nothing."""
    return frozenset(right for right in Right if right in words)
