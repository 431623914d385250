"""Results that were sealed under the first edition of the method: every page says so, and where editions meet."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from sqlalchemy import select

from surveyapp.core.conduct.roles import Role
from surveyapp.core.text.languages import Language
from surveyapp.settings import load_settings
from surveyapp.store.engine import new_session
from surveyapp.store.rows import ReviewRow, RoundRow
from surveyapp.web.factory import create_app
from surveyapp.workflow.reviews.archiving import import_round
from tests.conftest import NOW, SECRET
from tests.databases import SqliteMaker, writing
from tests.demonstrated import frozen_demonstration
from tests.first_edition import ARCHIVE
from tests.languages import AR, BOTH, EN
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

PAGES = ("", "/integrity", "/priorities", "/cuts", "/rounds", "/method")
NOTE = {EN: "first edition of the method", AR: "الطبعة الأولى من المنهجية"}
ACROSS = {EN: "Compared across editions of the method", AR: "مقارنة بين طبعتين من المنهجية"}
SOCIETY = 5
"""The newest review of the partner that the archive knows too."""


@pytest.fixture(scope="module")
def viewer(sqlite_maker: SqliteMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingClient]:
    """A viewer before the demonstration and, as an earlier round, what was sealed under the first edition."""
    settings = {"DATABASE_URL": frozen_demonstration(sqlite_maker), "SECRET_KEY": SECRET}
    app = create_app(load_settings(settings, tmp_path_factory.mktemp("instance")))
    engine = app.extensions["surveyapp.engine"]
    with writing(engine) as session:
        import_round(session, ARCHIVE.replace("demo-2025", "first-2025"), now=NOW)
    app.test_client_class = ReadingClient
    client = app.test_client()
    let_in(client, engine, make_staff(engine, role=Role.VIEWER))
    yield client
    engine.dispose()


@pytest.fixture(scope="module")
def sealed(viewer: ReadingClient) -> list[int]:
    """The reviews that were sealed under the first edition."""
    with new_session(viewer.application.extensions["surveyapp.engine"]) as session:
        query = select(ReviewRow.id).join(RoundRow).where(RoundRow.slug == "first-2025").order_by(ReviewRow.id)
        return list(session.scalars(query))


@pytest.mark.slow
@pytest.mark.wide
def test_every_page_says_so(viewer: ReadingClient, sealed: list[int]) -> None:
    assert len(sealed) == 4
    for review, language in zip(sealed, cycle(BOTH)):
        for page in PAGES:
            text = viewer.page(f"/staff/reviews/{review}/results{page}?lang={language}").main.get_text()
            assert NOTE[language] in text, (review, page)
    for page, language in zip(PAGES[:-2], cycle(BOTH)):
        shown = viewer.page(f"/staff/reviews/{SOCIETY}/results{page}?lang={language}")
        assert NOTE[language] not in shown.main.get_text()


@pytest.mark.slow
@pytest.mark.wide
def test_the_note_names_the_correlation_that_was_taken(viewer: ReadingClient, sealed: list[int]) -> None:
    notes = [viewer.page(f"/staff/reviews/{one}/results?lang=en").select_one("p.note").get_text() for one in sealed]
    taken = ["0.5 is assumed for them" in note for note in notes]
    assert any(taken)
    assert not all(taken)  # where nothing is compared with an interval, none is taken


@pytest.mark.slow
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.alike(1)
def test_rounds_of_both_editions_say_that_they_are_compared_across(viewer: ReadingClient, language: Language) -> None:
    page = viewer.page(f"/staff/reviews/{SOCIETY}/results/rounds?lang={language}")
    assert ACROSS[language] in page.select_one("p.note").get_text()
    assert page.select("table.numbers")


@pytest.mark.slow
@pytest.mark.wide
def test_partners_of_the_first_edition_say_so(viewer: ReadingClient) -> None:
    page = viewer.page("/staff/rounds/first-2025/results?lang=en")
    assert NOTE[EN] in page.select_one("p.note").get_text()
    assert not viewer.page("/staff/rounds/demo-2025/results?lang=en").select("p.note")


@pytest.mark.slow
def test_nothing_made_of_person_scores_is_shown(viewer: ReadingClient, sealed: list[int]) -> None:
    for review in sealed:
        heads = [
            head.get_text() for head in viewer.page(f"/staff/reviews/{review}/results/method?lang=en").select("th")
        ]
        assert {"SD", "H–L", "n"}.isdisjoint(heads)
