"""Names and words as people type them → as they are kept; and the short names of addresses."""

import re
import unicodedata
from collections.abc import Container

from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Text
from surveyapp.core.text.writable import as_typed, is_writable, without_stray

NAME_LIMIT = 200
SLUG_LIMIT = 64
_SLUG = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{SLUG_LIMIT - 1}}}")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def read_slug(typed: str) -> str:
    """Return a short name; InputError ``bad_slug`` when it is none."""
    if not _SLUG.fullmatch(typed):
        raise InputError(Code.BAD_SLUG, slug=typed)
    return typed


def latin(name: Text) -> str:
    """Return the words of ``name`` that have most Latin letters, by which programs and lists know it."""
    return max(name.values(), key=lambda said: len(_plain(said)))


def slug_for(name: Text, *, taken: Container[str], fallback: str) -> str:
    """Return a short name that nobody has, made from ``name``; from ``fallback`` where no Latin letter is left."""
    stem = _NOT_IN_SLUG.sub("-", _plain(latin(name))).strip("-")[: SLUG_LIMIT - 8].strip("-") or fallback
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isascii())


def read_name(typed: str) -> str:
    """Return a name without what only disturbs.

    Raises:
        InputError: ``no_name`` when nothing is left, ``name_too_long``, or ``unwritable``.
    """
    cleaned = " ".join(without_stray(typed).split())
    if not cleaned:
        raise InputError(Code.NO_NAME)
    if len(cleaned) > NAME_LIMIT:
        raise InputError(Code.NAME_TOO_LONG, limit=NAME_LIMIT)
    if not is_writable(cleaned):
        raise InputError(Code.UNWRITABLE)
    return cleaned


def read_words(typed: str, *, limit: int) -> str:
    """Return what somebody wrote in one line or several, perhaps nothing; without what copying brings along.

    Raises:
        InputError: ``too_many_words`` when it is longer than ``limit``, or ``unwritable``.
    """
    lines = [as_typed(line) for line in without_controls(typed).splitlines()]
    words = "\n".join(lines).strip()
    if len(words) > limit:
        raise InputError(Code.TOO_MANY_WORDS, limit=limit)
    if not all(is_writable(line.replace("\t", " ")) for line in lines):
        raise InputError(Code.UNWRITABLE)
    return words


def read_names(typed: Text) -> Text:
    """Return a name in each language that it is given in; InputError as for one, and for none."""
    given = {code: read_name(name) for code, name in typed.items() if without_stray(name).strip()}
    if not given:
        raise InputError(Code.NO_NAME)
    return Text(given)
