"""Mail that came back: one person's word changes nothing, two people's does, and a report that nobody can make up."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from surveyapp.core.conduct.mail import MailKind, Outcome
from surveyapp.core.conduct.roles import Role
from surveyapp.core.errors import InputError, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, openings, people, recipients
from surveyapp.store.engine import new_session
from surveyapp.workflow import writing_mails
from surveyapp.workflow.invitations import reissuing, reminding, returning, withdrawing
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import (
    do,
    empty_outbox,
    invite_people,
    let_in_post,
    open_now,
    person,
    queued,
    recipient_ids,
    staff_member,
    waiting_mails,
)
from tests.web.staff import make_staff

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)


@pytest.fixture
def opened(engine: Engine, prepare, keys: Keys) -> Prepared:
    """An open review: at the partner three people by mail and one by letter."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [*map(person, range(3)), person(3, address="")], keys=keys)
    for email in ("a@example.org", "b@example.org"):
        make_staff(engine, email)
    open_now(engine, prepared)
    return prepared


def reached(engine: Engine, prepared: Prepared, called: str = "p0@example.org") -> Outcome | None:
    with new_session(engine) as session:
        listed = recipients.list_recipients(session, prepared.review_id, side=Side.PARTNER)
    return next(one.reached for one in listed if called in {one.person.address, one.person.name})


def message_ids(engine: Engine, keys: Keys) -> dict[tuple[str, str], str]:
    """Return the local part of the Message-ID of each mail that waits, by kind and address."""
    with new_session(engine) as session:
        made = [(one, writing_mails.prepare_mail(session, one, now=NOW, keys=keys)) for one in waiting_mails(engine)]
    return {(one.kind.value, one.to.address): mail.message_id for one, mail in made if mail}


def test_it_takes_two_of_the_staff_to_say_that_mail_came_back(engine: Engine, opened: Prepared) -> None:
    let_in_post(engine, "p0@example.org")
    who = recipient_ids(engine, opened)["p0@example.org"]
    step = (returning.note_returned, opened.review_id)
    staff_member(engine, "a@example.org", *step, recipient_id=who)
    assert reached(engine, opened) is Outcome.SENT
    with pytest.raises(StateError, match="noted_by_yourself"):
        staff_member(engine, "a@example.org", *step, recipient_id=who)
    assert reached(engine, opened) is Outcome.SENT
    staff_member(engine, "b@example.org", *step, recipient_id=who)
    assert reached(engine, opened) is Outcome.REFUSED
    with new_session(engine) as session:
        entries = audit.list_entries(session, action="invitation")[:2]
    assert [(one.author, one.action, audit.read_details(one)) for one in entries] == [
        (
            "b@example.org",
            "invitation.returned",
            {"side": "partner", "person": who, "noted_by": "a@example.org"},
        ),
        ("a@example.org", "invitation.return_noted", {"side": "partner", "person": who}),
    ]


@pytest.mark.parametrize("called", ["p0@example.org", "ليلى 3"], ids=["still to be sent", "a letter"])
def test_nothing_comes_back_that_is_not_out(engine: Engine, opened: Prepared, called: str) -> None:
    with pytest.raises(StateError, match="nothing_came_back"):
        do(engine, returning.note_returned, opened.review_id, recipient_id=recipient_ids(engine, opened)[called])


def test_a_note_is_about_one_mail(engine: Engine, opened: Prepared, keys: Keys) -> None:
    """Another link begins anew: what somebody noted of the earlier mail is confirmed by nobody any more."""
    let_in_post(engine, "p0@example.org")
    who = recipient_ids(engine, opened)["p0@example.org"]
    staff_member(engine, "a@example.org", returning.note_returned, opened.review_id, recipient_id=who)
    do(engine, reissuing.reissue, opened.review_id, recipient_id=who, keys=keys, now=NOW)
    let_in_post(engine, "p0@example.org")
    staff_member(engine, "b@example.org", returning.note_returned, opened.review_id, recipient_id=who)
    assert reached(engine, opened) is Outcome.SENT


def test_what_waits_for_a_second_is_not_replaced_by_another_note(engine: Engine, opened: Prepared, keys: Keys) -> None:
    let_in_post(engine, "p0@example.org")
    who = recipient_ids(engine, opened)["p0@example.org"]
    withdraw = (withdrawing.withdraw, opened.review_id)
    staff_member(engine, "a@example.org", *withdraw, recipient_id=who, keys=keys, now=NOW)
    for email in ("a@example.org", "b@example.org"):
        with pytest.raises(StateError, match="noted_otherwise"):
            staff_member(engine, email, returning.note_returned, opened.review_id, recipient_id=who)
    staff_member(engine, "b@example.org", *withdraw, recipient_id=who, keys=keys, now=NOW)
    with new_session(engine) as session:
        assert recipients.get_recipient(session, who, review_id=opened.review_id)[0].is_withdrawn


def test_an_account_that_was_made_for_it_is_no_second_word(engine: Engine, opened: Prepared) -> None:
    """An administrator could make himself one: it neither notes nor confirms, within a week."""
    let_in_post(engine, "p0@example.org")
    who = recipient_ids(engine, opened)["p0@example.org"]
    with writing(engine) as session:
        people.put_staff(session, "new@example.org", role=Role.COORDINATOR, password_hash=None, entitled_at=NOW)
    step = (returning.note_returned, opened.review_id)
    with pytest.raises(StateError, match="account_too_new"):
        staff_member(engine, "new@example.org", *step, recipient_id=who)
    staff_member(engine, "a@example.org", *step, recipient_id=who)
    with pytest.raises(StateError, match="account_too_new"):
        staff_member(engine, "new@example.org", *step, recipient_id=who)
    assert reached(engine, opened) is Outcome.SENT


def test_a_report_on_a_mail_of_ours_counts_for_its_person_alone(engine: Engine, opened: Prepared, keys: Keys) -> None:
    sent = message_ids(engine, keys)["invitation", "p0@example.org"]
    for one in range(3):
        let_in_post(engine, f"p{one}@example.org")
    empty_outbox(engine)
    assert do(engine, returning.record_report, sent, reason="5.1.1 no such user", keys=keys) == 1
    assert [reached(engine, opened, f"p{one}@example.org") for one in range(3)] == [
        Outcome.REFUSED,
        Outcome.SENT,
        Outcome.SENT,
    ]
    assert do(engine, returning.record_report, sent, reason="5.1.1 no such user", keys=keys) == 0


def test_a_report_is_not_made_up(engine: Engine, opened: Prepared, keys: Keys) -> None:
    """Not by whoever reads the outbox's ids, nor out of the Message-ID of one's own mail, nor with another key."""
    mine, other = (message_ids(engine, keys)["invitation", f"p{one}@example.org"] for one in (0, 1))
    queued_other = next(one for one in waiting_mails(engine) if one.to.address == "p1@example.org")
    strange = Keys.from_secret("another secret of thirty-two characters").message_id("invitation", queued_other.id)
    made_up = [
        queued_other.id,
        f"{queued_other.id}.{'0' * 32}",
        f"{other.partition('.')[0]}.{mine.partition('.')[2]}",
        keys.message_id(MailKind.INVITATION, queued_other.id),
        strange,
    ]
    assert [do(engine, returning.record_report, one, reason="5.1.1", keys=keys) for one in made_up] == [0] * 5
    assert reached(engine, opened, "p1@example.org") is None


def test_a_report_on_a_link_that_was_replaced_or_on_a_reminder_leads_to_nobody(
    engine: Engine, opened: Prepared, keys: Keys
) -> None:
    """The first would move a link that nobody has lost; the second is about no mail that brought one."""
    first = message_ids(engine, keys)["invitation", "p0@example.org"]
    who = recipient_ids(engine, opened)["p0@example.org"]
    empty_outbox(engine)
    do(engine, reissuing.reissue, opened.review_id, recipient_id=who, keys=keys, now=NOW)
    again = message_ids(engine, keys)["reissued", "p0@example.org"]
    empty_outbox(engine)
    do(engine, reminding.remind, opened.review_id, now=NOW)
    reminder = message_ids(engine, keys)["reminder", "p0@example.org"]
    reports = [do(engine, returning.record_report, one, reason="5.1.1", keys=keys) for one in (first, reminder, again)]
    assert reports == [0, 0, 1]


def test_it_takes_two_to_move_a_link_and_the_same_address(engine: Engine, opened: Prepared, keys: Keys) -> None:
    """Alone, one would move it to a mailbox of his own, and answer in its owner's place; nobody to one of the staff."""
    empty_outbox(engine)
    let_in_post(engine, "p0@example.org", Outcome.REFUSED)
    given = {"recipient_id": recipient_ids(engine, opened)["p0@example.org"], "keys": keys, "now": NOW}

    def move(author: str, address: str) -> bool:
        return staff_member(engine, author, reissuing.reissue, opened.review_id, **given, address=address)

    for of_staff in ("A@example.org", "a+p0@example.org", "b@example.org"):
        with pytest.raises(InputError, match="address_of_staff"):
            move("a@example.org", of_staff)
    assert not move("a@example.org", "new@example.org")
    assert not move("b@example.org", "other@example.org")  # not what was noted: noted anew
    with pytest.raises(StateError, match="noted_by_yourself"):
        move("b@example.org", "other@example.org")
    assert (queued(engine), reached(engine, opened)) == ([], Outcome.REFUSED)
    assert move("a@example.org", "other@example.org")
    assert queued(engine) == [("moved", "p0@example.org"), ("reissued", "other@example.org")]
    with new_session(engine) as session:
        entries = audit.list_entries(session, action="invitation")[:3]
        told = openings.find_opening(session, opened.review_id).lists[Side.PARTNER]
    assert [(one.author, one.action, audit.read_details(one).get("asked_by")) for one in entries] == [
        ("a@example.org", "invitation.reissued", "b@example.org"),
        ("b@example.org", "invitation.address_asked", None),
        ("a@example.org", "invitation.address_asked", None),
    ]
    assert (told.moved, told.withdrawn, told.alone) == (1, 0, 0)


def test_whose_link_moved_is_told_at_the_old_address_and_not_where_it_went(
    engine: Engine, opened: Prepared, keys: Keys
) -> None:
    empty_outbox(engine)
    let_in_post(engine, "p0@example.org", Outcome.REFUSED)
    who = recipient_ids(engine, opened)["p0@example.org"]
    step = {"recipient_id": who, "keys": keys, "now": NOW}
    do(engine, reissuing.reissue, opened.review_id, **step, address="new@example.org")
    assert queued(engine) == [("moved", "p0@example.org"), ("reissued", "new@example.org")]
    told = next(one for one in waiting_mails(engine) if one.kind is MailKind.MOVED)
    with new_session(engine) as session:
        mail = writing_mails.prepare_mail(session, told, now=NOW, keys=keys)
    assert (mail.link, "new@example.org" in repr(mail)) == (None, False)
