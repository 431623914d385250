"""Encrypting files with age: to a key that the machine does not hold, under a passphrase, or for this machine alone.

What a page gives is locked twice, under what was typed and under SECRET_KEY: whoever asks a page for a backup gets no
answers with it (docs/decisions/0059-a-page-gives-a-backup-that-only-the-server-opens.md).
"""

import hmac

import pyrage

from surveyapp.core.errors import Code, InputError
from surveyapp.workflow.keys import Keys

MARK = b"age-encryption.org/"
LOCKED = b"surveyapp locked backup 1\n"
"""What a file begins with that a page gave; what follows is age's."""
TRIES = 5
"""How often age is asked that finds a file too much work: it measures how fast the machine is, which may be busy."""
PASSPHRASE = 16
"""How many characters a passphrase has at least."""


def is_encrypted(data: bytes) -> bool:
    """Say whether ``data`` must be opened before it can be read."""
    return data.startswith((MARK, LOCKED))


def long_enough(passphrase: str) -> str:
    """Return a passphrase that is long enough to be of use; InputError ``short_passphrase`` if it is not."""
    if len(passphrase) < PASSPHRASE:
        raise InputError(Code.SHORT_PASSPHRASE, minimum=PASSPHRASE)
    return passphrase


def lock(data: bytes, passphrase: str, *, keys: Keys) -> bytes:
    """Return ``data`` encrypted so that it takes ``passphrase`` and this installation's SECRET_KEY to open it."""
    return LOCKED + bytes(pyrage.passphrase.encrypt(data, _joined(passphrase, keys)))


def unlock(data: bytes, passphrase: str, *, keys: Keys) -> bytes:
    """Return what ``passphrase`` opens, with SECRET_KEY where a page gave the file.

    Raises:
        InputError: it is another passphrase, or another SECRET_KEY; or the file was altered.
    """
    locked = data.removeprefix(LOCKED)
    word = _joined(passphrase, keys) if data.startswith(LOCKED) else passphrase
    for _ in range(TRIES):
        try:
            return bytes(pyrage.passphrase.decrypt(locked, word))
        except pyrage.DecryptError as error:
            if "xcessive" not in str(error):
                break
    raise InputError(Code.BACKUP_LOCKED)


def _joined(passphrase: str, keys: Keys) -> str:
    return hmac.digest(keys.lock, passphrase.encode(), "sha256").hex()
