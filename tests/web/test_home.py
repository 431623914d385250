"""The desk's first page: what needs attention, what is found, and that its cost does not grow with the reviews."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from surveyapp.core.sides import Text
from surveyapp.workflow import closing, keeping_partners, preparing
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


def attention(client: ReadingClient) -> list[str]:
    return [" ".join(li.get_text(" ").split()) for li in client.page("/staff/?lang=en").select("#attention li")]


def test_what_needs_attention(staff: ReadingClient, engine: Engine, prepare: Callable[..., object]) -> None:
    for name, closes_in in (("soon", 3), ("over", -0.001), ("later", 10), ("far", 60)):
        prepare(name=Text(ar=name, en=name), closes_in=timedelta(days=closes_in))
    sealed = prepare(name=Text(ar="closed", en="closed")).review_id
    with writing(engine) as session:
        closing.close_review(session, sealed, now=NOW)
    told = [line.split(" · ")[0] + " " + line.partition("Review 2026 : ")[2][:9] for line in attention(staff)]
    assert told == [
        "closed Closed, b",
        "over The last ",
        "soon Closes so",
        "soon Fewer tha",
        "soon Fewer tha",
        "later Fewer tha",
        "later Fewer tha",
    ]


def test_a_quiet_day_says_nothing(staff: ReadingClient, prepare: Callable[..., object]) -> None:
    prepare(closes_in=timedelta(days=60))
    assert attention(staff) == []


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
        keeping_partners.create_partner(session, None, name=Text(ar="بلدية", en="Municipality"), kind="ngo")
    links = staff.page("/staff/", query_string={"q": wanted}).select(".card li a")
    assert {link["href"].split("/")[2] for link in links} == found


def test_an_empty_search_is_none(staff: ReadingClient, prepare: Callable[..., object]) -> None:
    prepare()
    assert staff.get("/staff/?q=%20").text.count("<section") == 1


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
def test_pages_take_as_many_queries_for_one_as_for_three(
    staff: ReadingClient, app: object, engine: Engine, prepare: Callable[..., object], path: str
) -> None:
    counted: list[str] = []
    prepare()
    staff.get(path)
    event.listen(app.extensions["surveyapp.engine"], "before_cursor_execute", lambda *a: counted.append(a[2]))
    staff.get(path)
    one = sum(statement.startswith("SELECT") for statement in counted)
    for _ in range(2):
        prepare(closes_in=timedelta(days=2))
    with writing(engine) as session:
        preparing.create_round(session, None, title=Text(ar="ج", en="Another"))
    counted.clear()
    staff.get(path)
    assert sum(statement.startswith("SELECT") for statement in counted) == one
    assert one <= 9


def test_a_round_without_reviews_is_there_to_be_filled(staff: ReadingClient, engine: Engine) -> None:
    with writing(engine) as session:
        preparing.create_round(session, "2027", title=Text(ar="استعراض 2027", en="Review 2027"))
    page = staff.page("/staff/")
    assert page.main.find("a", href="/staff/rounds/2027")
