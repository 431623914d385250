"""Results pages and charts of the demonstration, in both languages."""

import re
import subprocess

import pytest
from lxml import html as lxml_html

from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.rounding import written
from surveyapp.core.wire import to_plain
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.store.results import get_result
from tests.pages import ReadingClient
from tests.web.staff import EMAIL

SOCIETY, MINISTRY, COMPANY, OPEN = 5, 6, 7, 8
PATH_OF_COMPANY = f"/staff/reviews/{COMPANY}/results"


def result_of(client: ReadingClient, review_id: int) -> dict:
    with new_session(client.application.extensions["surveyapp.engine"]) as session:
        return to_plain(get_result(session, review_id))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("review", [SOCIETY, MINISTRY, COMPANY], ids=["society", "ministry", "company"])
@pytest.mark.alike(3)
def test_the_overview_shows_chart_and_numbers(demo: ReadingClient, review: int, language: str) -> None:
    page = demo.page(f"/staff/reviews/{review}/results?lang={language}")
    svg = page.select_one("figure svg.chart")
    assert svg["role"] == "img"
    assert svg.find("title").get_text()
    sections = result_of(demo, review)["sections"]
    heads = [caption.get_text() for caption in page.select("table.topics caption")]
    assert heads == [section["title"][language] for section in sections]
    assert len(page.select("table.topics tbody tr:has(td)")) == sum(len(section["facets"]) for section in sections)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "topics"), [("ar", 5), ("en", 2)])
@pytest.mark.alike(1)
def test_each_principle_has_a_page(demo: ReadingClient, language: str, topics: int) -> None:
    for section in result_of(demo, SOCIETY)["sections"][:topics]:
        page = demo.page(f"/staff/reviews/{SOCIETY}/results/{section['id']}?lang={language}")
        assert page.h1.get_text() == section["title"][language]
        counts = [
            cell["distribution"]
            for s in section["statements"]
            for f in (s["facets"][k] for k in ("prcs", "partner", "joint") if k in s["facets"])
            for cell in (f["prcs"], f["partner"])
        ]
        shown = [
            [int(td.get_text()) for td in row.select("td")[3:8]] if len(row.select("td")) > 4 else None
            for row in page.select("table.numbers")[1].select("tbody tr")
        ]
        assert shown == [c if c else None for c in counts]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "charts"),
    [
        (f"/staff/reviews/{SOCIETY}/results", 1),
        (f"/staff/reviews/{SOCIETY}/results/integrity", 1),
        (f"/staff/reviews/{SOCIETY}/results/priorities", 1),
        (f"/staff/reviews/{SOCIETY}/results/rounds", 14),
        ("/staff/rounds/demo-2025/results", 4),
    ],
    ids=["overview", "topic", "priorities", "rounds", "partners"],
)
@pytest.mark.alike(2)
def test_what_a_chart_tells_by_pointing_stands_in_the_table_it_leads_to(
    demo: ReadingClient, path: str, charts: int
) -> None:
    """Whoever has a keyboard alone goes from each chart to its figures: all that marks and cells tell is there."""
    root = lxml_html.document_fromstring(demo.get(f"{path}?lang=en").get_data(as_text=True))
    figures = [one for one in root.iter("figure") if one.xpath(".//svg[contains(@class, 'chart')]")]
    assert len(figures) == charts
    for figure in figures:
        table = root.get_element_by_id(figure.get("aria-details"))
        assert figure.getnext().find("a").get("href") == f"#{table.get('id')}"
        told = {number for one in figure.xpath(".//svg//g/title") for number in numbers_in(one.text_content())}
        assert told <= numbers_in(table.text_content())
        assert told or path.endswith("/priorities")
        assert table.xpath("descendant-or-self::table")


def numbers_in(words: str) -> set[str]:
    return set(re.findall(r"[+\u2212]?\d\.\d", without_controls(words)))


@pytest.mark.slow
def test_statements_name_the_organisation_also_in_numbers(demo: ReadingClient) -> None:
    page = demo.page(f"/staff/reviews/{SOCIETY}/results/integrity?lang=en")
    said = [without_controls(head.get_text()) for head in page.select("table.numbers")[1].select("tbody th")]
    assert [words.split(" ")[0] for words in said] == ["PRCS", "Example", "PRCS", "Example", "Staff"]
    assert said[1].startswith("Example National Society holds to humanitarian principles")
    text = without_controls(page.main.get_text())
    assert "We hold to" not in text
    assert "our partner" not in text.lower()


@pytest.mark.slow
def test_demonstration_data_is_marked(demo: ReadingClient) -> None:
    for path in ("", f"reviews/{OPEN}", f"reviews/{SOCIETY}/results", f"reviews/{SOCIETY}/results/integrity"):
        assert demo.page(f"/staff/{path}").select_one(".demonstration")
    chart = demo.get(f"/staff/reviews/{SOCIETY}/charts/overview.svg?lang=en").get_data(as_text=True)
    assert "Demonstration data" in chart


@pytest.mark.slow
def test_the_meetings_screen_asks_before_it_lists_and_has_its_chart_as_narrow_as_a_phone(demo: ReadingClient) -> None:
    page = demo.page("/staff/reviews/1/meeting/topics/integrity?lang=en")
    assert page.select_one(".say ~ .ask ~ .also")
    picture = page.select_one(".statements picture")
    drawn = [demo.get(picture.find(tag)[name]).text for tag, name in (("source", "srcset"), ("img", "src"))]
    assert [round(float(re.search(r'viewBox="0 0 (\S+)', one)[1])) for one in drawn] == [218, 510]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
@pytest.mark.parametrize("name", ["overview", "priorities", "integrity"])
def test_charts_are_files(demo: ReadingClient, name: str, kind: str) -> None:
    magic = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}
    path = f"/staff/reviews/{SOCIETY}/charts/{name}.{kind}?lang=ar"
    response = demo.get(path)
    assert response.data.startswith(magic[kind])
    assert demo.get(path).data == response.data
    assert response.headers["Content-Disposition"] == f'inline; filename="example-society-demo-2026-{name}-ar.{kind}"'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "reviews/5/charts/priorities.pdf",
            "Example National Society · Review 2026 (example) · answered: PRCS 6, Example",
        ),
        ("reviews/5/charts/rounds-integrity.pdf", "Review 2025 (example), Review 2026 (example) · answered: PRCS 6,"),
        ("rounds/demo-2025/charts/partners-joint.pdf", "Review 2025 (example) · 4 partnerships · deadline:"),
    ],
    ids=["a review", "its rounds", "a round"],
)
def test_a_chart_as_a_file_says_whose_it_is(demo: ReadingClient, path: str, said: str) -> None:
    made = demo.get(f"/staff/{path}?lang=en").data
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True)
    assert " ".join(said.split()) in " ".join(without_controls(run.stdout.decode()).split())
    assert not set("\u2066\u2068\u2069") & set(run.stdout.decode())


@pytest.mark.parametrize("path", ["charts/nothing.svg", "charts/overview.gif", "results/nothing"])
def test_there_is_no_other_chart(demo: ReadingClient, path: str) -> None:
    assert demo.get(f"/staff/reviews/{SOCIETY}/{path}").status_code == 404


def test_an_open_review_has_no_results(demo: ReadingClient) -> None:
    for path in ("results", "results/integrity", "charts/overview.svg"):
        response = demo.get(f"/staff/reviews/{OPEN}/{path}")
        assert (response.status_code, "There are no results yet." in response.text) == (409, True)
    assert demo.get("/staff/reviews/99/results").status_code == 404


@pytest.mark.slow
def test_hidden_figures_are_nowhere_in_the_page(demo: ReadingClient) -> None:
    page = demo.page(f"/staff/reviews/{MINISTRY}/results/integrity?lang=en")
    assert "fewer than 3 people answered" in page.get_text()
    for row in page.select("table.numbers")[1].select("tbody tr"):
        if "Partner" in row.select_one("td").get_text():
            assert [td.get_text() for td in row.select("td")][1:] == ["Withheld: fewer than 3 people answered"]


@pytest.mark.slow
def test_one_agreed_form_is_called_that(demo: ReadingClient) -> None:
    page = demo.page(f"/staff/reviews/{COMPANY}/results?lang=en")
    assert "one agreed form" in page.select_one(".legend").get_text()
    cells = [row.select("td")[-1] for row in page.select("table.topics tbody tr:has(td)")]
    told = {next(cell.stripped_strings) for cell in cells if not cell.select(".withheld")}
    assert told == {"One agreed answer"}
    assert {cell.get_text(strip=True) for cell in cells if cell.select(".withheld")} == {
        "Withheld: fewer than half of its statements can be shown"
    }
    prompts = [one.get_text() for one in demo.page(f"{PATH_OF_COMPANY}/integrity?lang=en").select(".prompt")]
    assert "One agreed answer" in prompts[0]
    assert "Too few" not in " ".join(prompts)


@pytest.mark.slow
def test_the_pack_is_a_file_in_either_language_or_both(demo: ReadingClient) -> None:
    path = f"/staff/reviews/{SOCIETY}/pack.pdf?only=plan&only=how"
    for language in ("ar", "en", "both"):
        response = demo.get(f"{path}&lang={language}")
        assert (response.status_code, response.mimetype) == (200, "application/pdf")
        assert f"example-society-demo-2026-pack-meeting-{language}-" in response.headers["Content-Disposition"]
        assert response.data.startswith(b"%PDF-")
    assert demo.get(f"{path}&lang=de").status_code == 404
    assert demo.get(f"{path}&only=nonsense").status_code == 400
    assert demo.get(f"/staff/reviews/{OPEN}/pack.pdf").status_code == 409


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "begins"), [("csv", "\ufefftable".encode()), ("xlsx", b"PK"), ("json", b"{")])
def test_released_figures_are_taken_by_pressing_a_button(demo: ReadingClient, kind: str, begins: bytes) -> None:
    path = f"/staff/reviews/{SOCIETY}/export.{kind}"
    assert demo.get(path).status_code == 405
    token = demo.page(f"/staff/reviews/{SOCIETY}/results").select_one("input[name=csrf_token]")["value"]
    response = demo.post(path, data={"csrf_token": token})
    assert response.status_code == 200
    assert response.data.startswith(begins) or b"demonstration" in response.data[:20]
    with new_session(demo.application.extensions["surveyapp.engine"]) as session:
        entry = audit.list_entries(session, limit=1)[0]
    assert (entry.action, entry.review_id, entry.author) == ("results.exported", SOCIETY, EMAIL)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("review", [SOCIETY, MINISTRY, COMPANY], ids=["society", "ministry", "company"])
@pytest.mark.alike(2)
def test_pages_of_results_lead_to_each_other(demo: ReadingClient, review: int, language: str) -> None:
    start = f"/staff/reviews/{review}/results"
    pages = {f"{start}{page}" for page in ("", "/priorities", "/cuts", "/method")}
    for page in pages:
        links = {link["href"] for link in demo.page(f"{page}?lang={language}").select("nav a")}
        assert pages <= links
    topics = {link["href"] for link in demo.page(f"{start}/integrity?lang={language}").select("nav a")}
    assert {f"{start}/{section['id']}" for section in result_of(demo, review)["sections"]} <= topics


@pytest.mark.slow
def test_a_closing_mean_is_told_in_the_words_of_its_scale(demo: ReadingClient) -> None:
    page = demo.page(f"/staff/reviews/{SOCIETY}/results/priorities?lang=en")
    trend = page.select("section table.numbers")[1]
    mean = result_of(demo, SOCIETY)["closing"]["trend"]["prcs"]["mean"]
    assert trend.select("tbody td")[1].get_text() == f"{written(mean)} nearest to “Better”"


def test_chosen_topics_that_are_withheld_say_why(demo: ReadingClient) -> None:
    page = demo.page(f"/staff/reviews/{MINISTRY}/results/priorities?lang=en")
    assert "fewer than 3 people answered" in page.select_one("figure").get_text()
    assert len(page.select("table.agenda thead th")) == 2
    assert [cell.get_text() for cell in page.select("table td.withheld")] == [
        "Withheld: fewer than 3 people answered"
    ] * 2


def test_the_method_stands_with_the_figures_for_those_who_ask(demo: ReadingClient) -> None:
    page = demo.page(f"/staff/reviews/{SOCIETY}/results/method?lang=en")
    assert "Benjamini and Hochberg" in page.main.get_text()
    assert "0.5 points or more apart" in page.select_one("dl.told").get_text()
    section = result_of(demo, SOCIETY)["sections"][0]
    facets, statements = page.select("table.numbers")
    gap = section["facets"]["prcs"]["gap"]
    cells = [cell.get_text() for cell in facets.select("tbody tr:has(td)")[0].select("td")]
    assert cells[4:] == [written(gap["se"], 2), written(gap["df"]), *(probability(gap[name]) for name in ("p", "q"))]
    pair = section["statements"][0]["facets"]["prcs"]
    delta, p = (cell.get_text() for cell in statements.select("tbody tr:has(td)")[0].select("td"))
    assert (delta.lstrip("+−"), p) == (written(abs(pair["cliffs_delta"]), 2), probability(pair["p"]))
    assert not [cell for cell in page.select("td") if cell.get_text() == "0.000"]


def probability(value: float) -> str:
    return "< 0.001" if value < 0.001 else written(value, 3)


def test_a_score_that_is_withheld_says_why_in_its_place(demo: ReadingClient) -> None:
    page = demo.page(f"/staff/reviews/{MINISTRY}/results/integrity?lang=en")
    rows = page.select("table.numbers")[0].select("tbody tr")
    assert {row.select_one("td.withheld").get_text() for row in rows} == {"Withheld: fewer than 3 people answered"}


def test_a_number_that_no_database_counts_is_a_page_that_does_not_exist(demo: ReadingClient) -> None:
    assert demo.get(f"/staff/reviews/{10**30}/results").status_code == 404
