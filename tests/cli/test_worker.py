"""The worker, as a process against a real mail server: each mail once, whatever happens on the way."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Engine, select, update

from surveyapp.cli.duties import DUTIES, run_duties
from surveyapp.cli.installation import Installation
from surveyapp.core.conduct.mail import Addressee, MailKind, Outcome
from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from surveyapp.settings import load_settings
from surveyapp.store import outbox, people, staff_sessions
from surveyapp.store.engine import new_session
from surveyapp.store.rows import OutboxRow, RecipientRow, ReviewRow
from surveyapp.workflow import mailing
from tests.cli.shells import QuickShell
from tests.conftest import ROOT, SECRET
from tests.databases import SQLITE_FIRST, writing
from tests.languages import AR
from tests.mail.post_office import PostOffice
from tests.pages import ReadingClient
from tools.processes import start_worker

PEOPLE = 24
sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def environment(database_url: str, folder: Path, **more: str) -> dict[str, str]:
    return {"DATABASE_URL": database_url, "SECRET_KEY": SECRET, "INSTANCE": str(folder), **more}


@pytest.fixture
def installation(database_url: str, post_office: PostOffice, tmp_path: Path) -> Installation:
    environ = environment(database_url, tmp_path, SMTP_URL=post_office.url)
    return Installation(load_settings(environ, tmp_path))


@pytest.fixture
def shell(database_url: str, post_office: PostOffice, tmp_path: Path) -> QuickShell:
    return QuickShell(tmp_path, database_url, SMTP_URL=post_office.url)


def waiting(engine: Engine) -> int:
    with new_session(engine) as session:
        return outbox.count_waiting(session)[0]


def wait_for(condition: Callable[[], bool], *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited for too long"
        time.sleep(0.05)


def let_time_pass(engine: Engine) -> None:
    """Let leases run out and doubts be settled, as minutes would."""
    passed = outbox.DOUBT_AFTER + timedelta(seconds=1)
    with writing(engine) as session:
        for column in (OutboxRow.held_until, OutboxRow.handed_at, OutboxRow.due_at):
            for row in session.execute(select(OutboxRow.id, column).where(column.is_not(None))).all():
                session.execute(update(OutboxRow).where(OutboxRow.id == row[0]).values({column: row[1] - passed}))


def test_an_invitation_arrives_with_a_link_that_opens(
    write_to, shell: QuickShell, post_office: PostOffice, client: ReadingClient
) -> None:
    prepared = write_to(3)
    assert json.loads(shell.say("flask worker --once --json")) == {"sent": 3, "waiting": 0}
    assert post_office.per_address == {f"p{n}@example.org": 1 for n in range(3)}
    found = {
        re.search(r"https?://\S+/r/(\w+)\?lang=ar", m.get_body(("plain",)).get_content()) for m in post_office.messages
    }
    assert {match[1] for match in found} == set(prepared.links[Side.PARTNER])
    for match in found:
        assert client.get(urlsplit(match[0]).path).status_code == 200


def test_nothing_is_sent_before_opening(write_to, shell: QuickShell, post_office: PostOffice) -> None:
    write_to(2, is_open=False)
    assert json.loads(shell.say("flask worker --once --json"))["sent"] == 0
    assert post_office.messages == []


@pytest.mark.slow
def test_a_server_that_was_away_gets_each_mail_once(
    write_to, engine: Engine, database_url: str, post_office: PostOffice, tmp_path: Path, shell: QuickShell
) -> None:
    post_office.close()
    write_to(5)
    refused = shell.run("flask worker --once")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "\nmail server: " in refused.stderr
    log = tmp_path / "log"
    worker = start_worker(environment(database_url, tmp_path, SMTP_URL=post_office.url), log)
    try:
        wait_for(lambda: "mail server: " in log.read_text())
        assert waiting(engine) == 5
        post_office.open()
        wait_for(lambda: waiting(engine) == 0)
    finally:
        worker.terminate()
        assert worker.wait(timeout=20) == 0
    assert set(post_office.per_address.values()) == {1}


@sqlite_only
def test_a_mail_whose_end_is_not_answered_is_not_sent_again(
    write_to, engine: Engine, post_office: PostOffice, shell: QuickShell
) -> None:
    post_office.hangs_up = True
    write_to(1)
    assert json.loads(shell.say("flask worker --once --json")) == {"sent": 0, "waiting": 1}
    post_office.hangs_up = False
    for _ in range(2):
        let_time_pass(engine)
        shell.say("flask worker --once")
    assert post_office.per_address == {"p0@example.org": 1}
    assert waiting(engine) == 0


@pytest.mark.slow
def test_three_workers_killed_at_random_send_each_mail_once(
    write_to,
    engine: Engine,
    database_url: str,
    post_office: PostOffice,
    tmp_path: Path,
    installation: Installation,
) -> None:
    """No mail arrives twice; one that does not arrive is known to be unsure, and shown beside its person."""
    post_office.delay = 0.03
    write_to(PEOPLE)
    environ = environment(database_url, tmp_path, SMTP_URL=post_office.url)
    workers = [start_worker(environ, tmp_path / "log") for _ in range(3)]
    killed, chance = 0, random.Random(7)
    while waiting(engine) > PEOPLE // 5:
        more = len(post_office.taken) + chance.randint(2, 4)
        wait_for(lambda more=more: len(post_office.taken) >= more or waiting(engine) == 0)
        time.sleep(chance.uniform(0, 0.03))
        one = workers.pop(chance.randrange(len(workers)))
        one.kill()
        one.wait(timeout=20)
        killed += 1
        workers.append(start_worker(environ, tmp_path / "log"))
        let_time_pass(engine)
    while waiting(engine):
        let_time_pass(engine)
        run_duties(installation)
        time.sleep(0.05)
    installation.close()
    for worker in workers:
        worker.terminate()
    assert {worker.wait(timeout=20) for worker in workers} <= {0, -signal.SIGTERM}  # one may still be starting
    with new_session(engine) as session:
        reached = {row.address: row.reached for row in session.scalars(select(RecipientRow))}
    assert killed >= 3
    assert max(post_office.per_address.values()) == 1
    missing = [address for address in reached if address not in post_office.per_address]
    assert [address for address in missing if reached[address] is not Outcome.UNSURE] == []
    assert len(missing) <= 1


@pytest.mark.parametrize(
    ("reply", "reached", "left"),
    [
        pytest.param("550 5.1.1 no such mailbox", Outcome.REFUSED, 0, id="no such mailbox"),
        pytest.param("553 unknown user", Outcome.REFUSED, 0, id="no such mailbox, in old words"),
        pytest.param("550 5.2.1 mailbox disabled", Outcome.REFUSED, 0, id="a mailbox that takes no mail"),
        pytest.param("550 5.7.1 you are listed", Outcome.GIVEN_UP, 0, id="for who sends"),
        pytest.param("552 5.2.2 mailbox full", Outcome.GIVEN_UP, 0, id="for want of room"),
        pytest.param("550 5.1.8 bad sender", Outcome.GIVEN_UP, 0, id="for the sender's address"),
        pytest.param("451 4.7.1 come back later", None, 1, id="for now"),
    ],
)
@SQLITE_FIRST
@pytest.mark.alike(3)
def test_a_refusal_is_kept_with_its_person(
    write_to, shell: QuickShell, engine: Engine, post_office: PostOffice, reply: str, reached: Outcome, left: int
) -> None:
    write_to(2)
    post_office.refuse = lambda address: reply if address == "p0@example.org" else None
    shell.say("flask worker --once")
    assert dict(post_office.per_address) == {"p1@example.org": 1}
    with new_session(engine) as session:
        rows = {row.address: row for row in session.scalars(select(RecipientRow))}
        assert [row.reason for row in session.scalars(select(OutboxRow))] == [reply] * left
    assert rows["p0@example.org"].reached is reached
    assert rows["p0@example.org"].reason == (reply if reached else "")
    assert rows["p1@example.org"].reached is Outcome.SENT


@sqlite_only
def test_a_mail_not_taken_for_days_is_given_up_and_shown(
    engine: Engine, shell: QuickShell, post_office: PostOffice
) -> None:
    post_office.refuse_content = "452 4.3.1 disk full"
    long_ago = datetime.now(UTC) - timedelta(days=5)
    with writing(engine) as session:
        mailing.queue_mail(session, MailKind.TEST, to=Addressee("", "a@example.org", AR), now=long_ago)
    shell.say("flask worker --once")
    listed = json.loads(shell.say("flask mail list --json"))
    assert listed["failed"] == [
        {"kind": "test", "to": "a@example.org", "outcome": "given_up", "reason": "452 4.3.1 disk full"}
    ]
    assert listed["waiting"] == 0


def test_a_mail_that_somebody_else_holds_is_not_sent(engine: Engine, post_office: PostOffice, installation) -> None:
    """A worker that was slower than its lease finds its mark refused, and keeps the end of the message back."""
    from surveyapp.cli.posting import Post
    from surveyapp.mail.choosing import choose_delivery

    with writing(engine) as session:
        mailing.queue_mail(session, MailKind.TEST, to=Addressee("", "a@example.org", AR), now=datetime.now(UTC))
    slow = Post(installation, choose_delivery(installation.settings))
    mark = slow._mark

    def overtaken(queued) -> bool:
        with writing(engine) as session:
            session.execute(update(OutboxRow).values(holder="another"))
        return mark(queued)

    slow._mark = overtaken
    assert slow.send_next()
    assert (post_office.messages, waiting(engine)) == ([], 1)
    installation.close()


@sqlite_only
def test_tls_is_used_where_it_is_offered(
    engine: Engine, shell: QuickShell, post_office: PostOffice, tmp_path: Path
) -> None:
    post_office.close()
    post_office.open(tls_context=server_tls(tmp_path), require_starttls=True)
    shell.say("flask mail test a@example.org")
    shell.say("flask worker --once")
    assert [session.ssl is not None for _, _, session in post_office.taken] == [True]


@sqlite_only
def test_without_a_server_mails_become_files(engine: Engine, database_url: str, tmp_path: Path, write_to) -> None:
    write_to(1)
    shell = QuickShell(tmp_path, database_url)
    assert json.loads(shell.say("flask worker --once --json"))["sent"] == 1
    files = list((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml"]
    assert "دعوة" in files[0].read_text()


@pytest.mark.slow
@sqlite_only
@pytest.mark.parametrize("seconds", [0, 1])
def test_a_worker_ends_with_its_parent(database_url: str, tmp_path: Path, seconds: int) -> None:
    """Also when that has ended before the worker has begun."""
    environ = {**os.environ, "FLASK_APP": "wsgi.py", **environment(database_url, tmp_path)}
    flask = Path(sys.executable).with_name("flask")
    parent = subprocess.Popen(
        ["sh", "-c", f"{flask} worker --parent $$ & echo $!; wait"], cwd=ROOT, env=environ, stdout=subprocess.PIPE
    )
    child = int(parent.stdout.readline())
    time.sleep(seconds)
    parent.kill()
    parent.communicate()
    wait_for(lambda: not is_running(child), seconds=20)


@SQLITE_FIRST
def test_reviews_past_their_date_are_closed_where_the_setting_says_so(
    prepare, engine: Engine, database_url: str, tmp_path: Path
) -> None:
    review_id = prepare(closes_in=timedelta(days=-1)).review_id
    for closing, state in (("by_hand", State.OPEN), ("on_date", State.CLOSED)):
        installation = Installation(load_settings(environment(database_url, tmp_path, CLOSING=closing), tmp_path))
        run_duties(installation)
        with new_session(engine) as session:
            row = session.get_one(ReviewRow, review_id)
            assert (row.state, row.is_sealed) == (state, state is State.CLOSED)
        installation.close()


@sqlite_only
def test_a_duty_that_fails_holds_no_other_up(
    prepare, engine: Engine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    review_id = prepare(closes_in=timedelta(days=-1)).review_id
    installation = Installation(load_settings(environment(database_url, tmp_path, CLOSING="on_date"), tmp_path))

    def fail(_installation: Installation) -> int:
        raise ValueError("no such thing")

    monkeypatch.setitem(DUTIES, "unsure", fail)
    assert run_duties(installation) == {"closed": 1, "sealed": 1}
    assert capsys.readouterr().err.splitlines()[0] == "unsure: ValueError: no such thing"
    with new_session(engine) as session:
        assert session.get_one(ReviewRow, review_id).is_sealed
    installation.close()


@sqlite_only
def test_what_signing_in_left_behind_is_forgotten(engine: Engine, database_url: str, tmp_path: Path) -> None:
    installation = Installation(load_settings(environment(database_url, tmp_path), tmp_path))
    now = datetime.now(UTC)
    with writing(engine) as session:
        row = people.put_staff(session, "a@example.org", role=Role.VIEWER, password_hash=None)
        for ago in (timedelta(minutes=1), timedelta(hours=11)):
            staff_sessions.put_failure(session, b"0" * 32, now=now - ago)
            staff_sessions.put_session(session, bytes([ago.seconds % 251]) * 32, staff_id=row.id, now=now - ago)
    assert run_duties(installation) == {"forgotten": 2}
    assert run_duties(installation) == {}
    installation.close()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def server_tls(folder: Path):
    import ssl

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    certificate = made.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    (folder / "cert.pem").write_bytes(
        certificate.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem")
    return context
