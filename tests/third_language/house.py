"""An installation that speaks the made-up language first: all that people wrote in it is written in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.conduct.review import Policy
from surveyapp.core.conduct.roles import Role
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.settings import Settings, load_settings
from surveyapp.store.partners import find_partner
from surveyapp.store.reviews import list_reviews
from surveyapp.web.factory import create_app
from surveyapp.workflow import demonstrating
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import closing, opening, preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import SECRET
from tests.databases import DatabaseMaker, writing
from tests.third_language.inventing import named, questionnaire_in, said
from tests.third_language.reading import PlainClient
from tests.web.staff import let_in, make_staff

NEXT = "review-2027"
"""The round that is being prepared."""


@dataclass(frozen=True)
class House:
    """An administrator before the demonstration as the made-up language tells it, and links of an open review."""

    client: PlainClient
    engine: Engine
    settings: Settings
    links: dict[Side, str]

    @property
    def keys(self) -> Keys:
        return Keys.from_secret(SECRET)


@contextmanager
def open_house(maker: DatabaseMaker, folder: Path, *codes: str) -> Iterator[House]:
    """Yield an installation that speaks ``codes`` and then what it ships with, the first by default."""
    now = datetime.now(UTC)
    spoken = {"LANGUAGES": ",".join((*codes, "ar", "en")), "SMTP_URL": "smtp://localhost", "CONTACT": "a@example.org"}
    settings = load_settings({"DATABASE_URL": maker.make(), "SECRET_KEY": SECRET, **spoken}, folder)
    app = create_app(settings)
    app.test_client_class = PlainClient
    engine, keys = app.extensions["surveyapp.engine"], Keys.from_secret(SECRET)
    with writing(engine) as session, pytest.MonkeyPatch.context() as patch:
        version = publish(session, questionnaire_in(*codes), now=now)
        for name in ("CASTS", "ROUNDS", "_WORDS", "_AGREED", "_LEADS", "_PROMISES"):
            patch.setattr(demonstrating, name, _told_in(getattr(demonstrating, name), codes))
        demonstrating.load_demonstration(session, version, now=now, keys=keys)
        links = {side: link for _, side, link in demonstrating.list_open_links(session, keys=keys)}
        _share(session, now=now)
        _prepare(session, str(version), codes=codes, now=now, keys=keys)
    client = app.test_client()
    let_in(client, engine, make_staff(engine, role=Role.ADMINISTRATOR))
    yield House(client, engine, settings, {side: f"/r/{token}" for side, token in links.items()})
    engine.dispose()


def _told_in(given: Any, codes: tuple[str, ...]) -> Any:
    """Return what the demonstration invents as if its author spoke the made-up languages alone."""
    if isinstance(given, Text):
        return named(given["en"], *codes)
    if isinstance(given, demonstrating.Cast):
        return replace(given, name=_told_in(given.name, codes))
    if isinstance(given, tuple):
        return tuple(_told_in(one, codes) for one in given)
    is_slug = isinstance(given, str) and given.islower() and " " not in given
    return given if is_slug or not isinstance(given, str) else said("Somebody said this.")


def _share(session: Session, *, now: datetime) -> None:
    for review in list_reviews(session):
        if review.state == "closed" and review.partner.slug != demonstrating.CASTS[1].slug:
            closing.share_review(session, review.id, now=now)


def _prepare(session: Session, version: str, *, codes: tuple[str, ...], now: datetime, keys: Keys) -> None:
    """Prepare a round of two reviews: one with people on its lists, one under the strict rule that takes answers."""
    spoken = Language(codes[0])
    preparing.create_round(session, NEXT, title=named("Review 2027", *codes))
    for cast, policy in zip(demonstrating.CASTS[:2], Policy, strict=True):
        partner = find_partner(session, cast.slug)
        points = [FocalPoint(side, said("Focal"), f"{side}@example.org", spoken) for side in Side]
        closes_on = (now + timedelta(days=20)).date()
        review = preparing.create_review(
            session, NEXT, partner_slug=cast.slug, questionnaire=version, closes_on=closes_on, now=now, policy=policy
        )
        for side in Side:
            people = [Person(said(f"Person {n}"), said("finance"), f"{n}@{side}.org", spoken) for n in "abcd"]
            people.append(Person(said("Layla"), "", "", spoken))
            inviting.invite_people(session, review.id, side=side, people=people, keys=keys)
            inviting.invite(session, review.id, side=side, count=2, keys=keys)
        if policy is Policy.PROTECTED:
            opening.open_review(session, review.id, now=now)
        keeping.set_focal_points(session, partner.id, points=points, now=now)
