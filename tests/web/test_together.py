"""Many reviews at once: found in one table, looked at before anything is done, and done review by review."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from lxml import html as lxml_html
from lxml.html import FormElement
from sqlalchemy import Engine, update
from werkzeug.test import TestResponse

from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roles import Role
from surveyapp.core.errors import Code, StateError, UnmadeError
from surveyapp.core.sides import Side
from surveyapp.store import audit, people, reviews, sealing
from surveyapp.store.engine import new_session
from surveyapp.store.rows import ReminderRow
from surveyapp.web.rounds import bundles, together
from surveyapp.workflow import mailing
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import deleting
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import (
    answer,
    do,
    empty_outbox,
    invite_people,
    keep_focal_points,
    open_now,
    person,
    queued,
    tokens_of,
)
from tests.languages import text
from tests.pages import ReadingClient
from tests.web.filling import fields_of, press
from tests.web.staff import let_in, make_staff
from tests.workflow.test_confirming import POINTS

pytestmark = ON_SQLITE
TABLE = "/staff/reviews?lang=en"
Visitor = Callable[..., ReadingClient]


@pytest.fixture
def visitor(app: Flask, engine: Engine) -> Visitor:
    """Return a function that gives the browser of a coordinator, or of somebody in another role."""

    def visitor(email: str = "first@example.org", role: Role = Role.COORDINATOR) -> ReadingClient:
        client = app.test_client()
        let_in(client, engine, make_staff(engine, email, role=role))
        return client

    return visitor


@pytest.fixture
def three(prepare: Callable[..., Prepared], engine: Engine, keys: Keys) -> list[int]:
    """Three reviews in preparation: two with people who get mail, one to which nobody is invited."""
    made = [prepare(is_open=False, people=0, name=text(ar=f"جهة {n}", en=f"Partner {n}")) for n in "ABC"]
    for one in made[:2]:
        invite_people(engine, one, [person(n) for n in range(3)], keys=keys)
    return [one.review_id for one in made]


def chosen(client: ReadingClient, act: str, ids: list[int]) -> TestResponse:
    return press(client, TABLE, {"act": act, "reviews": [str(one) for one in ids]})


def confirm(client: ReadingClient, plan: TestResponse, **given: str) -> TestResponse:
    """Press the page's main button."""
    assert plan.status_code in {200, 422}, plan.text
    form = form_on(plan)
    return client.post(form.action, data=fields_of(form) | given)


def form_on(plan: TestResponse, *kinds: str) -> FormElement:
    forms = lxml_html.document_fromstring(plan.text).find(".//main").iter("form")
    return next(one for one in forms if set(one.classes) & set(kinds or ("card", "go")))


def lines(response: TestResponse, heading: str) -> list[str]:
    page = BeautifulSoup(response.text, "lxml")
    card = next((one for one in page.select("section.card") if one.h2.get_text(strip=True) == heading), None)
    found = [] if card is None else card.select("tbody tr") or card.select("li:not(:has(li))")
    same = [one.find_previous("strong") if one.find_parent("li") else None for one in found]  # said once of several
    told = [
        [one.get_text(" ", strip=True) for one in (this, said) if one] for this, said in zip(found, same, strict=True)
    ]
    return [" ".join(" ".join(one).split()) for one in told]


def recipients_of(engine: Engine, review_id: int) -> list[tuple[str, object]]:
    with new_session(engine) as session:
        return [one for side in Side for one in mailing.list_to_remind(session, review_id, side=side)]


def states(engine: Engine, ids: list[int]) -> list[State]:
    with new_session(engine) as session:
        return [reviews.get_review(session, one).state for one in ids]


@pytest.mark.slow
def test_opening_takes_two_for_many_as_for_one_and_one_refusal_stops_nobody_else(
    visitor: Visitor, engine: Engine, keys: Keys, three: list[int]
) -> None:
    first, second = visitor(), visitor("second@example.org")
    plan = chosen(first, "open", three)
    assert [one.split()[1] for one in lines(plan, "What will happen")] == ["A", "B"]
    assert "Nobody has been invited yet." in lines(plan, "What stays as it is, and why")[0]
    assert "Propose to open 2 reviews" in plan.text
    assert plan.text.count("p0@example.org") == 2  # both lists are there to be looked at, folded
    assert BeautifulSoup(plan.text, "lxml").select("details.lists[open]") == []
    assert plan.text.count("You propose it; a colleague opens it.") == 1  # what is said of each is said once
    proposed = confirm(first, plan)
    assert all("a colleague opens it" in one for one in lines(proposed, "What was done"))
    assert states(engine, three) == [State.DRAFT] * 3
    again = chosen(first, "open", three)
    assert lines(again, "What will happen") == []  # nobody seconds what they proposed themselves

    plan = chosen(second, "open", three)
    assert "6 e-mails" in plan.text
    with writing(engine) as session:  # a list that the second one looked at is changed, and proposed anew
        inviting.invite_people(session, three[1], side=Side.PARTNER, people=[person(9)], keys=keys)
    confirm(first, chosen(first, "open", three))
    done = confirm(second, plan)
    assert states(engine, three) == [State.OPEN, State.DRAFT, State.DRAFT]
    assert "3 e-mails wait to be sent" in lines(done, "What was done")[0]
    assert len(lines(done, "Not done, and why")) == 1
    with new_session(engine) as session:
        opened = list(audit.list_entries(session, action="review.opened", limit=None))
    assert [(one.review_id, one.author, '"way":"two"' in one.details) for one in opened] == [
        (three[0], "second@example.org", True)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("act", ["check", "open", "packs"])
def test_not_now_leads_back_to_the_round_with_its_ticks(visitor: Visitor, three: list[int], act: str) -> None:
    client = visitor()
    ticked = [str(one) for one in three[1:]]
    plan = press(client, f"{TABLE}&round=2026", {"act": act, "reviews": ticked})
    assert ("you alone" in plan.text, "takes two" in plan.text) == (act == "open", False)
    assert not any("Not now" in one.text for one in BeautifulSoup(plan.text, "lxml").select("main a"))
    form = next(one for one in lxml_html.document_fromstring(plan.text).iter("form") if one.get("id") == "back")
    page = BeautifulSoup(client.post(form.action, data=fields_of(form)).text, "lxml")
    assert sorted(one["value"] for one in page.select(".together input[checked]")) == sorted(ticked)
    chosen_ones = [one["value"] for one in page.select("#act [selected], #round [selected]")]
    assert sorted(chosen_ones) == sorted([act, "2026"])


@pytest.mark.slow
def test_letters_and_forms_are_printed_from_the_page_that_opens_and_afterwards_it_says_who_lacks_one(
    visitor: Visitor, engine: Engine, keys: Keys, three: list[int]
) -> None:
    with writing(engine) as session:
        for number, count in ((three[0], 2), (three[1], 1)):
            letters = [person(20 + n, address="") for n in range(count)]
            inviting.invite_people(session, number, side=Side.PARTNER, people=letters, keys=keys)
    client, second = visitor(), visitor("second@example.org")
    plan = chosen(client, "open", three)
    assert "Letters of 2 reviews have not been printed" in plan.text
    before = form_on(plan, "note")
    assert [one.get("href") for one in before.iter("a")] == [f"/staff/reviews/{n}/invitations" for n in three[:2]]
    ticket = next(one for one in before.iter("button")).get("value")
    printed = client.post(before.action, data=fields_of(before) | {"ticket": ticket})
    assert len(zipfile.ZipFile(io.BytesIO(printed.data)).namelist()) == 4  # both sides: links without a name as well
    assert "9 letters to print" in plan.text  # six links without a name among them
    plan = chosen(client, "open", three)
    assert ("have not been printed" in plan.text, "6 letters to print" in plan.text) == (False, True)
    with writing(engine) as session:
        inviting.invite_people(session, three[0], side=Side.PARTNER, people=[person(30, address="")], keys=keys)
        inviting.invite(session, three[1], side=Side.PARTNER, count=1, keys=keys, is_paper=True)
    plan = chosen(client, "open", three)
    assert "Letters of 1 review have not been printed" in plan.text
    assert "Paper forms with codes of 1 review have not been printed" in plan.text
    assert '/invitations#partner">Print the letters' in client.get(f"/staff/reviews/{three[0]}/open?lang=en").text
    confirm(client, plan)
    done = lines(confirm(second, chosen(second, "open", three)), "What was done")
    assert "The letter of 1 person was not printed before opening." in done[0]
    assert "1 paper form with a code was not printed before opening" in done[1]
    page = client.page(f"/staff/reviews/{three[0]}/invitations?lang=en")
    assert "Another one can be printed" in page.select_one("#unprinted").get_text()
    assert (
        "The letter of 1 person was not printed" in client.page("/staff/?lang=en").select_one("#attention").get_text()
    )


def test_a_ticket_is_of_no_use_to_anybody_else(visitor: Visitor, engine: Engine, three: list[int]) -> None:
    first, other, viewer = visitor(), visitor("other@example.org"), visitor("v@example.org", Role.VIEWER)
    ticket = fields_of(form_on(chosen(first, "open", three)))["ticket"]
    for client, status in ((other, 400), (viewer, 403)):
        token = client.page("/staff/account").select_one("input[name=csrf_token]")["value"]
        assert (
            client.post("/staff/reviews/together", data={"ticket": ticket, "csrf_token": token}).status_code == status
        )
    assert states(engine, three) == [State.DRAFT] * 3
    assert viewer.page(TABLE).select("input[type=checkbox], .acting") == []


@pytest.mark.slow
def test_it_goes_on_in_parts_by_a_button_and_each_ends_in_a_transaction_of_its_own(
    visitor: Visitor, engine: Engine, keys: Keys, three: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "AT_ONCE", 2)
    invite_people(engine, Prepared(three[2], {}), [person(n) for n in range(3)], keys=keys)
    ids, client = three, visitor()
    for one in ids:
        open_now(engine, Prepared(one, {}))
    soon, later = ((datetime.now(UTC) + timedelta(days=days)).date() for days in (59, 60))
    still_waiting = confirm(client, chosen(client, "extend", ids[2:]), closes=soon.isoformat())
    assert "e-mails that were still waiting carry the new deadline" in lines(still_waiting, "What was done")[0]
    empty_outbox(engine)
    plan = chosen(client, "extend", ids)
    mails = sum(len(recipients_of(engine, one)) for one in ids)
    assert f"Tell the new deadline by e-mail: {mails} e-mails" in plan.text
    assert confirm(client, plan, closes="").status_code == 422
    going = confirm(client, plan, closes=later.isoformat(), is_told="y")
    assert "2 of 3" in going.text
    assert "goes-on" in going.text
    done = confirm(client, going)
    assert [f"{mails // 3} e-mails are waiting to be sent" in one for one in lines(done, "What was done")] == [True] * 3
    assert [kind for kind, _ in queued(engine)].count("extended") == mails
    with new_session(engine) as session:
        assert {reviews.get_review(session, one).closes_on for one in ids} == {later}
    today = datetime.now(UTC).date().isoformat()
    not_later = confirm(client, confirm(client, chosen(client, "extend", ids), closes=today))
    assert (len(lines(not_later, "Not done, and why")), lines(not_later, "What was done")) == (3, [])
    assert not_later.text.count("must not be over") == 1, "what is said of several is said once"


def _busy(*_: object) -> None:
    raise StateError(Code.STILL_IN_USE)


@pytest.mark.slow
def test_the_rest_of_a_round_reminding_closing_sharing(
    visitor: Visitor,
    engine: Engine,
    keys: Keys,
    prepare: Callable[..., Prepared],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened, draft = prepare(is_open=False, people=0), prepare(is_open=False)
    invite_people(engine, opened, [person(n) for n in range(4)], keys=keys)
    client = visitor()
    confirm(client, chosen(client, "open", [opened.review_id]))
    ids = [opened.review_id, draft.review_id]
    plan = chosen(client, "remind", ids)
    assert len(lines(plan, "What stays as it is, and why")) == 2  # the invitations have not gone out yet
    with new_session(engine) as session:
        (token,) = tokens_of(session, opened.review_id, [person(0)], keys=keys)
    answer(engine, token, keys)
    unanswered = prepare().review_id
    with monkeypatch.context() as busy:
        busy.setattr(sealing, "compact", _busy)
        closed = confirm(client, chosen(client, "close", [unanswered]))
    assert "leaves the files as soon as nobody reads them" in closed.text
    assert len(lines(confirm(client, chosen(client, "close", ids)), "What was done")) == 1
    leads = [one["href"].rpartition("/")[2] for one in client.page(f"/staff/reviews/{unanswered}").select(".go a")]
    assert not {"share", "meeting", "agreements"} & set(leads)
    plan = chosen(client, "share", [unanswered])
    assert "Nobody answered, so there is nothing to share." in lines(plan, "What stays as it is, and why")[0]
    plan = chosen(client, "packs", [unanswered])
    assert "Nobody answered, so there is nothing to print." in lines(plan, "What stays as it is, and why")[0]
    refused = client.get(f"/staff/reviews/{unanswered}/share?lang=en")
    assert (refused.status_code, "Nobody answered" in refused.text) == (409, True)
    plan = chosen(client, "share", ids)
    assert "4 e-mails" in lines(plan, "What will happen")[0]
    confirm(client, plan)
    assert states(engine, ids) == [State.SHARED, State.DRAFT]
    with new_session(engine) as session:
        taken = {one.action for one in audit.list_entries(session, review_id=opened.review_id, limit=None)}
    assert {"review.opened", "review.closed", "review.sealed", "review.shared"} <= taken
    assert ("shared", "p0@example.org") in queued(engine)


def test_checking_and_asking_change_nothing_that_they_do_not_say(
    visitor: Visitor, engine: Engine, three: list[int]
) -> None:
    client = visitor()
    checked = chosen(client, "check", three)
    assert "Nobody has been invited yet." in lines(checked, "Before opening")[2]
    assert BeautifulSoup(checked.text, "lxml").select("main form:not(#back)") == []
    asked = chosen(client, "ask", three)
    assert len(lines(asked, "What stays as it is, and why")) == 3
    assert chosen(client, "ask", []).status_code == 422


@pytest.mark.slow
def test_a_ticket_is_good_once_and_for_its_own_page(visitor: Visitor, engine: Engine, three: list[int]) -> None:
    keep_focal_points(engine, three[0], POINTS)
    client = visitor()
    plan = chosen(client, "ask", three[:1])
    assert len(lines(confirm(client, plan), "What was done")) == 1
    asked = queued(engine)
    assert len(lines(confirm(client, plan), "Not done, and why")) == 1
    assert (queued(engine), len(asked)) == (asked, len(POINTS))
    files = fields_of(form_on(chosen(client, "forms", three)))
    assert client.post("/staff/reviews/together", data=files).status_code == 404
    open_now(engine, Prepared(three[1], {}))
    empty_outbox(engine)
    plan = chosen(client, "remind", three[1:2])
    assert len(lines(confirm(client, plan), "What was done")) == 1
    with writing(engine) as session:
        session.execute(update(ReminderRow).values(sent_at=datetime.now(UTC) - timedelta(days=9)))
    assert "since it was shown" in lines(confirm(client, plan), "Not done, and why")[0]


def test_what_is_not_in_the_file_is_said_in_it_and_not_recorded(
    visitor: Visitor, engine: Engine, prepare: Callable[..., Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, kept = prepare(is_open=False).review_id, prepare(is_open=False).review_id
    made = iter([b"", b"%PDF"])

    @contextmanager
    def turn() -> Iterator[Callable[[object], bytes]]:
        yield lambda _: next(made) or _fail()

    def _fail() -> bytes:
        raise UnmadeError(Code.NOT_MADE)

    monkeypatch.setattr(bundles, "made_in_turn", turn)
    client = visitor()
    plan = chosen(client, "letters", [gone, kept])
    with writing(engine) as session:
        deleting.delete_review(session, gone)
    with zipfile.ZipFile(io.BytesIO(confirm(client, plan).data)) as archive:
        (letters, *others) = archive.namelist()
        assert [" – Letters – Partner – " in letters, others] == [True, ["NOT-MADE.txt"]]
        told = archive.read("NOT-MADE.txt").decode().split("\r\n")[1:]
    assert [f"reviews/{gone}" in told[0], " – Letters – PRCS – " in told[1], len(told)] == [True, True, 2]
    with new_session(engine) as session:
        taken = audit.list_entries(session, action="invitation.letters_taken", limit=None)
    assert [(one.review_id, audit.read_details(one)["side"]) for one in taken] == [(kept, "partner")]


def test_a_facilitator_sees_no_round_but_those_of_the_reviews_given(
    visitor: Visitor, engine: Engine, three: list[int]
) -> None:
    client = visitor("helper@example.org", Role.FACILITATOR)
    assert "2026" not in [one["value"] for one in client.page(f"{TABLE}&round=2026").select("select option")]
    with writing(engine) as session:
        staff_id = people.find_staff_id(session, "helper@example.org")
        people.give_review(session, staff_id, review_id=three[0])
    assert "2026" in [one["value"] for one in client.page(TABLE).select("select option")]


@pytest.mark.wide
def test_what_one_file_does_not_hold_comes_in_parts_and_forms_with_codes_come_too(
    visitor: Visitor, engine: Engine, keys: Keys, three: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "FILES_LIMIT", 2)
    client = visitor()
    assert (
        "No codes of paper forms were made." in lines(chosen(client, "codes", three), "What stays as it is, and why")[0]
    )
    for one, side, count in ((three[0], Side.PRCS, 11), (three[1], Side.PARTNER, 1)):
        do(engine, inviting.invite, one, side=side, count=count, keys=keys, is_paper=True)
    plan = chosen(client, "codes", three)
    assert len(lines(plan, "What will happen")) == 2
    parts = [one["value"] for one in BeautifulSoup(plan.text, "lxml").select("main form button[name=ticket]")]
    form, found = form_on(plan), []
    for one in parts:
        sent = client.post(form.action, data=fields_of(form) | {"ticket": one})
        with zipfile.ZipFile(io.BytesIO(sent.data)) as archive:
            found.append([" – ".join(name.split(" – ")[2:5]) for name in archive.namelist()])
            assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
    assert found == [
        ["Forms with codes – PRCS – 1-10", "Forms with codes – PRCS – 11-11"],
        ["Forms with codes – Partner – 1-1"],
    ]
    with new_session(engine) as session:
        taken = audit.list_entries(session, action="invitation.forms_taken", limit=None)
    assert sorted(audit.read_details(one)["count"] for one in taken) == [1, 1, 10]


@pytest.mark.slow
def test_letters_of_many_come_in_one_file(visitor: Visitor, engine: Engine, prepare: Callable[..., Prepared]) -> None:
    ids, client = [prepare(is_open=False).review_id, prepare().review_id], visitor()
    plan = chosen(client, "letters", ids)
    assert len(lines(plan, "What stays as it is, and why")) == 1
    sent = confirm(client, plan)
    with zipfile.ZipFile(io.BytesIO(sent.data)) as archive:
        sides = [one.split(" – ")[3] for one in archive.namelist()]
        assert sides == ["PRCS", "Partner"]
        assert all(archive.read(one).startswith(b"%PDF") for one in archive.namelist())
    with new_session(engine) as session:
        assert len(audit.list_entries(session, action="invitation.letters_taken", review_id=ids[0])) == 2


@pytest.mark.slow
def test_the_table_is_filtered_sorted_and_searched_in_both_languages(
    visitor: Visitor, three: list[int], prepare: Callable[..., Prepared]
) -> None:
    prepare(name=text(ar="جمعيّة الأمل", en="Hope"), closes_in=timedelta(days=3))
    client = visitor()

    def names(query: str) -> list[str]:
        return [one.get_text(strip=True) for one in client.page(f"{TABLE}&{query}").select("tbody th[scope=row]")]

    assert names("q=hope") == names("q=جمعية الامل") == names("state=open") == ["Hope"]
    assert names("order=deadline")[0] == "Hope"
    assert names("order=partner") == ["Hope", "Partner A", "Partner B", "Partner C"]
    assert names("order=state") == ["Partner A", "Partner B", "Partner C", "Hope"]
    assert names("kind=national_society&round=2026&state=draft") == ["Partner A", "Partner B", "Partner C"]
    assert names("state=nothing&order=nothing&round=nothing&kind=nothing") == names("")
