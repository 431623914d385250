"""This round beside earlier ones: one partner's reviews, of those that the reader may see."""

import pytest

from surveyapp.core.roles import Role
from surveyapp.core.sides import Facet
from surveyapp.store import people
from surveyapp.store.engine import new_session
from surveyapp.store.results import get_result
from tests.databases import writing
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

FIRST, LAST = 1, 5  # the same partner's reviews of both rounds
PATH = f"/staff/reviews/{LAST}/results/rounds"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_chart_is_followed_by_its_numbers(demo: ReadingClient, language: str) -> None:
    page = demo.page(f"{PATH}?lang={language}")
    assert (len(page.select("figure svg.chart")), len(page.select("table.numbers"))) == (14, 14)
    with new_session(demo.application.extensions["surveyapp.engine"]) as session:
        held = [get_result(session, one).sections[0].facets[Facet.PRCS] for one in (FIRST, LAST)]
    prcs, _partner, gap = page.select("table.numbers")[1].select("tbody")[0].select("tr")
    assert [cell.get_text() for cell in prcs.select("td")[1:3]] == [f"{one.sides['prcs'].mean:.1f}" for one in held]
    assert [cell.get_text().strip("+−") for cell in gap.select("td")[1:3]] == [f"{abs(o.gap.value):.1f}" for o in held]


def test_a_figure_that_is_withheld_says_why_in_its_place(demo: ReadingClient) -> None:
    page = demo.page("/staff/reviews/6/results/rounds?lang=en")
    cells = [cell.get_text() for cell in page.select("table.numbers td .withheld")]
    assert set(cells) == {"Withheld: fewer than 3 people answered"}


def test_a_first_review_has_nothing_beside_it(demo: ReadingClient) -> None:
    page = demo.page(f"/staff/reviews/{FIRST}/results/rounds?lang=en")
    assert "nothing to compare" in page.main.get_text()
    assert not page.select("figure")
    assert demo.get(f"/staff/reviews/{FIRST}/charts/rounds.svg").status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"), [("rounds", "svg"), ("rounds-integrity", "png"), ("rounds-integrity", "pdf")]
)
def test_slopes_are_files(demo: ReadingClient, name: str, kind: str) -> None:
    magic = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}
    response = demo.get(f"/staff/reviews/{LAST}/charts/{name}.{kind}?lang=ar")
    assert response.data.startswith(magic[kind])
    assert demo.get(f"/staff/reviews/{LAST}/charts/rounds-nothing.{kind}").status_code == 404


def test_a_facilitator_sees_only_rounds_that_were_given(demo: ReadingClient) -> None:
    engine = demo.application.extensions["surveyapp.engine"]
    staff_id = make_staff(engine, "facilitator@example.org", role=Role.FACILITATOR)
    client = demo.application.test_client()
    let_in(client, engine, staff_id)
    for given, charts in ((LAST, 0), (FIRST, 14)):
        with writing(engine) as session:
            people.give_review(session, staff_id, review_id=given)
        assert len(client.page(PATH).select("figure")) == charts
