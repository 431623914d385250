"""Passwords: which ones are taken, how they are kept, whether one fits."""

import re
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from surveyapp.core.errors import Code, InputError

MINIMUM, MAXIMUM = 12, 128
DIFFERENT_THINGS = 4
COMMON = Path(__file__).with_name("common_passwords.txt")
CONTEXT = (
    "prcs",
    "palestinian",
    "palestine",
    "filastin",
    "red crescent",
    "redcrescent",
    "crescent",
    "partnership",
    "partner",
    "surveyapp",
    "survey",
    "review",
    "فلسطين",
    "فلسطيني",
    "الهلال",
    "الأحمر",
    "الشراكة",
    "شراكة",
)
"""Words that anybody would think of who knows whose site this is."""

_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
_NOBODYS_HASH = "$argon2id$v=19$m=47104,t=1,p=1$c3VydmV5YXBwLW5vYm9keQ$qWKSx6b2CBcMHZWjz3tbnsfpE4+lvqc6VQmZpjcmXuc"
"""Verified when an address has no password, so that the time taken does not tell."""


def hash_password(password: str, *, email: str) -> str:
    """Return what is kept of a new password.

    Raises:
        InputError: it is too short or too long (``bad_password``), or too easy to guess (``easy_password``).
    """
    if not MINIMUM <= len(password) <= MAXIMUM:
        raise InputError(Code.BAD_PASSWORD, minimum=MINIMUM, maximum=MAXIMUM)
    if is_easy(password, email=email):
        raise InputError(Code.EASY_PASSWORD)
    return _HASHER.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Say whether ``password`` is the one that was hashed; takes the same time when there is none."""
    try:
        return _HASHER.verify(password_hash or _NOBODYS_HASH, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_easy(password: str, *, email: str) -> bool:
    """Say whether a password is one of the common ones, or little more than common words and the account's own.

    Four different things at least must stand in it: a common word counts as one, a row of digits as one, any other
    character as one. Words of this site and parts of ``email`` count as none, nor do spaces.
    """
    folded = password.casefold()
    if folded in _common():
        return True
    own = [re.escape(word) for word in re.split(r"[\W_]+", email.casefold()) if len(word) > 2]  # noqa: PLR2004
    context = "|".join([*own, *map(re.escape, sorted(CONTEXT, key=len, reverse=True))])
    things = re.findall(f"(?:{context})|({_common_pattern()}|[0-9]+|[^\\s0-9])", folded)
    return len({"0" if thing.isdigit() else thing for thing in things if thing}) < DIFFERENT_THINGS


@cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def _common_pattern() -> str:
    return "|".join(re.escape(word) for word in sorted(_common(), key=lambda word: (-len(word), word)))
