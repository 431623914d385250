"""Mail that comes back, at once or after a server took it: from SMTP or a report to the person's address."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.errors import StateError
from surveyapp.operating import reaching
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.store.rows import RecipientRow
from surveyapp.workflow.invitations import reissuing
from surveyapp.workflow.keys import Keys
from tests.cli.shells import QuickShell
from tests.databases import ON_SQLITE
from tests.inviting import do
from tests.mail.mailbox import MailServer, report_on
from tests.mail.post_office import PostOffice

pytestmark = ON_SQLITE


@pytest.fixture
def mailbox() -> Iterator[MailServer]:
    server = MailServer()
    server.open()
    yield server
    server.close()


@pytest.fixture
def shell(database_url: str, post_office: PostOffice, mailbox: MailServer, tmp_path: Path) -> QuickShell:
    return QuickShell(tmp_path, database_url, SMTP_URL=post_office.url, BOUNCES_URL=mailbox.url)


def reached(engine: Engine) -> dict[str, tuple[Outcome | None, str]]:
    with new_session(engine) as session:
        return {row.address: (row.reached, row.reason) for row in session.scalars(select(RecipientRow))}


def test_the_worker_reads_reports_and_believes_those_on_mails_that_it_sent(
    write_to, shell: QuickShell, engine: Engine, post_office: PostOffice, mailbox: MailServer
) -> None:
    write_to(2)
    shell.say("flask worker --once")
    sent = {address: message for address, message, _ in post_office.taken}
    forged = report_on(sent["p1@example.org"])
    own = str(sent["p1@example.org"]["Message-ID"])
    mailbox.messages += [
        b"From: somebody\r\nSubject: hello\r\n\r\nnot a report",
        forged.replace(own.encode(), own.replace(own[1:33], "0" * 32).encode()),
        report_on(sent["p1@example.org"], status="4.2.2", action="delayed"),
        report_on(sent["p0@example.org"]),
    ]
    assert json.loads(shell.say("flask worker --once --json"))["returned"] == 1
    assert reached(engine) == {
        "p0@example.org": (Outcome.REFUSED, "5.1.1 smtp; 550 5.1.1 no such user here"),
        "p1@example.org": (Outcome.SENT, ""),
    }
    assert mailbox.seen == {0, 1, 2, 3}
    with new_session(engine) as session:
        (entry,) = audit.list_entries(session, action="invitation.returned")
    assert (entry.author, audit.read_details(entry)["by_report"]) == ("worker", True)
    before = len(mailbox.said)
    assert "returned" not in json.loads(shell.say("flask worker --once --json"))
    assert not [line for line in mailbox.said[before:] if line.startswith("FETCH")]


@pytest.mark.parametrize("reply", ["554 5.7.1 spam", "550 spam", "550 5.1.1 spam", "552 5.3.4 too large"])
def test_a_mail_that_is_not_taken_for_what_it_says_lets_nobody_move_a_link(
    write_to, shell: QuickShell, engine: Engine, keys: Keys, post_office: PostOffice, reply: str
) -> None:
    """A member of staff can write into names what filters refuse, and would have a link sent to himself alone."""
    prepared = write_to(1)
    post_office.refuse_content = reply
    shell.say("flask worker --once")
    with new_session(engine) as session:
        row = session.scalars(select(RecipientRow)).one()
    assert (row.reached, row.reason) == (Outcome.GIVEN_UP, reply)
    moved = {"recipient_id": row.id, "keys": keys, "now": datetime.now(UTC), "address": "mine@example.org"}
    with pytest.raises(StateError, match="address_is_frozen"):
        do(engine, reissuing.reissue, prepared.review_id, **moved)


def test_a_report_that_a_mail_was_not_wanted_is_shown_and_frees_no_address(
    write_to, shell: QuickShell, engine: Engine, post_office: PostOffice, mailbox: MailServer
) -> None:
    """Staff could have written into it what a filter refuses."""
    write_to(1)
    shell.say("flask worker --once")
    mailbox.messages.append(report_on(post_office.taken[0][1], status="5.7.1"))
    shell.say("flask worker --once")
    assert reached(engine) == {"p0@example.org": (Outcome.GIVEN_UP, "5.7.1 smtp; 550 5.7.1 no such user here")}
    with new_session(engine) as session:
        assert audit.list_entries(session, action="invitation.returned") == []
        assert len(audit.list_entries(session, action="invitation.undelivered")) == 1


def test_a_report_may_be_piped_in_or_come_as_files(
    write_to, shell: QuickShell, engine: Engine, post_office: PostOffice, tmp_path: Path
) -> None:
    write_to(2)
    shell.say("flask worker --once")
    for number, (_, message, _) in enumerate(post_office.taken):
        (tmp_path / f"{number}.eml").write_bytes(report_on(message))
    (tmp_path / "other.eml").write_bytes(b"Subject: hello\r\n\r\nnot a report")
    said = json.loads(shell.say(f"flask mail returned {tmp_path}/0.eml {tmp_path}/other.eml --json"))
    assert said == {"messages": 2, "returned": 1}
    assert sorted(outcome for outcome, _ in reached(engine).values()) == [Outcome.REFUSED, Outcome.SENT]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(("pass", "word"), "wrong name or password", id="a wrong password"),
        pytest.param(("Returned", "Lost"), "no such folder", id="a wrong folder"),
        pytest.param(("127.0.0.1", "127.0.0.2"), "returned: MailboxError: ", id="nobody there"),
    ],
)
def test_a_mailbox_that_cannot_be_read_holds_up_nothing(
    write_to,
    shell: QuickShell,
    post_office: PostOffice,
    mailbox: MailServer,
    tmp_path: Path,
    change: tuple[str, str],
    says: str,
) -> None:
    write_to(1)
    url = mailbox.url.replace(*change)
    quick = QuickShell(tmp_path, shell.environ["DATABASE_URL"], SMTP_URL=post_office.url, BOUNCES_URL=url)
    ran = quick.run("flask worker --once")
    assert (ran.returncode, says in ran.stderr, len(post_office.taken)) == (0, True, 1)
    assert "word" not in ran.stderr.replace("wrong name or password", "")
    is_well, said = doctor_on_mailbox(quick)
    assert not is_well
    assert said.startswith("BOUNCES_URL: 127.0.0.")
    assert says.removeprefix("returned: MailboxError: ") in said
    assert "word" not in said.replace("wrong name or password", "")


def doctor_on_mailbox(shell: QuickShell) -> tuple[bool, str]:
    checks = json.loads(shell.run("flask doctor --json").stdout)["checks"]
    return next((one["ok"], one["said"]) for one in checks if one["name"] == "mailbox")


def test_the_doctor_signs_in_and_leaves_what_is_unread(shell: QuickShell, mailbox: MailServer, engine: Engine) -> None:
    assert engine
    mailbox.messages.append(b"From: somebody\r\n\r\nnews")
    is_well, said = doctor_on_mailbox(shell)
    assert (is_well, said.startswith("e-mails that come back are read from 127.0.0.1:")) == (True, True)
    assert not mailbox.seen


def test_the_doctor_does_not_wait_long_for_a_mailbox_that_says_nothing(
    database_url: str, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engine
    assert reaching.PATIENCE <= 5
    monkeypatch.setattr(reaching, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"127.0.0.1:{silent.getsockname()[1]}/Returned"
        quick = QuickShell(tmp_path, database_url, BOUNCES_URL=f"imap://user:pass@{place}")
        said = f"BOUNCES_URL: {place}: timed out; no e-mail that comes back is noticed"
        assert doctor_on_mailbox(quick) == (False, said)
