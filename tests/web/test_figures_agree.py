"""What pages print, what their charts say, and what both kinds of file hold, are the same figures."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.core.text.rounding import written
from surveyapp.words.rounds import signed
from tests.databases import DatabaseMaker
from tests.invented import Invented
from tests.languages import BOTH
from tests.pages import ReadingClient
from tests.randomly import examples
from tests.web.showing import REVIEW, Showing, showing

SIDES, FACETS = ("prcs", "partner"), ("prcs", "partner", "joint")
NOTHING = "–"
Figures = dict[tuple[str, str], list[str]]
"""Both scores and the gap of each comparison, as they are printed, by topic and facet."""

REVIEWS = st.one_of(
    st.builds(
        Invented,
        prcs=st.integers(2, 14),
        partner=st.integers(2, 24),
        policy=st.sampled_from(Policy),
        seed=st.integers(0, 9999).map(str),
    ),
    st.builds(
        Invented,
        prcs=st.integers(3, 9),
        partner=st.just(1),
        organisation=st.just(True),
        seed=st.integers(0, 99).map(str),
    ),
)


@pytest.fixture(scope="module")
def house(
    sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire
) -> Iterator[Showing]:
    folder: Path = tmp_path_factory.mktemp("instance")
    with showing(sqlite_maker, folder, questionnaire) as made:
        yield made


def taken(client: ReadingClient, review: str, kind: str) -> bytes:
    """Return a file of released figures, taken as staff take it."""
    token = client.page(f"{review}/results").select_one("input[name=csrf_token]")["value"]
    response = client.post(f"{review}/export.{kind}", data={"csrf_token": token, "lang": "en"})
    assert response.status_code == 200
    return response.data


def compared(section: dict[str, Any]) -> dict[str, Any]:
    """Return the comparisons of a topic that a page may show, by their names in files."""
    asked = {facet for one in section["statements"] for facet in one["facets"]}
    found = {facet: section["facets"][facet] for facet in FACETS if facet in asked}
    if section["overall"] is None:
        return found
    given = {name: one for name, one in found.items() if any(one["sides"][side]["mean"] is not None for side in SIDES)}
    return {"overall": section["overall"], **given}


def in_json(document: dict[str, Any]) -> Figures:
    return {
        (section["id"], name): [
            *(_text(one["sides"][side]["mean"], written) for side in SIDES),
            _text(one["gap"]["value"], signed),
        ]
        for section in document["sections"]
        for name, one in compared(section).items()
    }


def in_workbook(data: bytes) -> Figures:
    sheet = load_workbook(BytesIO(data), read_only=True).worksheets[2]
    head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    found = [dict(zip(head, row, strict=False)) for row in rows]
    return {
        (row["section"], row["facet"]): [
            *(_text(row[f"{side}_mean"], written) for side in SIDES),
            _text(row["gap_value"], signed),
        ]
        for row in found
        if row["section"]
    }


def in_overview(page: BeautifulSoup, document: dict[str, Any]) -> Figures:
    """Return what the tables print; where no score may be shown one line says why, and there are none."""
    bodies = {
        topic["id"].removeprefix("topic-"): topic.select("tr:has(td)") for topic in page.select("#numbers details[id]")
    }
    if not bodies and page.select_one("#numbers .withheld"):
        return {(section["id"], name): [NOTHING] * 3 for section in document["sections"] for name in compared(section)}
    return {
        (section["id"], name): [
            _plain(cell)
            for cell in (*row.select("td")[:2], row.select_one("td:nth-of-type(3) > bdi") or row.select("td")[2])
        ]
        for section in document["sections"]
        for name, row in zip(compared(section), bodies[section["id"]], strict=True)
    }


def statements_in_json(section: dict[str, Any]) -> list[str]:
    told = [one["facets"] for one in section["statements"]]
    cells = [facets[facet][side] for facets in told for facet in FACETS if facet in facets for side in SIDES]
    return [_text(cell["mean"], written) for cell in cells if cell["mean"] is not None]


def statements_in_topic(page: BeautifulSoup) -> list[str]:
    rows = [row.select("td") for row in page.select("table.numbers")[1].select("tbody tr")]
    return [_plain(cells[2]) for cells in rows if len(cells) > 2 and _plain(cells[2]) != NOTHING]


def in_topic(page: BeautifulSoup, section: dict[str, Any]) -> Figures:
    """Return what a topic's first table prints; where a score is withheld it says why."""
    rows = page.select("table.numbers")[0].select("tbody tr")
    return {
        (section["id"], name): [
            NOTHING if cell.select_one(".withheld") or "withheld" in cell.get("class", []) else _plain(cell)
            for cell in row.select("td")[:3]
        ]
        for name, row in zip(compared(section), rows, strict=True)
    }


def _text(value: float | None, write: Any) -> str:
    return NOTHING if value is None else without_controls(write(value))


def _plain(cell: Tag) -> str:
    return without_controls(cell.get_text().strip()).removeprefix("≥ ").removeprefix("≤ ")


def check(client: ReadingClient, review: str, *, language: Language, topic: int) -> None:
    """Hold both files, the overview, a topic's page and both charts' descriptions to one another."""
    document = json.loads(taken(client, review, "json"))
    figures = in_json(document)
    overview = client.page(f"{review}/results?lang={language}")
    assert in_overview(overview, document) == figures
    in_file = in_workbook(taken(client, review, "xlsx"))
    assert {key: in_file[key] for key in figures} == figures
    section = document["sections"][topic]
    page = client.page(f"{review}/results/{section['id']}?lang={language}")
    assert in_topic(page, section) == {key: told for key, told in figures.items() if key[0] == section["id"]}
    assert statements_in_topic(page) == statements_in_json(section)
    _check_descriptions(overview, page, figures=figures, section=section)


def _check_descriptions(
    overview: BeautifulSoup, page: BeautifulSoup, *, figures: Figures, section: dict[str, Any]
) -> None:
    """Hold what both charts say to the sentences and figures beside them."""
    drawn = [without_controls(one.select_one("figure svg desc").get_text()) for one in (overview, page)]
    sentences = [without_controls(one.get_text()) for one in page.select("dl.told dd p:first-child:not(.withheld)")]
    assert all(sentence.rstrip(".») ") in drawn[1] for sentence in sentences)
    for (topic, _), (prcs, partner, gap) in figures.items():
        if topic == section["id"] and gap != NOTHING:
            assert all(figure in drawn[1] for figure in (prcs, partner, gap))
            assert any(prcs in said and partner in said for said in sentences)
    chance = overview.select_one("p.chance")
    assert chance is None or without_controls(chance.get_text()) in drawn[0]


@pytest.mark.slow
@pytest.mark.parametrize(("review", "language"), [*zip([1, 5, 6, 7], cycle(BOTH), strict=False)])
@pytest.mark.alike(2)
def test_figures_of_the_demonstration_agree(demo: ReadingClient, review: int, language: Language) -> None:
    check(demo, f"/staff/reviews/{review}", language=language, topic=2)


@pytest.fixture(scope="module")
def of(questionnaire: Questionnaire) -> Callable[[Invented], ReviewResult]:
    """What a review releases; a questionnaire among the arguments would hide in its length what a failure says."""
    return lambda kind: kind.result(questionnaire)


@pytest.mark.slow
@given(kind=REVIEWS, language=st.sampled_from(BOTH), topic=st.integers(0, 12))
@settings(examples(9), phases=(Phase.explicit, Phase.generate))  # a smaller review would say no more
def test_figures_of_any_review_agree(
    house: Showing, of: Callable[[Invented], ReviewResult], kind: Invented, language: Language, topic: int
) -> None:
    house.show(of(kind))
    check(house.client, REVIEW, language=language, topic=topic)
