"""The rules of a time zone are changed while a review is open: everything still says the same day, and ends with it."""

import gzip
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine

from surveyapp.cli.duties import run_duties
from surveyapp.cli.installation import Installation
from surveyapp.cli.posting import Post
from surveyapp.core.conduct.actions import Promise
from surveyapp.core.conduct.attention import Matter, Progress, find_attention
from surveyapp.core.errors import GoneError, InputError
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.days import day_of
from surveyapp.core.text.typed_codes import Secret
from surveyapp.mail.folder import FolderDelivery
from surveyapp.reports.paper.blank_form import form_data, load_blank_form
from surveyapp.reports.paper.letters import letters_data, load_letters
from surveyapp.settings import Settings
from surveyapp.store import reviews
from surveyapp.store.actions import get_meeting
from surveyapp.store.engine import new_session
from surveyapp.store.rows import ReviewRow
from surveyapp.workflow.answers import answering
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import agreeing, closing, opening
from tests.cli.shells import Shell
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, TIMEZONE, writing
from tests.inviting import begin, do, invite_people, open_now, person
from tests.languages import BOTH
from tests.web.filling import press
from tests.web.programs import ask, make_token
from tests.web.staff import let_in, make_staff
from tests.zones import EDITION, write_database, write_package, zone

LAST = date(2030, 12, 31)
SAID = {"ar": "31 كانون الأول 2030", "en": "31 December 2030"}
MOMENT = timedelta(microseconds=1)
NOW = datetime.now(UTC)
MOVED = pytest.mark.parametrize(
    ("timezone", "end"),
    [
        pytest.param(TIMEZONE, datetime(2030, 12, 31, 22, tzinfo=UTC), id="rules as they were"),
        pytest.param(zone(timedelta(hours=3)), datetime(2030, 12, 31, 21, tzinfo=UTC), id="an hour later"),
        pytest.param(zone(timedelta(hours=1)), datetime(2030, 12, 31, 23, tzinfo=UTC), id="an hour earlier"),
    ],
)


@pytest.fixture
def opened(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Prepared:
    """A review until the last day of 2030, opened under the rules of today; three of one side are written to."""
    prepared = prepare(people=0, is_open=False, closes_on=LAST)
    invite_people(engine, prepared, [person(number) for number in range(3)], keys=keys)
    open_now(engine, prepared)
    return prepared


class House:
    """Everything that an installation runs, under the rules of one time zone."""

    def __init__(self, app: Flask, settings: Settings, timezone: ZoneInfo) -> None:
        self.settings = replace(settings, timezone=timezone, closes_on_date=True, contact="who@example.org")
        self.installation = Installation(self.settings)
        self.engine = self.installation.engine
        app.extensions |= {"surveyapp.engine": self.engine, "surveyapp.settings": self.settings}
        self.app, self.client = app, app.test_client()

    def page(self, path: str, language: str) -> str:
        self.client.delete_cookie("lang")
        return text_of(self.client.get(f"{path}?lang={language}").text)

    def mails(self, folder: Path) -> list[str]:
        """Send what waits, and return its words."""
        post = Post(self.installation, FolderDelivery(folder))
        while post.send_next():
            pass
        read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.glob("*.eml")]
        return [without_controls(one.get_body(("plain",)).get_content()) for one in read]


@pytest.fixture
def house(app: Flask, settings: Settings) -> Callable[[ZoneInfo], House]:
    made: list[House] = []

    def move_in(timezone: ZoneInfo) -> House:
        made.append(House(app, settings, timezone))
        return made[-1]

    yield move_in
    for one in made:
        one.installation.close()


def text_of(page: str) -> str:
    return " ".join(without_controls(BeautifulSoup(page, "lxml").get_text(" ")).split())


@pytest.mark.slow
@MOVED
@pytest.mark.alike(2)
def test_pages_say_the_last_day(house, opened: Prepared, timezone: ZoneInfo, end: datetime) -> None:
    moved = house(timezone)
    let_in(moved.client, moved.engine, make_staff(moved.engine))
    desk = f"/staff/reviews/{opened.review_id}"
    for path, language in product((opened.path(), desk, f"{desk}/extend", f"{desk}/close", "/staff/"), SAID):
        assert SAID[language] in moved.page(path, language), path
    begin(moved.engine, opened.links[Side.PRCS][0], moved.installation.keys)
    do(moved.engine, answering.send, opened.links[Side.PRCS][0], now=NOW, keys=moved.installation.keys)
    for language, said in SAID.items():
        assert said in moved.page(f"{opened.path(Side.PRCS)}/receipt", language)


@MOVED
@pytest.mark.alike(2)
def test_mails_and_paper_say_the_last_day(
    house, opened: Prepared, timezone: ZoneInfo, end: datetime, tmp_path: Path
) -> None:
    moved = house(timezone)
    mails = moved.mails(tmp_path / "mails")
    assert len(mails) == 3
    assert all(said in mail for mail in mails for said in SAID.values())
    assert not any(re.search("1 January|1 كانون الثاني|30 ", mail) for mail in mails)
    with new_session(moved.engine) as session:
        form = load_blank_form(
            session,
            opened.review_id,
            side=Side.PARTNER,
            languages=BOTH,
            keeping=moved.settings.keeping,
        )
        letters = load_letters(
            session,
            opened.review_id,
            side=Side.PARTNER,
            addressed=[(None, Secret("x", "X"))],
            settings=moved.settings,
            written_on=date(2026, 12, 1),
        )
    for language in BOTH:
        assert SAID[language] in without_controls(form_data(form)["return_to"][language])
    assert SAID["ar"] in without_controls(json.dumps(letters_data(letters), ensure_ascii=False))


@MOVED
def test_sending_ends_with_that_day(house, opened: Prepared, timezone: ZoneInfo, end: datetime) -> None:
    moved, (first, second, _) = house(timezone), opened.links[Side.PARTNER]
    for token in (first, second):
        begin(moved.engine, token, moved.installation.keys)
    send = {"keys": moved.installation.keys}
    assert do(moved.engine, answering.send, first, now=end - MOMENT, **send)
    with pytest.raises(GoneError, match="review_closed"):
        do(moved.engine, answering.send, second, now=end, **send)


@MOVED
def test_programs_the_worker_and_the_desk_agree(house, opened: Prepared, timezone: ZoneInfo, end: datetime) -> None:
    moved = house(timezone)
    told = ask(moved.app, make_token(moved.engine), f"/api/v1/reviews/{opened.review_id}").json
    assert (told["closes"], datetime.fromisoformat(told["closes_at"])) == ("2030-12-31", end)
    with new_session(moved.engine) as session:
        assert reviews.list_past_date(session, end - MOMENT) == []
        assert reviews.list_past_date(session, end) == [opened.review_id]
        nobody = dict.fromkeys(Side, 0)
        standing = Progress(reviews.get_review(session, opened.review_id), nobody, nobody)
    matters = [{one.matter for one in find_attention([standing], now=instant)} for instant in (end - MOMENT, end)]
    assert [Matter.CLOSING_SOON in matters[0], Matter.DATE_PASSED in matters[1]] == [True, True]
    with pytest.raises(InputError, match="not_an_extension"):
        do(moved.engine, opening.extend_review, opened.review_id, closes_on=LAST, now=NOW)


def since_midnight() -> timedelta:
    instant = datetime.now(UTC)
    return timedelta(hours=instant.hour, minutes=instant.minute, seconds=instant.second)


@pytest.mark.slow
def test_the_page_ends_with_the_day_by_the_clock_of_the_reviews(
    house, prepare: Callable[..., Prepared], engine: Engine, keys: Keys
) -> None:
    """It is 23:58 of the last day; an hour that is put in there ends it at once."""
    ahead = timedelta(hours=23, minutes=58) - since_midnight()
    ahead -= timedelta(days=ahead > timedelta(hours=12))
    before, after = zone(ahead), zone(ahead + timedelta(hours=1))
    last, prepared = day_of(datetime.now(UTC), before), prepare()
    for token in prepared.links[Side.PARTNER][:2]:
        begin(engine, token, keys)
    with writing(engine) as session:
        session.get_one(ReviewRow, prepared.review_id).closes_on = last
    before = house(before)
    assert before.client.get(prepared.path()).status_code == 200
    assert before.client.post(f"{prepared.path()}/check", data={"manifest": ""}).status_code == 303
    assert run_duties(before.installation) == {}
    after = house(after)
    assert after.client.get(prepared.path(number=1)).status_code == 410
    assert after.client.post(f"{prepared.path(number=1)}/check", data={"manifest": ""}).status_code == 410
    let_in(after.client, after.engine, make_staff(after.engine))
    assert f"{last.day} {last:%B %Y}" in after.page(f"/staff/reviews/{prepared.review_id}", "en")
    assert run_duties(after.installation)["closed"] == 1


@pytest.mark.slow
@ON_SQLITE
def test_meetings_and_promises_go_by_the_day_where_the_reviews_are_run(house, prepare, engine: Engine) -> None:
    """It is another day there than in UTC: what is today is today, and overdue overdue."""
    now = datetime.now(UTC)  # and not when the tests began: midnight may lie between
    is_before = since_midnight() < timedelta(hours=12)
    half_an_hour = timedelta(minutes=30)  # the clock goes on
    there = zone(
        -half_an_hour - since_midnight() if is_before else timedelta(hours=24) + half_an_hour - since_midnight()
    )
    today, moved, review_id = day_of(now, there), house(there), prepare().review_id
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    assert today != now.date()
    for step in (closing.close_review, closing.share_review):
        do(engine, step, review_id, now=now)
    let_in(moved.client, moved.engine, make_staff(moved.engine))
    path = f"/staff/reviews/{review_id}/actions"
    later = {"follow_up_on": str(today + timedelta(days=9))}
    assert press(moved.client, path, {"held_on": str(tomorrow)} | later, to=f"{path}/meeting").status_code == 422
    assert press(moved.client, path, {"held_on": str(today)} | later, to=f"{path}/meeting").status_code == 303
    chased = []
    for due in (today, yesterday):
        promised = do(engine, agreeing.promise, review_id, promise=Promise(None, "x", "رنا", "Kari", due, ""), now=now)
        chased.append((run_duties(moved.installation).get("chased", 0), moved.page(path, "en").count("(overdue)")))
    assert chased == [(0, 0), (1, 1)]
    noted = {f"a{promised.id}-status": "begun"}
    assert press(moved.client, path, noted, to=f"{path}/promises/{promised.id}").status_code == 303
    with new_session(engine) as session:
        kept = get_meeting(session, review_id)
    assert (kept.held_on, {one.id: one.noted_on for one in kept.actions}[promised.id]) == (today, today)


@ON_SQLITE
def test_clocks_on_pages_go_by_the_same_rules(house, version, engine: Engine) -> None:
    """A questionnaire was published at 09:00 UTC."""
    moved = house(zone(timedelta(hours=5, minutes=7)))
    let_in(moved.client, moved.engine, make_staff(moved.engine))
    assert "24 November 2026 14:07" in moved.page("/staff/questionnaires", "en")


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.wide
def test_real_commands_go_by_the_package_and_not_by_the_system(
    opened: Prepared, settings: Settings, tmp_path: Path
) -> None:
    """The system knows other rules than the package, and a later edition of the package others again."""
    shell = Shell(tmp_path / "instance", settings.database_url)
    shell.environ["PYTHONTZPATH"] = str(write_database(tmp_path / "system", timedelta(hours=-9)))
    assert said_of_time(shell).startswith("days end in Asia/Hebron, by tzdata 20")
    assert ends(shell, opened) == "2030-12-31T22:00:00+00:00"
    path = [str(write_package(tmp_path / "later", timedelta(hours=3))), os.environ.get("PYTHONPATH", "")]
    shell.environ["PYTHONPATH"] = os.pathsep.join(filter(None, path))
    assert said_of_time(shell) == f"days end in Asia/Hebron, by tzdata 2099.26 ({EDITION})"
    assert ends(shell, opened) == "2030-12-31T21:00:00+00:00"
    assert json.loads(shell.say("flask worker --once --json"))["sent"] == 3
    mails = list((tmp_path / "instance" / "mail").glob("*.eml"))
    assert all(SAID["en"] in without_controls(mail.read_text()) for mail in mails)


def said_of_time(shell: Shell) -> str:
    checks = json.loads(shell.run("flask doctor --json").stdout)["checks"]
    return next(check["said"] for check in checks if check["name"] == "time")


def ends(shell: Shell, opened: Prepared) -> str:
    """Return when a backup gives back no answers any more, thirty days after the end."""
    out = shell.environ["INSTANCE"] + ".backup"
    shell.say(f"flask backup {out}")
    with gzip.open(out) as file:
        ((_, _, until),) = json.loads(file.readline())["open"]
    return (datetime.fromisoformat(until) - timedelta(days=30)).isoformat()
