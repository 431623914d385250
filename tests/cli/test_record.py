"""The record as an operator sees it: ``flask doctor`` finds what was done behind the app's back, on both databases."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from alembic import command
from sqlalchemy import Engine, text, update

from surveyapp.core.conduct.roles import Role
from surveyapp.operating import heads
from surveyapp.store import audit
from surveyapp.store.engine import make_engine, new_session, place_of
from surveyapp.store.rows import AuditHeadRow, AuditRow
from surveyapp.workflow.accounts import telling_heads
from tests.cli.shells import QuickShell
from tests.databases import AUTHOR, SQLITE_FIRST, alembic_config, writing
from tests.languages import EN
from tests.mail.post_office import PostOffice
from tests.store.attacking import HOLD, SWALLOW, cut, drop_triggers, put_strange, remove_and_rehash
from tests.web.staff import make_staff

BEFORE_THE_KEY = "0018"
OTHER = "another secret of at least thirty-two characters"
ALTERED = "the activity log was altered: its chain breaks at entry {}"


@pytest.fixture
def shell(database_url: str, tmp_path: Path, post_office: PostOffice) -> QuickShell:
    return QuickShell(tmp_path, database_url, SMTP_URL=post_office.url)


@pytest.fixture
def recorded(engine: Engine) -> Engine:
    """A database whose record has twelve entries."""
    with writing(engine) as session:
        for number in range(12):
            audit.record(session, "review.opened", review_id=number, name="مثال")
    return engine


def verdict(shell: QuickShell, *more: str) -> tuple[bool, str]:
    """Return whether the doctor calls the record whole, and what it says of it."""
    ran = shell.run(" ".join(["flask doctor --json", *more]))
    said = json.loads(ran.stdout)
    check = next(one for one in said["checks"] if one["name"] == "audit")
    assert ran.returncode == (0 if said["ok"] else 1)
    return check["ok"], check["said"]


def test_six_entries_removed_and_rehashed_are_missed(shell: QuickShell, recorded: Engine) -> None:
    """The triggers are back, and whoever follows the chain by the public algorithm finds it whole."""
    assert verdict(shell) == (True, "12 entries, the chain is whole")
    remove_and_rehash(recorded, 3, 4, 5, 6, 7, 8)
    is_whole, said = verdict(shell)
    assert not is_whole
    assert said.startswith(ALTERED.format(1))


def test_what_is_recorded_after_an_attack_does_not_hide_it(shell: QuickShell, recorded: Engine) -> None:
    remove_and_rehash(recorded, 3, 4)
    with writing(recorded) as session:
        audit.record(session, "review.opened")
    assert not verdict(shell)[0]


def test_triggers_that_are_gone_or_do_nothing_are_missed(shell: QuickShell, recorded: Engine) -> None:
    with recorded.begin() as connection:
        made = drop_triggers(connection)
    assert verdict(shell)[1].startswith("nothing keeps the activity log from being altered: triggers audit_")
    with recorded.begin() as connection:
        for statement in made:
            connection.exec_driver_sql(_idle(statement))
    assert not verdict(shell)[0]
    assert shell.run("flask audit bind").returncode == 0
    assert verdict(shell)[0]


@pytest.mark.parametrize(("made", "name"), [(SWALLOW, "x1"), (HOLD, "x2")], ids=["entries", "their head"])
def test_a_trigger_or_rule_that_is_not_ours_is_said(
    shell: QuickShell, recorded: Engine, made: dict[str, tuple[str, ...]], name: str
) -> None:
    put_strange(recorded, made)
    is_whole, said = verdict(shell)
    assert (is_whole, said.endswith(f"out of the activity log: {name}")) == (False, True)


def _idle(statement: str) -> str:
    """Return a trigger of the same name that is never due."""
    return statement.replace("BEGIN", "WHEN 0 BEGIN").replace("UPDATE OR DELETE OR TRUNCATE", "TRUNCATE")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_trigger_that_is_switched_off_is_missed(shell: QuickShell, recorded: Engine) -> None:
    with recorded.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER ALL")
    assert not verdict(shell)[0]


@pytest.mark.parametrize("place", ["noted beside SECRET_KEY", "read from a mail"])
def test_an_end_cut_off_is_missed_where_a_later_one_is_known(
    shell: QuickShell, recorded: Engine, tmp_path: Path, place: str
) -> None:
    with new_session(recorded) as session:
        head = audit.find_head(session)
    asked = "" if place.startswith("noted") else f"--head 12:{head.hash}"
    if not asked:
        assert heads.note(tmp_path, head, place=place_of(recorded), now=AUTHOR.at)
    assert verdict(shell, asked) == (True, "12 entries, the chain is whole")
    cut(recorded, after=9)
    with new_session(recorded) as session:
        assert audit.find_break(session) is None
    is_whole, said = verdict(shell, asked)
    assert not is_whole
    assert said.startswith("the activity log was cut or altered: it lacks entry 12")
    with writing(recorded) as session:
        for _ in range(5):
            audit.record(session, "review.opened")
    assert not verdict(shell, asked)[0]


def test_what_is_no_end_is_refused(shell: QuickShell) -> None:
    ran = shell.run("flask doctor --head 12")
    assert (ran.returncode, "'12' is not a number, a colon and a check value" in ran.stderr) == (2, True)


def test_ends_are_noted_once_an_hour_and_only_new_ones(tmp_path: Path) -> None:
    first, second = audit.Head(1, "a" * 64), audit.Head(2, "b" * 64)
    later = AUTHOR.at + heads.NOTE_EVERY

    def noted(head: audit.Head, *, at: datetime, place: str = "sqlite:/one") -> bool:
        return heads.note(tmp_path, head, place=place, now=at)

    assert not noted(audit.Head(0, audit.BEGINNING), at=AUTHOR.at)
    assert noted(first, at=AUTHOR.at)
    assert not noted(second, at=AUTHOR.at + timedelta(minutes=59))
    assert noted(second, at=later)
    assert not noted(second, at=later + timedelta(days=9))
    assert [(one.at, one.head) for one in heads.list_noted(tmp_path)] == [(AUTHOR.at, first), (later, second)]
    assert (tmp_path / heads.FILE).stat().st_mode & 0o777 == 0o600
    with (tmp_path / heads.FILE).open("a") as file:
        file.write("2026-11-2")
    assert len(heads.list_noted(tmp_path)) == 2


@SQLITE_FIRST
def test_the_ends_of_two_databases_in_one_folder_are_kept_apart(
    shell: QuickShell, recorded: Engine, tmp_path: Path
) -> None:
    """The second has fewer entries, or others; both doctors say so, and an end cut off is missed where it was noted."""
    other = QuickShell(tmp_path, f"sqlite:///{tmp_path / 'other.db'}")
    other.say("flask db upgrade")
    for one, number in ((shell, 12), (other, 0)):
        logged = [line for line in one.run("flask worker --once").stderr.splitlines() if "record_head" in line]
        assert [json.loads(line)["number"] for line in logged] == [number] * bool(number)
    other.say("flask staff create rana@example.org --role coordinator")
    other.say("flask worker --once")
    assert [one.place for one in heads.list_noted(tmp_path)] == [place_of(recorded), f"sqlite:{tmp_path / 'other.db'}"]
    assert verdict(other) == (True, f"1 entry, the chain is whole, {apart(place_of(recorded))}")
    assert verdict(shell) == (True, f"12 entries, the chain is whole, {apart(f'sqlite:{tmp_path}/other.db')}")
    cut(recorded, after=9)
    assert not verdict(shell)[0]
    assert verdict(other)[0]


def apart(place: str) -> str:
    return f"what is noted of the database at {place} was not looked for here"


def test_a_record_emptied_and_begun_anew_is_missed(shell: QuickShell, recorded: Engine) -> None:
    """Its first entry is another then, and the app's own: what tells databases apart is no row of theirs."""
    shell.say("flask worker --once")
    cut(recorded, after=0)
    with writing(recorded) as session:
        for _ in range(20):
            audit.record(session, "review.opened")
    assert verdict(shell)[1].startswith("the activity log was cut or altered: it lacks entry 12")


def test_an_end_noted_before_there_were_places_is_still_looked_for(
    shell: QuickShell, recorded: Engine, tmp_path: Path
) -> None:
    (tmp_path / heads.FILE).write_text(f"{AUTHOR.at.isoformat()} 13 {'a' * 64}\n")
    assert verdict(shell)[1].startswith("the activity log was cut or altered: it lacks entry 13")


def test_a_place_names_no_user_and_no_password() -> None:
    def place(url: str) -> str:
        return place_of(make_engine(url, UTC))

    assert place("postgresql://rana:geheim@db.example.org:5433/a%20b") == "postgresql://db.example.org:5433/a%20b"
    assert place("postgresql:///surveyapp?host=/run/pg") == "postgresql:///run/pg:/surveyapp"
    assert place("sqlite:////tmp/a b.db") == "sqlite:/tmp/a%20b.db"
    assert place("sqlite:///b.db") == f"sqlite:{quote(str(Path.cwd()))}/b.db"


@SQLITE_FIRST
def test_administrators_get_the_end_by_mail_once_a_day(
    shell: QuickShell, recorded: Engine, post_office: PostOffice
) -> None:
    make_staff(recorded, "root@example.org", role=Role.ADMINISTRATOR)
    make_staff(recorded, "desk@example.org")
    for told in ({"told": 1, "sent": 1, "waiting": 0}, {"sent": 0, "waiting": 0}):
        assert json.loads(shell.say("flask worker --once --json")) == told
    (message,) = post_office.messages
    assert message["To"] == "root@example.org"
    body = message.get_body(("plain",)).get_content()
    assert body.index("سجل العمليات") < body.index("activity log")
    asked = re.search(r"flask doctor (--head \d+:[0-9a-f]{64}\S?)", body)[1]
    assert verdict(shell, asked)[0]
    remove_and_rehash(recorded, 2)
    assert not verdict(shell, asked)[0]


def test_nothing_is_mailed_where_nothing_is_new(recorded: Engine) -> None:
    make_staff(recorded, "root@example.org", role=Role.ADMINISTRATOR)

    def told(*, days: int) -> int:
        at = AUTHOR.at + timedelta(days=days)
        with writing(recorded) as session:
            return telling_heads.mail_head(session, today=at.date(), now=at, language=EN)

    assert [told(days=0), told(days=0), told(days=1)] == [1, 0, 0]
    with writing(recorded) as session:
        audit.record(session, "review.opened")
    assert [told(days=1), told(days=1)] == [1, 0]


def test_a_record_of_before_the_key_is_bound_by_the_migration(shell: QuickShell, recorded: Engine) -> None:
    """Back to a version that had no key, where the chain is followed as it was then, and up again."""
    config = alembic_config(recorded)
    command.downgrade(config, BEFORE_THE_KEY)
    with recorded.begin() as connection:
        connection.execute(
            text("INSERT INTO audit SELECT 13, at, author, action, 99, details, hash, 'x' FROM audit WHERE number = 12")
        )
        connection.execute(text("UPDATE audit_head SET number = 13, hash = 'x'"))
    remove_and_rehash(recorded, 13)
    command.upgrade(config, "head")
    is_whole, said = verdict(shell)
    assert (is_whole, said) == (
        True,
        "13 entries, the chain is whole, up to entry 12 as it was when it was bound to this SECRET_KEY",
    )
    with writing(recorded) as session:
        audit.record(session, "review.opened")
    assert verdict(shell)[0]
    with recorded.begin() as connection:
        drop_triggers(connection)
        connection.execute(update(AuditRow).where(AuditRow.number == 4).values(author="nobody"))
    assert verdict(shell)[1].startswith(ALTERED.format(1))


@SQLITE_FIRST
def test_under_another_key_the_doctor_says_what_it_means(
    database_url: str, tmp_path: Path, shell: QuickShell, recorded: Engine
) -> None:
    other = QuickShell(tmp_path / "other", database_url, SECRET_KEY=OTHER)
    is_whole, said = verdict(other)
    assert not is_whole
    assert said == ALTERED.format(1) + ", unless it was kept under another SECRET_KEY until then (see the runbook)"
    assert other.say("flask audit bind").strip() == "12 entries of the activity log bound"
    assert verdict(other)[1].endswith("up to entry 12 as it was when it was bound to this SECRET_KEY")
    with recorded.begin() as connection:
        made = drop_triggers(connection)
        connection.execute(update(AuditRow).where(AuditRow.number == 4).values(author="nobody"))
        for statement in made:
            connection.exec_driver_sql(statement)
    assert not verdict(other)[0]
    assert not verdict(shell)[0]


@SQLITE_FIRST
def test_the_record_comes_back_from_a_backup_under_the_same_key(
    shell: QuickShell, recorded: Engine, tmp_path: Path
) -> None:
    shell.say(f"flask backup {tmp_path / 'all'}")
    with new_session(recorded) as session:
        before = audit.list_entries(session, limit=None)
        heads.note(tmp_path, audit.Head(7, "c" * 64), place="sqlite:/elsewhere", now=AUTHOR.at)
        heads.note(tmp_path, audit.find_head(session), place=place_of(recorded), now=AUTHOR.at)
    ran = shell.run(f"flask restore {tmp_path / 'all'} --replace")
    assert ran.returncode == 0
    assert "record_heads.before-" in ran.stderr
    with new_session(recorded) as session:
        after = audit.list_entries(session, limit=None)
    assert after[1:] == before[1:]  # the newest was that the backup was made
    assert verdict(shell) == (True, f"13 entries, the chain is whole, {apart('sqlite:/elsewhere')}")
    assert [one.place for one in heads.list_noted(tmp_path)] == ["sqlite:/elsewhere"]


def test_a_head_that_is_gone_is_said(shell: QuickShell, recorded: Engine) -> None:
    with recorded.begin() as connection:
        connection.execute(update(AuditHeadRow).values(number=11))
    assert not verdict(shell)[0]
