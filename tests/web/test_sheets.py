"""Pages of results are made once for all who may see the same; what changes is shown, and what is kept is nobody's."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.comparison import among
from surveyapp.core.conduct.actions import Agreement
from surveyapp.core.conduct.roles import Role
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import people, responses
from surveyapp.store.results import drop_comments
from surveyapp.store.rows import PartnerRow
from surveyapp.web.results import sheets
from surveyapp.workflow.demonstrating.inventing import CASTS, demonstration_sheets
from surveyapp.workflow.reviews import agreeing
from surveyapp.workflow.reviews.closing import close_review, share_review
from tests.databases import ON_SQLITE, writing
from tests.languages import text
from tests.pages import ReadingClient
from tests.web.staff import EMAIL, let_in, make_staff

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)
NEVER = datetime(2099, 1, 1, tzinfo=UTC)


def close(engine: Engine, review_id: int, asked: Questionnaire) -> None:
    with writing(engine) as session:
        for side in Side:
            for sheet in demonstration_sheets(asked, "kept", cast=CASTS[0], side=side)[:8]:
                responses.put_response(session, sheet, review_id=review_id)
        close_review(session, review_id, now=NOW + timedelta(seconds=review_id))


@pytest.fixture
def closed(engine: Engine, prepare, questionnaire: Questionnaire) -> int:
    review_id = prepare(people=8).review_id
    close(engine, review_id, questionnaire)
    return review_id


@pytest.mark.slow
def test_a_kept_page_is_the_page_and_shows_what_changed(
    client: ReadingClient,
    engine: Engine,
    closed: int,
    prepare,
    questionnaire: Questionnaire,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let_in(client, engine, make_staff(engine, role=Role.COORDINATOR))
    at = f"/staff/reviews/{closed}/results"

    def shown(page: str = "") -> str:
        once, again = (client.page(f"{at}{page}?lang=en").main.get_text(" ") for _ in range(2))
        assert once == again == client.page(f"{at}{page}?lang=en&never=kept").main.get_text(" ")
        return once

    words = "we agreed on this"
    assert words not in shown("/integrity")
    with writing(engine) as session:
        share_review(session, closed, now=NOW)
        agreeing.agree(session, closed, agreement=Agreement("integrity", {}, words), now=NOW)
    assert words in shown("/integrity")

    written = client.page(f"{at}/integrity").select_one("li.words").get_text()
    with writing(engine) as session:
        drop_comments(session, NEVER)
    assert written not in shown("/integrity")

    monkeypatch.setattr(among, "PARTNERS_AT_LEAST", 2)
    assert "Among the partners" not in shown()
    close(engine, prepare(people=8).review_id, questionnaire)
    assert "Among the partners" in shown()

    beside = "/staff/rounds/2026/results?lang=en"
    assert len({str(client.page(f"{beside}{more}").main) for more in ("", "&order=gap", "&of=national_society")}) == 3
    assert "Renamed" not in shown() + client.page(beside).get_text()
    with writing(engine) as session:
        session.get_one(PartnerRow, 1).name = text(ar="الجديد", en="Renamed")
    assert "Renamed" in client.page(beside).get_text()
    for page in ("", "/method"):
        assert "Renamed" in shown(page)


@pytest.mark.slow
def test_a_kept_page_holds_nothing_of_anyone_and_leads_to_what_the_reader_may_see(
    app: Flask, engine: Engine, closed: int
) -> None:
    others = "/staff/rounds/2026/results"
    seen: dict[Role, str] = {}
    for role in (Role.COORDINATOR, Role.FACILITATOR):
        client = app.test_client()
        assert isinstance(client, ReadingClient)
        staff = make_staff(engine, f"{role}.{EMAIL}", role=role)
        if role is Role.FACILITATOR:
            with writing(engine) as session:
                people.give_review(session, staff, review_id=closed)
        let_in(client, engine, staff)
        pages = [client.page(f"/staff/reviews/{closed}/results?lang=en") for _ in range(2)]
        tokens = [page.select_one("main input[name=csrf_token]")["value"] for page in pages]
        assert all(len(token) > 20 for token in tokens)
        assert all(f"{role}.{EMAIL}" in page.header.get_text() for page in pages)
        assert (others in str(pages[1].main)) == (role is Role.COORDINATOR)
        kept = "".join(map(str, app.extensions[sheets._KEPT].values()))
        assert kept
        assert not [one for one in (*tokens, EMAIL) if one in kept]
        seen[role] = str(pages[1].main)
    assert seen[Role.COORDINATOR] != seen[Role.FACILITATOR]
