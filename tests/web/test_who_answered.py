"""Two installations alike but for who has answered an open review give the same bytes, everywhere.

The same people are invited, by the same links, at the same time. Others of them have answered, before midnight and
since, and as many as the same steps hold. Then staff look at every page there is, programs ask, everybody is reminded,
the worker sends, and commands are run; what was said, mailed, logged and measured must be the same.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from itertools import product
from pathlib import Path

import pytest
import structlog
from flask import Flask
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from surveyapp.cli import installation as shell_clock
from surveyapp.core.conduct.roles import Right, Role, Scope
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.settings import load_settings
from surveyapp.store import people
from surveyapp.store.engine import make_engine
from surveyapp.store.questionnaires import get_version
from surveyapp.store.rows import OutboxRow, RecipientRow
from surveyapp.store.sqlite import sqlite3
from surveyapp.web import clock
from surveyapp.web.access import right_of
from surveyapp.web.factory import create_app
from surveyapp.workflow.accounts import keeping_programs, signing_in
from surveyapp.workflow.answers import answering
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import opening, preparing
from tests.cli.shells import QuickShell
from tests.conftest import NOW, SECRET
from tests.databases import TIMEZONE, DatabaseMaker, writing
from tests.inviting import person, save_page, tokens_of
from tests.languages import text
from tests.pages import ReadingClient
from tests.web.filling import fill, press
from tests.web.staff import EMAIL

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
KEYS = Keys.from_secret(SECRET)
QUIET = frozenset({"account", "signing_in", "programs", "keying"})
"""Blueprints whose pages are one's own, or of a code that somebody types."""

LINES = (
    "flask review list --json",
    "flask review check 1",
    "flask invitation list 1 --json",
    "flask remind 1 --dry-run",
    "flask remind 1",
    "flask mail --json",
    "flask responses imports 1 --json",
    "flask doctor",
    "flask purge --dry-run",
    "flask worker --once",
    "flask mail",
)


@dataclass(frozen=True)
class Answered:
    """Who has answered by which link, as places in the lists of links: by yesterday, and today through the pages."""

    yesterday: Mapping[str, tuple[int, ...]]
    today: Mapping[str, tuple[int, ...]]
    begun: tuple[int, ...]


ONE = Answered({"partner": (0, 1, 2), "paper": (0,)}, {"partner": (3,)}, begun=(4, 5))
OTHER = Answered(
    {"partner": (3, 5, 6, 8), "prcs": (1,), "paper": (2,)}, {"partner": (0, 1, 2), "paper": (0, 3)}, begun=()
)


class At(datetime):
    """A clock that stands."""

    stands = NOW

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        assert tz is UTC
        return cls.stands


@dataclass(frozen=True)
class House:
    """A database at rest with one open review, its links, and what lets staff and a program in."""

    file: Path
    links: Mapping[str, list[str]]
    cookie: str
    token: str
    recipients: list[str]


@pytest.fixture
def house(sqlite_maker: DatabaseMaker, questionnaire: Questionnaire) -> House:
    url = sqlite_maker.make(questionnaire)
    engine = make_engine(url, TIMEZONE)
    with writing(engine) as session:
        links = opened_review(session, questionnaire)
        session.execute(delete(OutboxRow))  # invitations have arrived
        row = people.put_staff(session, EMAIL, role=Role.ADMINISTRATOR, password_hash="-")
        cookie = signing_in.put_session(session, row, now=NOW)
        scope = Scope(frozenset({Right.SEE_RESULTS, Right.RUN_REVIEWS}), None)
        token = keeping_programs.create_program(session, "sheet", scope=scope, days=30, now=NOW)[1]
        recipients = sorted(session.query(RecipientRow.id).all())
    engine.dispose()
    file = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return House(file, links, cookie, token, [one for (one,) in recipients])


def opened_review(session: Session, questionnaire: Questionnaire) -> dict[str, list[str]]:
    """Open a review of nine named people, one of them without an address, against three links and four paper forms."""
    keeping.create_partner(session, "norcross", name=text(ar="شريك", en="Partner"), kind="national_society")
    preparing.create_round(session, "2026", title=text(ar="استعراض 2026", en="Review 2026"))
    version = get_version(session, questionnaire.slug)
    closes_on, opened = NOW.date() + timedelta(days=9), NOW - 8 * DAY
    review = preparing.create_review(
        session, "2026", partner_slug="norcross", questionnaire=str(version), closes_on=closes_on, now=opened
    )
    people_of_partner = [*map(person, range(8)), person(8, address="")]
    inviting.invite_people(session, review.id, side=Side.PARTNER, people=people_of_partner, keys=KEYS)
    links = {
        "partner": tokens_of(session, review.id, people_of_partner, keys=KEYS),
        "prcs": inviting.invite(session, review.id, side=Side.PRCS, count=3, keys=KEYS),
        "paper": inviting.invite(session, review.id, side=Side.PRCS, count=4, keys=KEYS, is_paper=True),
    }
    opening.open_review(session, review.id, now=opened)
    return links


def answer_yesterday(engine: Engine, house: House, answered: Answered) -> None:
    for kind, places in answered.yesterday.items():
        for place in places:
            token = house.links[kind][place]
            with writing(engine) as session:
                save_page(session, token, now=NOW - DAY, keys=KEYS, changes={"holds_principles.self": "3"})
                answering.send(session, token, now=NOW - DAY, keys=KEYS)


def answer_today(app: Flask, house: House, answered: Answered) -> None:
    """Answer as people do: through the pages, each in a browser of their own."""
    for kind, places in {**answered.today, "begun": answered.begun}.items():
        for place in places:
            client, path = app.test_client(), f"/r/{house.links['partner' if kind == 'begun' else kind][place]}"
            assert client.get(path).status_code == 200
            assert fill(client, f"{path}/integrity", {"holds_principles.self": "3"}).status_code == 303
            if kind != "begun":
                assert fill(client, f"{path}/check", {}).status_code == 303


def addresses(app: Flask, house: House) -> Iterator[str]:
    """Yield the address of every page of staff and programs that there is a place for."""
    places = {
        "review_id": [1],
        "partner_id": [1],
        "slug": ["2026"],
        "side": list(Side),
        "section_id": ["integrity"],
        "recipient_id": house.recipients,
        "staff_id": [1],
    }
    binding = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        is_asked = "GET" in (rule.methods or ()) and right_of(app, rule.endpoint) is not None
        if is_asked and rule.endpoint.partition(".")[0] not in QUIET and set(rule.arguments) <= set(places):
            names = sorted(rule.arguments)
            for values in product(*(places[name] for name in names)):
                yield binding.build(rule.endpoint, dict(zip(names, values, strict=True)))


def pages(app: Flask, house: House, client: ReadingClient) -> dict[str, object]:
    shown: dict[str, object] = {}
    for address in addresses(app, house):
        is_for_programs = address.startswith("/api/")
        headers = {"Authorization": f"Bearer {house.token}"} if is_for_programs else {}
        answer = (app.test_client() if is_for_programs else client).get(address, headers=headers)
        kept = {name: value for name, value in answer.headers if name not in {"X-Request-Id", "Set-Cookie"}}
        shown[address] = answer.status, kept, without_secrets(answer.get_data().decode(errors="replace"))
    return shown


def without_secrets(said: str) -> str:
    alike = re.sub(r"(/pytest-\d+(?:/[^/\s<]+)+)/\d\b", r"\1", said)  # where each house keeps its files
    return re.sub(r'(name="csrf_token"[^>]*value=")[^"]*', r"\1", alike)


def mails(folder: Path) -> list[object]:
    """Return what was mailed: to whom, with which subject and text; each has an id of its own by chance."""
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("**/*.eml")]
    own = {"message-id", "content-type"}
    return sorted(
        (
            [f"{n}: {v}" for n, v in one.items() if n.lower() not in own],
            [part.get_content() for part in one.iter_parts()],
        )
        for one in found
    )


def measures(client: ReadingClient) -> dict[str, float]:
    """Return what ``/metrics`` tells, but for how long it took."""
    lines = client.get("/metrics").text.splitlines()
    told = dict(line.rsplit(" ", 1) for line in lines if line.startswith("surveyapp_"))
    return {name: float(value) for name, value in told.items() if "_bucket" not in name and "_sum" not in name}


def lines_of(said: str) -> list[dict[str, object]]:
    """Return the lines of the log, but for what is different each time: how long it took, and ids of requests."""
    logged = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    return [{name: value for name, value in line.items() if name not in {"ms", "request_id"}} for line in logged]


def everything(house: House, answered: Answered, folder: Path, capsys: pytest.CaptureFixture) -> dict[str, object]:
    """Let people answer, and return all that anybody is told without asking for results."""
    folder.mkdir()
    url = f"sqlite:///{shutil.copy(house.file, folder / 'reviews.db')}"
    At.stands = NOW
    app = create_app(load_settings({"DATABASE_URL": url, "SECRET_KEY": SECRET}, folder))
    app.test_client_class = ReadingClient
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("info"))  # as in production
    engine: Engine = app.extensions["surveyapp.engine"]
    client = app.test_client()
    before = measures(client)
    capsys.readouterr()
    answer_yesterday(engine, house, answered)
    answer_today(app, house, answered)
    client.set_cookie("staff", house.cookie)
    told = {f"before: {address}": page for address, page in pages(app, house, client).items()}
    assert press(client, "/staff/reviews/1/reminders", {}, to="/staff/reviews/1/reminders/partner").status_code == 303
    told |= {f"after: {address}": page for address, page in pages(app, house, client).items()}
    after = measures(client)
    told["measures"] = {
        name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)
    }
    At.stands = NOW + HOUR
    client.get("/healthz")
    told["log"] = lines_of(capsys.readouterr().err)
    shell = QuickShell(folder, url)
    for line in LINES:
        ran = shell.run(line)
        told[line] = ran.returncode, ran.stdout.replace(str(folder), ""), ran.stderr.replace(str(folder), "")
    told["mails"] = mails(folder)
    engine.dispose()
    return told


@pytest.mark.slow
def test_nothing_that_is_told_depends_on_who_has_answered(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(clock, "datetime", At)
    monkeypatch.setattr(shell_clock, "datetime", At)
    one, other = (everything(house, one, tmp_path / f"{number}", capsys) for number, one in enumerate((ONE, OTHER)))
    assert [name for name in one if one[name] != other[name]] == []
    assert list(one) == list(other)
    said = str(one)
    assert "3 or 4 people" in said or "3 أو 4 أشخاص" in said, "no page tells a step"
    assert len(one["mails"]) == 9  # one of them tells an administrator the end of the record
    assert sum(line["event"] == "links" for line in one["log"]) == 1
    assert len(one) > 2 * 20 + len(LINES)
