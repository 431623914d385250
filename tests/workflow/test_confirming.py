"""Focal points confirm the list as it is, or the review stays shut."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from surveyapp.core.conduct.checklist import Item, Level, list_at
from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.conduct.roster import ListStanding
from surveyapp.core.errors import GoneError, InputError, NotFoundError, StateError
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.days import day_of
from surveyapp.mail.compose import Office, compose
from surveyapp.store import openings, outbox, recipients
from surveyapp.store.engine import new_session
from surveyapp.store.rows import OutboxRow, VouchingRow
from surveyapp.words.dates import day_text
from surveyapp.workflow import writing_mails
from surveyapp.workflow.invitations import confirming, inviting, reissuing, withdrawing
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import opening
from tests.conftest import Prepared
from tests.databases import TIMEZONE
from tests.inviting import LONG_AGO, do, invite_people, keep_focal_points, person, recipient_ids
from tests.languages import EN

NOW = datetime.now(UTC)
POINTS = [FocalPoint(Side.PARTNER, "Kari", f"{name}@norcross.example", EN) for name in ("kari", "ola")]


@pytest.fixture
def listed(engine: Engine, prepare, keys: Keys) -> Prepared:
    """A review in preparation; two focal points could confirm the partner's list, and nobody PRCS's."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(0), person(1)], keys=keys)
    keep_focal_points(engine, prepared.review_id, POINTS)
    return prepared


def ask(engine: Engine, prepared: Prepared, keys: Keys) -> list[str]:
    """Ask the focal points and return the keys in their mails, in the order of their addresses."""
    do(engine, confirming.ask_focal_points, prepared.review_id, side=Side.PARTNER, now=NOW, keys=keys)
    with new_session(engine) as session:
        rows = session.scalars(select(OutboxRow).order_by(OutboxRow.address))
        mails = [(row.address, keys.token(row.id, row.nonce or b"")) for row in rows]
    assert [address for address, _ in mails] == [point.email for point in POINTS]
    return [key for _, key in mails]


def digest(engine: Engine, prepared: Prepared) -> str:
    with new_session(engine) as session:
        return recipients.list_rosters(session, [prepared.review_id])[prepared.review_id, Side.PARTNER].digest


def confirm(engine: Engine, prepared: Prepared, key: str) -> None:
    do(engine, confirming.confirm_list, key, digest=digest(engine, prepared), now=NOW)


def may_open(engine: Engine, prepared: Prepared) -> bool:
    """Say whether the checklist has nothing missing; what it has is the partner's list that is not confirmed."""
    with new_session(engine) as session:
        missing = list_at(Level.MISSING, opening.read_checklist(session, prepared.review_id, now=NOW))
    assert {finding.item for finding in missing} <= {Item.LIST_NOT_CONFIRMED, Item.LIST_REFUSED}
    assert {finding.side for finding in missing} <= {Side.PARTNER}
    return not missing


def test_opening_is_refused_until_the_list_is_confirmed(engine: Engine, listed: Prepared, keys: Keys) -> None:
    key, _ = ask(engine, listed, keys)
    with pytest.raises(StateError, match="list_not_confirmed"):
        do(engine, opening.open_review, listed.review_id, now=NOW)
    confirm(engine, listed, key)
    do(engine, opening.open_review, listed.review_id, now=NOW)


def test_a_review_opens_when_one_focal_point_confirms_and_none_objects(
    engine: Engine, listed: Prepared, keys: Keys
) -> None:
    first, second = ask(engine, listed, keys)
    assert not may_open(engine, listed)
    confirm(engine, listed, first)
    assert may_open(engine, listed)
    do(engine, confirming.object_to_list, second, reason="Nobody knows p1.", now=NOW)
    assert not may_open(engine, listed)
    confirm(engine, listed, second)
    assert may_open(engine, listed)


def test_changing_the_list_voids_the_confirmation(engine: Engine, listed: Prepared, keys: Keys) -> None:
    key, _ = ask(engine, listed, keys)
    one = recipient_ids(engine, listed)["p0@example.org"]
    changes = {
        "somebody more": lambda: do(
            engine, inviting.invite_people, listed.review_id, side=Side.PARTNER, people=[person(7)], keys=keys
        ),
        "a link without a name": lambda: do(
            engine, inviting.invite, listed.review_id, side=Side.PARTNER, count=1, keys=keys
        ),
        "another address": lambda: do(
            engine,
            reissuing.reissue,
            listed.review_id,
            recipient_id=one,
            keys=keys,
            now=NOW,
            address="staff@prcs.example",
        ),
        "somebody less": lambda: do(
            engine, withdrawing.withdraw, listed.review_id, recipient_id=one, keys=keys, now=NOW
        ),
    }
    for what, change in changes.items():
        confirm(engine, listed, key)
        assert may_open(engine, listed), what
        change()
        assert not may_open(engine, listed), what
        with new_session(engine) as session:
            vouching = confirming.list_vouchings(session, listed.review_id, now=NOW)[Side.PARTNER]
            assert [v.standing(vouching.roster) for v in vouching.vouchers] == [
                ListStanding.CHANGED,
                ListStanding.ASKED,
            ], what


def test_what_was_shown_is_what_is_confirmed(engine: Engine, listed: Prepared, keys: Keys) -> None:
    key, _ = ask(engine, listed, keys)
    shown = digest(engine, listed)
    do(engine, inviting.invite, listed.review_id, side=Side.PARTNER, count=1, keys=keys)
    with pytest.raises(InputError, match="list_was_changed"):
        do(engine, confirming.confirm_list, key, digest=shown, now=NOW)


def test_asking_again_ends_earlier_keys_and_answers(engine: Engine, listed: Prepared, keys: Keys) -> None:
    key, _ = ask(engine, listed, keys)
    confirm(engine, listed, key)
    ask(engine, listed, keys)
    assert not may_open(engine, listed)
    with new_session(engine) as session, pytest.raises(NotFoundError, match="unknown_link"):
        confirming.find_asked(session, key, now=NOW)


def test_a_key_ends_with_opening(engine: Engine, listed: Prepared, keys: Keys) -> None:
    key, _ = ask(engine, listed, keys)
    confirm(engine, listed, key)
    do(engine, opening.open_review, listed.review_id, now=NOW)
    with pytest.raises(GoneError, match="list_is_frozen"):
        confirm(engine, listed, key)


def test_a_focal_point_who_is_replaced_has_no_say(engine: Engine, listed: Prepared, keys: Keys) -> None:
    key, _ = ask(engine, listed, keys)
    confirm(engine, listed, key)
    keep_focal_points(engine, listed.review_id, POINTS[1:])
    assert not may_open(engine, listed)
    with new_session(engine) as session, pytest.raises(NotFoundError):
        confirming.find_asked(session, key, now=NOW)


@pytest.mark.parametrize("way", ["asked again", "replaced"])
@pytest.mark.alike(2)
def test_an_objection_is_not_erased_by_staff(engine: Engine, listed: Prepared, keys: Keys, way: str) -> None:
    """It stands until the list changes; then the review opens for a reason, and everybody reads of it."""
    key, second = ask(engine, listed, keys)
    do(engine, confirming.object_to_list, key, reason="Nobody knows p1.", now=NOW)
    if way == "replaced":
        keep_focal_points(engine, listed.review_id, [])
    else:
        key, second = ask(engine, listed, keys)
        confirm(engine, listed, second)
    with pytest.raises(StateError, match="list_refused"):
        do(engine, opening.open_review, listed.review_id, now=NOW, reason="We cannot wait.")
    do(engine, inviting.invite, listed.review_id, side=Side.PARTNER, count=1, keys=keys)
    with pytest.raises(StateError, match="list_not_confirmed"):
        do(engine, opening.open_review, listed.review_id, now=NOW)
    with new_session(engine) as session:
        (held,) = opening.read_prepared(session, listed.review_id, now=NOW).vouchings[Side.PARTNER].objections
    assert (held.by, held.words) == ("Kari", "Nobody knows p1.")
    do(engine, opening.open_review, listed.review_id, now=NOW, reason="We cannot wait.")
    with new_session(engine) as session:
        told = openings.find_opening(session, listed.review_id).lists
    assert [told[side].objected_on is not None for side in Side] == [False, True]


def test_who_objected_takes_it_back_by_confirming(engine: Engine, listed: Prepared, keys: Keys) -> None:
    key, _ = ask(engine, listed, keys)
    do(engine, confirming.object_to_list, key, reason="Nobody knows p1.", now=NOW)
    key, _ = ask(engine, listed, keys)
    confirm(engine, listed, key)
    do(engine, opening.open_review, listed.review_id, now=NOW)
    with new_session(engine) as session:
        assert openings.find_opening(session, listed.review_id).lists[Side.PARTNER].objected_on is None


def test_the_mail_leads_to_the_page_of_the_list(engine: Engine, listed: Prepared, keys: Keys) -> None:
    found = dict(zip([point.email for point in POINTS], ask(engine, listed, keys), strict=True))
    queued = do(engine, outbox.claim, "holder", now=datetime.now(UTC))
    with new_session(engine) as session:
        mail = writing_mails.prepare_mail(session, queued, now=NOW, keys=keys)
    assert mail.link == f"/confirm/{found[queued.to.address]}"
    assert mail.listed == (2, 0)


def test_the_mail_counts_the_list_as_it_is_when_it_is_sent(engine: Engine, listed: Prepared, keys: Keys) -> None:
    ask(engine, listed, keys)
    do(engine, inviting.invite, listed.review_id, side=Side.PARTNER, count=4, keys=keys)
    queued = do(engine, outbox.claim, "holder", now=datetime.now(UTC))
    with new_session(engine) as session:
        mail = writing_mails.prepare_mail(session, queued, now=NOW, keys=keys)
    office = Office("reviews@prcs.example", "", "https://prcs.example", (EN,))
    text = compose(mail, office).get_body(("plain",)).get_content()
    assert "2 people by name, 4 links without a name." in text
    assert "Links without a name are handed out by PRCS." in text
    assert "does not count" not in text


def mail_to(engine: Engine, prepared: Prepared, keys: Keys, *, kept_at: datetime, by: str) -> str:
    """Return what the mail says to a focal point who was entered then by ``by``."""
    keep_focal_points(engine, prepared.review_id, POINTS[:1], now=kept_at, by=by)
    do(engine, confirming.ask_focal_points, prepared.review_id, side=Side.PARTNER, now=NOW, keys=keys)
    queued = do(engine, outbox.claim, "holder", now=datetime.now(UTC))
    with new_session(engine) as session:
        mail = writing_mails.prepare_mail(session, queued, now=NOW, keys=keys)
    office = Office("reviews@prcs.example", "", "https://prcs.example", (EN,))
    return without_controls(compose(mail, office).get_body(("plain",)).get_content())


def test_the_mail_says_from_when_on_the_word_counts_or_why_not(engine: Engine, prepare, keys: Keys) -> None:
    new, own = prepare(is_open=False, people=0), prepare(is_open=False, people=0)
    for prepared in (new, own):
        invite_people(engine, prepared, [person(0), person(1)], keys=keys)
    said = mail_to(engine, new, keys, kept_at=NOW, by="another@prcs.example")
    assert f"counts from {day_text(day_of(NOW + timedelta(days=7), TIMEZONE), EN)} on" in said
    assert "Links without a name" not in said  # there are none
    with new_session(engine) as session:
        asker = session.scalars(select(VouchingRow.asked_by)).one()
    assert "does not count as it was asked for" in mail_to(engine, own, keys, kept_at=LONG_AGO, by=asker)


def test_a_focal_point_who_was_replaced_or_is_too_late_gets_no_mail(
    engine: Engine, listed: Prepared, keys: Keys
) -> None:
    key, _ = ask(engine, listed, keys)
    queued = do(engine, outbox.claim, "holder", now=datetime.now(UTC))
    confirm(engine, listed, key)
    do(engine, opening.open_review, listed.review_id, now=NOW)
    with new_session(engine) as session:
        assert writing_mails.prepare_mail(session, queued, now=NOW, keys=keys) is None


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        pytest.param("", "bad_objection", id="nothing"),
        pytest.param("  ", "bad_objection", id="blanks"),
        pytest.param("x" * 1001, "too_many_words", id="too much"),
    ],
)
def test_an_objection_says_why(engine: Engine, listed: Prepared, keys: Keys, reason: str, code: str) -> None:
    key, _ = ask(engine, listed, keys)
    with pytest.raises(InputError, match=code):
        do(engine, confirming.object_to_list, key, reason=reason, now=NOW)
