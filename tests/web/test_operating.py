"""The installation, as an administrator keeps it running in a browser."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pyrage
import pytest
from flask import Flask
from sqlalchemy import Engine, text

from surveyapp.core.conduct.roles import Role
from surveyapp.operating.checks import CHECKS, LONG
from surveyapp.operating.encryption import LOCKED, unlock
from surveyapp.settings import Settings
from surveyapp.store import audit, rounds
from surveyapp.store.engine import new_session
from surveyapp.store.snapshots import snapshot
from surveyapp.web.operating.advice import ADVICE
from surveyapp.workflow import backing_up
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.making import making_here
from tests.pages import ReadingClient
from tests.web.filling import fill, shown_fields
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)
PASSPHRASE = "five words are quite enough"
INSTALLATION = "/staff/installation"
BACKUPS, ARCHIVES, ERASING = (f"{INSTALLATION}/{page}" for page in ("backups", "archives", "erasing"))


@pytest.fixture
def desk(client: ReadingClient, engine: Engine) -> ReadingClient:
    """An administrator's browser."""
    let_in(client, engine, make_staff(engine, role=Role.ADMINISTRATOR))
    return client


@pytest.fixture
def closed(engine: Engine, prepare: Callable[..., Prepared]) -> int:
    prepared = prepare()
    with writing(engine) as session:
        closing.close_review(session, prepared.review_id, now=NOW)
    return prepared.review_id


def send(client: ReadingClient, path: str, file: bytes, **fields: str):
    """Send a file by the form that posts to ``path``, from the page that shows it."""
    page = client.page(BACKUPS if path.startswith(BACKUPS) else ARCHIVES)
    field = page.select_one("input[type=file]")["name"]
    token = page.select_one("input[name=csrf_token]")["value"]
    return client.post(path, data={"csrf_token": token, field: (BytesIO(file), "a file"), **fields})


def actions(engine: Engine) -> list[str]:
    with new_session(engine) as session:
        return [entry.action for entry in audit.list_entries(session)]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_not_well_comes_first_with_what_to_do(
    desk: ReadingClient, engine: Engine, closed: int, language: str
) -> None:
    assert [name for name in CHECKS if not ADVICE[name].todo] == ["version", "time"]
    brief = desk.page(f"{INSTALLATION}/checks?lang={language}").main
    assert len(brief.select(".failed, .found dt")) == len(CHECKS) - len(LONG)  # those read all that is stored
    page = desk.page(brief.select_one("a[href*=everything]")["href"] + f"&lang={language}").main
    failed, well = page.select(".failed"), page.select(".found dt")
    assert len(failed) + len(well) == len(CHECKS)
    assert len(failed) == 1, [one.get_text() for one in failed]  # closed, and its files were not wiped yet
    assert failed[0].strong is not None
    assert page.select(".failed, .found")[0] is failed[0]
    assert "flask worker" in failed[0].code.get_text()


@pytest.mark.slow
@pytest.mark.wide
def test_a_backup_opens_with_the_passphrase_and_the_secret_key_only(
    app: Flask, desk: ReadingClient, engine: Engine, keys: Keys, settings: Settings, closed: int
) -> None:
    before = set(settings.instance.rglob("*"))
    with making_here(app):
        given = fill(desk, BACKUPS, {"passphrase": PASSPHRASE, "again": PASSPHRASE})
        assert (given.status_code, given.headers["Cache-Control"]) == (200, "no-store")
        assert {
            one for one in set(settings.instance.rglob("*")) - before if one.is_file() and one.stat().st_size
        } == set()
        assert given.data.startswith(LOCKED)
        with pytest.raises(pyrage.DecryptError):
            pyrage.passphrase.decrypt(given.data.removeprefix(LOCKED), PASSPHRASE)
        backup = backing_up.open_backup(unlock(given.data, PASSPHRASE, keys=keys), keys=keys)
        assert backup.counts["result"] == 1
        told = send(desk, f"{BACKUPS}/check?lang=en", given.data, opened_by=PASSPHRASE)
    assert f"It holds {sum(backup.counts.values())} rows" in told.text
    assert actions(engine)[:2] == ["backup.checked", "backup.written"]
    assert "officer@example.org" in desk.page(f"{BACKUPS}?lang=en").select_one("dl").get_text()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("passphrases", [("too short",) * 2, (PASSPHRASE, "another one altogether"), ("x" * 2000,) * 2])
def test_a_passphrase_that_is_of_no_use_is_refused(
    desk: ReadingClient, engine: Engine, passphrases: tuple[str, str], language: str
) -> None:
    fields = dict(zip(("passphrase", "again"), passphrases, strict=True))
    refused = fill(desk, f"{BACKUPS}?lang={language}", fields)
    assert (refused.status_code, "error-summary" in refused.text, PASSPHRASE in refused.text) == (422, True, False)
    assert actions(engine) == []


@pytest.mark.slow
def test_a_file_that_is_no_backup_of_ours_is_said_to_be_none(app: Flask, desk: ReadingClient, engine: Engine) -> None:
    def taken(key: str) -> bytes:
        with snapshot(engine) as connection:
            return backing_up.take_backup(connection, now=NOW, keys=Keys.from_secret(key)).packed

    plain, other = taken(app.extensions["surveyapp.settings"].secret_key), taken("of another installation, 32 long")
    with making_here(app):
        for data, says in (
            (plain[:-9], "cut or altered"),
            (b"\x00", "cut or altered"),
            (other, "another installation"),
        ):
            refused = send(desk, f"{BACKUPS}/check?lang=en", data, opened_by=PASSPHRASE)
            assert (refused.status_code, says in refused.text) == (422, True)
        assert "It is not encrypted" in send(desk, f"{BACKUPS}/check?lang=en", plain, opened_by="-").text
    assert actions(engine) == ["backup.checked"]


def test_erasing_is_looked_at_before_it_is_done(desk: ReadingClient, engine: Engine, closed: int) -> None:
    assert desk.page(ERASING).main.form is None
    with engine.begin() as connection:
        connection.execute(text("UPDATE review SET closed_at = '2020-01-01 00:00:00'"))
    for _ in range(2):  # looking at it erases nothing
        due = desk.page(f"{ERASING}?lang=en").main
        assert [row.th.get_text() for row in due.select("tbody tr") if row.strong] == ["openings of reviews"]
    assert "retention.purged" not in actions(engine)
    assert desk.post(ERASING, data=shown_fields(desk.page(ERASING), "main form")).status_code == 303
    said = desk.page(f"{ERASING}?lang=en")
    assert "Erased: openings of reviews: 1." in said.select_one(".done-line").get_text()
    assert said.main.form is None
    assert actions(engine)[:2] == ["review.sealed", "retention.purged"]


@pytest.mark.slow
def test_a_round_goes_to_another_installation(desk: ReadingClient, engine: Engine, closed: int, tmp_path: Path) -> None:
    with new_session(engine) as session:
        (slug,) = [one.slug for one in rounds.list_rounds(session)]
    assert f"/staff/rounds/{slug}/archive" in desk.get(f"/staff/rounds/{slug}").text
    given = desk.post(
        f"/staff/rounds/{slug}/archive", data=shown_fields(desk.page(f"/staff/rounds/{slug}/archive"), "main form")
    )
    assert given.headers["Content-Disposition"] == f'attachment; filename="{slug}.json"'
    here = send(desk, f"{ARCHIVES}?lang=en", given.data)
    assert (here.status_code, "is here already" in here.text) == (422, True)
    another = given.data.replace(f'"slug":"{slug}","title"'.encode(), b'"slug":"elsewhere","title"')
    assert json.loads(another)["slug"] == "elsewhere"
    checked = send(desk, f"{ARCHIVES}?lang=en", another)
    assert "1 review would be taken in" in checked.text
    with new_session(engine) as session:
        assert len(rounds.list_rounds(session)) == 1
    digest = checked.text.split('name="digest" value="')[1][:64]
    assert (
        send(
            desk,
            f"{ARCHIVES}/enter?lang=en",
            another.replace(b'"slug":"elsewhere"', b'"slug":"nowhere"'),
            digest=digest,
        ).status_code
        == 422
    )
    assert send(desk, f"{ARCHIVES}/enter", another, digest=digest).location == "/staff/rounds/elsewhere"
    assert desk.get("/staff/rounds/elsewhere").status_code == 200
