"""People by name: their links, other links in their place, reminders – and nothing that tells who has answered."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.review import Answering, AnsweringBySide
from surveyapp.core.conduct.roster import Person
from surveyapp.core.errors import InputError, NotFoundError, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, outbox, recipients, reviews
from surveyapp.store.engine import new_session
from surveyapp.store.rows import OutboxRow, ReminderRow
from surveyapp.workflow import mailing, writing_mails
from surveyapp.workflow.answers import answering
from surveyapp.workflow.invitations import inviting, reissuing, reminding, returning, withdrawing
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing, opening
from tests.conftest import Prepared
from tests.inviting import (
    answer,
    begin,
    do,
    empty_outbox,
    invite_people,
    live_tokens,
    open_now,
    person,
    queued,
    recipient_ids,
)
from tests.languages import AR
from tests.pages import ReadingClient

NOW = datetime.now(UTC)


@pytest.fixture
def listed(engine: Engine, prepare, keys: Keys) -> Prepared:
    """A review in preparation with five people on the partner's side, the last of them without an address."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [*map(person, range(4)), person(4, address="")], keys=keys)
    return prepared


@pytest.fixture
def opened(engine: Engine, listed: Prepared) -> Prepared:
    open_now(engine, listed)
    return listed


def new_token(engine: Engine, prepared: Prepared, keys: Keys) -> str:
    """Return the token of the partner's side that was not there before."""
    (token,) = live_tokens(engine, prepared, keys) - set(prepared.links[Side.PARTNER])
    return token


def test_mails_are_queued_on_opening_for_whoever_has_an_address(engine: Engine, listed: Prepared) -> None:
    assert queued(engine) == []
    open_now(engine, listed)
    assert queued(engine) == [("invitation", f"p{n}@example.org") for n in range(4)]


@pytest.mark.parametrize("again", [[person(9), person(9)], [person(2)]], ids=["twice in a list", "on a list already"])
def test_an_address_is_invited_once(engine: Engine, listed: Prepared, keys: Keys, again: list) -> None:
    with pytest.raises(InputError, match="address_listed"):
        do(engine, inviting.invite_people, listed.review_id, side=Side.PRCS, people=again, keys=keys)


def test_an_organisation_invites_one_person(engine: Engine, prepare, keys: Keys) -> None:
    ways = AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)
    review_id = prepare(is_open=False, people=0, answering=ways).review_id
    with pytest.raises(InputError, match="one_form_per_organisation"):
        do(engine, inviting.invite_people, review_id, side=Side.PARTNER, people=[person(1), person(2)], keys=keys)
    do(engine, inviting.invite_people, review_id, side=Side.PARTNER, people=[person(1)], keys=keys)


def test_a_new_link_takes_the_draft_along_and_ends_the_old_one(
    engine: Engine, opened: Prepared, keys: Keys, client: ReadingClient
) -> None:
    begin(engine, opened.links[Side.PARTNER][0], keys, words="kept")
    empty_outbox(engine)
    who = recipient_ids(engine, opened)["p0@example.org"]
    do(engine, reissuing.reissue, opened.review_id, recipient_id=who, keys=keys, now=NOW)
    token = new_token(engine, opened, keys)
    with new_session(engine) as session:
        assert answering.find_way_in(session, token, keys=keys).draft.pages["integrity"]["open"] == "kept"
    assert client.get(f"/r/{token}").status_code == 200
    old = client.get(f"{opened.path()}?lang=en")
    assert (old.status_code, "another letter or e-mail took its place" in old.text) == (410, True)
    assert queued(engine) == [("reissued", "p0@example.org")]


def test_an_address_is_changed_after_opening_only_where_mail_was_refused(
    engine: Engine, opened: Prepared, keys: Keys
) -> None:
    begin(engine, opened.links[Side.PARTNER][0], keys, words="nobody else's")
    who = recipient_ids(engine, opened)["p0@example.org"]
    step = {"recipient_id": who, "keys": keys, "now": NOW, "address": "Right@Example.org"}
    with pytest.raises(StateError, match="address_is_frozen"):
        do(engine, reissuing.reissue, opened.review_id, **step)
    assert do(engine, returning.record_bounce, "p0@example.org", reason="returned") == 1
    empty_outbox(engine)
    do(engine, reissuing.reissue, opened.review_id, **step)
    assert queued(engine) == [("moved", "p0@example.org"), ("reissued", "right@example.org")]
    with new_session(engine) as session:
        way_in = answering.find_way_in(session, new_token(engine, opened, keys), keys=keys)
        assert way_in.draft.pages == {}, "a draft went to another address"


@pytest.mark.parametrize("address", ["", "right@example.org"], ids=["the same address", "another"])
def test_after_the_last_day_no_link_is_replaced_until_the_review_is_extended(
    engine: Engine, opened: Prepared, keys: Keys, client: ReadingClient, address: str
) -> None:
    """The mail with the link would lead nowhere and is not sent, so that nobody would have one after an extension."""
    with new_session(engine) as session:
        last = reviews.get_review(session, opened.review_id).closes_at
    do(engine, returning.record_bounce, "p0@example.org", reason="returned")
    empty_outbox(engine)
    step = {"recipient_id": recipient_ids(engine, opened)["p0@example.org"], "keys": keys, "address": address}
    with pytest.raises(StateError, match="last_day_passed"):
        do(engine, reissuing.reissue, opened.review_id, **step, now=last)
    assert (queued(engine), client.get(opened.path()).status_code) == ([], 200)
    do(engine, opening.extend_review, opened.review_id, closes_on=last.date() + timedelta(days=9), now=last)
    do(engine, reissuing.reissue, opened.review_id, **step, now=last)
    told = [("moved", "p0@example.org")] if address else []
    assert queued(engine) == [*told, ("reissued", address or "p0@example.org")]


def test_mail_that_came_back_is_recorded_on_every_list_however_long_the_reason(
    engine: Engine, listed: Prepared, prepare: Callable[..., Prepared], keys: Keys
) -> None:
    again, who = prepare(is_open=False).review_id, Person("", "", "p0@example.org", AR)
    do(engine, inviting.invite_people, again, side=Side.PRCS, people=[who], keys=keys)
    assert do(engine, returning.record_bounce, " P0@example.org", reason="550 " * 100) == 2
    with new_session(engine) as session:
        entries = audit.list_entries(session, action="invitation.returned")
        (held,) = recipients.list_recipients(session, again, side=Side.PRCS)
    told = {entry.review_id: audit.read_details(entry) for entry in entries}
    known = recipient_ids(engine, listed)["p0@example.org"]
    assert told == {
        listed.review_id: {"side": "partner", "person": known},
        again: {"side": "prcs", "person": held.id},
    }
    assert (held.reached, held.reason) == (Outcome.REFUSED, ("550 " * 100)[:200])


@pytest.mark.parametrize("step", ["reissue", "withdraw"])
def test_changing_a_link_does_not_tell_who_has_answered(
    engine: Engine, opened: Prepared, keys: Keys, step: str
) -> None:
    """Of two people one has answered. All that staff see afterwards is the same for both."""
    answer(engine, opened.links[Side.PARTNER][0], keys)
    empty_outbox(engine)
    ids = recipient_ids(engine, opened)
    seen = []
    for address in ("p0@example.org", "p1@example.org"):
        taken = {"reissue": reissuing.reissue, "withdraw": withdrawing.withdraw}[step]
        do(engine, taken, opened.review_id, recipient_id=ids[address], keys=keys, now=NOW)
        with new_session(engine) as session:
            (found,) = [
                one
                for one in recipients.list_recipients(session, opened.review_id, side=Side.PARTNER)
                if one.id == ids[address]
            ]
            counts = [count(session, [opened.review_id]) for count in (reviews.count_invited, reviews.count_responses)]
        mails = [kind for kind, to in queued(engine) if to == address]
        seen.append((found.reached, found.reason, found.is_withdrawn, counts, mails))
    assert seen[0] == seen[1]
    assert seen[0][3][0][opened.review_id, Side.PARTNER] == 5


def test_who_is_taken_off_the_list_before_opening_is_not_counted(
    engine: Engine, listed: Prepared, keys: Keys, client: ReadingClient
) -> None:
    who = recipient_ids(engine, listed)["p0@example.org"]
    do(engine, withdrawing.withdraw, listed.review_id, recipient_id=who, keys=keys, now=NOW)
    assert do(engine, withdrawing.withdraw_nameless, listed.review_id, side=Side.PRCS) == 3
    with new_session(engine) as session:
        counted = reviews.count_invited(session, [listed.review_id])
    assert list(counted.values()) == [0, 4]
    assert "p0@example.org" not in recipient_ids(engine, listed)
    assert client.get(listed.path()).status_code == 410


def test_a_sealed_list_is_left_alone(engine: Engine, opened: Prepared, keys: Keys) -> None:
    do(engine, closing.close_review, opened.review_id, now=NOW)
    who = recipient_ids(engine, opened)["p0@example.org"]
    for step in (
        lambda: do(engine, reissuing.reissue, opened.review_id, recipient_id=who, keys=keys, now=NOW),
        lambda: do(engine, withdrawing.withdraw, opened.review_id, recipient_id=who, keys=keys, now=NOW),
    ):
        with pytest.raises(StateError, match="may_not_reissue"):
            step()


def test_a_person_of_another_review_is_not_found(engine: Engine, opened: Prepared, prepare, keys: Keys) -> None:
    who = recipient_ids(engine, opened)["p0@example.org"]
    other = prepare().review_id
    with pytest.raises(NotFoundError, match="no_recipient"):
        do(engine, withdrawing.withdraw, other, recipient_id=who, keys=keys, now=NOW)


def test_reminders_go_to_everybody_who_gets_mail(engine: Engine, opened: Prepared, keys: Keys) -> None:
    """Also to who has answered; not to who has no address, was refused, or has a mail on its way."""
    empty_outbox(engine)
    ids = recipient_ids(engine, opened)
    answer(engine, opened.links[Side.PARTNER][0], keys)
    begin(engine, opened.links[Side.PARTNER][1], keys)
    do(engine, recipients.record_bounce, "p2@example.org", reason="returned")
    do(engine, reissuing.reissue, opened.review_id, recipient_id=ids["p3@example.org"], keys=keys, now=NOW)
    plans = do(engine, reminding.remind, opened.review_id, now=NOW)
    assert queued(engine) == [
        ("reissued", "p3@example.org"),
        ("reminder", "p0@example.org"),
        ("reminder", "p1@example.org"),
    ]
    assert [(p.side, p.invited, p.mails, p.number) for p in plans] == [(Side.PRCS, 3, 0, 1), (Side.PARTNER, 5, 2, 1)]


def test_reminders_are_the_same_whoever_has_answered(engine: Engine, prepare, keys: Keys) -> None:
    """What is said, what waits, and what is sent: nobody, one of them, or everybody may have answered."""
    said = []
    for answering_ones in ((), (0,), (1, 2), (0, 1, 2)):
        prepared = prepare(is_open=False, people=0)
        invite_people(engine, prepared, [person(0), person(1), person(2, address="")], keys=keys)
        open_now(engine, prepared)
        empty_outbox(engine)
        for number in answering_ones:
            answer(engine, prepared.links[Side.PARTNER][number], keys)
        plans = do(engine, reminding.remind, prepared.review_id, now=NOW)
        waiting = queued(engine)
        claimed = [do(engine, outbox.claim, "holder", now=NOW) for _ in waiting]
        sent = sorted(do(engine, writing_mails.prepare_mail, one, now=NOW, keys=keys).to.address for one in claimed)
        said.append((plans, waiting, sent))
        empty_outbox(engine)
    assert said[0][2] == ["p0@example.org", "p1@example.org"]
    assert [one for one in said if one != said[0]] == []


def test_a_side_is_reminded_twice_and_three_days_apart(engine: Engine, opened: Prepared) -> None:
    times = [NOW, NOW + timedelta(days=2, hours=23), NOW + timedelta(days=3), NOW + timedelta(days=9)]
    refusals = []
    for now in times:
        try:
            do(engine, reminding.remind, opened.review_id, now=now)
        except StateError as error:
            refusals.append((now, error.code))
    assert refusals == [(times[1], "reminded_lately"), (times[3], "reminded_twice")]
    with new_session(engine) as session:
        assert len(session.scalars(select(ReminderRow)).all()) == 4


def test_nobody_is_reminded_once_answers_are_not_taken(engine: Engine, opened: Prepared) -> None:
    with pytest.raises(StateError, match="may_not_remind"):
        do(engine, reminding.remind, opened.review_id, now=NOW + timedelta(days=33))


def test_planning_changes_nothing(engine: Engine, opened: Prepared) -> None:
    empty_outbox(engine)
    do(engine, reminding.plan_reminders, opened.review_id, now=NOW)
    with new_session(engine) as session:
        assert session.scalars(select(ReminderRow)).all() == []
    assert queued(engine) == []


def test_a_refused_reminder_leaves_no_trace(engine: Engine, opened: Prepared, keys: Keys) -> None:
    """Beside a person it would say that this person had not answered."""
    empty_outbox(engine)
    do(engine, reminding.remind, opened.review_id, now=NOW)
    with new_session(engine) as session:
        before = recipients.list_recipients(session, opened.review_id, side=Side.PARTNER)
    for outcome in (Outcome.REFUSED, Outcome.GIVEN_UP, Outcome.UNSURE, Outcome.SENT):
        mail = do(engine, outbox.claim, "holder", now=datetime.now(UTC))
        do(engine, mailing.settle_mail, mail, outcome=outcome, now=NOW, reason="550 no")
    with new_session(engine) as session:
        assert recipients.list_recipients(session, opened.review_id, side=Side.PARTNER) == before
        assert session.scalars(select(OutboxRow)).all() == []


def test_whoever_was_invited_by_mail_is_told_that_results_are_shared(
    engine: Engine, opened: Prepared, keys: Keys
) -> None:
    """All but whose link was withdrawn, whether they answered or not; and no mail tells whose link was whose."""
    who = recipient_ids(engine, opened)["p3@example.org"]
    do(engine, withdrawing.withdraw, opened.review_id, recipient_id=who, keys=keys, now=NOW)
    answer(engine, opened.links[Side.PARTNER][0], keys)
    do(engine, closing.close_review, opened.review_id, now=NOW)
    assert queued(engine) == [("withdrawn", "p3@example.org")]
    empty_outbox(engine)
    do(engine, closing.share_review, opened.review_id, now=NOW)
    assert queued(engine) == [("shared", f"p{n}@example.org") for n in (0, 1, 2)]
    with new_session(engine) as session:
        assert {(row.invitation_id, row.nonce) for row in session.scalars(select(OutboxRow))} == {(None, None)}


def test_a_link_of_a_review_past_its_date_is_not_mailed(engine: Engine, opened: Prepared, keys: Keys) -> None:
    mails = []
    for _ in range(4):
        queued_mail = do(engine, outbox.claim, "holder", now=datetime.now(UTC))
        mails.append(do(engine, writing_mails.prepare_mail, queued_mail, now=NOW + timedelta(days=33), keys=keys))
    assert mails == [None] * 4
