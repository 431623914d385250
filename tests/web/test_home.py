"""The desk's first page: what needs attention, what is found, and that its cost does not grow with the reviews."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, event, update

from surveyapp.core.conduct.actions import Promise, Status
from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.sides import Side
from surveyapp.store.actions import put_promise
from surveyapp.store.engine import new_session
from surveyapp.store.rows import OutboxRow, RecipientRow, ReviewRow
from surveyapp.workflow.invitations import confirming, withdrawing
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import agreeing, closing, opening, preparing
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import answer, do, invite_people, keep_focal_points, open_now, person, recipient_ids, staff_member
from tests.languages import EN, text
from tests.pages import ReadingClient
from tests.web.staff import EMAIL, let_in, make_staff

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


def attention(client: ReadingClient) -> list[str]:
    return [" ".join(li.get_text(" ").split()) for li in client.page("/staff/?lang=en").select("#attention li")]


def test_what_needs_attention(staff: ReadingClient, engine: Engine, prepare: Callable[..., object]) -> None:
    for name, closes_in in (("soon", 3), ("over", -1), ("later", 10), ("far", 60)):
        prepare(name=text(ar=name, en=name), closes_in=timedelta(days=closes_in))
    sealed = prepare(name=text(ar="closed", en="closed")).review_id
    with writing(engine) as session:
        closing.close_review(session, sealed, now=NOW)
    told = [line.split(" · ")[0] + " " + line.partition("Review 2026 : ")[2][:9] for line in attention(staff)]
    assert told == [
        "closed Closed, b",
        "over The deadl",
        "soon Closing s",
        "soon Few answe",
        "soon Few answe",
        "later Few answe",
        "later Few answe",
    ]


@pytest.mark.slow
def test_what_waits_after_closing_is_called_to_attention_by_its_days(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared], keys: Keys
) -> None:
    """Results that nobody shared, a meeting that nobody recorded, and what it promised; once settled it is silent."""
    first, *others = (prepare(name=text(ar=one, en=one)) for one in ("a", "b", "c", "d"))
    answer(engine, first.links[Side.PARTNER][0], keys)
    closed, shared, met, unanswered = (one.review_id for one in (first, *others))
    with writing(engine) as session:
        for one in (closed, shared, met, unanswered):
            closing.close_review(session, one, now=NOW)
        for one in (shared, met):
            closing.share_review(session, one, now=NOW)
        long_ago = NOW - timedelta(days=40)
        session.get_one(ReviewRow, unanswered).closed_at = long_ago
        session.get_one(ReviewRow, closed).closed_at = session.get_one(ReviewRow, shared).shared_at = long_ago
        day = NOW.date()
        agreeing.record_meeting(
            session, met, held_on=day, follow_up_on=day + timedelta(days=9), now=NOW, today=day + timedelta(days=1)
        )
        for due in (30, 20):
            promised = Promise(None, "a", "b", "c", day - timedelta(days=due), "")
            action = put_promise(session, met, promise=promised, now=NOW, by="")
        session.execute(update(ReviewRow).values(is_sealed=True))
    told = [
        line.partition("Review 2026 : ")[2].partition(" since")[0].partition(" on ")[0] for line in attention(staff)
    ]
    assert told == ["2 agreed actions are overdue, the first", "Closed", "Shared"]
    assert [a["href"] for a in staff.page("/staff/").select("#attention a")] == [
        f"/staff/reviews/{met}/actions",
        f"/staff/reviews/{closed}",
        f"/staff/reviews/{shared}",
    ]
    assert len(staff.page("/staff/attention/overdue").select("main li")) == 1
    with writing(engine) as session:
        for one in (action.id, action.id - 1):
            agreeing.follow_up(session, one, status=Status.DROPPED, note="", now=NOW, today=NOW.date())
    assert "overdue" not in " ".join(attention(staff))


def test_mail_that_failed_is_told_by_number_and_leads_to_the_invitations(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared], keys: Keys
) -> None:
    opened = prepare(is_open=False, people=0, closes_in=timedelta(days=60))
    invite_people(engine, opened, [*map(person, range(5))], keys=keys)
    open_now(engine, opened)
    ids = recipient_ids(engine, opened)
    with writing(engine) as session:
        rows = {name: session.get_one(RecipientRow, ids[f"{name}@example.org"]) for name in ("p0", "p1", "p2", "p3")}
        rows["p0"].reached, rows["p1"].reached, rows["p2"].reached = Outcome.REFUSED, Outcome.UNSURE, Outcome.SENT
        rows["p3"].reached, rows["p3"].is_withdrawn = Outcome.GIVEN_UP, True
    (told,) = attention(staff)
    assert told.endswith(": 2 e-mails did not arrive.")
    (link,) = staff.page("/staff/").select("#attention a")
    assert link["href"] == f"/staff/reviews/{opened.review_id}/invitations"
    assert "2 e-mails did not arrive" in staff.get(f"{link['href']}?lang=en").text, "the page says another number"


def test_a_list_that_waits_or_is_refused_comes_before_opening(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared], keys: Keys
) -> None:
    listed = prepare(is_open=False, closes_in=timedelta(days=60))
    at = f"/staff/reviews/{listed.review_id}"

    def next_step() -> str:
        return staff.page("/staff/").select_one("tbody td a")["href"]

    assert next_step() == f"{at}/open"
    keep_focal_points(engine, listed.review_id, [FocalPoint(Side.PARTNER, "Kari", "kari@example.org", EN)])
    assert (next_step(), attention(staff)) == (f"{at}/invitations", [])
    do(engine, confirming.ask_focal_points, listed.review_id, side=Side.PARTNER, now=NOW, keys=keys)
    with new_session(engine) as session:
        mail = session.query(OutboxRow).one()
        key = keys.token(mail.id, mail.nonce)
    do(engine, confirming.object_to_list, key, reason="Two left years ago.", now=NOW)
    (told,) = attention(staff)
    assert told.endswith(": The focal point at the partner objects to the list of people.")
    assert (next_step(), staff.page("/staff/").select_one("#attention a")["href"]) == (f"{at}/invitations",) * 2
    checklist = staff.page(f"{at}?lang=en").select_one("#checklist")
    assert "The focal point objects to the list." in checklist.get_text()
    assert checklist.select_one("li a")["href"] == f"{at}/invitations#partner"


def test_a_quiet_day_says_nothing(staff: ReadingClient, prepare: Callable[..., object]) -> None:
    prepare(closes_in=timedelta(days=60))
    assert attention(staff) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param("red cross", {"partners", "reviews"}, id="part of a name"),
        pytest.param("أحمر", {"partners", "reviews"}, id="without the article"),
        pytest.param("احمر", {"partners", "reviews"}, id="without hamza"),
        pytest.param("الصليب ٢٠٢٦", {"reviews"}, id="partner and round, Arabic digits"),
        pytest.param("review 2026", {"rounds", "reviews"}, id="a round"),
        pytest.param("municipality", {"partners"}, id="a partner without a review"),
        pytest.param("nothing\x00'%", set(), id="nothing"),
    ],
)
def test_search(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., object], wanted: str, found: set[str]
) -> None:
    prepare()
    with writing(engine) as session:
        keeping.create_partner(session, None, name=text(ar="بلدية", en="Municipality"), kind="ngo")
    links = staff.page("/staff/", query_string={"q": wanted}).select(".card li a")
    assert {link["href"].split("/")[2] for link in links} == found


def test_an_empty_search_is_none(staff: ReadingClient, prepare: Callable[..., object]) -> None:
    prepare()
    assert staff.get("/staff/?q=%20").text.count("<section") == 1


@pytest.mark.slow
def test_what_waits_for_a_second_member_of_staff_is_said_to_both(
    staff: ReadingClient, app: Flask, engine: Engine, prepare: Callable[..., Prepared], keys: Keys
) -> None:
    """A withdrawal that one asked for, and an opening that one proposed: to whoever can act as the next thing to do."""
    running, drafted = prepare(is_open=False, people=0), prepare(is_open=False, people=5)
    invite_people(engine, running, [person(0), person(1)], keys=keys)
    open_now(engine, running)
    keep_focal_points(engine, drafted.review_id, [FocalPoint(Side.PARTNER, "Kari", "kari@norcross.example", EN)])
    colleague = app.test_client()
    let_in(colleague, engine, make_staff(engine, "second@example.org"))
    who = recipient_ids(engine, running)["p0@example.org"]
    staff_member(engine, EMAIL, withdrawing.withdraw, running.review_id, recipient_id=who, keys=keys, now=NOW)
    with new_session(engine) as session:
        seen = opening.read_prepared(session, drafted.review_id, now=NOW).digest
    staff_member(engine, EMAIL, opening.propose_opening, drafted.review_id, now=NOW, seen=seen)
    asked, opens = f"{EMAIL} asked for the link to be withdrawn", f"/staff/reviews/{drafted.review_id}/open"
    for browser, is_first in ((staff, True), (colleague, False)):
        page = browser.page("/staff/?lang=en")
        told = page.select_one("#attention")
        assert asked in told.get_text()
        assert ("You noted it yourself" in told.get_text()) == is_first
        assert ("you can look at both lists" in told.get_text()) == (not is_first)
        assert [bool(part.select(f"a[href='{opens}']")) for part in (told, page.table)] == [not is_first] * 2
        assert asked in browser.get(f"/staff/reviews/{running.review_id}?lang=en").text
        primary = [one["href"] for one in browser.page(f"/staff/reviews/{drafted.review_id}").select("main .primary")]
        assert primary == ([] if is_first else [opens])


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/staff/",
        "/staff/?q=red",
        "/staff/rounds",
        "/staff/rounds/2026",
        "/staff/partners",
        "/staff/partners/1",
        "/staff/rounds/2026/reviews/new",
    ],
)
@pytest.mark.alike(4)
def test_pages_take_as_many_queries_for_one_as_for_three(
    staff: ReadingClient, app: object, engine: Engine, prepare: Callable[..., object], path: str
) -> None:
    counted: list[str] = []
    prepare()
    prepare(is_open=False)
    staff.get(path)
    event.listen(app.extensions["surveyapp.engine"], "before_cursor_execute", lambda *a: counted.append(a[2]))
    staff.get(path)
    one = sum(statement.startswith("SELECT") for statement in counted)
    for _ in range(2):
        prepare(closes_in=timedelta(days=2))
        prepare(is_open=False)
    with writing(engine) as session:
        preparing.create_round(session, None, title=text(ar="ج", en="Another"))
    counted.clear()
    staff.get(path)
    assert sum(statement.startswith("SELECT") for statement in counted) == one
    assert one <= {"/staff/?q=red": 29, "/staff/rounds/2026": 35}.get(path, 25)  # a round's page is a table to work in


def test_a_round_without_reviews_is_there_to_be_filled(staff: ReadingClient, engine: Engine) -> None:
    with writing(engine) as session:
        preparing.create_round(session, "2027", title=text(ar="استعراض 2027", en="Review 2027"))
    page = staff.page("/staff/")
    assert page.main.find("a", href="/staff/rounds/2027")
