"""People to invite, and what a test does with them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import Outcome, QueuedMail
from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.conduct.roster import Person
from surveyapp.core.form.pages import PageValues
from surveyapp.core.sides import Side
from surveyapp.store import outbox, recipients, reviews
from surveyapp.store.audit import Author, sign
from surveyapp.store.engine import new_session
from surveyapp.store.rows import InvitationRow, OutboxRow, RecipientRow
from surveyapp.workflow.answers import answering
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import opening
from tests.conftest import Prepared
from tests.databases import writing
from tests.languages import AR

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
KEEPER = "keeper@prcs.example"


def person(number: int, *, address: str | None = None) -> Person:
    return Person(f"ليلى {number}", "", f"p{number}@example.org" if address is None else address, AR)


def invite_people(
    engine: Engine, prepared: Prepared, people: list[Person], *, keys: Keys, side: Side = Side.PARTNER
) -> None:
    """Invite people on one side and three nameless ones on the other, and note the links."""
    with writing(engine) as session:
        for one in Side:
            if one is side:
                inviting.invite_people(session, prepared.review_id, side=one, people=people, keys=keys)
                prepared.links[one] = tokens_of(session, prepared.review_id, people, keys=keys)
            else:
                prepared.links[one] = inviting.invite(session, prepared.review_id, side=one, count=3, keys=keys)


def tokens_of(session: Session, review_id: int, people: list[Person], *, keys: Keys) -> list[str]:
    """Return what people's links hold, also where nobody but a mail carries it."""
    query = select(RecipientRow.name, RecipientRow.address, InvitationRow.id, InvitationRow.nonce)
    query = query.join(InvitationRow, InvitationRow.id == RecipientRow.invitation_id)
    rows = session.execute(query.where(RecipientRow.review_id == review_id)).all()
    found = {(row.name, row.address or ""): keys.secret(row.id, row.nonce).token for row in rows}
    return [found[person.name, person.address] for person in people]


def live_tokens(engine: Engine, prepared: Prepared, keys: Keys, side: Side = Side.PARTNER) -> set[str]:
    """Return what the side's links in force hold, used or not."""
    of_side = (InvitationRow.review_id == prepared.review_id, InvitationRow.side == side)
    query = select(InvitationRow.id, InvitationRow.nonce).where(*of_side, InvitationRow.state != "revoked")
    with new_session(engine) as session:
        return {keys.secret(row.id, row.nonce).token for row in session.execute(query)}


def let_in_post(engine: Engine, address: str, outcome: Outcome = Outcome.SENT) -> None:
    """Let the mail with somebody's link be handed over, or whatever becomes of it."""
    with writing(engine) as session:
        query = select(RecipientRow.invitation_id).where(RecipientRow.address == address)
        recipients.record_reached(session, session.scalars(query).one(), outcome=outcome)


def staff_member(engine: Engine, name: str, step: Any, *args: Any, **kwargs: Any) -> Any:
    """Take a step as a member of staff of this name."""
    with new_session(engine, writing=True) as session, session.begin():
        return step(sign(session, Author(name, datetime.now(UTC))), *args, **kwargs)


def open_now(engine: Engine, prepared: Prepared, *, reason: str = "") -> None:
    with writing(engine) as session:
        opening.open_review(session, prepared.review_id, now=datetime.now(UTC), reason=reason)


def recipient_ids(engine: Engine, prepared: Prepared) -> dict[str, str]:
    """Return each person's id by what they are listed as."""
    with new_session(engine) as session:
        rows = session.scalars(select(RecipientRow).where(RecipientRow.review_id == prepared.review_id))
        return {row.address or row.name: row.id for row in rows}


def queued(engine: Engine) -> list[tuple[str, str]]:
    """Return kind and address of what waits to be sent."""
    with new_session(engine) as session:
        return sorted((row.kind.value, row.address) for row in session.scalars(select(OutboxRow)))


def empty_outbox(engine: Engine) -> None:
    """Let everything that waits be delivered."""
    with writing(engine) as session:
        session.execute(delete(OutboxRow))


def keep_focal_points(
    engine: Engine, review_id: int, points: list[FocalPoint], *, now: datetime = LONG_AGO, by: str = KEEPER
) -> None:
    """Write down who answers for each side of a review's partnership: long ago, and nobody who works on it since."""
    with writing(engine, Author(by, now)) as session:
        partner = reviews.get_review(session, review_id).partner
        keeping.set_focal_points(session, partner.id, points=points, now=now)


def do(engine: Engine, step: Any, *args: Any, **kwargs: Any) -> Any:
    """Take a step in a transaction of its own."""
    with writing(engine) as session:
        return step(session, *args, **kwargs)


def save_page(
    session: Session, token: str, *, now: datetime, keys: Keys, changes: PageValues, page: str = "integrity"
) -> answering.WayIn:
    """Hold a link, and keep a page through it."""
    way_in = answering.hold_way_in(session, token, now=now, keys=keys)
    ready = answering.make_ready(way_in, page_id=page, changes=changes)
    answering.keep_held(session, ready)
    return ready.way_in


def begin(engine: Engine, token: str, keys: Keys, *, words: str = "") -> None:
    """Answer a page through a link, and send nothing."""
    now = datetime.now(UTC)
    with writing(engine) as session:
        save_page(session, token, now=now, keys=keys, changes={"holds_principles.self": "3", "open": words})


def answer(engine: Engine, token: str, keys: Keys, *, words: str = "") -> None:
    """Answer a page through a link, and send it."""
    begin(engine, token, keys, words=words)
    do(engine, answering.send, token, now=datetime.now(UTC), keys=keys)


def waiting_mails(engine: Engine) -> list[QueuedMail]:
    """Return the mails that wait, as a worker would get them."""
    with new_session(engine) as session:
        return [outbox._mail(row) for row in session.scalars(select(OutboxRow))]
