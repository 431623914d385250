"""Before the first question: who sees what, by the review's own rules; and the whole form of an organisation."""

import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine

from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy
from surveyapp.core.conduct.roles import Role
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store.engine import new_session
from surveyapp.store.responses import read_sheets
from surveyapp.workflow.reviews.closing import close_review
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.filling import fill, shown_fields
from tests.web.staff import let_in, make_staff
from tests.words.test_notice import ANONYMITY, BAND, GROUPS, ROUNDED, UNANIMITY

pytestmark = ON_SQLITE

AGREED = AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])
POLICIES = pytest.mark.parametrize("policy", Policy)


def words_of(page: BeautifulSoup) -> str:
    return " ".join(page.main.get_text(" ", strip=True).split())


@pytest.mark.slow
@LANGUAGES
@pytest.mark.parametrize(
    ("terms", "says", "keeps_quiet"),
    [
        pytest.param({}, [BAND, UNANIMITY, GROUPS], [ROUNDED], id="standard"),
        pytest.param({"min_detail": 3}, [UNANIMITY, GROUPS], [BAND, ROUNDED], id="details from three people"),
        pytest.param({"policy": Policy.PROTECTED}, [ROUNDED], [BAND, UNANIMITY, GROUPS], id="protected"),
        pytest.param({"answering": AGREED}, [], [BAND, UNANIMITY, ROUNDED, GROUPS], id="an organisation"),
        pytest.param(
            {"answering": AGREED, "policy": Policy.PROTECTED, "min_detail": 5},
            [],
            [BAND, UNANIMITY, ROUNDED, GROUPS],
            id="an organisation, protected",
        ),
    ],
)
def test_the_notice_stands_before_the_start(
    client: ReadingClient, prepare, language: str, terms: dict, says: list, keeps_quiet: list
) -> None:
    page = client.page(f"{prepare(people=4, **terms).path()}?lang={language}")
    notice, start = page.select_one("#notice"), page.select_one("a.button.primary")
    assert start in notice.find_all_next("a")
    assert notice.select_one('a[href="/privacy"]')
    words = " ".join(notice.get_text(" ", strip=True).split())
    assert [said[language] for said in says if said[language] not in words] == []
    assert [said[language] for said in keeps_quiet if said[language] in words] == []


def test_the_notice_says_the_reviews_own_numbers(client: ReadingClient, prepare) -> None:
    words = words_of(client.page(f"{prepare(min_detail=7, people=4).path()}?lang=en"))
    assert "Fewer than 3 people on a side" in words
    assert "3 to 6 people: averages" in words
    assert "7 people or more: for each statement" in words
    assert "Invited on your side: 4; on the other side: 4." in words


def test_whoever_comes_back_goes_on_at_once_and_colleagues_read_it_first(client: ReadingClient, prepare) -> None:
    for answering, page_id, is_first in ((None, "profile", False), (AGREED, "integrity", True)):
        path = prepare(answering=answering).path()
        fill(client, f"{path}/{page_id}", {})
        page = client.page(path)
        notice, start = page.select_one("#notice"), page.select_one("a.button.primary")
        assert (start in notice.find_all_next("a")) is is_first


@pytest.mark.slow
@LANGUAGES
@POLICIES
@pytest.mark.alike(2)
def test_no_page_promises_an_organisation_anonymity(
    client: ReadingClient, prepare, questionnaire: Questionnaire, language: str, policy: Policy
) -> None:
    prepared = prepare(answering=AGREED, policy=policy)
    path, of_people = prepared.path(), prepared.path(Side.PRCS)
    client.get(f"{path}?lang={language}")
    pages = ["", "/integrity", "/closing", "/check"]
    said = {one: " ".join(words_of(client.page(one + page)) for page in pages).lower() for one in (path, of_people)}
    assert re.findall(ANONYMITY[language], said[path]) == []
    assert set(re.findall(ANONYMITY[language], said[of_people])) == set(ANONYMITY[language].split("|"))
    fill(client, f"{path}/integrity", {"open": "Ours", "open.share": "y", "holds_principles.self": "3"})
    fill(client, f"{path}/check", {})
    assert re.findall(ANONYMITY[language], words_of(client.page(f"{path}/receipt")).lower()) == []


@POLICIES
def test_an_organisation_is_asked_nothing_about_a_person(
    client: ReadingClient, engine: Engine, prepare, questionnaire: Questionnaire, policy: Policy
) -> None:
    path = prepare(answering=AGREED, policy=policy).path()
    first = questionnaire.sections[0].id
    start = client.page(path)
    assert start.select_one("a.button.primary")["href"] == f"{path}/{first}"
    stops = [link["href"] for link in start.select(".stops a")]
    assert stops == [f"{path}/{one.id}" for one in questionnaire.sections] + [f"{path}/closing"]
    assert client.page(f"{path}/{first}?lang=en").select_one(".progress label").get_text() == "Page 1 of 14"
    for answer in (client.get(f"{path}/profile"), client.post(f"{path}/profile", data={"role": "field"})):
        assert (answer.status_code, answer.location) == (303, f"{path}/{first}")
    fill(client, f"{path}/{first}", {"needs_voiced.self": "4"})
    assert fill(client, f"{path}/check", {}).status_code == 303
    with new_session(engine) as session:
        (sheet,) = read_sheets(session, 1)
    assert (sheet.profile, len(sheet.ratings)) == ({}, 1)


def test_people_are_asked_about_their_work_only_where_groups_are_shown(client: ReadingClient, prepare) -> None:
    shown, hidden = prepare(), prepare(policy=Policy.PROTECTED)
    fields = {field["name"] for field in client.page(f"{shown.path()}/profile").select("main input[type=radio]")}
    assert fields == {"role", "location"}
    assert client.get(f"{hidden.path()}/profile").status_code == 303


def test_what_is_no_longer_asked_is_passed_over(client: ReadingClient, engine: Engine, prepare) -> None:
    """A page from before an upgrade, or a program: it comes with a field and a manifest of then."""
    path = prepare().path()
    fields = shown_fields(client.page(f"{path}/profile"))
    then = fields | {"manifest": fields["manifest"] + "&involvement="}
    for sent in (fields, then):
        answer = client.post(f"{path}/profile", data=sent | {"role": "field", "involvement": "over_3"})
        assert answer.status_code == 303
    fill(client, f"{path}/integrity", {"holds_principles.self": "4"})
    fill(client, f"{path}/check", {})
    with new_session(engine) as session:
        (sheet,) = read_sheets(session, 1)
    assert sheet.profile == {"role": "field"}


@pytest.mark.slow
@LANGUAGES
def test_an_organisations_comments_are_ticked_and_shown_as_its_own(
    client: ReadingClient, engine: Engine, prepare, language: str
) -> None:
    path = prepare(answering=AGREED).path()
    page = client.page(f"{path}/integrity?lang={language}")
    tick = page.select_one(".share").get_text(strip=True)
    assert {"ar": "باسم جهتنا", "en": "as our organisation’s"}[language] in tick
    fill(client, f"{path}/integrity", {"open": "Ours", "open.share": "y", "holds_principles.self": "3"})
    fill(client, f"{path}/check", {})
    with writing(engine) as session:
        close_review(session, 1, now=datetime.now(UTC))
    let_in(client, engine, make_staff(engine, role=Role.VIEWER))
    results = client.page(f"/staff/reviews/1/results/integrity?lang={language}")
    heading = results.find("bdi", string="Ours").find_previous("h3").get_text(" ", strip=True)
    assert {"ar": "كما كتبتها الجهة نفسها", "en": "in the organisation’s own words"}[language] in heading
