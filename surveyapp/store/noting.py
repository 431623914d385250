"""The meeting's screen: promises that are being typed, promises put otherwise, and the sign-off."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.actions import Promise, SignOff
from surveyapp.core.conduct.noting import Noted, Word
from surveyapp.store.actions import find_sign_off_row
from surveyapp.store.rows import ActionRow, AgreementRow, SignOffRow, UnfinishedRow, WordingRow

_WORDED = ("facet", "words", "prcs_lead", "partner_lead", "due", "evidence")


def find_unfinished(session: Session, review_id: int, section: str) -> Noted:
    """Return the promise that is being typed of a topic; an empty one where there is none."""
    row = session.get(UnfinishedRow, (review_id, section))
    return _noted(row) if row else Noted()


def list_unfinished(session: Session, review_id: int) -> dict[str, Noted]:
    """Return the promises that are being typed, by topic."""
    rows = session.scalars(select(UnfinishedRow).where(UnfinishedRow.review_id == review_id))
    return {row.section: _noted(row) for row in rows}


def put_unfinished(session: Session, review_id: int, *, section: str, noted: Noted, now: datetime) -> None:
    """Keep a promise that is being typed, in the place of what was kept; erase it where nothing is left of it."""
    if noted.is_empty:
        mine = (UnfinishedRow.review_id == review_id, UnfinishedRow.section == section)
        session.execute(delete(UnfinishedRow).where(*mine))
    else:
        session.merge(UnfinishedRow(review_id=review_id, section=section, written_at=now, **asdict(noted)))
    session.flush()


def put_wording(session: Session, action_id: int, *, promise: Promise, now: datetime, by: str, goes_on: bool) -> None:
    """Put a promise otherwise; what it said before is kept, unless the same word ``goes_on``."""
    row = session.get_one(ActionRow, action_id)
    if not goes_on:
        before = {name: getattr(row, name) for name in _WORDED}
        session.add(WordingRow(action_id=row.id, written_at=row.written_at, written_by=row.written_by, **before))
    for name in _WORDED:
        setattr(row, name, getattr(promise, name))
    row.written_at, row.written_by = now, by
    session.flush()


def take_back(session: Session, action_id: int, *, now: datetime) -> None:
    """Let there be no such promise; its row is kept."""
    session.get_one(ActionRow, action_id).taken_back_at = now
    session.flush()


def get_word(session: Session, action_id: int) -> Word:
    """Return who last put a promise as it is, and when."""
    row = session.get_one(ActionRow, action_id)
    return Word(row.written_by, row.written_at)


def find_last_written(session: Session, review_id: int, section: str) -> datetime | None:
    """Return when anything of a topic was last written down."""
    found = [
        session.scalar(select(func.max(row.written_at)).where(row.review_id == review_id, row.section == section))
        for row in (AgreementRow, ActionRow, UnfinishedRow)
    ]
    return max(filter(None, found), default=None)


def put_sign_off(session: Session, review_id: int, *, sign_off: SignOff, now: datetime) -> None:
    """Write down who signed off for each side, and on which day."""
    session.add(SignOffRow(review_id=review_id, written_at=now, **asdict(sign_off)))
    session.flush()


def find_signed_at(session: Session, review_id: int) -> datetime | None:
    """Return when the newest sign-off was written down, or None."""
    row = find_sign_off_row(session, review_id)
    return row.written_at if row else None


def _noted(row: UnfinishedRow) -> Noted:
    return Noted(row.words, row.prcs_lead, row.partner_lead, row.due, row.evidence, row.facet)
