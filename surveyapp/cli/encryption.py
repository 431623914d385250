"""Encrypting files with age, to a key that the machine does not hold, or under a passphrase."""

import sys
from pathlib import Path

import click
import pyrage

from surveyapp.cli.installation import Installation
from surveyapp.core.errors import Code, InputError

MARK = b"age-encryption.org/"
PASSPHRASE = 16
"""How many characters a passphrase has at least."""


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
    if not data.startswith(MARK):
        return data
    if not identity and not asks:
        raise InputError(Code.BACKUP_ENCRYPTED)
    try:
        if identity:
            return bytes(pyrage.decrypt(data, read_identities(identity)))
        return bytes(pyrage.passphrase.decrypt(data, ask_passphrase(installation)))
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
    typed = ask_passphrase(installation, confirms=True)
    if len(typed) < PASSPHRASE:
        raise InputError(Code.SHORT_PASSPHRASE, minimum=PASSPHRASE)
    return typed
