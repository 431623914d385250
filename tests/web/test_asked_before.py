"""A partner asked by the first edition and then by the second: the page of both rounds begins with what changed."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.store import responses
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import closing, opening, preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import NOW
from tests.databases import ON_SQLITE, writing
from tests.invented import PARTNER, Invented
from tests.languages import AR, BOTH, EN, text
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff
from tests.words.test_asked_before import FIRST, SAID, SECOND

pytestmark = ON_SQLITE
NOT = {EN: "Not compared", AR: "لا مقارنة"}


@pytest.mark.slow
@pytest.mark.wide
def test_both_rounds_stand_under_what_changed_between_them(client: ReadingClient, engine: Engine, keys: Keys) -> None:
    with writing(engine) as session:
        versions = [str(publish(session, asked, now=NOW)) for asked in (FIRST, SECOND)]
        keeping.create_partner(session, "norcross", name=PARTNER, kind="national_society")
        of = {"partner_slug": "norcross", "closes_on": NOW.date() + timedelta(days=9), "now": NOW}
        for slug, asked, version in zip(("2025", "2026"), (FIRST, SECOND), versions, strict=True):
            preparing.create_round(session, slug, title=text(ar=slug, en=slug))
            made = preparing.create_review(session, slug, questionnaire=version, **of)
            for side in Side:
                inviting.invite(session, made.id, side=side, count=5, keys=keys)
            opening.open_review(session, made.id, now=NOW)
            for sheet in Invented(5, 5, seed=slug).sheets(asked):
                responses.put_response(session, sheet, review_id=made.id)
            closing.close_review(session, made.id, now=NOW + timedelta(days=int(slug) - 2024))
    let_in(client, engine, make_staff(engine, role=Role.VIEWER))
    for language in BOTH:
        page = client.page(f"/staff/reviews/{made.id}/results/rounds?lang={language}")
        told = [without_controls(line.get_text()) for line in page.select("#asked li")]
        assert told == [*SAID[language]]
        verdicts = {
            table.find_parent("div", id=True)["id"]: [
                row.select("td")[-1].get_text() for row in table.select("tbody tr:last-child")
            ]
            for table in page.select("details.card table.numbers")
        }
        compared = [name for name, said in verdicts.items() if any(NOT[language] not in one for one in said)]
        assert compared == ["rounds-leadership-figures"]
