"""Links that take no more answers: what they still show."""

import re
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine

from surveyapp.core.conduct.actions import Agreement, Promise
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.store import responses
from surveyapp.store.engine import new_session
from surveyapp.store.rows import ReviewRow
from surveyapp.web.results.handouts import load_handout
from surveyapp.workflow.demonstrating.inventing import CASTS, demonstration_sheets
from surveyapp.workflow.reviews import agreeing, preparing
from surveyapp.workflow.reviews.closing import close_review, share_review
from tests.databases import ON_SQLITE, writing
from tests.languages import BOTH, EN, text
from tests.pages import ReadingClient
from tests.web.filling import answer_whole_form, fill, shown_fields

pytestmark = ON_SQLITE  # what is written is tried on both databases in tests/workflow
NOW = datetime.now(UTC)


def change(engine: Engine, step, review_id: int) -> None:
    with writing(engine) as session:
        step(session, review_id)


def end(session, review_id: int) -> None:
    session.get_one(ReviewRow, review_id).closes_on -= timedelta(days=33)


def close(session, review_id: int) -> None:
    close_review(session, review_id, now=NOW)


def agree(session, review_id: int) -> None:
    agreeing.agree(session, review_id, agreement=Agreement("integrity", {"prcs": 3.5}, "الدرجة وسط"), now=NOW)
    due = NOW.date() + timedelta(days=30)
    promise = Promise("integrity", "Share the plan", "رنا", "Kari", due, "Notes")
    agreeing.promise(session, review_id, promise=promise, now=NOW)


def share(session, review_id: int) -> None:
    share_review(session, review_id, now=NOW)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_was_kept_can_be_read_until_sealing(client: ReadingClient, engine: Engine, prepare, language: str) -> None:
    prepared = prepare()
    path = prepared.path()
    fill(client, f"{path}/integrity?lang={language}", {"holds_principles.self": "2", "open": "كلمات كُتبت"})
    change(engine, end, prepared.review_id)
    for page in ("", "/integrity", "/check", "/receipt"):
        response = client.get(path + page)
        assert response.status_code == 410
        assert "كلمات كُتبت" in response.text
        assert "<form" not in response.text
    change(engine, close, prepared.review_id)
    response = client.get(path)
    assert response.status_code == 410
    assert "كلمات كُتبت" not in response.text


def test_a_late_page_is_refused_and_the_earlier_ones_shown(client: ReadingClient, engine: Engine, prepare) -> None:
    prepared = prepare()
    path = prepared.path()
    fill(client, f"{path}/integrity?lang=en", {"holds_principles.self": "2"})
    fields = {"manifest": ""}
    change(engine, end, prepared.review_id)
    response = client.post(f"{path}/check", data=fields)
    assert response.status_code == 410
    assert "Rarely" in response.text


@pytest.mark.parametrize("words", ["كلمات متأخرة", "ط" * 1001], ids=["short", "refused"])
def test_what_a_late_page_held_is_shown_and_not_kept(
    client: ReadingClient, engine: Engine, prepare, words: str
) -> None:
    prepared = prepare()
    path = f"{prepared.path()}/integrity"
    fill(client, f"{path}?lang=en", {"holds_principles.self": "2"})
    fields = shown_fields(client.page(path)) | {"safe_to_speak.joint": "4", "open": words, "open.share": "y"}
    change(engine, end, prepared.review_id)
    response = client.post(path, data=fields)
    late = BeautifulSoup(response.text, "lxml").select_one("section:has(> #posted)")
    assert response.status_code == 410
    answers = [" ".join(answer.get_text().split()) for answer in late.select("dd")]
    assert answers == ["Often", f"{words} (may be shown word for word)"]
    assert words not in client.get(path).text
    for cut in (fields | {"manifest": ""}, fields | {"unknown": "1"}):
        response = client.post(path, data=cut)
        assert (response.status_code, words in response.text) == (410, False)


@pytest.mark.slow
def test_a_sent_link_opens_its_receipt_until_sealing(
    client: ReadingClient, engine: Engine, prepare, questionnaire: Questionnaire
) -> None:
    prepared = prepare()
    path = prepared.path(Side.PRCS)
    sheet = demonstration_sheets(questionnaire, "gone", cast=CASTS[0], side=Side.PRCS)[0]
    receipt = answer_whole_form(client, path, questionnaire, sheet)
    change(engine, end, prepared.review_id)
    assert receipt in client.get(path, follow_redirects=True).text
    change(engine, close, prepared.review_id)
    response = client.get(f"{path}/receipt")
    assert response.status_code == 410
    assert receipt not in response.text


@pytest.mark.slow
def test_the_summary_is_shown_once_both_sides_may_see_it(
    client: ReadingClient, engine: Engine, prepare, questionnaire: Questionnaire
) -> None:
    prepared = prepare()
    with writing(engine) as session:
        for side in Side:
            for sheet in demonstration_sheets(questionnaire, "gone", cast=CASTS[0], side=side)[:4]:
                responses.put_response(session, sheet, review_id=prepared.review_id)
    change(engine, close, prepared.review_id)
    assert client.get(prepared.path()).status_code == 410
    change(engine, share, prepared.review_id)
    for address in ("check", "integrity"):
        late = client.post(f"{prepared.path()}/{address}?lang=en", data={"manifest": ""})
        assert (late.status_code, "was not received" in late.text) == (410, True)
    for side, language in product(Side, BOTH):
        page = client.page(f"{prepared.path(side)}?lang={language}")
        titles = [caption.get_text() for caption in page.select("table.topics caption")]
        assert titles == [section.title.in_(language) for section in questionnaire.sections]
        assert page.select("ul.lines li")
        assert "Share the plan" not in page.get_text()
    change(engine, agree, prepared.review_id)
    for language in BOTH:
        text = client.page(f"{prepared.path()}?lang={language}").get_text()
        assert all(words in text for words in ("Share the plan", "رنا", "3.5", "الدرجة وسط"))
    assert client.get(prepared.path() + "/integrity").status_code == 200
    assert client.get("/staff/").status_code == 303


@pytest.mark.slow
def test_both_sides_learn_what_moved_since_a_round_that_was_shared(
    client: ReadingClient, engine: Engine, prepare, questionnaire: Questionnaire
) -> None:
    old, new = prepare(), prepare()
    with writing(engine) as session:
        for prepared, slug in ((old, "demo-2025"), (new, "demo-2026")):
            for side in Side:
                for sheet in demonstration_sheets(questionnaire, slug, cast=CASTS[0], side=side):
                    responses.put_response(session, sheet, review_id=prepared.review_id)
        later = preparing.create_round(session, "2027", title=text(ar="استعراض 2027", en="Review 2027"))
        before, after = (session.get_one(ReviewRow, one.review_id) for one in (old, new))
        after.round_id, after.partner_id = later.id, before.partner_id
    for days, prepared in enumerate((old, new)):
        with writing(engine) as session:
            close_review(session, prepared.review_id, now=NOW + timedelta(days=days))
    change(engine, share, new.review_id)
    heading = "Since the last round"
    assert heading not in client.page(f"{new.path()}?lang=en").get_text()
    with new_session(engine) as session:
        assert load_handout(session, new.review_id, languages=(EN,), today=NOW.date()).earlier is None
    change(engine, share, old.review_id)
    change(engine, agree, old.review_id)
    with new_session(engine) as session:
        assert (
            load_handout(session, new.review_id, languages=(EN,), today=NOW.date()).earlier.review_id == old.review_id
        )
    page = client.page(f"{new.path()}?lang=en")
    assert heading in page.get_text()
    kept = without_controls(page.select_one("#promised").get_text())
    assert re.search("Share the plan.*Did the gap close.*no change beyond chance – .* It moved by", kept, re.DOTALL)
    assert heading not in client.page(f"{old.path()}?lang=en").get_text()
