"""An installation in which reviews by the second questionnaire were held: two rounds of one partner, one of another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from surveyapp.core.conduct.actions import Agreement, Promise
from surveyapp.core.conduct.roles import Role
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.settings import load_settings
from surveyapp.store import responses
from surveyapp.web.factory import create_app
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import agreeing, closing, opening, preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import NOW, SECRET
from tests.databases import DatabaseMaker, writing
from tests.invented import PARTNER, Invented
from tests.languages import text
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

ROUNDS = ("2025", "2026")
PARTNERS = {"norcross": PARTNER, "medics": text(ar="فرقة طبية", en="Medical team")}
CLOSES = NOW.date() + timedelta(days=9)


@dataclass(frozen=True)
class Held:
    """A viewer's and a coordinator's browser, a link of the newest review, and links of one that takes answers."""

    engine: Engine
    viewer: ReadingClient
    coordinator: ReadingClient
    link: str
    open_links: dict[Side, str]
    version: str


@contextmanager
def held(maker: DatabaseMaker, instance: Path, questionnaire: Questionnaire) -> Iterator[Held]:
    """Yield the installation; reviews 1 and 2 of round 2025 and 3 and 4 of round 2026 are closed, 5 takes answers."""
    url = maker.make()
    app = create_app(load_settings({"DATABASE_URL": url, "SECRET_KEY": SECRET}, instance))
    app.test_client_class = ReadingClient
    engine = app.extensions["surveyapp.engine"]
    with writing(engine) as session:
        version, links = str(publish(session, questionnaire, now=NOW)), {}
        for slug, name in PARTNERS.items():
            kind = questionnaire.organisation_types[0].key
            keeping.create_partner(session, slug, name=name, kind=kind, places=["north"])
        for number, round_slug in enumerate(ROUNDS):
            title = text(ar=f"مراجعة {round_slug}", en=f"Review {round_slug}")
            preparing.create_round(session, round_slug, title=title)
            for slug in PARTNERS:
                of = {"partner_slug": slug, "questionnaire": version, "closes_on": CLOSES}
                made = preparing.create_review(session, round_slug, now=NOW, **of)
                links[made.id] = [
                    inviting.invite(session, made.id, side=side, count=12, keys=Keys.from_secret(SECRET))[0]
                    for side in Side
                ]
                opening.open_review(session, made.id, now=NOW)
                people = Invented(8, 7, seed=f"{round_slug}/{slug}").sheets(questionnaire)
                for sheet in people:
                    responses.put_response(session, sheet, review_id=made.id)
                closing.close_review(session, made.id, now=NOW + timedelta(days=number))
                closing.share_review(session, made.id, now=NOW + timedelta(days=number))
    with writing(engine) as session:
        _meet(session)
        opened = _open(session, version)
    clients = [app.test_client() for _ in range(2)]
    for client, role in zip(clients, (Role.VIEWER, Role.COORDINATOR), strict=True):
        let_in(client, engine, make_staff(engine, f"{role}@example.org", role=role))
    yield Held(engine, *clients, f"/r/{links[3][1]}", opened, version)
    engine.dispose()
    maker.drop(url)


def _open(session: Session, version: str) -> dict[Side, str]:
    """Open a review that takes answers, and return a link of each side."""
    preparing.create_round(session, "2027", title=text(ar="مراجعة 2027", en="Review 2027"))
    closes = datetime.now(UTC).date() + timedelta(days=30)
    made = preparing.create_review(
        session, "2027", partner_slug="norcross", questionnaire=version, closes_on=closes, now=NOW
    )
    tokens = {
        side: inviting.invite(session, made.id, side=side, count=1, keys=Keys.from_secret(SECRET))[0] for side in Side
    }
    opening.open_review(session, made.id, now=NOW)
    return {side: f"/r/{token}" for side, token in tokens.items()}


def _meet(session: Session) -> None:
    today = NOW.date()
    agreeing.record_meeting(session, 1, held_on=today, follow_up_on=CLOSES, now=NOW, today=today)
    agreeing.agree(
        session, 1, agreement=Agreement("field_work", {"joint": 6.5}, "Nearly there", "Say it on the spot"), now=NOW
    )
    promise = Promise("field_work", "Carry lamps", "Rana Khalid", "Kari Nordmann", CLOSES, "Seen on site")
    agreeing.promise(session, 1, promise=promise, now=NOW)
