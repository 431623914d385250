"""Headers of a mail, written so that every reader finds what was put in: encoded words of our own (RFC 2047).

Python folds what is not ASCII into words that lose blanks, and words of more than 75 characters; it also decodes what
somebody wrote in the shape of an encoded word.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from email.headerregistry import BaseHeader, HeaderRegistry, UniqueSingleAddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any, ClassVar, cast

WORD_LIMIT = 75
"""Characters of an encoded word, RFC 2047, section 2."""

LINE_LIMIT = 76
"""Characters of a line that holds one."""

_BEFORE, _AFTER = "=?utf-8?b?", "?="
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


def header_policy(*, is_8bit: bool) -> "EmailPolicy[EmailMessage]":
    """Return how messages are written: lines end as SMTP has it; bodies may be 8 bit, headers never are."""
    registry = HeaderRegistry()
    for name, kind in (("subject", _Subject), ("from", _OneAddress), ("to", _OneAddress)):
        registry.map_to_type(name, cast("type[BaseHeader]", kind))  # the registry mixes them into one
    return EmailPolicy(linesep="\r\n", cte_type="8bit" if is_8bit else "7bit", header_factory=registry)


def encoded_words(text: str, *, used: int) -> str:
    """Return ``text`` as encoded words, one a line, of which the first begins after ``used`` characters."""
    return "\r\n ".join(f"{_BEFORE}{b64encode(part).decode()}{_AFTER}" for part in _parts(text.encode(), used=used))


def _parts(data: bytes, *, used: int) -> Iterator[bytes]:
    """Yield what each word holds: whole characters, as many as it takes, to the end of a word of language if it can be.

    Some readers (Python's before 3.13 among them) put a blank between two encoded words of a name.
    """
    room = min(WORD_LIMIT, LINE_LIMIT - used)
    while data:
        end = (room - len(_BEFORE) - len(_AFTER)) // 4 * 3
        if end < len(data):
            while data[end] & 0xC0 == 0x80:  # noqa: PLR2004 - within a character of UTF-8
                end -= 1
            end = data.rfind(b" ", end // 2, end) + 1 or end
        yield data[:end]
        data, room = data[end:], WORD_LIMIT


class _Subject:
    """A subject: as it is where it is short and plain, else in encoded words."""

    name: str
    max_count: ClassVar[int] = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Take the words as they are, in one line."""
        kwds["decoded"], kwds["parse_tree"] = " ".join(value.splitlines()), None

    def fold(self, *, policy: object) -> str:  # noqa: ARG002 - the signature of all headers
        """Return the header as it is sent."""
        text, used = str(self), len(self.name) + 2
        is_plain = _PLAIN.fullmatch(text) and "=?" not in text and used + len(text) <= LINE_LIMIT
        return f"{self.name}: {text if is_plain or not text else encoded_words(text, used=used)}\r\n"


class _OneAddress(UniqueSingleAddressHeader):
    """One address, with or without a name."""

    name: str

    def fold(self, *, policy: object) -> str:  # noqa: ARG002 - the signature of all headers
        """Return the header as it is sent; a name that is more than plain words comes encoded, quoted never."""
        name, spec = self.address.display_name, self.address.addr_spec
        if not name:
            return f"{self.name}: {spec}\r\n"
        used = len(self.name) + 2
        is_plain = _ATOMS.fullmatch(name) and "=?" not in name and used + len(name) <= LINE_LIMIT
        phrase = name if is_plain else encoded_words(name, used=used)
        last = phrase.rpartition("\r\n")[2]
        is_short = len(last) + (used if last == phrase else 0) + len(spec) + len(" <>") <= LINE_LIMIT
        between = " " if is_short else "\r\n "
        return f"{self.name}: {phrase}{between}<{spec}>\r\n"
