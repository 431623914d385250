"""Encrypting files with age, to a key that the machine does not hold, or under a passphrase."""

import sys
from pathlib import Path

import click
import pyrage

from surveyapp.cli.installation import refuse

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
        return refuse("--recipient: not a public key of age, such as age1…")


def decrypted(data: bytes, *, identity: Path | None, asks: bool) -> bytes:
    """Return ``data`` as it was before it was encrypted; with ``asks`` a passphrase is asked for."""
    if not data.startswith(MARK):
        return data
    if not identity and not asks:
        refuse("this backup is encrypted: give --identity FILE, or --passphrase")
    try:
        if identity:
            return bytes(pyrage.decrypt(data, read_identities(identity)))
        return bytes(pyrage.passphrase.decrypt(data, ask_passphrase()))
    except pyrage.DecryptError:
        return refuse("this key does not open the backup, or the backup was cut or altered; nothing was changed")


def read_identities(file: Path) -> list[pyrage.x25519.Identity]:
    """Return the secret keys in a file as ``age-keygen`` writes it."""
    lines = [line.strip() for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]
    try:
        return [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError:
        return refuse(f"{file}: not a file of secret keys as age-keygen writes it")


def ask_passphrase(*, confirms: bool = False) -> str:
    """Return a passphrase: typed twice when it is new, or the first line of what comes in through a pipe."""
    if sys.stdin.isatty():
        return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirms, err=True))
    return sys.stdin.readline().rstrip("\n")


def new_passphrase() -> str:
    """Return a passphrase that is long enough to be of use."""
    typed = ask_passphrase(confirms=True)
    if len(typed) < PASSPHRASE:
        refuse(f"a passphrase has at least {PASSPHRASE} characters")
    return typed
