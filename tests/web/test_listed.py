"""The start page tells what was frozen at opening of both lists, and nothing where it is not known."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete

from surveyapp.core.conduct.four_eyes import Way
from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.conduct.roles import Role
from surveyapp.core.errors import StateError
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.store import openings, people
from surveyapp.store.audit import Author
from surveyapp.store.engine import new_session
from surveyapp.store.rows import OpeningRow, ProposalRow
from surveyapp.workflow import mailing
from surveyapp.workflow.invitations import confirming, withdrawing
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import opening
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import (
    do,
    invite_people,
    keep_focal_points,
    open_now,
    person,
    recipient_ids,
    waiting_mails,
)
from tests.languages import EN
from tests.pages import ReadingClient

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)
RANA, SAMI = "rana@prcs.example", "sami@prcs.example"


@pytest.fixture
def listed(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Prepared:
    """A review in preparation of two partners by name, and three of PRCS without."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(0), person(1)], keys=keys)
    return prepared


def told(client: ReadingClient, prepared: Prepared, side: Side = Side.PARTNER) -> str:
    page = client.page(f"/r/{prepared.links[side][0]}?lang=en")
    return without_controls(" ".join(page.select_one("#notice").get_text(" ", strip=True).split()))


def test_a_review_that_a_command_opens_is_told_as_such(client: ReadingClient, engine: Engine, listed: Prepared) -> None:
    open_now(engine, listed)
    said = told(client, listed)
    assert "Your side: 2 people by name, 0 links without a name. Nobody has confirmed this list." in said
    assert "The other side: 0 people by name, 3 links without a name." in said
    assert "Opened by a command on the server, without a second person." in said
    assert "Your side: 0 people by name, 3 links without a name." in told(client, listed, Side.PRCS)


def test_it_is_told_how_many_links_go_through_the_hands_of_staff(
    client: ReadingClient, engine: Engine, prepare: Callable[..., Prepared], keys: Keys
) -> None:
    """As of opening: whoever prints other letters later changes nothing of it."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(0), *(person(n, address="") for n in (1, 2, 3, 4))], keys=keys)
    open_now(engine, prepared)
    said = "5 people by name (4 by letter or by hand, through PRCS staff), 0 links without a name."
    assert f"Your side: {said}" in told(client, prepared)
    assert f"The other side: {said}" in told(client, prepared, Side.PRCS)


def test_what_is_taken_back_later_changes_no_number_and_is_told(
    client: ReadingClient, engine: Engine, listed: Prepared, keys: Keys
) -> None:
    open_now(engine, listed)
    someone = recipient_ids(engine, listed)["p1@example.org"]
    do(engine, withdrawing.withdraw, listed.review_id, recipient_id=someone, keys=keys, now=NOW)
    for side in Side:
        said = told(client, listed, side)
        assert "0 links without a name. Nobody has confirmed this list. 1 of them was withdrawn" in said
        assert "1 such change was made by one member of PRCS staff" in said
    assert "Invited on your side: 2" in told(client, listed)


def test_of_a_review_that_was_open_before_nothing_is_told(
    client: ReadingClient, engine: Engine, listed: Prepared
) -> None:
    open_now(engine, listed)
    with writing(engine) as session:
        session.execute(delete(OpeningRow))
    said = told(client, listed)
    assert "Invited on your side: 2" in said
    assert "Who was invited" not in said
    assert "Opened by" not in said


def test_what_was_proposed_goes_with_the_opening(engine: Engine, listed: Prepared) -> None:
    with writing(engine) as session:
        for email in (RANA, SAMI):
            people.put_staff(session, email, role=Role.COORDINATOR, password_hash=None)
    with writing(engine, Author(RANA, NOW)) as session:
        digest = opening.read_prepared(session, listed.review_id, now=NOW).digest
        opening.propose_opening(session, listed.review_id, now=NOW, seen=digest)
    with writing(engine, Author(SAMI, NOW)) as session:
        opening.open_review(session, listed.review_id, now=NOW, seen=digest)
    with new_session(engine) as session:
        assert openings.find_opening(session, listed.review_id).way is Way.TWO
        assert session.query(ProposalRow).count() == 0


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_an_invented_account_opens_invented_reviews_only(
    engine: Engine, listed: Prepared, *, is_demonstration: bool
) -> None:
    with writing(engine) as session:
        people.put_staff(session, RANA, role=Role.COORDINATOR, password_hash=None)
        put = people.put_staff
        put(session, SAMI, role=Role.COORDINATOR, password_hash=None, is_demonstration=is_demonstration)
    with new_session(engine) as session:
        eyes = opening.read_prepared(session, listed.review_id, now=NOW).eyes.counting
        assert len(people.list_openers(session, is_demonstration=True)) == 2
    assert eyes == ({RANA} if is_demonstration else {RANA, SAMI})
    with writing(engine, Author(SAMI, NOW)) as session:
        code = "account_of_demonstrations" if is_demonstration else "opening_takes_two"
        with pytest.raises(StateError, match=code):
            opening.open_review(session, listed.review_id, now=NOW)


def test_a_program_opens_nothing(engine: Engine, listed: Prepared) -> None:
    with writing(engine, Author("program:kobo", NOW)) as session, pytest.raises(StateError, match="programs_open"):
        opening.open_review(session, listed.review_id, now=NOW)


def test_a_word_that_does_not_count_is_told_apart_from_silence(
    client: ReadingClient, engine: Engine, listed: Prepared, keys: Keys
) -> None:
    """The focal point was entered today: he confirms, and the review opens for a reason given before he counts."""
    points = [FocalPoint(Side.PARTNER, "Kari", "kari@norcross.example", EN)]
    keep_focal_points(engine, listed.review_id, points, now=NOW)
    do(engine, confirming.ask_focal_points, listed.review_id, side=Side.PARTNER, now=NOW, keys=keys)
    (mail,) = waiting_mails(engine)
    key = mailing.mailed_key(mail, keys=keys)
    page = client.page(f"/confirm/{key}?lang=en")
    said = without_controls(page.main.get_text(" ", strip=True))
    assert "Your confirmation counts from" in said
    assert "Everyone on the list will read your name" not in said
    do(engine, confirming.confirm_list, key, digest=page.select_one("input[name=list]")["value"], now=NOW)
    do(engine, opening.open_review, listed.review_id, now=NOW, reason="We cannot wait.")
    assert "Nobody whose word counts has confirmed this list." in told(client, listed)
    assert "Nobody has confirmed this list." in told(client, listed, Side.PRCS).partition("The other side")[0]
