"""Invitations on staff pages: lists are kept, mails followed, sides reminded, and nobody sees who has answered."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import Engine, delete

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.store import audit, outbox
from surveyapp.store import people as accounts
from surveyapp.store.engine import new_session
from surveyapp.store.rows import OpeningRow
from surveyapp.workflow import mailing
from surveyapp.workflow.invitations import confirming, reissuing
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import (
    answer,
    begin,
    do,
    empty_outbox,
    invite_people,
    keep_focal_points,
    let_in_post,
    live_tokens,
    open_now,
    person,
    queued,
    recipient_ids,
    waiting_mails,
)
from tests.languages import EN
from tests.pages import ReadingClient
from tests.web.filling import press
from tests.web.staff import EMAIL, let_in, make_staff

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)
SOMEBODY = {"name": "ليلى", "role": "مديرة", "email": "Laila@Example.org", "language": "en"}


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


@pytest.fixture
def listed(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Prepared:
    """A review in preparation: at the partner two people by mail and one by letter."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(0), person(1), person(2, address="")], keys=keys)
    return prepared


@pytest.fixture
def opened(engine: Engine, listed: Prepared) -> Prepared:
    open_now(engine, listed)
    return listed


def at(prepared: Prepared, rest: str = "/invitations") -> str:
    return f"/staff/reviews/{prepared.review_id}{rest}"


def rows(staff: ReadingClient, prepared: Prepared, side: str = "partner") -> list[list[str]]:
    found = staff.page(f"{at(prepared)}?lang=en").select(f"#{side} tbody tr")
    return [[said_in(cell) for cell in row.find_all(["th", "td"])] for row in found]


def said_in(cell: Tag) -> str:
    """Return the words of a cell; before its sign, an address may break and has no space."""
    return " ".join(cell.get_text(" ").split()).replace(" @", "@")


def test_somebody_is_invited(staff: ReadingClient, engine: Engine, listed: Prepared) -> None:
    assert press(staff, at(listed, "/invitations/prcs/new"), SOMEBODY).location.startswith(at(listed))
    assert rows(staff, listed, "prcs") == [
        ["ليلى مديرة", "laila@example.org", "English", "will be sent when the review is opened"]
    ]
    again = press(staff, at(listed, "/invitations/prcs/new"), {"name": "رامي", "then": "another"})
    assert "/new" in again.location
    assert [row[1::2] for row in rows(staff, listed, "prcs")] == [
        ["–", "printed letter"],
        rows(staff, listed, "prcs")[1][1::2],
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param({"name": " ", "email": ""}, "Write a name or an address.", id="nobody"),
        pytest.param({"email": "nobody"}, "This is not an e-mail address.", id="no address"),
        pytest.param(
            {"email": "P1@example.org"}, "is already on one of the review’s lists", id="on the other side's list"
        ),
        pytest.param({"name": "x" * 300}, "This name is longer than 200 characters.", id="a name without end"),
        pytest.param({"language": "zz"}, "Choose one of the answers given here.", id="no language"),
    ],
)
def test_what_cannot_be_taken_is_said(
    staff: ReadingClient, engine: Engine, listed: Prepared, typed: dict[str, str], says: str
) -> None:
    refused = press(staff, at(listed, "/invitations/prcs/new?lang=en"), SOMEBODY | typed)
    assert (refused.status_code, says in refused.text) == (422, True)
    assert rows(staff, listed, "prcs") == []


def seen(staff: ReadingClient, path: str) -> list[str]:
    """Press the button that shows links, and return them."""
    page = BeautifulSoup(press(staff, path, {}, to=f"{path}/show").text, "lxml")
    return [code.get_text() for code in page.select("main code")]


@pytest.mark.slow
def test_links_without_names_are_shown_before_opening_only(
    staff: ReadingClient, engine: Engine, listed: Prepared
) -> None:
    path = at(listed, "/invitations/prcs/links")
    assert staff.page(path).select("main code") == []
    assert staff.get(f"{path}/show").location == path
    shown = [
        code.get_text()
        for code in BeautifulSoup(press(staff, path, {}, to=f"{path}/show").text, "lxml").select("main code")
    ]
    with new_session(engine) as session:
        (entry,) = audit.list_entries(session, action="invitation.links_shown")
    assert (entry.author, audit.read_details(entry)) == (EMAIL, {"side": "prcs", "count": 3})
    assert {*shown} == {f"http://127.0.0.1:8000/r/{token}" for token in listed.links[Side.PRCS]}
    for count in ("", "x", "0", "999999"):
        assert press(staff, path, {"count": count}).status_code == 422
    assert press(staff, path, {"count": "٢"}).status_code == 303
    assert len(seen(staff, path)) == 5
    assert press(staff, path, {}, to=f"{path}/withdraw").status_code == 303
    assert staff.page(path).select("form[action$=show]") == []
    assert press(staff, path, {"count": "3"}).status_code == 303
    page = staff.page(path)
    token = page.select_one("input[name=csrf_token]")["value"]
    open_now(engine, listed)
    assert [staff.get(path).status_code, staff.post(f"{path}/show", data={"csrf_token": token}).status_code] == [
        409
    ] * 2


def test_the_way_round_a_silent_focal_point_and_a_forgotten_person_is_said(
    staff: ReadingClient, engine: Engine, listed: Prepared, keys: Keys
) -> None:
    page, says = f"{at(listed)}?lang=en", "can be opened all the same, with a reason"
    keep_focal_points(engine, listed.review_id, [FocalPoint(Side.PARTNER, "Kari", "kari@norcross.example", EN)])
    assert says not in staff.get(page).text
    do(engine, confirming.ask_focal_points, listed.review_id, side=Side.PARTNER, now=NOW, keys=keys)
    for path in (page, f"{at(listed, '')}?lang=en", f"{at(listed, '/open')}?lang=en"):
        assert staff.get(path).text.count(says) == 1
    assert not staff.page(page).select("#forgotten")
    open_now(engine, listed, reason="She is on leave.")
    assert len(staff.page(page).select("#forgotten li")) == 3
    refused = staff.get(f"{at(listed)}/partner/new?lang=en")
    assert (refused.status_code, "someone who was forgotten" in refused.text) == (409, True)


def test_what_becomes_of_mails_is_shown(staff: ReadingClient, engine: Engine, opened: Prepared) -> None:
    assert [row[3] for row in rows(staff, opened)] == [
        "is waiting to be sent",
        "is waiting to be sent",
        "printed letter",
    ]
    assert "2 e-mails are waiting to be sent, the oldest since" in staff.get(f"{at(opened)}?lang=en").text
    for outcome, reason in ((Outcome.SENT, ""), (Outcome.REFUSED, "550 no such user")):
        mail = do(engine, outbox.claim, "holder", now=datetime.now(UTC))
        do(engine, mailing.settle_mail, mail, outcome=outcome, now=NOW, reason=reason)
    assert {row[3] for row in rows(staff, opened)} == {"sent", "came back 550 no such user", "printed letter"}
    page = staff.get(f"{at(opened)}?lang=en").text
    assert ("wait to be sent" in page, "1 e-mail did not arrive" in page) == (False, True)


@pytest.mark.slow
def test_a_bounced_address_is_replaced_once_two_of_the_staff_say_so(
    staff: ReadingClient, app: Flask, engine: Engine, opened: Prepared
) -> None:
    empty_outbox(engine)
    path = at(opened, f"/invitations/people/{recipient_ids(engine, opened)['p0@example.org']}")
    assert staff.page(path).main.find(id="email") is None
    refused = press(staff, path, {"email": "new@example.org"})
    assert (refused.status_code, "ارتدّ البريد" in refused.text) == (409, True)
    assert "/returned" not in staff.get(path).text  # it is still to be sent
    let_in_post(engine, "p0@example.org")
    assert press(staff, path, {}, to=f"{path}/returned").status_code == 303
    assert rows(staff, opened)[0][3].startswith(f"sent {EMAIL} noted that the e-mail came back:")
    second = app.test_client()
    let_in(second, engine, make_staff(engine, "second@example.org"))
    confirm = second.page(f"{path}/returned").select_one("form[action$=returned]")["action"]
    assert press(second, path, {}, to=confirm).status_code == 303
    assert rows(staff, opened)[0][3] == "came back"
    assert press(staff, path, {"email": "p1@example.org"}).status_code == 422
    assert press(staff, path, {"email": "second+p0@example.org"}).status_code == 422
    assert press(staff, path, {"email": "new@example.org"}).status_code == 303
    assert queued(engine) == []
    confirming = second.page(f"{path}/another").select_one("main input[type=hidden][name=email]")
    assert confirming["value"] == "new@example.org"
    assert press(second, path, {"email": confirming["value"]}).status_code == 303
    assert queued(engine) == [("moved", "p0@example.org"), ("reissued", "new@example.org")]


def test_nobody_confirms_his_own_word_that_mail_came_back(
    staff: ReadingClient, app: Flask, engine: Engine, opened: Prepared
) -> None:
    """Not in the same browser, nor in another one; and a page that was shown before is no way round it."""
    empty_outbox(engine)
    let_in_post(engine, "p0@example.org")
    path = at(opened, f"/invitations/people/{recipient_ids(engine, opened)['p0@example.org']}")
    assert "no second account" in staff.get(f"{path}/returned?lang=en").text
    make_staff(engine, "second@example.org")
    assert "no second account" not in staff.get(f"{path}/returned?lang=en").text
    again = app.test_client()
    with new_session(engine) as session:
        mine = accounts.find_staff_id(session, EMAIL) or 0
    let_in(again, engine, mine)
    pages = [
        browser.page(f"{path}/returned").select_one("form[action$=returned]")["action"] for browser in (staff, again)
    ]
    answers = [press(browser, path, {}, to=to).status_code for browser, to in zip((staff, again), pages, strict=True)]
    assert answers == [303, 409]
    for browser in (staff, again):
        page = browser.page(f"{path}/returned?lang=en")
        assert page.select_one("form[action$=returned]") is None
        assert "A second member of staff must confirm it here" in page.get_text()
    assert rows(staff, opened)[0][3].startswith(f"sent {EMAIL} noted that the e-mail came back:")
    assert press(staff, path, {"email": "mine@example.org"}).status_code == 409


def test_somebody_is_taken_off_before_opening_and_withdrawn_after(
    staff: ReadingClient, engine: Engine, listed: Prepared
) -> None:
    ids = recipient_ids(engine, listed)
    first, second = (at(listed, f"/invitations/people/{ids[f'p{n}@example.org']}") for n in (0, 1))
    asked = staff.page(f"{first}/withdraw?lang=en")
    assert "2 of 3 invited would remain" in asked.main.get_text()
    pressed = press(staff, first, {}, to=asked.select_one("main form")["action"])
    assert "2 people are still invited on this side." in staff.page(f"{pressed.location}?lang=en").main.get_text()
    assert staff.get(f"{second}/returned").location == second
    assert staff.get(first).status_code == 404
    assert len(rows(staff, listed)) == 2
    open_now(engine, listed)
    assert press(staff, second, {}, to=f"{second}/withdraw").status_code == 303
    assert [row[3] for row in rows(staff, listed)] == ["link withdrawn", "printed letter"]
    assert staff.page(second).main.find("form") is None


@pytest.mark.slow
def test_pages_are_the_same_whether_somebody_has_answered(
    staff: ReadingClient, engine: Engine, opened: Prepared, keys: Keys
) -> None:
    """Every page about people, before and after one of them answers: not a byte differs."""
    ids = recipient_ids(engine, opened)
    asked = ("", "/another", "/returned", "/withdraw")
    paths = [at(opened), *(at(opened, f"/invitations/people/{one}{rest}") for one in ids.values() for rest in asked)]
    before = [without_token(staff, path) for path in paths]
    answer(engine, opened.links[Side.PARTNER][0], keys)
    assert [without_token(staff, path) for path in paths] == before
    for who in (ids["p0@example.org"], ids["p1@example.org"]):
        assert press(staff, at(opened, f"/invitations/people/{who}"), {}).location.startswith(at(opened))
    assert len({row[3] for row in rows(staff, opened)[:2]}) == 1


def without_token(staff: ReadingClient, path: str) -> str:
    page = staff.page(path)
    for token in page.select("input[name=csrf_token]"):
        token.decompose()
    return str(page)


def test_a_closed_review_keeps_names_and_nothing_to_press(
    staff: ReadingClient, engine: Engine, opened: Prepared
) -> None:
    do(engine, closing.close_review, opened.review_id, now=NOW)
    assert {row[3] for row in rows(staff, opened)} == {"–"}
    assert staff.page(at(opened)).main.find("form") is None
    assert counts(staff, opened) == ["0 people by name · 3 links without a name", "3 people by name"]
    with writing(engine) as session:
        session.execute(delete(OpeningRow))
    assert counts(staff, opened) == ["0 people by name", "3 people by name"]  # how many links is forgotten
    assert (
        staff.page(at(opened, f"/invitations/people/{recipient_ids(engine, opened)['p0@example.org']}")).main.find(
            "form"
        )
        is None
    )


def test_while_invitations_wait_no_reminder_is_planned(staff: ReadingClient, engine: Engine, opened: Prepared) -> None:
    said = staff.page(f"{at(opened, '/reminders')}?lang=en").main.get_text()
    assert said.count("The e-mails to this side are still waiting to be sent") == 1
    assert "0 e-mails would go out" in said  # PRCS has links without names
    assert "2 e-mails would go out" not in said
    empty_outbox(engine)
    assert "2 e-mails would go out" in staff.page(f"{at(opened, '/reminders')}?lang=en").main.get_text()


def test_an_address_changed_after_opening_is_no_change_of_the_list_before(
    staff: ReadingClient, engine: Engine, listed: Prepared, keys: Keys
) -> None:
    keep_focal_points(engine, listed.review_id, [FocalPoint(Side.PARTNER, "Kari", "kari@norcross.example", EN)])
    do(engine, confirming.ask_focal_points, listed.review_id, side=Side.PARTNER, now=NOW, keys=keys)
    (mail,) = waiting_mails(engine)
    key = mailing.mailed_key(mail, keys=keys)
    with new_session(engine) as session:
        digest = confirming.find_asked(session, key, now=NOW).vouching.roster.digest
    do(engine, confirming.confirm_list, key, digest=digest, now=NOW)
    open_now(engine, listed)
    let_in_post(engine, "p0@example.org", Outcome.REFUSED)
    one = recipient_ids(engine, listed)["p0@example.org"]
    do(engine, reissuing.reissue, listed.review_id, recipient_id=one, keys=keys, now=NOW, address="new@example.org")
    said = staff.page(f"{at(listed)}?lang=en").main.get_text()
    assert "after opening, an address was changed or a link withdrawn" in said
    assert [word for word in ("list was changed", "lists can no longer change") if word in said] == []


def test_whoever_entered_a_focal_point_is_warned_before_asking(
    staff: ReadingClient, app: Flask, engine: Engine, listed: Prepared
) -> None:
    points = [FocalPoint(Side.PARTNER, "Kari", "kari@norcross.example", EN)]
    keep_focal_points(engine, listed.review_id, points, by=EMAIL)
    warning, ticked = "Let a colleague ask for it", "input[name=asks][checked]"
    write, index = f"{at(listed)}/write?lang=en", f"{at(listed)}?lang=en"
    assert (warning in staff.get(write).text, warning in staff.get(index).text) == (True, True)
    assert staff.page(write).select(ticked) == []
    colleague = app.test_client()
    let_in(colleague, engine, make_staff(engine, "second@example.org"))
    assert (warning in colleague.get(write).text, warning in colleague.get(index).text) == (False, False)
    assert len(colleague.page(write).select(ticked)) == 1


def counts(staff: ReadingClient, prepared: Prepared) -> list[str]:
    """Return how many are said to be on each side's list."""
    page = staff.page(f"{at(prepared)}?lang=en")
    return [" ".join(page.select_one(f"#{side} p").get_text().split()) for side in Side]


def test_reminding_is_shown_first_and_done_on_a_press(
    staff: ReadingClient, engine: Engine, opened: Prepared, keys: Keys
) -> None:
    empty_outbox(engine)
    answer(engine, opened.links[Side.PARTNER][0], keys)
    page = staff.page(f"{at(opened, '/reminders')}?lang=en")
    said = " ".join(page.main.get_text(" ").split())
    assert [n for n in (0, 2) if f"{n} e-mails would go out; 3 invited in all." in said] == [0, 2]
    assert [word for word in ("ليلى", "p0@", "p1@") if word in str(page)] == []
    assert queued(engine) == []
    sent = press(staff, at(opened, "/reminders"), {}, to=at(opened, "/reminders/partner"))
    assert sent.location == at(opened, "/reminders")
    assert queued(engine) == [("reminder", "p0@example.org"), ("reminder", "p1@example.org")]
    told = staff.page(f"{sent.location}?lang=en").main.get_text()
    assert "reminded less than three days ago" in told
    assert "2 reminders are waiting to be sent." in told
    again = press(staff, at(opened, "/reminders"), {}, to=at(opened, "/reminders/partner"))
    assert again.status_code == 409


def test_the_desk_counts_no_reminders(staff: ReadingClient, engine: Engine, opened: Prepared, keys: Keys) -> None:
    """With one person by mail and others by letter, their number would tell whether that one has answered."""
    empty_outbox(engine)
    press(staff, at(opened, "/reminders"), {}, to=at(opened, "/reminders/partner"))
    assert len(queued(engine)) == 2
    with new_session(engine) as session:
        assert outbox.count_invitations(session, opened.review_id) == (0, None)
    assert staff.page(at(opened)).select("[role=status]:not(.done-line)") == []


@pytest.mark.slow
def test_letters_are_printed_for_whoever_has_no_address(staff: ReadingClient, engine: Engine, listed: Prepared) -> None:
    for side, pages in (("prcs", 3), ("partner", 1)):
        given = press(staff, at(listed), {}, to=at(listed, f"/invitations/{side}/letters.pdf"))
        assert (given.status_code, given.mimetype) == (200, "application/pdf")
        assert f'filename="norcross0-2026-{side}-letters-20' in given.headers["Content-Disposition"]
        with pikepdf.open(BytesIO(given.get_data())) as document:
            assert len(document.pages) == pages
    assert staff.get(at(listed, "/invitations/partner/letters.pdf")).status_code == 405
    with new_session(engine) as session:
        assert len(audit.list_entries(session, action="invitation.letters_taken", author=EMAIL)) == 2


def test_after_opening_one_person_gets_another_letter_and_no_other_link_is_printed(
    staff: ReadingClient, engine: Engine, opened: Prepared, keys: Keys
) -> None:
    begin(engine, opened.links[Side.PARTNER][2], keys, words="half written")
    page = staff.page(f"{at(opened)}?lang=en")
    assert page.select("form[action$='letters.pdf']") == []
    assert "links without a name cannot be replaced" in page.get_text()
    refused = press(staff, f"{at(opened)}?lang=en", {}, to=at(opened, "/invitations/prcs/letters.pdf"))
    assert (refused.status_code, "Letters can be printed only until" in refused.text) == (409, True)
    path = at(opened, f"/invitations/people/{recipient_ids(engine, opened)['ليلى 2']}")
    page = staff.page(f"{path}/another?lang=en")
    assert "Another letter was last given" not in page.main.get_text()
    form = page.select_one("form[action$='letter.pdf']")
    given = press(staff, path, {}, to=form["action"])
    assert (given.status_code, given.mimetype) == (200, "application/pdf")
    (token,) = live_tokens(engine, opened, keys) - set(opened.links[Side.PARTNER])
    with pikepdf.open(BytesIO(given.get_data())) as document:
        assert [str(link.A.URI).rpartition("/")[2] for link in document.pages[0].Annots if "/A" in link] == [token]
    assert staff.get(form["action"]).status_code == 405
    assert "Another letter was last given on" in staff.page(f"{path}/another?lang=en").main.get_text()


@pytest.mark.slow
def test_one_member_of_staff_alone_gets_no_links_in_hand_by_other_letters(
    staff: ReadingClient, app: Flask, engine: Engine, opened: Prepared, keys: Keys
) -> None:
    """With four of five links in hand, the fifth's answers would follow from the results: one asks, another prints."""
    path = at(opened, f"/invitations/people/{recipient_ids(engine, opened)['ليلى 2']}")
    second, another = app.test_client(), app.test_client()
    let_in(second, engine, make_staff(engine, "second@example.org"))
    with new_session(engine) as session:
        mine = accounts.find_staff_id(session, EMAIL) or 0
    let_in(another, engine, mine)
    before = live_tokens(engine, opened, keys)
    assert press(staff, path, {}, to=f"{path}/letter.pdf").status_code == 409
    assert (
        press(
            staff, path, {}, to=staff.page(f"{path}/another").select_one("form[action$='/letter']")["action"]
        ).status_code
        == 303
    )
    for browser in (staff, another):
        page = browser.page(f"{path}/another?lang=en")
        assert page.select("form[action*='/letter']") == []
        assert "Someone else who runs reviews can now print it here." in page.get_text()
        assert press(browser, path, {}, to=f"{path}/letter.pdf").status_code == 409
    assert live_tokens(engine, opened, keys) == before
    assert f"{EMAIL}: asked for another letter" in without_controls(second.page(f"{path}/another?lang=en").get_text())
    assert press(second, path, {}, to=f"{path}/letter.pdf").status_code == 200
    assert press(second, path, {}, to=f"{path}/letter.pdf").status_code == 409  # a word is for one letter
    with new_session(engine) as session:
        told = audit.list_entries(session, action="invitation")[:2]
    assert [(one.author, one.action) for one in told] == [
        ("second@example.org", "invitation.reissued"),
        (EMAIL, "invitation.letter_asked"),
    ]
    assert audit.read_details(told[0])["asked_by"] == EMAIL


def test_a_side_that_is_none_is_not_found(staff: ReadingClient, listed: Prepared) -> None:
    assert staff.get(at(listed, "/invitations/both/new")).status_code == 404
    assert staff.get(at(listed, "/invitations/both/links")).status_code == 404
    assert staff.get(at(listed, "/invitations/people/nobody")).status_code == 404
