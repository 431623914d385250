"""Lists of any length: parts that keep what was asked for, searches in every language, ticks that are not lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine, insert

from surveyapp.core.conduct.roles import Role
from surveyapp.store.engine import new_session
from surveyapp.store.review_lists import list_keys
from surveyapp.store.rows import PartnerRow, StaffRow
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import invite_people, person
from tests.languages import text
from tests.pages import ReadingClient
from tests.web.filling import press
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
NEXT_YEAR = (datetime.now(UTC) + timedelta(days=365)).date().isoformat()


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine, role=Role.ADMINISTRATOR))
    return client


@pytest.fixture
def many(engine: Engine) -> None:
    """A hundred and twenty partners, each third a university."""
    with writing(engine) as session:
        session.add_all(
            PartnerRow(
                slug=f"p{n:03}",
                name=text(ar=f"جمعيّة الأمل {n:03}", en=f"Hope {n:03}"),
                kind="university" if n % 3 == 0 else "ngo",
                languages=["ar"],
            )
            for n in range(120)
        )


def names(page: BeautifulSoup) -> list[str]:
    return [one.get_text(strip=True) for one in page.select("main tbody th[scope=row]")]


def ways(page: BeautifulSoup) -> dict[str, str]:
    return {one["rel"][0]: one["href"] for one in page.select("nav.pager a")}


@pytest.mark.usefixtures("many")
def test_a_list_comes_in_parts_and_an_odd_part_is_the_nearest(staff: ReadingClient) -> None:
    first = staff.page("/staff/partners?lang=en")
    assert (len(names(first)), names(first)[0]) == (20, "Hope 000")
    assert ways(first) == {"next": "/staff/partners?lang=en&page=2", "last": "/staff/partners?lang=en&page=6"}
    last = staff.page(ways(first)["last"])
    assert (len(names(last)), names(last)[-1]) == (20, "Hope 119")
    assert set(ways(last)) == {"first", "prev"}
    assert "120 partners" in last.select_one("nav.pager").get_text()
    for odd in ("9999", "9" * 5000, "-4", "x", ""):
        assert names(staff.page(f"/staff/partners?lang=en&page={odd}")) in (names(first), names(last)), odd


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("wanted", ["hope 01", "جمعية الامل ٠١", "HÓPE 01"])
def test_partners_are_found_in_any_language_however_they_are_spelled(staff: ReadingClient, wanted: str) -> None:
    found = staff.page(f"/staff/partners?lang=en&q={wanted}")
    assert names(found) == [f"Hope {n:03}" for n in range(120) if "01" in f"{n:03}"]


@pytest.mark.usefixtures("many")
def test_the_parts_of_a_filtered_list_keep_the_filter(staff: ReadingClient, prepare: Callable[..., object]) -> None:
    prepare()
    page = staff.page("/staff/partners?lang=en&kind=ngo&q=hope")
    assert ways(page)["next"] == "/staff/partners?lang=en&kind=ngo&q=hope&page=2"
    assert "Hope 000" not in names(page)
    assert len(names(staff.page(ways(page)["next"]))) == 20


def test_a_short_list_has_no_parts(staff: ReadingClient, prepare: Callable[..., object]) -> None:
    prepare()
    for path in ("/staff/", "/staff/partners", "/staff/rounds", "/staff/rounds/2026", "/staff/people"):
        assert staff.page(path).select("nav.pager, input[name=kind], main input[type=search]:not(#q)") == [], path


@pytest.mark.usefixtures("many")
def test_ticks_are_kept_from_part_to_part(staff: ReadingClient, engine: Engine, prepare: Callable[..., object]) -> None:
    prepare(is_open=False)
    path = "/staff/rounds/2026/reviews/new?lang=en"
    turned = press(staff, path, {"closes": NEXT_YEAR, "partners": ["p001"], "turn": "2"})
    assert turned.status_code == 200
    page = BeautifulSoup(turned.text, "html.parser")
    assert page.select_one("input[name=partners-kept]")["value"] == "p001"
    assert page.select_one("#closes")["value"] == NEXT_YEAR
    assert press(staff, path, {"closes": NEXT_YEAR, "partners": ["p060"], "partners-kept": "p001"}).status_code == 303
    with new_session(engine) as session:
        assert len(list_keys(session)) == 3


@pytest.mark.slow
@pytest.mark.usefixtures("many")
def test_all_of_a_search_are_ticked_at_once(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., object]
) -> None:
    prepare(is_open=False)
    path = "/staff/rounds/2026/reviews/new?lang=en"
    chosen = {"closes": NEXT_YEAR, "q": "", "kind": "university", "partners-all": "y"}
    assert press(staff, path, chosen).status_code == 303
    with new_session(engine) as session:
        assert len(list_keys(session)) == 41


@pytest.mark.usefixtures("many")
def test_a_double_is_merged_into_one_that_was_looked_for(staff: ReadingClient) -> None:
    page = staff.page("/staff/partners/1/merge?lang=en&q=hope+119")
    assert [one.get_text() for one in page.select("#into option[value]:not([value=''])")] == ["Hope 119"]


def test_accounts_come_in_parts(staff: ReadingClient, engine: Engine) -> None:
    with writing(engine) as session:
        rows = [{"email": f"v{n:03}@example.org", "role": Role.VIEWER, "failures": 0} for n in range(60)]
        session.execute(insert(StaffRow), [row | {"is_demonstration": False} for row in rows])
    page = staff.page("/staff/people?lang=en")
    assert len(names(page)) == 20
    assert "61 accounts" in page.select_one("nav.pager").get_text()


def test_much_that_needs_attention_is_counted_and_leads_to_all_of_it(
    staff: ReadingClient, prepare: Callable[..., object]
) -> None:
    for n in range(7):
        prepare(name=text(ar=f"ج{n}", en=f"P{n}"), closes_in=timedelta(days=-1))
    lines = staff.page("/staff/?lang=en").select("#attention li")
    assert len(lines) == 5
    assert lines[0].strong.get_text().strip() == "The deadlines of 7 open reviews have passed"
    told = staff.page(lines[0].a["href"] + "?lang=en").select("ul.card li")
    assert len(told) == 7
    assert staff.get("/staff/attention/nothing").status_code == 404


@pytest.mark.slow
def test_a_long_list_is_read_in_parts_before_opening(
    staff: ReadingClient, engine: Engine, keys: Keys, prepare: Callable[..., Prepared]
) -> None:
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(number) for number in range(501)], keys=keys)
    path = f"/staff/reviews/{prepared.review_id}/open?lang=en"
    first, last = staff.page(path), staff.page(f"{path}&partner=2")
    assert [len(one.select("#partner ol li")) for one in (first, last)] == [500, 1]
    assert "p500@" in last.select_one("#partner ol[start='501']").get_text()
    assert "501 people by name" in first.select_one("#partner nav.pager").get_text()
