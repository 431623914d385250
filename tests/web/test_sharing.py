"""Sharing: before it, exactly what both sides will see, what the mail says and whom it reaches; then that very page."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine, update

from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import responses
from surveyapp.store.engine import new_session
from surveyapp.store.rows import HandoutRow, OutboxRow
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews.closing import close_review
from surveyapp.workflow.reviews.handing_out import TAKEN_LIMIT
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.invented import Invented
from tests.inviting import invite_people, keep_focal_points, open_now, person, queued
from tests.languages import EN
from tests.pages import ReadingClient
from tests.web.filling import press
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)


@pytest.fixture
def closed(engine: Engine, prepare: Callable[..., Prepared], keys: Keys, questionnaire: Questionnaire) -> Prepared:
    """A closed review of six people on each side, of whom one of the partner's has no address."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(0), person(1, address="")], keys=keys)
    open_now(engine, prepared)
    with writing(engine) as session:
        for sheet in Invented(6, 6).sheets(questionnaire):
            responses.put_response(session, sheet, review_id=prepared.review_id)
        close_review(session, prepared.review_id, now=NOW)
    return prepared


@pytest.fixture
def staff(app, engine: Engine) -> ReadingClient:
    client = app.test_client()
    let_in(client, engine, make_staff(engine))
    return client


@pytest.mark.slow
def test_a_focal_point_fetches_the_handout_without_an_account(
    client: ReadingClient, staff: ReadingClient, engine: Engine, closed: Prepared, keys: Keys
) -> None:
    keep_focal_points(engine, closed.review_id, [FocalPoint(Side.PARTNER, "Kari", "kari@norcross.example", EN)])
    path = f"/staff/reviews/{closed.review_id}/share?lang=en"
    assert "Kari" in staff.page(path).select_one("#mails").get_text()
    assert press(staff, path, {}, to=path).status_code == 303
    with new_session(engine) as session:
        mail = session.query(OutboxRow).filter_by(address="kari@norcross.example").one()
        link = f"/handout/{keys.token(mail.id, mail.nonce)}"
    for language, called in (("ar", "مطبوعة"), ("en", "Handout")):
        assert called in client.page(f"{link}?lang={language}").h1.get_text()
    assert client.post(link, data={"print": "en"}).data.startswith(b"%PDF")
    assert client.post(link, data={"print": "xx"}).status_code == 404
    with writing(engine) as session:
        session.execute(update(HandoutRow).values(taken=TAKEN_LIMIT))
    assert client.post(link, data={"print": "en"}).status_code == 409
    assert [client.get(f"/handout/{'x' * 32}").status_code, client.get(link).status_code] == [404, 200]


def summary_of(page: BeautifulSoup) -> list[str]:
    """Return what both sides read of the results, heading by heading, and each figure."""
    found = page.select("main .legend, main p.chance, main ul.lines li, main #numbers, main figure desc")
    return [" ".join(one.get_text(" ").split()) for one in found]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.alike(1)
def test_the_page_that_asks_shows_what_both_sides_then_see(
    client: ReadingClient, staff: ReadingClient, engine: Engine, closed: Prepared, language: str
) -> None:
    path = f"/staff/reviews/{closed.review_id}/share?lang={language}"
    page = staff.page(path)
    mails = page.select_one("#mails")
    assert [one.get_text() for one in mails.select("li bdi[dir]")] == ["p0@example.org"]
    assert {"en": "1 person has no address", "ar": "شخص واحد بلا عنوان"}[language] in mails.get_text()
    assert {"en": "Open the last link that you received", "ar": "آخر رابط"}[language] in mails.get_text()
    assert press(staff, path, {}, to=path).status_code == 303
    assert queued(engine)[-1] == ("shared", "p0@example.org")
    told = {"en": "1 person on the lists has no address: tell them", "ar": "شخص واحد بلا عنوان: أبلغوه"}[language]
    assert told in staff.page(f"/staff/reviews/{closed.review_id}?lang={language}").get_text()
    shown = summary_of(client.page(f"/r/{closed.links[Side.PARTNER][0]}?lang={language}"))
    assert len(shown) > 4
    assert shown == summary_of(page)
