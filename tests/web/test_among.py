"""A review among the others of its round: for those alone who may see every partner, and never on paper."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event

from surveyapp.core.comparison import among
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.rounding import written
from surveyapp.store import people
from surveyapp.store.engine import new_session
from surveyapp.store.results import list_results
from surveyapp.words.rounds import signed
from tests.databases import writing
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

LAST, SOCIETY = 1, 5
PAGES = ("results", "results/integrity")
SAID = {"en": "Among {} partner", "ar": "بين "}


def told(page: BeautifulSoup) -> list[str]:
    return [
        without_controls(one.get_text())
        for card in page.select("section.card.screen-only")
        for one in card.select("dd")
    ]


@pytest.mark.slow
@pytest.mark.parametrize("language", SAID)
@pytest.mark.alike(1)
def test_each_facet_is_told_beside_the_partners_of_the_round(
    demo: ReadingClient, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [told(demo.page(f"/staff/reviews/{LAST}/{page}?lang={language}")) for page in PAGES] == [[], []]
    monkeypatch.setattr(among, "PARTNERS_AT_LEAST", 1)
    monkeypatch.setitem(demo.application.extensions, "surveyapp.sheets", {})
    with new_session(demo.application.extensions["surveyapp.engine"]) as session:
        results = list_results(session, range(1, 5)).values()
    of_topics = [next(s for s in one.sections if s.id == "integrity").facets for one in results]
    for page, found in zip(PAGES, ([one.indices for one in results], of_topics), strict=True):
        known = {facet: [one[facet] for one in found if one[facet].gap.value is not None] for facet in Facet}
        lines = told(demo.page(f"/staff/reviews/{LAST}/{page}?lang={language}"))
        assert len(lines) == len([facet for facet in Facet if known[facet]]) > 0
        for line, members in zip(lines, known.values(), strict=True):
            assert line.startswith(SAID[language].format(len(members)))
            gaps = [one.gap.value for one in members]
            means = [one.sides[Side.PARTNER].mean for one in members]
            for value in (min(gaps), max(gaps)):
                assert without_controls(signed(value)) in line
            for value in (min(means), max(means)):
                assert written(value) in line


def test_who_is_kept_to_one_review_is_told_nothing_of_the_others(
    demo: ReadingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(among, "PARTNERS_AT_LEAST", 1)
    monkeypatch.setitem(demo.application.extensions, "surveyapp.sheets", {})
    engine = demo.application.extensions["surveyapp.engine"]
    staff_id = make_staff(engine, "one-review@example.org", role=Role.FACILITATOR)
    with writing(engine) as session:
        people.give_review(session, staff_id, review_id=LAST)
    client = demo.application.test_client()
    let_in(client, engine, staff_id)
    for page in PAGES:
        shown = client.page(f"/staff/reviews/{LAST}/{page}?lang=en")
        assert shown.h1
        assert "mong the partners" not in shown.get_text()
        assert told(shown) == []


@pytest.mark.slow
def test_pages_take_as_many_queries_however_many_partners(demo: ReadingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(among, "PARTNERS_AT_LEAST", 1)
    made: list[str] = []
    event.listen(demo.application.extensions["surveyapp.engine"], "before_cursor_execute", lambda *a: made.append(a[2]))
    for page in PAGES:
        counts = []
        for review in (LAST, SOCIETY, LAST, SOCIETY):  # of four partners, and of three
            made.clear()
            demo.get(f"/staff/reviews/{review}/{page}?lang=en")
            counts.append(len([one for one in made if "result" in one]))
        assert counts[2] <= counts[3]
