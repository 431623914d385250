"""What meetings agreed on. The newest word on a thing holds; ``store.noting`` is the screen on which they say it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from surveyapp.core.conduct.actions import Action, Agreement, Meeting, Promise, SignOff, Status
from surveyapp.core.conduct.noting import Word
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.store.releases import list_releases_before
from surveyapp.store.rows import ActionRow, AgreementRow, FollowUpRow, MeetingRow, SignOffRow


def put_meeting(session: Session, review_id: int, *, held_on: date, follow_up_on: date, now: datetime) -> None:
    """Write down when the meeting was held and when it looks at its promises again."""
    session.add(MeetingRow(review_id=review_id, held_on=held_on, follow_up_on=follow_up_on, written_at=now))


def put_agreement(
    session: Session, review_id: int, *, agreement: Agreement, now: datetime, by: str, goes_on: bool = False
) -> None:
    """Write down what was said of one principle; in the place of the newest word on it where that ``goes_on``."""
    row = _newest_agreement(session, review_id, agreement.section) if goes_on else None
    if row is None:
        row = AgreementRow(review_id=review_id, section=agreement.section)
        session.add(row)
    row.scores, row.words, row.lesson = dict(agreement.scores), agreement.words, agreement.lesson
    row.written_at, row.written_by = now, by
    session.flush()


def find_word(session: Session, review_id: int, section: str) -> Word | None:
    """Return who last wrote what was said of a principle, and when."""
    row = _newest_agreement(session, review_id, section)
    return Word(row.written_by, row.written_at) if row else None


def put_promise(session: Session, review_id: int, *, promise: Promise, now: datetime, by: str) -> Action:
    """Write down a promise."""
    row = ActionRow(
        review_id=review_id,
        section=promise.section,
        facet=promise.facet,
        words=promise.words,
        prcs_lead=promise.prcs_lead,
        partner_lead=promise.partner_lead,
        due=promise.due,
        evidence=promise.evidence,
        written_at=now,
        written_by=by,
    )
    session.add(row)
    session.flush()
    return Action(row.id, promise)


def put_follow_up(
    session: Session, action_id: int, *, status: Status, note: str, noted_on: date, now: datetime
) -> None:
    """Write down what has become of a promise."""
    session.add(FollowUpRow(action_id=action_id, status=status, note=note, noted_on=noted_on, written_at=now))


def list_due(session: Session, today: date) -> dict[int, list[int]]:
    """Return review → actions due before ``today`` that are not settled, and that nobody was mailed about."""
    newer = aliased(FollowUpRow)
    last = select(func.max(newer.id)).where(newer.action_id == ActionRow.id).scalar_subquery()
    query = (
        select(ActionRow.review_id, ActionRow.id)
        .outerjoin(FollowUpRow, FollowUpRow.id == last)
        .where(ActionRow.due < today, ActionRow.mailed_on.is_(None), ActionRow.taken_back_at.is_(None))
        .where(FollowUpRow.id.is_(None) | FollowUpRow.status.not_in([s for s in Status if s.is_settled]))
    )
    found: dict[int, list[int]] = {}
    for review_id, action_id in session.execute(query.order_by(ActionRow.id)):
        found.setdefault(review_id, []).append(action_id)
    return found


def mark_mailed(session: Session, action_ids: Sequence[int], *, today: date) -> int:
    """Record that somebody is mailed about these actions; return for how many of them nobody else had done so."""
    mine = update(ActionRow).where(ActionRow.id.in_(action_ids), ActionRow.mailed_on.is_(None))
    return len(session.scalars(mine.values(mailed_on=today).returning(ActionRow.id)).all())


def get_action_review(session: Session, action_id: int) -> int:
    """Return the id of the review that an action belongs to; NotFoundError when there is none."""
    mine = (ActionRow.id == action_id, ActionRow.taken_back_at.is_(None))
    review_id = session.scalar(select(ActionRow.review_id).where(*mine))
    if review_id is None:
        raise NotFoundError(Code.NO_ACTION, action=action_id)
    return review_id


def get_meeting(session: Session, review_id: int) -> Meeting:
    """Return everything that a review's meeting agreed on; an empty one when nothing was written down."""
    newest = select(MeetingRow).where(MeetingRow.review_id == review_id).order_by(MeetingRow.id.desc()).limit(1)
    held, signed = session.scalar(newest), find_sign_off_row(session, review_id)
    said = session.scalars(select(AgreementRow).where(AgreementRow.review_id == review_id).order_by(AgreementRow.id))
    agreements, rows = {row.section: row for row in said}, list_action_rows(session, review_id)
    return Meeting(
        held_on=held.held_on if held else None,
        follow_up_on=held.follow_up_on if held else None,
        agreements={of: Agreement(of, row.scores, row.words, row.lesson) for of, row in agreements.items()},
        actions=_actions(session, rows),
        signed_off=SignOff(signed.prcs_name, signed.partner_name, signed.signed_on) if signed else None,
        later=tuple(of for of, row in agreements.items() if signed and row.written_at > signed.written_at),
        later_actions=tuple(row.id for row in rows if signed and row.written_at > signed.written_at),
    )


def find_sign_off_row(session: Session, review_id: int) -> SignOffRow | None:
    """Return the newest sign-off of a review, or None."""
    mine = select(SignOffRow).where(SignOffRow.review_id == review_id)
    return session.scalar(mine.order_by(SignOffRow.id.desc()).limit(1))


def list_action_rows(session: Session, review_id: int) -> Sequence[ActionRow]:
    """Return a review's promises that were not taken back, by the day they are due."""
    mine = (ActionRow.review_id == review_id, ActionRow.taken_back_at.is_(None))
    return session.scalars(select(ActionRow).where(*mine).order_by(ActionRow.due, ActionRow.id)).all()


def find_earlier_review(session: Session, review_id: int) -> int | None:
    """Return the same partner's newest review before this one that has been closed, or None."""
    earlier = list_releases_before(session, review_id)
    return earlier[-1].review.id if earlier else None


def find_agreement(session: Session, review_id: int, section: str) -> Agreement | None:
    """Return what was last said of a principle, or None."""
    row = _newest_agreement(session, review_id, section)
    return Agreement(section, row.scores, row.words, row.lesson) if row else None


def _newest_agreement(session: Session, review_id: int, section: str) -> AgreementRow | None:
    mine = select(AgreementRow).where(AgreementRow.review_id == review_id, AgreementRow.section == section)
    return session.scalar(mine.order_by(AgreementRow.id.desc()).limit(1))


def list_actions(session: Session, review_ids: Collection[int]) -> dict[int, tuple[Action, ...]]:
    """Return what each of these reviews promised and has not taken back, with its state; the first due first."""
    mine = (ActionRow.review_id.in_(review_ids), ActionRow.taken_back_at.is_(None))
    rows = session.scalars(select(ActionRow).where(*mine).order_by(ActionRow.due, ActionRow.id)).all()
    found: dict[int, list[Action]] = {review_id: [] for review_id in review_ids}
    for row, action in zip(rows, _actions(session, rows), strict=True):
        found[row.review_id].append(action)
    return {review_id: tuple(actions) for review_id, actions in found.items()}


def _actions(session: Session, rows: Sequence[ActionRow]) -> tuple[Action, ...]:
    followed = select(FollowUpRow).where(FollowUpRow.action_id.in_([row.id for row in rows])).order_by(FollowUpRow.id)
    last = {row.action_id: row for row in session.scalars(followed)}
    return tuple(_action(row, last.get(row.id)) for row in rows)


def promise_of(row: ActionRow) -> Promise:
    """Return a promise as it is put now."""
    return Promise(row.section, row.words, row.prcs_lead, row.partner_lead, row.due, row.evidence, row.facet)


def _action(row: ActionRow, last: FollowUpRow | None) -> Action:
    if last is None:
        return Action(row.id, promise_of(row))
    return Action(row.id, promise_of(row), last.status, last.note, last.noted_on)
