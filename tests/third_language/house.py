"""An installation that speaks the made-up language first: all that people wrote in it is written in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

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
from surveyapp.workflow.demonstrating import inventing, loading
from surveyapp.workflow.demonstrating.inventing import Cast
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import closing, opening, preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import SECRET
from tests.databases import DatabaseMaker, writing
from tests.making import making_here
from tests.pages import ReadingClient
from tests.third_language.inventing import named, questionnaire_in, said
from tests.web.staff import let_in, make_staff

NEXT = "review-2027"
"""The round that is being prepared."""


class Browser(ReadingClient):
    """A browser that keeps every page it got."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read: list[str] = []

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and "Location" not in response.headers:
            self.read.append(response.text)
        return response


@dataclass(frozen=True)
class House:
    """An administrator before the demonstration as the made-up language tells it.

    ``links`` are of a review that takes answers, ``gone`` of one that was closed, and those of a shared one.
    """

    app: Flask
    client: Browser
    engine: Engine
    settings: Settings
    links: dict[Side, str]
    gone: list[str]

    def visitor(self) -> "Browser":
        """Return a browser in which nobody is signed in."""
        return self.app.test_client()

    @property
    def keys(self) -> Keys:
        return Keys.from_secret(SECRET)


@contextmanager
def open_house(
    maker: DatabaseMaker, folder: Path, *codes: str, asked_in: tuple[str, ...] | None = None
) -> Iterator[House]:
    """Yield an installation that speaks ``codes`` and then what it ships with, the first by default.

    Its questionnaire has texts in all of them, but for those that ``asked_in`` leaves out.
    """
    now = datetime.now(UTC)
    settings = _settings(maker.make(), folder, codes)
    app = _app(settings)
    engine, keys = app.extensions["surveyapp.engine"], Keys.from_secret(SECRET)
    with writing(engine) as session, pytest.MonkeyPatch.context() as patch:
        version = publish(session, questionnaire_in(*(codes if asked_in is None else asked_in)), now=now)
        for module in (inventing, loading):
            for name in {"CASTS", "ROUNDS", "_WORDS", "_AGREED", "_LEADS", "_PROMISES"} & vars(module).keys():
                patch.setattr(module, name, _told_in(getattr(module, name), codes))
        loading.load_demonstration(session, version, now=now, keys=keys)
        links = {side: link for _, side, link in loading.list_open_links(session, keys=keys)}
        _share(session, now=now)
        _prepare(session, str(version), codes=codes, now=now, keys=keys)
        gone = [_closed(session, str(version), cast=cast, now=now, keys=keys) for cast in loading.CASTS[2:]]
    client = app.test_client()
    let_in(client, engine, make_staff(engine, role=Role.ADMINISTRATOR))
    with making_here(app):
        yield House(app, client, engine, settings, {side: f"/r/{token}" for side, token in links.items()}, gone)
    engine.dispose()


@contextmanager
def speaking(house: House, folder: Path, code: str) -> Iterator[House]:
    """Yield an installation on the database of ``house`` that speaks ``code`` in place of the first."""
    settings = _settings(house.settings.database_url, folder, (code,))
    app = _app(settings)
    engine, client = app.extensions["surveyapp.engine"], app.test_client()
    let_in(client, engine, make_staff(engine, f"{code}@example.org", role=Role.ADMINISTRATOR))
    with making_here(app):
        yield replace(house, app=app, client=client, engine=engine, settings=settings)
    engine.dispose()


def _settings(url: str, folder: Path, codes: tuple[str, ...]) -> Settings:
    spoken = {"LANGUAGES": ",".join((*codes, "ar", "en")), "SMTP_URL": "smtp://localhost", "CONTACT": "a@example.org"}
    return load_settings({"DATABASE_URL": url, "SECRET_KEY": SECRET, **spoken}, folder)


def _app(settings: Settings) -> Flask:
    app = create_app(settings)
    app.test_client_class = Browser
    return app


def _told_in(given: Any, codes: tuple[str, ...]) -> Any:
    """Return what the demonstration invents as if its author spoke the made-up languages alone."""
    if isinstance(given, Text):
        return named(given["en"], *codes)
    if isinstance(given, Cast):
        return replace(given, name=_told_in(given.name, codes))
    if isinstance(given, tuple):
        return tuple(_told_in(one, codes) for one in given)
    is_slug = isinstance(given, str) and given.islower() and " " not in given
    return given if is_slug or not isinstance(given, str) else said("Somebody said this.")


def _share(session: Session, *, now: datetime) -> None:
    for review in list_reviews(session):
        if review.state == "closed" and review.partner.slug != loading.CASTS[1].slug:
            closing.share_review(session, review.id, now=now)


def _prepare(session: Session, version: str, *, codes: tuple[str, ...], now: datetime, keys: Keys) -> None:
    """Prepare a round of two reviews: one with people on its lists, one under the strict rule that takes answers."""
    spoken = Language(codes[0])
    preparing.create_round(session, NEXT, title=named("Review 2027", *codes))
    for cast, policy in zip(loading.CASTS[:2], Policy, strict=True):
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


def _closed(session: Session, version: str, *, cast: Any, now: datetime, keys: Keys) -> str:
    """Let a review be answered, closed, and with all but an organisation shared; return a link that was used."""
    closes_on = (now + timedelta(days=20)).date()
    review = preparing.create_review(
        session, NEXT, partner_slug=cast.slug, questionnaire=version, closes_on=closes_on, now=now
    )
    links = [inviting.invite(session, review.id, side=side, count=cast.prcs, keys=keys) for side in Side]
    opening.open_review(session, review.id, now=now)
    loading._answer(session, review, round_slug=loading.ROUNDS[-1][0], cast=cast, now=now, keys=keys, spared=0)
    closing.close_review(session, review.id, now=now)
    if not cast.organisation:
        closing.share_review(session, review.id, now=now)
    return f"/r/{links[-1][0]}"
