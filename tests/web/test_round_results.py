"""A round's partners by topics: order and filter, the numbers of the maps again in tables, and the maps as files."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event

from surveyapp.core.comparison.among import among_partners
from surveyapp.core.comparison.comparability import Answered, Subject
from surveyapp.core.comparison.partners import compare_partners
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Reading
from surveyapp.core.sides import Facet
from surveyapp.core.text.bidi import without_controls
from surveyapp.store.engine import new_session
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.results import get_result, list_outlines, list_results
from surveyapp.words.rounds import signed
from tests.pages import ReadingClient

ROUND = "/staff/rounds/demo-2025"
SOCIETY, MINISTRY, COMPANY, UNIVERSITY = (
    "Example National Society",
    "Example Ministry",
    "Example Company",
    "Example University",
)


def partners(page: BeautifulSoup) -> list[str]:
    return [row.a.get_text(strip=True) for row in page.select_one("table.grid").select("tbody th[scope=row]")]


def test_what_is_kept_to_compare_says_the_same_as_the_documents(demo: ReadingClient) -> None:
    with new_session(demo.application.extensions["surveyapp.engine"]) as session:
        whole, kept = list_results(session, range(1, 8)), list_outlines(session, range(1, 8))
        asked = get_questionnaire(session, whole[1].review.questionnaire)
    assert len(whole) == len(kept) == 7
    told = [_compared([Answered(one, asked) for one in found.values()], asked) for found in (whole, kept)]
    assert told[0] == told[1]
    assert all(not one.comments and not any(s.statements for s in one.sections) for one in kept.values())


def _compared(reviews: list[Answered], asked: Questionnaire) -> list[object]:
    subjects = [Subject("integrity", facet) for facet in Facet]
    among = [among_partners([*reviews, *reviews], one, reference=asked) for one in subjects]  # from five on
    assert all(among)
    return [compare_partners(reviews, reference=asked), *among]


def queries(demo: ReadingClient, path: str) -> int:
    made, engine = [], demo.application.extensions["surveyapp.engine"]
    event.listen(engine, "before_cursor_execute", lambda *given: made.append(given[2]))
    demo.application.extensions["surveyapp.sheets"].clear()
    demo.get(path)
    return len(made)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.alike(1)
def test_every_map_is_followed_by_its_numbers(demo: ReadingClient, language: str) -> None:
    page = demo.page(f"{ROUND}/results?lang={language}")
    assert [len(page.select(f"{what}")) for what in ("figure .for-screen svg.chart", "table.grid")] == [4, 4]
    with new_session(demo.application.extensions["surveyapp.engine"]) as session:
        society, university = (get_result(session, one).sections for one in (1, 4))
    facets, whole = (
        [row.select("td") for row in one.select("tbody tr:has(td)")] for one in page.select("table.grid")[::3]
    )
    shown = [without_controls(next(cell.stripped_strings)) for cell in facets[0][:-1]]
    assert shown == [without_controls(signed(one.facets[Facet.PRCS].gap.value)) for one in society]
    assert [len(row) for row in whole] == [len(university)]  # of those alone who answered too few for facets
    shown = [without_controls(next(cell.stripped_strings)) for cell in whole[0]]
    assert shown == [without_controls(signed(one.overall.gap.value)) for one in university]


@pytest.mark.slow
def test_clear_gaps_are_bold_and_flags_are_told(demo: ReadingClient) -> None:
    page = demo.page("/staff/rounds/demo-2026/results?lang=en")
    with new_session(demo.application.extensions["surveyapp.engine"]) as session:
        found = [one.facets[Facet.PRCS] for one in get_result(session, 5).sections]
    cells = page.select_one("table.grid").select("tbody tr:has(td)")[0].select("td")[:-1]
    told = [cell.get_text(" ", strip=True) for cell in cells]
    assert ["Clear gap" in words for words in told] == [one.reading is Reading.CLEAR_GAP for one in found]
    assert [bool(cell.select("bdi")) and "strong" in cell.get("class", []) for cell in cells] == [
        one.reading is Reading.CLEAR_GAP for one in found
    ]
    assert ["Opinions divided" in words for words in told] == [bool(one.split) for one in found]
    assert ["Many don’t know" in words for words in told] == [bool(one.unseen) for one in found]


@pytest.mark.slow
def test_it_is_no_league_table_and_says_so(demo: ReadingClient) -> None:
    page = demo.page(f"{ROUND}/results?lang=en")
    assert page.select_one("p.between").get_text().startswith("This is not a ranking.")


@pytest.mark.slow
def test_a_gap_that_is_withheld_is_a_dash_with_the_reason_below(demo: ReadingClient) -> None:
    page = demo.page(f"{ROUND}/results?lang=en")
    ministry = next(row for row in page.select("table.grid tbody tr") if MINISTRY in row.get_text())
    assert {cell.get_text() for cell in ministry.select("td")} == {"–Withheld"}
    reasons = {dt.get_text(): dt.find_next("dd").get_text() for dt in page.select("dt")}
    assert "fewer than 3 people answered" in reasons[MINISTRY]


def test_all_together_print_k_and_n(demo: ReadingClient) -> None:
    foot = demo.page(f"{ROUND}/results?lang=en").select("table.grid")[3].select("tfoot tr")
    rows = {row.th.get_text(): {cell.get_text() for cell in row.select("td")} for row in foot}
    assert (rows["Partnerships (k)"], rows["PRCS: people (n)"], rows["Partner: people (n)"]) == ({"1"}, {"4"}, {"7"})
    assert not any("interval" in name for name in rows)


@pytest.mark.slow
@pytest.mark.wide
def test_partners_stand_by_kind_or_by_gap_and_of_one_kind(demo: ReadingClient) -> None:
    by_kind = demo.page(f"{ROUND}/results?lang=en")
    assert partners(by_kind) == [SOCIETY, MINISTRY, COMPANY, UNIVERSITY]
    assert "Private sector" in by_kind.select_one("table.grid").get_text()
    by_gap = partners(demo.page(f"{ROUND}/results?lang=en&order=gap"))
    assert (sorted(by_gap), by_gap[-1]) == (sorted(partners(by_kind)), MINISTRY)
    assert by_gap[0] == COMPANY
    assert partners(demo.page(f"{ROUND}/results?lang=en&of=university")) == [UNIVERSITY]
    assert len(partners(demo.page(f"{ROUND}/results?lang=en&of=nonsense&order=nonsense"))) == 4


@pytest.mark.slow
def test_reviews_that_are_not_closed_are_named(demo: ReadingClient) -> None:
    page = demo.page("/staff/rounds/demo-2026/results?lang=en")
    assert UNIVERSITY not in partners(page)
    assert UNIVERSITY in page.select("section.card")[-1].get_text()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
@pytest.mark.alike(1)
def test_maps_are_files(demo: ReadingClient, kind: str) -> None:
    magic = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}
    response = demo.get(f"{ROUND}/charts/partners-joint.{kind}?lang=ar&order=gap&of=university")
    assert response.data.startswith(magic[kind])
    name = f"demo-2025-partners-joint-ar.{kind}"
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}"'


@pytest.mark.parametrize("path", ["charts/overview.svg", "charts/partners-joint.gif"])
def test_there_is_no_other_map(demo: ReadingClient, path: str) -> None:
    assert demo.get(f"{ROUND}/{path}").status_code == 404
    assert demo.get("/staff/rounds/nothing/results").status_code == 404


@pytest.mark.slow
def test_more_partners_take_no_more_queries(demo: ReadingClient) -> None:
    paths = [f"/staff/rounds/demo-{year}/results" for year in (2025, 2026)]  # of four partners, and of three
    demo.get(paths[0])  # what is read once a process
    assert queries(demo, paths[0]) == queries(demo, paths[1])
