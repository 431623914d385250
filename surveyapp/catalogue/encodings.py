"""What the letters of a CSV file were saved as, where that can be told: lists that people check before they count."""

import re
from typing import NamedTuple

OLD_ARABIC = "Windows-1256"
"""What spreadsheets on Arabic Windows save a plain CSV as."""

_LETTERS = re.compile("[\u0621-\u064a]")
_MIXED = re.compile("[A-Za-z][\u0621-\u064a]|[\u0621-\u064a][A-Za-z]")
_OTHERS = re.compile("[^\x00-\x7f\u0621-\u064a\u060c\u061b\u061f\u0640\u064b-\u0652\u200c-\u200f\xa0«»–—“”‘’•…]")
_FEW = 20
"""Arabic letters for each that would be neither: more of those, and the file is something else."""


class Decoded(NamedTuple):
    """The text of a file; ``encoding`` names what it was saved as where that was worked out, and is empty otherwise."""

    text: str
    encoding: str = ""


def guess(data: bytes) -> Decoded | None:
    """Return the text of a file that is neither UTF-8 nor marked, where it can only be one thing; None otherwise."""
    return _without_mark(data) if b"\0" in data else _old_arabic(data)


def _without_mark(data: bytes) -> Decoded | None:
    """Return UTF-16 without its mark: signs that every table has leave an empty byte on one side only."""
    if b"\0" in data[:4] and b"\0\0" in data[:4]:
        return None
    low, high = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or bool(low) == bool(high):
        return None
    try:
        text = data.decode("utf-16-be" if low else "utf-16-le")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "UTF-16")


def _old_arabic(data: bytes) -> Decoded | None:
    """Return text of the old Arabic code page: its letters make whole words, and next to nothing else is there."""
    text = data.decode("cp1256")
    arabic, strange = len(_LETTERS.findall(text)), len(_OTHERS.findall(text))
    if not arabic or _MIXED.search(text) or arabic < _FEW * strange:
        return None
    return Decoded(text, OLD_ARABIC)
