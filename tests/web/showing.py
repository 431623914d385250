"""An installation of one closed review whose released document a test puts in place of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, update

from surveyapp.core.conduct.roles import Role
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Side
from surveyapp.core.wire import canonical_json, digest
from surveyapp.settings import load_settings
from surveyapp.store.rows import ResultRow
from surveyapp.web.factory import create_app
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import closing, opening, preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import NOW, SECRET
from tests.databases import DatabaseMaker, writing
from tests.invented import PARTNER
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

REVIEW = "/staff/reviews/1"


@dataclass(frozen=True)
class Showing:
    """A viewer before the review, a link of it, and the version that was asked."""

    client: ReadingClient
    engine: Engine
    link: str
    version: str

    def show(self, result: ReviewResult) -> ReviewResult:
        """Let the review have released ``result``; return it as it is stored."""
        facts = replace(result.review, id=1, questionnaire=self.version, partner="norcross", round="2026")
        stored = replace(result, review=facts)
        document = canonical_json(stored)
        with writing(self.engine) as session:
            session.execute(update(ResultRow).values(document=document, sha256=digest(document)))
        return stored


@contextmanager
def showing(maker: DatabaseMaker, instance: Path, questionnaire: Questionnaire) -> Iterator[Showing]:
    """Yield an installation with one review that is closed and shared."""
    url = maker.make()
    app = create_app(load_settings({"DATABASE_URL": url, "SECRET_KEY": SECRET}, instance))
    engine, keys = app.extensions["surveyapp.engine"], Keys.from_secret(SECRET)
    with writing(engine) as session:
        version = str(publish(session, questionnaire, now=NOW))
        keeping.create_partner(session, "norcross", name=PARTNER, kind="national_society")
        preparing.create_round(session, "2026", title=PARTNER)
        made = preparing.create_review(
            session,
            "2026",
            partner_slug="norcross",
            questionnaire=version,
            closes_on=NOW.date() + timedelta(days=9),
            now=NOW,
        )
        tokens = [inviting.invite(session, made.id, side=side, count=1, keys=keys) for side in Side]
        opening.open_review(session, made.id, now=NOW)
        closing.close_review(session, made.id, now=NOW)
        closing.share_review(session, made.id, now=NOW)
    app.test_client_class = ReadingClient
    client = app.test_client()
    assert isinstance(client, ReadingClient)
    let_in(client, engine, make_staff(engine, role=Role.VIEWER))
    yield Showing(client, engine, f"/r/{tokens[-1][0]}", version)
    engine.dispose()
    maker.drop(url)
