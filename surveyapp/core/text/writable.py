"""Which characters can be written down and read again: letters and what joins them; no control characters."""

import re
import unicodedata

from surveyapp.core.text.bidi import without_invisible

_JOINERS = "\u200c\u200d"
_JOINED = re.compile(rf"(?<=\w)[{_JOINERS}](?=\w)")
_NEVER_WRITTEN = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Controls, halves of characters, characters of one font alone, and such as no standard knows."""

_NEVER_TYPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def is_writable(text: str) -> bool:
    """Say whether every character of ``text`` can be written, in one line."""
    return not any(unicodedata.category(c) in _NEVER_WRITTEN for c in text)


def without_stray(text: str) -> str:
    """Return ``text`` without what nobody sees, but for what joins or parts two letters.

    Persian, Urdu and Kurdish are spelled with it; a soft hyphen, or a mark at the end of a word, is a leftover.
    """
    joints = _JOINED.findall(text)
    return "".join(
        word + joint for word, joint in zip(map(without_invisible, _JOINED.split(text)), [*joints, ""], strict=True)
    )


def as_typed(text: str) -> str:
    """Return ``text`` without control characters, which copying brings along; line breaks and tabs stay."""
    return _NEVER_TYPED.sub("", text)


def in_one_line(text: str) -> str:
    """Return ``text`` so that nothing in it breaks the line or hides in it: a sign stands for what cannot be shown."""
    return "".join(c if c.isprintable() or c in _JOINERS else "\ufffd" for c in text)
