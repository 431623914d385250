"""Names as people type them → names as they are kept, and the short names of addresses."""

import re
import unicodedata
from collections.abc import Container

from surveyapp.core.errors import InputError
from surveyapp.core.text.bidi import without_invisible
from surveyapp.core.text.languages import Text

NAME_LIMIT = 200
SLUG_LIMIT = 64
_SLUG = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{SLUG_LIMIT - 1}}}")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def read_slug(typed: str) -> str:
    """Return a short name; InputError ``bad_slug`` when it is none."""
    if not _SLUG.fullmatch(typed):
        raise InputError("bad_slug", slug=typed)
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
    """Return a name without what cannot be seen; InputError ``bad_name`` when nothing, or too much, is left."""
    cleaned = " ".join(without_invisible(typed).split())
    if not 0 < len(cleaned) <= NAME_LIMIT or not cleaned.isprintable():
        raise InputError("bad_name", limit=NAME_LIMIT)
    return cleaned


def read_names(typed: Text) -> Text:
    """Return a name in each language that it is given in; InputError as for one, and for none."""
    given = {code: read_name(name) for code, name in typed.items() if without_invisible(name).strip()}
    if not given:
        raise InputError("bad_name", limit=NAME_LIMIT)
    return Text(given)
