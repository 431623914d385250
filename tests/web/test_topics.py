"""A topic's page and the topics for the meeting: readings, sentences, flags and prompts, each of a facet it names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.rounding import written
from tests.databases import DatabaseMaker
from tests.invented import PROTECTED, STANDARD, Invented, eventful
from tests.web.showing import REVIEW, Showing, showing

DOES, THEIRS, JOINT = "What PRCS does", "What the partner does", "What we do together"
EVERY = f"{DOES} · {THEIRS} · {JOINT}:"


@pytest.fixture(scope="module")
def house(
    sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire
) -> Iterator[Showing]:
    folder: Path = tmp_path_factory.mktemp("instance")
    with showing(sqlite_maker, folder, questionnaire) as made:
        yield made


@pytest.fixture
def result(house: Showing, questionnaire: Questionnaire) -> ReviewResult:
    """A review in which everything happens, a topic each."""
    return house.show(STANDARD.result(questionnaire, sheets=eventful(questionnaire)))


def topic(house: Showing, section: str) -> BeautifulSoup:
    return house.client.page(f"{REVIEW}/results/{section}?lang=en")


def prompts(page: BeautifulSoup) -> list[tuple[str, str]]:
    """Return what each prompt speaks of, and its first words."""
    found = [(one.strong.get_text(), one.get_text(" ", strip=True)) for one in page.select(".prompt")]
    return [(about, " ".join(words.removeprefix(about).split()[:5])) for about, words in found]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("diversity", [(EVERY, "The two sides see this")]),
        ("integrity", [(EVERY, "The scores differ, but this")]),
        ("beyond_movement", [(EVERY, "Both sides rate this highly.")]),
        ("ownership", [(EVERY, "Both sides see much to")]),
        ("leadership", [(EVERY, "People on the same side")]),
        ("communication", [(EVERY, "No gap shows, and the"), (EVERY, "Many people answered “I don’t")]),
    ],
)
@pytest.mark.alike(2)
def test_prompts_name_the_facets_that_they_speak_of(
    house: Showing, result: ReviewResult, section: str, expected: list[tuple[str, str]]
) -> None:
    assert prompts(topic(house, section)) == expected


@pytest.mark.slow
def test_each_facet_has_its_reading_and_a_sentence_of_both(house: Showing, result: ReviewResult) -> None:
    page = topic(house, "respect_empower")
    assert [one.get_text() for one in page.select("dl.told dt")] == [
        f"{name}: Clear gap" for name in (DOES, THEIRS, JOINT)
    ]
    section = result.sections[0]
    said = [without_controls(one.get_text()) for one in page.select("dl.told dd p")]
    scores = [[written(section.facets[facet].sides[side].mean) for side in Side] for facet in Facet]
    assert said == [
        f"PRCS rates its own conduct higher ({scores[0][0]}) than Norwegian Red Cross does ({scores[0][1]}).",
        f"PRCS rates the conduct of Norwegian Red Cross higher ({scores[1][0]}) than Norwegian Red Cross does itself "
        f"({scores[1][1]}).",
        f"PRCS rates the joint work higher ({scores[2][0]}) than Norwegian Red Cross does ({scores[2][1]}).",
    ]
    order = [one.name for one in page.select("main :is(dl.told, figure, .prompt, table)")]
    assert order[:4] == ["dl", "figure", "p", "table"]


@pytest.mark.slow
def test_flags_have_sentences_with_the_statement_by_name(house: Showing, result: ReviewResult) -> None:
    said = [without_controls(one.get_text()) for one in topic(house, "leadership").select("dl.told dd p")]
    flags = [one for one in said if "divided: “" in one]
    assert flags[0].startswith("On the conduct of PRCS, people at PRCS are divided: “")
    assert any("The leaders of Norwegian Red Cross" in one for one in flags)
    unseen = [without_controls(one.get_text()) for one in topic(house, "communication").select("dl.told dd p")]
    assert "On the joint work, many answers at PRCS are “I don’t know”." in unseen


@pytest.mark.slow
def test_topics_for_the_meeting_have_votes_beside_their_clearest_reading(house: Showing, result: ReviewResult) -> None:
    page = house.client.page(f"{REVIEW}/results/priorities?lang=en")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.select("table.agenda tbody tr")
    ]
    assert [row[:3] for row in rows] == [
        [str(one.rank or "–"), f"● {one.prcs} of 6", f"◇ {one.partner} of 5"] for one in result.priorities
    ]
    assert all("Norwegian Red Cross" in without_controls(row[3]) for row in rows)
    assert [row[3].split(" – ")[0] for row in rows][:3] == ["Clear gap", "Possible gap", "Clear gap"]
    marked = [head.a.get_text() for head in page.select("table.agenda th:has(.mark)")]
    unchosen = [one.section for one in result.priorities if not one.prcs and not one.partner]
    clear = {s.id: s.title["en"] for s in result.sections if any(f.reading == "clear_gap" for f in s.facets.values())}
    assert marked == [clear[section] for section in unchosen if section in clear]
    assert marked
    assert page.select_one("figure svg.chart")


@pytest.mark.slow
def test_a_protected_topic_has_no_interval_and_no_column_for_one(house: Showing, questionnaire: Questionnaire) -> None:
    house.show(PROTECTED.result(questionnaire))
    page = topic(house, "integrity")
    heads = [head.get_text() for head in page.select("table.numbers")[0].select("thead th")]
    assert heads == ["What is rated", "●PRCS", "◇Partner", "Gap", "Reading"]
    method = house.client.page(f"{REVIEW}/results/method?lang=en")
    assert "two colleagues" in method.main.get_text()
    assert {"SE", "df", "p", "q", "δ"}.isdisjoint(head.get_text() for head in method.select("th"))


def test_what_was_agreed_stands_beside_what_the_figures_say(house: Showing, result: ReviewResult) -> None:
    page = house.client.page(f"{REVIEW}/actions?lang=en")
    topics = page.select("#agreed article")
    assert [one["id"] for one in topics] == [f"agreed-{row.section}" for row in result.priorities]
    assert without_controls(topics[0].p.get_text()).startswith("Clear gap – PRCS rates ")
    assert topics[0].a["href"] == f"{REVIEW}/results/diversity"


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(Invented(), id="standard"),
        pytest.param(Invented(policy=Policy.PROTECTED, prcs=9, partner=9), id="protected"),
        pytest.param(Invented(prcs=3, partner=3), id="three of each"),
        pytest.param(Invented(partner=1, organisation=True), id="organisation"),
        pytest.param(Invented(prcs=2), id="too few"),
    ],
)
@pytest.mark.alike(2)
def test_the_meetings_screen_shows_the_figures_of_the_results_and_no_others(
    house: Showing, questionnaire: Questionnaire, kind: Invented
) -> None:
    result = house.show(kind.result(questionnaire))
    for section in result.sections[:1]:
        page = house.client.page(f"{REVIEW}/meeting/topics/{section.id}?lang=en")
        seen = {one.select_one(".name").contents[0].strip(): figures_in([one]) for one in page.select(".facet")}
        rows = topic(house, section.id).select_one("table.numbers tbody").select("tr")
        assert seen == {row.th.get_text(): figures_in(row.select("td")[:3]) for row in rows}
        assert all(bool(one.svg) == bool(figures_in([one])) for one in page.select(".facet"))


def figures_in(parts: list[Tag]) -> list[str]:
    return [one.get_text() for part in parts for one in part.select("bdi.num[dir=ltr]")]
