"""``flask backup`` and ``flask restore``: everything in one file, taken while answers arrive, and back."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from alembic import command
from alembic.util import CommandError
from sqlalchemy import Connection

from surveyapp.cli.encryption import decrypted, encrypted, new_passphrase
from surveyapp.cli.installation import Command, Installation, as_json_option, now, reply, tell
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.text.days import day_of
from surveyapp.operating import heads
from surveyapp.operating.migrating import alembic_config
from surveyapp.store.backup_files import Backup
from surveyapp.store.engine import for_writing, place_of
from surveyapp.store.snapshots import snapshot
from surveyapp.words.joining import commas
from surveyapp.workflow import backing_up

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=Command)
@click.argument("out", type=_FILE)
@click.option("--recipient", "recipients", multiple=True, metavar="age1…", help="Encrypt to this public key of age.")
@click.option("--passphrase", "asks", is_flag=True, help="Encrypt under a passphrase, typed or read from a pipe.")
@as_json_option
@click.pass_obj
def backup(installation: Installation, out: Path, *, recipients: tuple[str, ...], asks: bool, as_json: bool) -> None:
    """Write everything into OUT, as it is at one instant; what stood in OUT is kept when anything fails.

    SECRET_KEY is not in it: keep that elsewhere, or no open link and no draft can be restored.
    """
    if recipients and asks:
        raise click.UsageError(installation.say("--recipient and --passphrase exclude each other"))
    passphrase = new_passphrase(installation) if asks else ""
    with snapshot(installation.engine) as connection:
        taken = backing_up.take_backup(connection, now=now(), keys=installation.keys)
    data = encrypted(taken.packed, recipients=recipients, passphrase=passphrase)
    is_encrypted = data is not taken.packed
    _write(out, data)
    with installation.writing() as session:
        backing_up.record_backup(session, taken, is_encrypted=is_encrypted)
    said = _said(taken, data) | {"file": str(out), "encrypted": is_encrypted}
    plain = installation.counted(
        "%(file)s: %(n)s row, %(bytes)s bytes, SHA-256 %(sha256)s",
        "%(file)s: %(n)s rows, %(bytes)s bytes, SHA-256 %(sha256)s",
        sum(taken.counts.values()),
        file=out,
        bytes=len(data),
        sha256=said["sha256"],
    )
    reply(said, as_json=as_json, plain=plain)
    _warn(taken, installation, is_encrypted=is_encrypted)


@click.command(cls=Command)
@click.argument("file", metavar="IN", type=_FILE)
@click.option("--replace", "replaces", is_flag=True, help="Put it in the place of what the database holds.")
@click.option("--leave-out", "leaves_out", is_flag=True, help="Leave out the answers of reviews that closed since.")
@click.option(
    "--other-key", "takes_other_key", is_flag=True, help="Take a backup made under another SECRET_KEY, without drafts."
)
@click.option("--without-drafts", "drops_drafts", is_flag=True, help="Leave out what was begun and not sent.")
@click.option("--identity", type=_FILE, help="The file of secret keys of age that opens it.")
@click.option("--passphrase", "asks", is_flag=True, help="Open it with a passphrase, typed or read from a pipe.")
@click.option("--check", "only_checks", is_flag=True, help="Read it whole, and change nothing.")
@click.pass_obj
def restore(
    installation: Installation,
    file: Path,
    *,
    replaces: bool,
    leaves_out: bool,
    takes_other_key: bool,
    drops_drafts: bool,
    identity: Path | None,
    asks: bool,
    only_checks: bool,
) -> None:
    """Put the backup IN into an empty database, all of it or nothing, and migrate it to this version of the app."""
    data = decrypted(file.read_bytes(), installation, identity=identity, asks=asks)
    taken = backing_up.open_backup(data, keys=installation.keys, takes_other_key=takes_other_key)
    told = {"file": file, "made": f"{taken.header.made_at:%Y-%m-%d %H:%M} UTC"}
    if only_checks:
        tell(_checked(installation, taken, told))
        return
    with for_writing(installation.engine).connect() as connection, connection.begin():
        out = backing_up.restore_backup(
            connection,
            taken,
            migrate=_migrate,
            now=now(),
            replaces=replaces,
            leaves_out=leaves_out,
            drops_drafts=drops_drafts or not taken.is_ours,
        )
    with installation.writing() as session:
        backing_up.record_restoring(session, taken, left_out=out)
    tell(_restored(installation, sum(taken.counts.values()), out, told))
    _set_heads_aside(installation)
    installation.compact()  # an older backup may hold answers of closed reviews: migrating has erased them


def _set_heads_aside(installation: Installation) -> None:
    """Expect no more of what was noted of the record before: it may have gone on after the backup."""
    aside = heads.set_aside(installation.settings.instance, place=place_of(installation.engine), now=now())
    if aside:
        said = installation.say(
            "what was noted of the activity log before is in %(file)s: it may lack entries by now", file=aside
        )
        tell(said, err=True)


def _migrate(connection: Connection, revision: str) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError:
        raise InputError(Code.BACKUP_TOO_NEW, revision=revision) from None


def _write(out: Path, data: bytes) -> None:
    """Write ``data`` beside ``out``, read it again from there, and put it into its place."""
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if draft.read_bytes() != data:
            raise StateError(Code.BACKUP_NOT_WRITTEN, file=out)
        draft.replace(out)
        folder = os.open(out.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    finally:
        draft.unlink(missing_ok=True)


def _said(taken: Backup, data: bytes) -> dict[str, object]:
    digest = hashlib.sha256(data).hexdigest()
    return {"rows": sum(taken.counts.values()), "tables": dict(taken.counts), "bytes": len(data), "sha256": digest}


def _checked(installation: Installation, taken: Backup, told: Mapping[str, object]) -> str:
    rows, version = sum(taken.counts.values()), taken.header.version
    whole = installation.counted(
        "%(file)s: whole, %(n)s row of %(made)s", "%(file)s: whole, %(n)s rows of %(made)s", rows, **told
    )
    written = installation.say("written by version %(version)s", version=version) if version else ""
    return commas(filter(None, (whole, written)), installation.language)


def _restored(installation: Installation, rows: int, left_out: Sequence[int], told: Mapping[str, object]) -> str:
    if not left_out:
        return installation.counted(
            "%(file)s: %(n)s row of %(made)s restored", "%(file)s: %(n)s rows of %(made)s restored", rows, **told
        )
    return installation.counted(
        "%(file)s: %(n)s row of %(made)s restored, without the answers of review %(reviews)s",
        "%(file)s: %(n)s rows of %(made)s restored, without the answers of review %(reviews)s",
        rows,
        **told,
        reviews=commas(map(str, left_out), installation.language),
    )


def _warn(taken: Backup, installation: Installation, *, is_encrypted: bool) -> None:
    if not taken.header.open:
        return
    until = day_of(min(one.until for one in taken.header.open), installation.settings.timezone)
    erase = installation.say(
        "It holds answers of open reviews: erase it by %(day)s, when it gives them back no more.", day=until
    )
    tell(erase, err=True)
    if not is_encrypted:
        tell(
            installation.say("It is not encrypted: anyone who reads the file reads them (--recipient, --passphrase)."),
            err=True,
        )
