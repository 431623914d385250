"""How a command is told what encrypts a backup, or opens one."""

import sys
from pathlib import Path

import click
import pyrage

from surveyapp.cli.installation import Installation
from surveyapp.core.errors import Code, InputError
from surveyapp.operating.encryption import LOCKED, is_encrypted, long_enough, unlock


def encrypted(data: bytes, *, recipients: tuple[str, ...], passphrase: str) -> bytes:
    """Return ``data`` encrypted to ``recipients``, under ``passphrase``, or as it is when neither is given."""
    if passphrase:
        return bytes(pyrage.passphrase.encrypt(data, passphrase))
    if not recipients:
        return data
    try:
        return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(one) for one in recipients]))
    except pyrage.RecipientError:
        raise InputError(Code.NO_PUBLIC_KEY) from None


def decrypted(data: bytes, installation: Installation, *, identity: Path | None, asks: bool) -> bytes:
    """Return ``data`` as it was before it was encrypted; with ``asks`` a passphrase is asked for."""
    if not is_encrypted(data):
        return data
    if not asks and (not identity or data.startswith(LOCKED)):
        raise InputError(Code.BACKUP_ENCRYPTED)
    if asks or identity is None:
        return unlock(data, ask_passphrase(installation), keys=installation.keys)
    try:
        return bytes(pyrage.decrypt(data, read_identities(identity)))
    except pyrage.DecryptError:
        raise InputError(Code.BACKUP_LOCKED) from None


def read_identities(file: Path) -> list[pyrage.x25519.Identity]:
    """Return the secret keys in a file as ``age-keygen`` writes it."""
    lines = [line.strip() for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]
    try:
        return [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError:
        raise InputError(Code.NO_SECRET_KEYS, file=file) from None


def ask_passphrase(installation: Installation, *, confirms: bool = False) -> str:
    """Return a passphrase: typed twice when it is new, or the first line of what comes in through a pipe."""
    if sys.stdin.isatty():
        again = installation.say("The same passphrase again") if confirms else False
        typed = click.prompt(installation.say("Passphrase"), hide_input=True, confirmation_prompt=again, err=True)
        return str(typed)
    return sys.stdin.readline().rstrip("\n")


def new_passphrase(installation: Installation) -> str:
    """Return a passphrase that is long enough to be of use."""
    return long_enough(ask_passphrase(installation, confirms=True))
