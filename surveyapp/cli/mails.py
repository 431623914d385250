"""``flask mail``, ``bounce`` and ``purge``: what waits, what failed, what came back, what is erased."""

import sys
from typing import BinaryIO

import click

from surveyapp.cli.installation import Command, Group, Installation, as_json_option, now, reply
from surveyapp.core.conduct.mail import Addressee, MailKind
from surveyapp.core.conduct.partnership import read_address
from surveyapp.core.text.languages import Language
from surveyapp.mail.delivery_reports import read_report
from surveyapp.operating.erasing import forget_files
from surveyapp.store import outbox
from surveyapp.words.tallies import tally_lines
from surveyapp.workflow import mailing, purging
from surveyapp.workflow.invitations import returning


@click.group(cls=Group)
def mail() -> None:
    """See what waits and what failed; send a test."""


@mail.command("list")
@as_json_option
@click.pass_obj
def list_mails(installation: Installation, *, as_json: bool) -> None:
    """Say how many mails wait, and which failed. Mails that lead to a form are shown with the people they invite."""
    with installation.reading() as session:
        waiting, oldest = outbox.count_waiting(session)
        failed = outbox.list_failed(session)
    rows = [
        {"kind": one.kind.value, "to": one.to.address, "outcome": outcome.value, "reason": reason}
        for one, outcome, reason in failed
    ]
    since = oldest.isoformat() if oldest else None
    lines = [_waiting(installation, waiting, since)]
    lines += ["{outcome}\t{kind}\t{to}\t{reason}".format(**row) for row in rows]
    reply({"waiting": waiting, "oldest": since, "failed": rows}, as_json=as_json, plain="\n".join(lines))


@mail.command("test")
@click.argument("address")
@as_json_option
@click.pass_obj
def send_test(installation: Installation, address: str, *, as_json: bool) -> None:
    """Queue a test message to ADDRESS."""
    to = Addressee("", read_address(address), Language(installation.settings.default_language))
    with installation.writing() as session:
        mailing.queue_mail(session, MailKind.TEST, to=to, now=now())
    plain = installation.say("queued for %(address)s; `flask worker` sends it", address=to.address)
    reply({"queued": to.address}, as_json=as_json, plain=plain)


@mail.command("returned")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.File("rb"))
@as_json_option
@click.pass_obj
def read_returned(installation: Installation, files: tuple[BinaryIO, ...], *, as_json: bool) -> None:
    """Read delivery reports of mail servers from FILEs, a message each, or one from standard input.

    A report counts when it is about a mail that was sent from here; any other message is passed over.
    """
    read = [read_report(file.read()) for file in files or (sys.stdin.buffer,)]
    with installation.writing() as session:
        count = sum(
            returning.record_report(
                session, one.message_id, reason=one.reason, keys=installation.keys, is_nowhere=one.is_nowhere
            )
            for one in read
            if one
        )
    plain = installation.counted("%(n)s person’s e-mail came back", "%(n)s people’s e-mails came back", count)
    reply({"messages": len(read), "returned": count}, as_json=as_json, plain=plain)


@click.command(cls=Command)
@click.argument("address")
@click.option("--reason", default="returned", show_default=True)
@as_json_option
@click.pass_obj
def bounce(installation: Installation, address: str, *, reason: str, as_json: bool) -> None:
    """Record that mail to ADDRESS came back; it stands beside the person from then on."""
    with installation.writing() as session:
        count = returning.record_bounce(session, address, reason=reason)
    plain = installation.counted("%(address)s: on %(n)s list", "%(address)s: on %(n)s lists", count, address=address)
    reply({"address": address, "lists": count}, as_json=as_json, plain=plain)


@click.command(cls=Command)
@click.option("--dry-run", is_flag=True, help="Count only.")
@as_json_option
@click.pass_obj
def purge(installation: Installation, *, dry_run: bool, as_json: bool) -> None:
    """Erase what has been kept for as long as it was needed, and say how much of what it was."""
    with installation.writing() as session:
        erased = purging.purge(session, now=now(), keeping=installation.settings.keeping)
        if dry_run:
            session.rollback()
    plain = "\n".join(tally_lines(erased, installation.language))
    reply({"erased": erased, "dry_run": dry_run}, as_json=as_json, plain=plain)
    if not dry_run:
        forget_files(installation.settings, is_erased=any(erased.values()))
        installation.compact()


def _waiting(installation: Installation, waiting: int, since: str | None) -> str:
    if since is None:
        return installation.counted("%(n)s e-mail is waiting", "%(n)s e-mails are waiting", waiting)
    return installation.counted(
        "%(n)s e-mail is waiting, since %(since)s",
        "%(n)s e-mails are waiting, the oldest since %(since)s",
        waiting,
        since=since,
    )
