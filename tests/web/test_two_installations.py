"""Two installations in which other people have answered: staff pages about people are the same, byte by byte."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.sides import Side
from surveyapp.settings import load_settings
from surveyapp.store import sealing
from surveyapp.web.factory import create_app
from surveyapp.workflow.keys import Keys
from tests.conftest import SECRET, Prepared
from tests.databases import ON_SQLITE
from tests.inviting import (
    answer,
    begin,
    empty_outbox,
    invite_people,
    let_in_post,
    open_now,
    person,
    recipient_ids,
)
from tests.pages import ReadingClient
from tests.web.filling import press
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE


class House:
    """An installation, somebody who runs its reviews, and the people whom one of them is about."""

    def __init__(self, app: Flask, prepared: Prepared) -> None:
        self.engine: Engine = app.extensions["surveyapp.engine"]
        self.at = f"/staff/reviews/{prepared.review_id}"
        self.ids = recipient_ids(self.engine, prepared)
        app.test_client_class = ReadingClient
        self.staff = app.test_client()
        let_in(self.staff, self.engine, make_staff(self.engine))

    def shown(self, *called: str) -> list[str]:
        """Return every page of the desk on which these people stand, or those ``called``, without its forms' tokens."""
        of = ("", "/another", "/withdraw")
        ids = [self.ids[one] for one in called or self.ids]
        people = [f"{self.at}/invitations/people/{one}{rest}" for one in ids for rest in of]
        paths = [f"{self.at}/invitations", *people, f"{self.at}/reminders", self.at, "/staff/", "/staff/audit"]
        return [f"{path}\n{self._page(path)}" for path in paths]

    def press(self, called: str, rest: str = "", **fields: str) -> tuple[int, str]:
        path = f"{self.at}/invitations/people/{self.ids[called]}"
        to = f"{path}{rest}" if rest else None
        response = press(self.staff, path, fields, to=to)
        return response.status_code, response.headers.get("Location", response.mimetype)

    def _page(self, path: str) -> str:
        page = self.staff.page(f"{path}?lang=en")
        for token in page.select("input[name=csrf_token]"):
            token.decompose()
        return re.sub(r"\d\d:\d\d", "HH:MM", str(page))


@pytest.fixture
def houses(
    engine: Engine, prepare: Callable[..., Prepared], keys: Keys, database_url: str, tmp_path: Path
) -> Iterator[list[House]]:
    """The same installation twice, from here on; in the first some people answer, in the second others do."""
    prepared = prepare(is_open=False, people=0)
    people = [*map(person, range(4)), person(4, address=""), person(5, address="")]
    invite_people(engine, prepared, people, keys=keys)
    open_now(engine, prepared)
    empty_outbox(engine)
    for number, outcome in enumerate((Outcome.REFUSED, Outcome.SENT, Outcome.REFUSED, Outcome.SENT)):
        let_in_post(engine, f"p{number}@example.org", outcome)
    sealing.empty_log(engine)  # the copies are of the file alone
    apps, source = [], database_url.removeprefix("sqlite:///")
    for name, sent, begun in (("one", (0, 1, 4), 2), ("other", (2, 3, 5), 0)):
        shutil.copy(source, tmp_path / f"{name}.db")
        settings = {"DATABASE_URL": f"sqlite:///{tmp_path / name}.db", "SECRET_KEY": SECRET}
        apps.append(create_app(load_settings(settings, tmp_path / name)))
        of_house, links = apps[-1].extensions["surveyapp.engine"], prepared.links[Side.PARTNER]
        for number in sent:
            answer(of_house, links[number], keys)
        begin(of_house, links[begun], keys)
    yield [House(app, prepared) for app in apps]
    for app in apps:
        app.extensions["surveyapp.engine"].dispose()


def _differing(houses: list[House], *called: str) -> list[str]:
    one, other = (house.shown(*called) for house in houses)
    return [pair[0].split("\n")[0] for pair in zip(one, other, strict=True) if pair[0] != pair[1]]


@pytest.mark.slow
@pytest.mark.wide
def test_the_desk_shows_the_same_whoever_has_answered(houses: list[House]) -> None:
    """Also after each thing that may be done to a person, whose answers to a press are the same too."""
    assert _differing(houses) == []
    for called, rest, fields in (
        ("p0@example.org", "", {"email": "moved@example.org"}),
        ("p2@example.org", "", {"email": "elsewhere@example.org"}),
        ("p1@example.org", "", {}),
        ("p3@example.org", "/returned", {}),
        ("ليلى 4", "/letter.pdf", {}),
        ("ليلى 5", "/letter.pdf", {}),
        ("p3@example.org", "/withdraw", {}),
    ):
        one, other = (house.press(called, rest, **fields) for house in houses)
        assert one == other, (called, rest)
        assert one[0] in {200, 303}, (called, rest, one)
        assert _differing(houses, called) == [], (called, rest)
    assert _differing(houses) == []
