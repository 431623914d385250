"""This round compared with earlier ones: one partner's reviews, of those that the reader may see."""

import re
from datetime import UTC, date, datetime

import pytest

from surveyapp.core.conduct.actions import Promise
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Facet
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.rounding import written
from surveyapp.store import people
from surveyapp.store.engine import new_session
from surveyapp.store.results import get_result
from surveyapp.words.rounds import signed
from surveyapp.workflow.reviews import agreeing
from tests.databases import writing
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

FIRST, LAST = 1, 5  # the same partner's reviews of both rounds
PATH = f"/staff/reviews/{LAST}/results/rounds"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.alike(1)
def test_every_chart_is_followed_by_its_numbers(demo: ReadingClient, language: str) -> None:
    page = demo.page(f"{PATH}?lang={language}")
    assert (len(page.select("figure .for-screen svg.chart")), len(page.select("table.numbers"))) == (14, 14)
    with new_session(demo.application.extensions["surveyapp.engine"]) as session:
        held = [get_result(session, one).sections[0].facets[Facet.PRCS] for one in (FIRST, LAST)]
    prcs, _partner, gap = page.select("table.numbers")[1].select("tbody")[0].select("tr")
    assert [cell.get_text() for cell in prcs.select("td")[1:3]] == [written(one.sides["prcs"].mean) for one in held]
    shown = [without_controls(cell.get_text()).partition(" (") for cell in gap.select("td")[1:3]]
    assert [value for value, *_ in shown] == [without_controls(signed(one.gap.value)) for one in held]
    assert [
        [written(end) in ends for end in (one.gap.low, one.gap.high)]
        for (*_, ends), one in zip(shown, held, strict=True)
    ] == [[True] * 2] * 2


@pytest.mark.slow
@pytest.mark.wide
def test_what_moved_stands_first_in_words(demo: ReadingClient) -> None:
    page = demo.page(f"{PATH}?lang=en")
    since = page.select_one("section:has(> ul.lines)")
    assert since.h2.get_text() == "Since the last round"
    lines = [(line.a["href"], without_controls(line.p.get_text())) for line in since.select("li")]
    assert lines
    for anchor, words in lines:
        topic = page.select_one(anchor)
        folded = topic.find_parent("details")
        sentence = words.removeprefix(folded.h2.get_text()).strip()
        assert sentence in [without_controls(one.get_text()) for one in topic.select("ul li")]
        assert re.search("narrower|wider|reversed", sentence)
        assert re.search(": (narrower|wider|reversed)", folded.summary.get_text())
    assert since.find_previous("figure") is None
    assert all(chart.find_parent("details") for chart in page.select("figure"))
    verdicts = {row.select("td")[-1].get_text() for row in page.select("table.numbers tbody tr:last-child")}
    assert verdicts >= {"narrower", "wider", "no change beyond chance"}


@pytest.mark.slow
def test_promises_tell_whether_their_gap_closed(demo: ReadingClient) -> None:
    """On the desk and over several rounds, of one facet, with both figures and the interval; a round's page counts."""
    due = date(2026, 1, 27)
    made = Promise("respect_empower", "Listen more", "رنا", "Kari", due, "", Facet.PRCS)
    with writing(demo.application.extensions["surveyapp.engine"]) as session:
        agreeing.promise(session, FIRST, promise=made, now=datetime.now(UTC))
    for path in (f"/staff/reviews/{LAST}", PATH):
        found = demo.page(f"{path}?lang=en").find("bdi", string="Listen more").find_parent("article")
        assert "What PRCS does" in found.dl.get_text()
        [verdict] = [without_controls(one.get_text()) for one in found.select("li")]
        assert verdict == (
            "narrower – The gap on the conduct of PRCS is narrower: +1.8 before, +0.7 now. "
            "It moved by −1.1 (−2.1 to −0.1)."
        )
    counted = demo.page("/staff/rounds/demo-2026?lang=en").select("#promised dd")
    assert [one.get_text() for one in counted] == [
        "Not started: 1 · Started: 1 · Done: 1",
        "narrower: 3 · no change beyond chance: 3",
    ]


def test_the_form_after_the_meeting_stands_beside_what_the_topic_says(demo: ReadingClient) -> None:
    engine, client = demo.application.extensions["surveyapp.engine"], demo.application.test_client()
    let_in(client, engine, make_staff(engine, "coordinator@example.org", role=Role.COORDINATOR))
    form = client.page(f"/staff/reviews/{FIRST}/actions?lang=en").select_one("#agreed-integrity form")
    topic = demo.page(f"/staff/reviews/{FIRST}/results/integrity?lang=en")
    for told in ("dl.told", ".prompt"):
        assert [one.get_text() for one in form.select(told)] == [one.get_text() for one in topic.select(told)]
    assert form.select("svg.strip")


@pytest.mark.slow
def test_the_summary_has_the_largest_movements_and_leads_to_all(demo: ReadingClient) -> None:
    page = demo.page(f"/staff/reviews/{LAST}/results?lang=en")
    since = next(card for card in page.select("section.card") if card.h2.get_text() == "Since the last round")
    moved = len(demo.page(f"{PATH}?lang=en").select("ul.lines li"))
    assert (len(since.select("li")), since.select("a")[-1]["href"]) == (5, PATH)
    assert since.select("a")[-1].get_text() == f"and {moved - 5} more"


@pytest.mark.slow
def test_a_figure_that_is_withheld_says_why_in_its_place(demo: ReadingClient) -> None:
    page = demo.page("/staff/reviews/6/results/rounds?lang=en")
    cells = [cell.get_text() for cell in page.select("table.numbers td .withheld")]
    assert set(cells) == {"Withheld: fewer than 3 people answered"}


def test_a_first_review_has_nothing_beside_it(demo: ReadingClient) -> None:
    page = demo.page(f"/staff/reviews/{FIRST}/results/rounds?lang=en")
    assert "nothing to compare" in page.main.get_text()
    assert not page.select("figure")
    assert demo.get(f"/staff/reviews/{FIRST}/charts/rounds.svg").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "kind"), [("rounds", "svg"), ("rounds-integrity", "png"), ("rounds-integrity", "pdf")]
)
@pytest.mark.alike(1)
def test_slopes_are_files(demo: ReadingClient, name: str, kind: str) -> None:
    magic = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}
    response = demo.get(f"/staff/reviews/{LAST}/charts/{name}.{kind}?lang=ar")
    assert response.data.startswith(magic[kind])
    assert demo.get(f"/staff/reviews/{LAST}/charts/rounds-nothing.{kind}").status_code == 404


@pytest.mark.slow
def test_a_facilitator_sees_only_rounds_that_were_given(demo: ReadingClient) -> None:
    engine = demo.application.extensions["surveyapp.engine"]
    staff_id = make_staff(engine, "facilitator@example.org", role=Role.FACILITATOR)
    client = demo.application.test_client()
    let_in(client, engine, staff_id)
    for given, charts in ((LAST, 0), (FIRST, 14)):
        with writing(engine) as session:
            people.give_review(session, staff_id, review_id=given)
        assert len(client.page(PATH).select("figure")) == charts
        assert bool(client.page(f"/staff/reviews/{LAST}").select("#promised")) is bool(charts)
