"""What meetings agreed on. Everything is appended; the newest word on a thing holds."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from surveyapp.core.conduct.actions import Action, Agreement, Meeting, Promise, Status
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.store.reviews import list_earlier_reviews
from surveyapp.store.rows import ActionRow, AgreementRow, FollowUpRow, MeetingRow


def put_meeting(session: Session, review_id: int, *, held_on: date, follow_up_on: date, now: datetime) -> None:
    """Write down when the meeting was held and when it looks at its promises again."""
    session.add(MeetingRow(review_id=review_id, held_on=held_on, follow_up_on=follow_up_on, written_at=now))


def put_agreement(session: Session, review_id: int, *, agreement: Agreement, now: datetime) -> None:
    """Write down what was said of one principle."""
    session.add(
        AgreementRow(
            review_id=review_id,
            section=agreement.section,
            scores=dict(agreement.scores),
            words=agreement.words,
            lesson=agreement.lesson,
            written_at=now,
        )
    )


def put_promise(session: Session, review_id: int, *, promise: Promise, now: datetime) -> Action:
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
        .where(ActionRow.due < today, ActionRow.mailed_on.is_(None))
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
    review_id = session.scalar(select(ActionRow.review_id).where(ActionRow.id == action_id))
    if review_id is None:
        raise NotFoundError(Code.NO_ACTION, action=action_id)
    return review_id


def get_meeting(session: Session, review_id: int) -> Meeting:
    """Return everything that a review's meeting agreed on; an empty one when nothing was written down."""
    newest = select(MeetingRow).where(MeetingRow.review_id == review_id).order_by(MeetingRow.id.desc()).limit(1)
    held = session.scalar(newest)
    said = session.scalars(select(AgreementRow).where(AgreementRow.review_id == review_id).order_by(AgreementRow.id))
    return Meeting(
        held_on=held.held_on if held else None,
        follow_up_on=held.follow_up_on if held else None,
        agreements={row.section: Agreement(row.section, row.scores, row.words, row.lesson) for row in said},
        actions=list_actions(session, [review_id])[review_id],
    )


def find_earlier_review(session: Session, review_id: int) -> int | None:
    """Return the same partner's newest review before this one that has been closed, or None."""
    earlier = list_earlier_reviews(session, review_id)
    return earlier[-1].id if earlier else None


def list_actions(session: Session, review_ids: Collection[int]) -> dict[int, tuple[Action, ...]]:
    """Return what was promised in each of these reviews, with what became of it; the first due first."""
    of_reviews = select(ActionRow).where(ActionRow.review_id.in_(review_ids)).order_by(ActionRow.due, ActionRow.id)
    rows = session.scalars(of_reviews).all()
    followed = select(FollowUpRow).where(FollowUpRow.action_id.in_([row.id for row in rows])).order_by(FollowUpRow.id)
    last = {row.action_id: row for row in session.scalars(followed)}
    return {
        review_id: tuple(_action(row, last.get(row.id)) for row in rows if row.review_id == review_id)
        for review_id in review_ids
    }


def _action(row: ActionRow, last: FollowUpRow | None) -> Action:
    promise = Promise(row.section, row.words, row.prcs_lead, row.partner_lead, row.due, row.evidence, row.facet)
    if last is None:
        return Action(row.id, promise)
    return Action(row.id, promise, last.status, last.note, last.noted_on)
