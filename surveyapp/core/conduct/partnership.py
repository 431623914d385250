"""A partner organisation, and who there and at PRCS answers for the list of people to invite."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from surveyapp.core.errors import Code, InputError
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_invisible
from surveyapp.core.text.languages import Language, Text

ADDRESS_LIMIT = 254  # RFC 5321
_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ANOTHER_DOMAIN = frozenset("ßς")
"""Letters that older and newer rules for names of domains spell differently: nobody can tell whose mail it would be."""

_SCHEME = re.compile("mailto:", re.IGNORECASE)
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partner organisation. ``places`` are keys of the questionnaire's options; ``languages`` those it works in."""

    id: int
    slug: str
    name: Text
    kind: str
    is_demonstration: bool = False
    places: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class FocalPoint:
    """Who answers for one side of a partnership: confirms whom to invite, and is written to in ``language``.

    Of what is stored, ``kept_on`` is the day on which name or address were last written down; ``kept_by`` is who wrote
    down this address on this side, as the record calls them, whoever corrects the name; None where nobody knows.
    """

    side: Side
    name: str
    email: str
    language: Language
    id: int = 0
    kept_on: date | None = field(default=None, compare=False)
    kept_by: str | None = field(default=None, compare=False)


class WhyNot(StrEnum):
    """Why a focal point's word about a list does not count."""

    STAFF = "staff"
    """The address is that of an account, open or closed."""

    OWN = "own"
    """Whoever asked has written the address down."""

    NEW = "new"
    """Name, address or side were written down lately; later it counts."""


def read_address(typed: str) -> str:
    """Return an e-mail address as it is kept; InputError ``bad_email`` when it is none.

    What nobody sees is left out, and a domain in other letters is written as mail servers know it.
    """
    address = _with_plain_domain(_SCHEME.sub("", without_invisible(typed).strip(), count=1))
    if len(address) > ADDRESS_LIMIT or not address.isprintable() or not _ADDRESS.fullmatch(address):
        raise InputError(Code.BAD_EMAIL, email=typed)
    return address


def mailbox_of(address: str) -> str:
    """Return what two addresses of one mailbox have alike, however they are spelled: no capitals, no tag and no dots.

    Some servers do not look at dots before the sign; of those that do, two people would have to be called alike.
    """
    name, _, domain = _with_plain_domain(address.strip()).casefold().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{domain}"


def _with_plain_domain(address: str) -> str:
    name, at, domain = address.rpartition("@")
    if domain.isascii() or _ANOTHER_DOMAIN & set(domain):
        return address
    try:
        return f"{name}{at}{domain.encode('idna').decode()}"
    except UnicodeError:
        return address
