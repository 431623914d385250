"""The summary: what staff read first, and both sides once it is shared, sentence by sentence the same."""

import re
from collections.abc import Callable, Iterator
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.judging import comparisons_in
from surveyapp.core.results import Reading, ReviewResult
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from tests.databases import DatabaseMaker
from tests.invented import KINDS, ORGANISATION, PROTECTED, STANDARD, THREE_A_SIDE, TWO_A_SIDE, Invented, eventful, polar
from tests.languages import AR, BOTH, EN
from tests.web.showing import REVIEW, Showing, showing

PAGE = f"{REVIEW}/results?lang=en"
WHOLE = re.compile(r"as a whole|إجمالاً")
ORDER = [
    "Clear gaps",
    "Possible gaps in topics that both sides chose",
    "Other possible gaps",
    "Both rate it high",
    "Both rate it low",
    "Opinions divided within a side",
    "Often not known",
    "Chosen as topics by both sides",
]

WITHHELD_ALIKE = "Gap withheld: fewer than 3 people answered"


@pytest.fixture(scope="module")
def house(
    sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire
) -> Iterator[Showing]:
    folder: Path = tmp_path_factory.mktemp("instance")
    with showing(sqlite_maker, folder, questionnaire) as made:
        yield made


@pytest.fixture
def show(house: Showing, questionnaire: Questionnaire) -> Callable[[Invented], ReviewResult]:
    return lambda kind: house.show(kind.result(questionnaire))


@pytest.fixture
def eventful_one(house: Showing, questionnaire: Questionnaire) -> ReviewResult:
    """A review in which everything happens."""
    return house.show(STANDARD.result(questionnaire, sheets=eventful(questionnaire)))


def told(page: BeautifulSoup) -> list[str]:
    """Return every sentence of the summary in its order, under its headings; not what a browser alone keeps."""
    found = page.select("main :is(h2, .lines p, p.chance):not(.own *)")
    return [without_controls(one.get_text(" ", strip=True)) for one in found]


def headings(page: BeautifulSoup) -> list[str]:
    return [card.h2.get_text() for card in page.select("main section:has(> ul.lines)")]


@pytest.mark.slow
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.alike(4)
def test_both_sides_read_what_staff_read(house: Showing, show: Callable, kind: str, language: Language) -> None:
    show(KINDS[kind])
    staff, both = (house.client.page(f"{path}?lang={language}") for path in (f"{REVIEW}/results", house.link))
    theirs = told(both)
    assert theirs
    assert theirs == [one for one in told(staff) if one in theirs]
    for what in ("table.topics", "figure svg.chart desc", "#numbers"):
        assert [one.get_text() for one in both.select(what)] == [one.get_text() for one in staff.select(what)]
    assert not [link["href"] for link in both.select("a") if "/staff" in link["href"]]
    ids = {one["id"] for one in both.select("[id]")}
    assert {link["href"][1:] for link in both.select("main a[href^='#']")} <= ids


@pytest.mark.slow
def test_groups_stand_in_order_and_none_is_empty(house: Showing, eventful_one: ReviewResult) -> None:
    page = house.client.page(PAGE)
    assert headings(page) == ORDER
    assert all(card.select("li") for card in page.select("main section:has(> ul.lines)"))


@pytest.mark.slow
def test_every_line_leads_to_its_topic(house: Showing, eventful_one: ReviewResult) -> None:
    titles = {section.title["en"]: f"{REVIEW}/results/{section.id}" for section in eventful_one.sections}
    lines = house.client.page(PAGE).select("ul.lines li")
    assert lines
    assert all(line.a["href"] == titles[line.a.get_text()] for line in lines)


@pytest.mark.slow
@pytest.mark.wide
def test_the_chance_sentence_counts_what_is_shown(house: Showing, show: Callable) -> None:
    result = show(STANDARD)
    shown, apart, expected, clear = astuple(result.chance)
    said = house.client.page(PAGE).select_one("p.chance").get_text()
    assert said == (
        f"{shown} comparisons are shown. {apart} lie 0.5 points or more apart; if nobody saw anything differently, "
        f"chance alone would put about {expected} that far apart. {clear} are clear."
    )
    for kind in (PROTECTED, ORGANISATION, TWO_A_SIDE):
        show(kind)
        assert not house.client.page(PAGE).select("p.chance")


@pytest.mark.slow
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("kind", ["standard", "protected", "organisation"])
@pytest.mark.alike(2)
def test_nothing_is_said_of_a_topic_as_a_whole(house: Showing, show: Callable, kind: str, language: Language) -> None:
    show(KINDS[kind])
    for path in ("results", "results/integrity", "results/priorities"):
        assert not WHOLE.search(house.client.page(f"{REVIEW}/{path}?lang={language}").main.get_text())


@pytest.mark.slow
def test_of_three_people_the_warning_stands(house: Showing, show: Callable) -> None:
    show(THREE_A_SIDE)
    for path in (PAGE, f"{house.link}?lang=en", f"{REVIEW}/results/integrity?lang=en"):
        said = [one.get_text() for one in house.client.page(path).select("main p")]
        assert len([one for one in said if "can hide gaps that cancel each other out." in one]) == 1


@pytest.mark.slow
def test_each_facet_has_its_reading_and_flags_in_words(house: Showing, eventful_one: ReviewResult) -> None:
    rows = house.client.page(PAGE).select("table.topics tbody tr:has(td)")
    compared = [one for section in eventful_one.sections for _, one in comparisons_in(section)]
    strong = [bool(row.select("td.strong")) for row in rows]
    assert strong == [one.reading is Reading.CLEAR_GAP for one in compared]
    words = [row.select("td")[-1].get_text(" ", strip=True) for row in rows]
    assert [said.endswith("Many don’t know") for said in words] == [bool(one.unseen) for one in compared]
    divided = [bool(one.split) for one in compared]
    assert all(any(flags) for flags in (strong, divided, [one.unseen for one in compared]))
    assert ["pinions divided" in said for said in words] == divided


@pytest.mark.slow
def test_an_empty_review_says_so(house: Showing, show: Callable, questionnaire: Questionnaire) -> None:
    show(TWO_A_SIDE)
    page = house.client.page(PAGE)
    assert not page.select("ul.lines")
    assert "No gap can be identified from these answers" in page.main.get_text()
    assert "fewer than 3 people answered" in page.main.get_text()
    for kind in (TWO_A_SIDE, Invented(2, 9)):
        result = kind.result(questionnaire)
        house.show(replace(result, sides={side: replace(one, withdrawn=2) for side, one in result.sides.items()}))
        both = house.client.page(f"{house.link}?lang=en")
        assert [one.get_text(strip=True) for one in both.select(".withheld")] == [WITHHELD_ALIKE]
        assert bool(both.select("table.topics")) == (kind is not TWO_A_SIDE)
        assert "of those invited were withdrawn after opening." in both.select_one("ul.legend").get_text()


@pytest.mark.slow
def test_a_protected_review_says_what_rounding_means(house: Showing, show: Callable) -> None:
    show(PROTECTED)
    for path in (PAGE, f"{house.link}?lang=en", *(f"{REVIEW}/results/{one}?lang=en" for one in ("integrity", "cuts"))):
        assert "4.0 may be 5, and 2.0 may be 1" in house.client.page(path).select_one("p.note").get_text()
    text = without_controls(house.client.page(PAGE).main.get_text())
    assert "≥ 4.0" in text
    assert "90%" not in text


@pytest.mark.slow
def test_a_picture_stands_beside_gaps_alone_and_mirrors_in_arabic(house: Showing, eventful_one: ReviewResult) -> None:
    drawn = {}
    for language in BOTH:
        page = house.client.page(f"{REVIEW}/results?lang={language}")
        cards = page.select("main section:has(> ul.lines)")
        assert [bool(card.select("svg.strip")) for card in cards] == [number < 3 for number in range(len(cards))]
        drawn[language] = [float(mark["cx"]) for mark in page.select("svg.strip circle")]
        assert all(one["aria-hidden"] == "true" for one in page.select("svg.strip"))
    assert drawn[AR] == pytest.approx([240 - x for x in drawn[EN]])


@pytest.mark.slow
def test_every_page_that_quotes_us_says_who_that_is(house: Showing, questionnaire: Questionnaire) -> None:
    result = house.show(STANDARD.result(questionnaire, sheets=polar(questionnaire)))
    house.show(replace(result, sections=result.sections[:2], priorities=()))
    pages = {"results": 1, "results/diversity": 1, "meeting/topics/diversity": 1, "meeting/topics/respect_empower": 0}
    for page, times in {f"{REVIEW}/{one}?lang=en": times for one, times in pages.items()}.items():
        notes = [one.get_text() for one in house.client.page(page).select("main p.fine")]
        assert [one[:14] for one in notes].count("“Us” and “our”") == times, page
