"""Rounds and reviews in the browser: prepared for many at once, checked, opened, extended, closed, shared."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine, update

from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.conduct.review import Answering, Policy, Review, State
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from surveyapp.store import audit, reviews, rounds, sealing
from surveyapp.store.engine import new_session
from surveyapp.store.people import give_review
from surveyapp.store.rows import ReviewRow, StaffRow
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import closing
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import answer, keep_focal_points
from tests.languages import EN, text
from tests.pages import ReadingClient
from tests.web.filling import press, shown_fields
from tests.web.staff import EMAIL, let_in, make_staff

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)
TERMS = {"closes": "٢٠٣٠-١٢-٣١", "partner_side": "organisation", "policy": "protected", "min_detail": "٧"}


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


@pytest.fixture
def three(engine: Engine, version: object) -> list[str]:
    """The slugs of three partners."""
    with writing(engine) as session:
        for slug in ("a", "b", "c"):
            keeping.create_partner(session, slug, name=text(ar=f"جهة {slug}", en=slug), kind="ngo")
    return ["a", "b", "c"]


def held(engine: Engine) -> list[Review]:
    with new_session(engine) as session:
        return reviews.list_reviews(session)


def state_of(engine: Engine, review_id: int) -> str:
    with new_session(engine) as session:
        return reviews.get_review(session, review_id).state


def test_a_round_is_made_and_renamed(staff: ReadingClient, engine: Engine) -> None:
    title = {"title_ar": "استعراض 2027", "title_en": "Review 2027"}
    assert press(staff, "/staff/rounds", title).location == "/staff/rounds/review-2027"
    refused = press(staff, "/staff/rounds", {"title_ar": " ", "title_en": ""})
    assert (refused.status_code, 'href="#title_ar"' in refused.text) == (422, True)
    renamed = press(staff, "/staff/rounds/review-2027/edit", {"title_en": "Review of 2027"})
    assert renamed.location == "/staff/rounds/review-2027"
    with new_session(engine) as session:
        assert [round_.title["en"] for round_ in rounds.list_rounds(session)] == ["Review of 2027"]
    assert staff.get("/staff/rounds/nothing").status_code == 404


def test_reviews_of_many_are_prepared_alike(
    staff: ReadingClient, engine: Engine, three: list[str], settings: object
) -> None:
    press(staff, "/staff/rounds", {"title_ar": "جولة", "title_en": "Round"})
    path = "/staff/rounds/round/reviews/new"
    assert press(staff, path, TERMS | {"partners": ["a", "c"]}).location == "/staff/rounds/round"
    made = held(engine)
    assert [review.partner.slug for review in made] == ["a", "c"]
    for review in made:
        assert (review.answering.prcs, review.answering.partner) == (Answering.INDIVIDUAL, Answering.ORGANISATION)
        assert (review.policy, review.thresholds.min_detail) == (Policy.PROTECTED, 7)
        assert (review.closes_on, review.closes_at) == (date(2030, 12, 31), datetime(2030, 12, 31, 22, tzinfo=UTC))
    offered = staff.page(path).select("input[name=partners]")
    assert [tick["value"] for tick in offered] == ["b"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        pytest.param({"partners": None}, "partners", id="nobody ticked"),
        pytest.param({"partners": ["nobody"]}, "partners", id="a partner that is none"),
        pytest.param({"closes": ""}, "closes", id="no day"),
        pytest.param({"closes": "soon"}, "closes", id="a day that is none"),
        pytest.param({"closes": "2020-01-01"}, None, id="a day that is over"),
        pytest.param({"min_detail": "many"}, "min_detail", id="a number that is none"),
        pytest.param({"min_detail": "9" * 40}, "min_detail", id="a number that is too large"),
        pytest.param({"min_detail": "1000"}, "min_detail", id="more people than there are"),
        pytest.param({"min_detail": "4"}, None, id="fewer people than the rules take"),
        pytest.param({"policy": "none"}, "policy", id="rules that are none"),
        pytest.param({"questionnaire": "x@000000000000"}, "questionnaire", id="a version that is none"),
    ],
)
@pytest.mark.alike(5)
def test_what_cannot_be_prepared_is_said(
    staff: ReadingClient, engine: Engine, three: list[str], wrong: dict[str, object], at: str | None
) -> None:
    press(staff, "/staff/rounds", {"title_ar": "جولة", "title_en": "Round"})
    refused = press(staff, "/staff/rounds/round/reviews/new", TERMS | {"partners": three} | wrong)
    assert refused.status_code == 422
    page = BeautifulSoup(refused.text, "lxml")
    assert [a["href"] for a in page.select(".error-summary a")] == ([f"#{at}"] if at else [])
    assert page.select(".error-summary li")
    assert held(engine) == []


def test_a_review_changes_until_it_is_opened(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., object]
) -> None:
    review_id = prepare(is_open=False).review_id
    path = f"/staff/reviews/{review_id}"
    before = held(engine)[0]
    assert press(staff, f"{path}/change", {}).status_code == 303
    assert held(engine) == [before]
    assert press(staff, f"{path}/change", {"partner_side": "organisation"}).status_code == 422
    assert press(staff, f"{path}/change", {"policy": "protected", "min_detail": ""}).status_code == 303
    assert held(engine)[0].policy is Policy.PROTECTED
    assert press(staff, f"{path}/open", {}).location == path
    refused = staff.get(f"{path}/change")
    assert refused.status_code == 409
    assert "فُتح هذا الاستعراض" in refused.text
    assert "what was prepared can no longer change" in refused.text
    too_late = staff.get(f"{path}/invitations/partner/new?lang=en")
    shown = BeautifulSoup(too_late.text, "lxml")
    assert (too_late.status_code, shown.h1.get_text()[:28]) == (409, "This review has been opened,")
    leads = {one["href"].partition("?")[0] for one in shown.select(".nav a, .go a")}
    assert {"/staff/rounds", path, f"{path}/invitations"} <= leads, "the menu, and what can be done instead"


@pytest.mark.slow
def test_each_side_s_form_is_one_press_away_in_each_language(
    staff: ReadingClient, prepare: Callable[..., object]
) -> None:
    links = staff.page(f"/staff/reviews/{prepare().review_id}?lang=en").select('a[href*="/form/"]')
    assert len(links) == 4
    for link in links:
        page = staff.page(link["href"])
        assert (page.html["lang"], page.h1 is not None) == (link["href"][-2:], True)


def test_a_round_leads_to_the_next_step_of_each_review(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., object]
) -> None:
    ids = [prepare(is_open=False, people=0), prepare(is_open=False), prepare(), prepare()]
    with writing(engine) as session:
        closing.close_review(session, ids[3].review_id, now=NOW)
    rows = staff.page("/staff/rounds/2026").select("tbody tr")
    links = [[a["href"].removeprefix("/staff/reviews/") for a in row.select("td:not(.tick) a")] for row in rows]
    assert links == [["1/invitations/write"], ["2/open"], [], ["/staff/rounds"]]


def test_the_checklist_keeps_the_button_away(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., object]
) -> None:
    path = f"/staff/reviews/{prepare(people=4, is_open=False, closes_in=timedelta(days=-1)).review_id}"
    page = staff.page(f"{path}?lang=en")
    assert [" ".join(li.get_text().split()) for li in page.select(".checklist .lacking")] == [
        "Missing: The deadline has passed. Choose a later one."
    ]
    assert len(page.select(".checklist .heed")) == 4
    assert not staff.page(f"{path}/open").main.find("form")
    refused = press(staff, path, {}, to=f"{path}/open")
    assert (refused.status_code, "The deadline has passed." in refused.text) == (409, True)
    assert state_of(engine, 1) == "draft"


@pytest.mark.parametrize(
    ("values", "says", "says_not"),
    [
        pytest.param({"entitled_at": NOW}, "This account is too new", "for demonstrations", id="a new account"),
        pytest.param({"is_demonstration": True}, "for demonstrations", "too new", id="an account for trying"),
    ],
)
def test_who_may_not_open_is_told_which_it_is_and_offered_nothing(
    client: ReadingClient,
    engine: Engine,
    prepare: Callable[..., object],
    *,
    values: dict[str, object],
    says: str,
    says_not: str,
) -> None:
    path = f"/staff/reviews/{prepare(people=5, is_open=False).review_id}"
    make_staff(engine, "rana@example.org")
    mine = make_staff(engine, "sami@example.org")
    with writing(engine) as session:
        session.execute(update(StaffRow).where(StaffRow.id == mine).values(**values))
    let_in(client, engine, mine)
    for page in (client.page(f"{path}?lang=en"), client.page(f"{path}/open?lang=en")):
        told = page.main.get_text(" ", strip=True)
        assert (says in told, says_not in told) == (True, False)
        assert page.main.select(f'a[href="{path}/open"], button') == []
    refused = press(client, path, {}, to=f"{path}/open")
    assert (refused.status_code, says_not in BeautifulSoup(refused.text, "lxml").main.get_text()) == (409, False)


def test_who_only_proposed_has_not_prepared(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., object]
) -> None:
    path = f"/staff/reviews/{prepare(people=5, is_open=False).review_id}"
    make_staff(engine, "rana@example.org")
    seen = {"seen": shown_fields(staff.page(f"{path}/open"), "main form")["seen"]}
    assert press(staff, f"{path}/open", seen, to=f"{path}/propose").status_code == 303
    told = staff.page(f"{path}/open?lang=en").main.get_text(" ", strip=True)
    assert ("Prepared by: tests" in told, f"· {EMAIL}" in told) == (True, False)


@pytest.mark.slow
def test_the_whole_life_by_buttons(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared], keys: Keys
) -> None:
    prepared = prepare(people=5, is_open=False)
    review_id = prepared.review_id
    path = f"/staff/reviews/{review_id}"
    for step, state in (("open", "open"), ("close", "closed"), ("share", "shared")):
        asked = staff.page(f"{path}/{step}")
        assert asked.select("form.go, form .go")
        assert bool(asked.select("#mails")) is (step == "share")
        assert state_of(engine, review_id) != state  # looking changes nothing
        assert press(staff, f"{path}/{step}", {}).location == path
        assert state_of(engine, review_id) == state
        if step == "open":
            answer(engine, prepared.links[Side.PRCS][0], keys)
        again = press(staff, path, {}, to=f"{path}/{step}")
        assert again.status_code == 409
        page = BeautifulSoup(again.text, "lxml")
        assert len(page.select(".said")) == 2
        assert page.main.find("a")["href"] == path
    with new_session(engine) as session:
        assert sealing.list_unsealed(session) == []
        told = [(e.action, e.author) for e in reversed(audit.list_entries(session, review_id=review_id, author=EMAIL))]
    assert told == [(f"review.{done}", EMAIL) for done in ("opened", "closed", "sealed", "shared")]


def test_the_last_day_is_moved_later_only(staff: ReadingClient, engine: Engine, prepare: Callable[..., object]) -> None:
    review_id = prepare().review_id
    path = f"/staff/reviews/{review_id}/extend"
    before = held(engine)[0].closes_on
    for closes in ("2020-01-01", "", "x"):
        assert press(staff, path, {"closes": closes}).status_code == 422
    assert held(engine)[0].closes_on == before
    assert press(staff, path, {"closes": "31/12/2031"}).status_code == 303
    assert held(engine)[0].closes_on == date(2031, 12, 31)
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
    assert staff.get(path).status_code == 409


@pytest.mark.parametrize("role", [Role.VIEWER, Role.FACILITATOR])
def test_who_runs_no_reviews_sees_no_buttons(
    client: ReadingClient, engine: Engine, prepare: Callable[..., object], role: Role
) -> None:
    review_id = prepare(is_open=False).review_id
    staff_id = make_staff(engine, role=role)
    with writing(engine) as session:
        give_review(session, staff_id, review_id=review_id)
    let_in(client, engine, staff_id)
    hrefs = [a["href"] for path in ("/staff/", f"/staff/reviews/{review_id}") for a in client.page(path).find_all("a")]
    assert [h for h in hrefs if any(part in h for part in ("/open", "/change", "/partners", "/new"))] == []
    assert [h for h in hrefs if h.endswith("/rounds/2026")] != [] or role is Role.FACILITATOR


def change_review(engine: Engine, **values: object) -> None:
    with writing(engine) as session:
        session.execute(update(ReviewRow).values(**values))


def test_answered_is_counted_side_by_side(staff: ReadingClient, engine: Engine, prepare: Callable[..., object]) -> None:
    review_id = prepare(people=3, name=text(ar="شريك", en="Partner")).review_id

    def told() -> set[str]:
        cells = [
            cell.get_text(" ", strip=True) for cell in staff.page("/staff/rounds/2026?lang=en").select("td:not(.tick)")
        ]
        return set(cells[2:4])

    assert told() == {"3 invited; opened today, and counted from the coming midnight on"}
    change_review(engine, state=State.DRAFT, opened_at=None)
    assert told() == {"3 invited"}
    change_review(engine, state=State.OPEN, opened_at=NOW - timedelta(days=1))
    assert told() == {"nobody yet (3 invited; as of last midnight)"}
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
    bars = staff.page("/staff/rounds/2026?lang=en").select("progress")
    assert [bar["aria-label"] for bar in bars] == [
        "Partner – PRCS: 0 of 3 answered",
        "Partner – Partner: 0 of 3 answered",
    ]
    assert {(bar["value"], bar["max"]) for bar in bars} == {("0", "3")}
    assert {side.value for side in Side} == {"prcs", "partner"}


def test_exact_numbers_are_shown_once_before_closing(staff: ReadingClient, engine: Engine, prepare, keys: Keys) -> None:
    """In the answer to a press, which is recorded; a second press says who saw them, and closing needs neither."""
    prepared = prepare(people=4)
    path = f"/staff/reviews/{prepared.review_id}/close"
    for token in prepared.links[Side.PARTNER][:3]:
        answer(engine, token, keys)
    first = staff.page(f"{path}?lang=en")
    assert "3 of 4" not in first.main.get_text()
    assert "Show the exact numbers once" in str(first)
    pressed = press(staff, path, {}, to=f"{path}/numbers")
    assert (pressed.status_code, pressed.headers["Cache-Control"]) == (200, "no-store")
    shown = BeautifulSoup(pressed.text, "lxml").select("[role=status] dd")
    assert [list(dd.stripped_strings) for dd in shown] == [
        [
            "0 of 4",
            "If it is closed now, no figure of this side is shown. With 3 more answers, its scores can be shown.",
        ],
        [
            "3 of 4",
            "If it is closed now, scores of this side are shown, but no statement and no comment. "
            "With 2 more answers, statements and comments can be shown.",
        ],
    ]
    assert "3 of 4" not in staff.get(f"{path}/numbers", follow_redirects=True).text
    page = staff.page(f"{path}?lang=en")
    assert "3 of 4" not in page.main.get_text()
    assert EMAIL in page.main.get_text()
    with writing(engine) as session:
        assert [one.author for one in audit.list_entries(session, action="review.numbers_shown")] == [EMAIL]
    again = staff.post(f"{path}/numbers?lang=en", data=shown_fields(page))
    assert again.status_code == 409
    assert f"The exact numbers were shown already, to {EMAIL}" in again.text
    assert press(staff, path, {}).status_code == 303


@pytest.mark.slow
def test_that_nobody_answered_is_said_before_closing_and_afterwards(
    staff: ReadingClient, engine: Engine, prepare, keys: Keys
) -> None:
    prepared = prepare()
    path = f"/staff/reviews/{prepared.review_id}"
    told = staff.page(f"{path}/close?lang=en").main.get_text()
    assert ("By last midnight nobody had answered." in told, "Those who have not sent yet no longer can" in told) == (
        False,
        True,
    )
    exact = press(staff, f"{path}/close?lang=en", {}, to=f"{path}/close/numbers?lang=en")
    assert "Nobody has answered: if the review is closed now" in exact.text
    assert press(staff, f"{path}/close", {}, to=f"{path}/close").status_code == 303
    page = staff.page(f"{path}/results?lang=en").main
    assert "Nobody answered, so there are no figures." in page.get_text()
    assert page.select("table, svg.chart, button, a[href*=pack]") == []
    assert press(staff, path, {}, to=f"{path}/share").status_code == 409
    with writing(engine) as session:
        closing.share_review(session, prepared.review_id, now=NOW)  # as before it was refused
    shared = staff.page(f"{prepared.path()}?lang=en").main
    assert "Nobody answered, so there are no figures." in shared.get_text()
    assert shared.select("table, svg.chart") == []


def test_the_reason_for_opening_names_the_list_that_nobody_confirmed(
    staff: ReadingClient, engine: Engine, prepare, keys: Keys
) -> None:
    prepared = prepare(is_open=False)
    for sides, says in (
        ([Side.PARTNER], "Why it opens though nobody has confirmed the partner’s list"),
        ([Side.PRCS], "Why it opens though nobody has confirmed the list of PRCS"),
        ([*Side], "Why it opens though nobody has confirmed either list"),
    ):
        keep_focal_points(
            engine, prepared.review_id, [FocalPoint(side, "Kari", f"{side}@norcross.example", EN) for side in sides]
        )
        assert says in staff.page(f"/staff/reviews/{prepared.review_id}/open?lang=en").main.get_text()
