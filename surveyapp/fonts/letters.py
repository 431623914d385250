"""Which font has which letter, and what stands where none has it: its number in Unicode.

Our own font comes first; what it lacks is looked for in the others, in their order (``tools.more_fonts`` makes them),
and last in the font that comes with matplotlib.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
MORE = FOLDER / "more"
OWN, LAST = "Vazirmatn", "DejaVu Sans"

Letters = frozenset[str]

NUMBERED = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
"""What stands where no font has a letter."""
_UNDRAWN = {"Cc", "Cf", "Zl", "Zp"}
_CHOOSING = {*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))}
"""What chooses the look of the sign before it; fonts that know no choice leave it out."""


@cache
def letters_of() -> dict[str, Letters]:
    """Return the characters of each family, in the order in which they are looked for."""
    told = json.loads((MORE / "letters.json").read_text(encoding="utf-8"))
    return {family: Letters(_spread(ranges)) for family, ranges in told.items()}


def families() -> list[str]:
    """Return the names of all fonts, in the order in which a letter is looked for."""
    return list(letters_of())


def families_of(text: str) -> tuple[str, ...]:
    """Return the first and the last family, and between them those that have letters of ``text`` that ours lacks."""
    unusual = set() if text.isascii() else set(text) - letters_of()[OWN]
    between = [family for family, known in letters_of().items() if unusual & known] if unusual else []
    return (OWN, *(family for family in between if family not in {OWN, LAST}), LAST)


def folders() -> list[Path]:
    """Return where the fonts lie: our own and those beside it, and those of matplotlib, which is not loaded for it."""
    found = find_spec("matplotlib")
    places = list(found.submodule_search_locations or ()) if found else []
    return [FOLDER, *(Path(place, "mpl-data", "fonts", "ttf") for place in places)]


def with_numbers(text: str) -> str:
    """Return ``text`` with the number of each letter that no font has in its place."""
    unusual = set() if text.isascii() else set(text) - letters_of()[OWN]
    if not unusual:
        return text
    instead = {ord(one): _instead(one) for one in unusual if not _is_drawn(one)}
    signs = "".join(filter(unicodedata.combining, set(text)))
    if signs:
        text = re.sub(f"([^{signs}])([{signs}]+)", _parted, text)
    return text.translate(instead)


def numbers_in(text: str) -> dict[str, str]:
    """Return the numbers that stand for letters in ``text``, each with the letter's name."""
    return {found[0][1:-1]: unicodedata.name(chr(int(found[1], 16)), "") for found in NUMBERED.finditer(text)}


def _spread(ranges: list[int]) -> Iterator[str]:
    for first, last in zip(ranges[::2], ranges[1::2], strict=True):
        yield from map(chr, range(first, last + 1))


def _is_drawn(letter: str) -> bool:
    is_known = any(letter in letters for letters in letters_of().values())
    return is_known or unicodedata.category(letter) in _UNDRAWN or letter in _CHOOSING


def _instead(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


def _parted(found: re.Match[str]) -> str:
    """Return a letter and the signs on it, with numbers for signs that no font has together with the letter."""
    base, signs = found.groups()
    known = [letters for letters in letters_of().values() if base in letters]
    return base + "".join(sign if any(sign in one for one in known) else _instead(sign) for sign in signs)
