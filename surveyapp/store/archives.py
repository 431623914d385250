"""Reading a whole round out of the database, and writing one into it."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.archive import (
    ArchivedAction,
    ArchivedAgreement,
    ArchivedFollowUp,
    ArchivedMeeting,
    ArchivedPartner,
    ArchivedReview,
    ArchivedSignOff,
)
from surveyapp.core.conduct.actions import Agreement, SignOff
from surveyapp.core.conduct.review import AnsweringBySide
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.store.actions import list_action_rows, promise_of
from surveyapp.store.results import put_sealed
from surveyapp.store.rows import (
    ActionRow,
    AgreementRow,
    FollowUpRow,
    MeetingRow,
    PartnerRow,
    QuestionnaireRow,
    ResultRow,
    ReviewRow,
    SignOffRow,
)


def read_reviews(session: Session, round_id: int) -> list[tuple[ArchivedReview, ArchivedPartner]]:
    """Return the closed reviews of a round with their partners, by the partners' slugs."""
    query = (
        select(ReviewRow, PartnerRow, QuestionnaireRow, ResultRow.document)
        .join(PartnerRow, PartnerRow.id == ReviewRow.partner_id)
        .join(QuestionnaireRow, QuestionnaireRow.id == ReviewRow.questionnaire_id)
        .join(ResultRow, ResultRow.review_id == ReviewRow.id)
        .where(ReviewRow.round_id == round_id)
    )
    rows = sorted(session.execute(query), key=lambda row: row.PartnerRow.slug)
    return [
        (_review(session, *row).numbered(number), _partner(row.PartnerRow)) for number, row in enumerate(rows, start=1)
    ]


def put_archived_review(
    session: Session, review: ArchivedReview, *, round_id: int, partner_id: int, version_id: int
) -> int:
    """Write one archived review, with its results and all that was agreed, and return its number here."""
    row = ReviewRow(
        round_id=round_id,
        partner_id=partner_id,
        questionnaire_id=version_id,
        state=review.state,
        policy=review.policy,
        prcs_answering=review.answering.prcs,
        partner_answering=review.answering.partner,
        min_side=review.thresholds.min_side,
        min_detail=review.thresholds.min_detail,
        min_cell=review.thresholds.min_cell,
        closes_on=review.closes_on,
        opened_at=review.opened_at,
        closed_at=review.closed_at,
        shared_at=review.shared_at,
        is_sealed=True,
    )
    session.add(row)
    session.flush()
    put_sealed(session, row.id, review.numbered(row.id).result)
    _put_meeting(session, review, row.id)
    session.flush()
    return row.id


def count_unclosed(session: Session, round_id: int) -> int:
    """Return how many reviews of the round have no results yet."""
    closed = select(ResultRow.review_id)
    query = select(ReviewRow.id).where(ReviewRow.round_id == round_id, ReviewRow.id.not_in(closed))
    return len(session.scalars(query).all())


def find_partner_id(session: Session, partner: ArchivedPartner) -> tuple[int | None, bool]:
    """Return the id of the partner with this slug, or None; and whether it is another organisation."""
    row = session.scalar(select(PartnerRow).filter_by(slug=partner.slug))
    return (None, False) if row is None else (row.id, _partner(row) != partner)


def _partner(row: PartnerRow) -> ArchivedPartner:
    return ArchivedPartner(row.slug, row.name, row.kind, row.is_demonstration)


def _review(
    session: Session, row: ReviewRow, partner: PartnerRow, version: QuestionnaireRow, document: str
) -> ArchivedReview:
    if row.opened_at is None or row.closed_at is None:
        raise ValueError(f"review {row.id} has results and was never closed")
    meetings = session.scalars(select(MeetingRow).filter_by(review_id=row.id).order_by(MeetingRow.id))
    agreements = session.scalars(select(AgreementRow).filter_by(review_id=row.id).order_by(AgreementRow.id))
    actions = sorted(list_action_rows(session, row.id), key=lambda action: action.id)
    return ArchivedReview(
        partner=partner.slug,
        questionnaire=f"{version.slug}@{version.version}",
        state=row.state,
        policy=row.policy,
        thresholds=Thresholds(row.min_side, row.min_detail, row.min_cell),
        answering=AnsweringBySide(row.prcs_answering, row.partner_answering),
        closes_on=row.closes_on,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        shared_at=row.shared_at,
        result=json.loads(document),
        meetings=tuple(ArchivedMeeting(m.held_on, m.follow_up_on, m.written_at) for m in meetings),
        agreements=tuple(
            ArchivedAgreement(Agreement(a.section, a.scores, a.words, a.lesson), a.written_at) for a in agreements
        ),
        actions=tuple(_action(session, action) for action in actions),
        signed_off=_signed_off(session, row.id),
    )


def _signed_off(session: Session, review_id: int) -> tuple[ArchivedSignOff, ...]:
    rows = session.scalars(select(SignOffRow).filter_by(review_id=review_id).order_by(SignOffRow.id))
    return tuple(
        ArchivedSignOff(SignOff(one.prcs_name, one.partner_name, one.signed_on), one.written_at) for one in rows
    )


def _action(session: Session, row: ActionRow) -> ArchivedAction:
    followed = session.scalars(select(FollowUpRow).filter_by(action_id=row.id).order_by(FollowUpRow.id))
    words = tuple(ArchivedFollowUp(f.status, f.note, f.noted_on, f.written_at) for f in followed)
    return ArchivedAction(promise_of(row), row.written_at, words)


def _put_meeting(session: Session, review: ArchivedReview, review_id: int) -> None:
    for held in review.meetings:
        session.add(MeetingRow(review_id=review_id, **_fields(held)))
        session.flush()
    for said in review.agreements:
        session.add(AgreementRow(review_id=review_id, written_at=said.written_at, **_fields(said.agreement)))
        session.flush()
    for made in review.actions:
        row = ActionRow(review_id=review_id, written_at=made.written_at, **_fields(made.promise))
        session.add(row)
        session.flush()
        for word in made.follow_ups:
            session.add(FollowUpRow(action_id=row.id, **_fields(word)))
            session.flush()
    for signed in review.signed_off:
        session.add(SignOffRow(review_id=review_id, written_at=signed.written_at, **_fields(signed.sign_off)))
        session.flush()


def _fields(one: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}  # type: ignore[attr-defined]
