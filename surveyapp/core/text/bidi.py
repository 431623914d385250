"""Text of two writing directions: isolating, neutralising, digits. Serves pages, charts and mails alike."""

import re
import unicodedata
from urllib.parse import unquote

FIRST_STRONG_ISOLATE, LTR_ISOLATE, POP_ISOLATE = "\u2068", "\u2066", "\u2069"
LTR_MARK, RTL_MARK = "\u200e", "\u200f"
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ISOLATING = re.compile(f"[{FIRST_STRONG_ISOLATE}{LTR_ISOLATE}{POP_ISOLATE}]")
_ARABIC_INDIC = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def without_controls(text: str) -> str:
    """Return ``text`` without the invisible characters that reorder their neighbours."""
    return _CONTROLS.sub("", text)


def without_invisible(text: str) -> str:
    """Return ``text`` without characters that nobody sees, which copying from a chat or a page brings along."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def isolated(text: str) -> str:
    """Return ``text`` so that its own direction does not disturb the sentence around it."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def isolated_ltr(text: str) -> str:
    """Return a signed number, range or date so that it reads left to right within Arabic."""
    return f"{LTR_ISOLATE}{text}{POP_ISOLATE}"


def western_digits(text: str) -> str:
    """Return ``text`` with Arabic-Indic and Persian digits written as 0–9."""
    return text.translate(_ARABIC_INDIC)


def folded_typing(typed: str) -> str:
    """Return ``typed`` as a secret in it is understood: no character wide, escaped or unseen, and digits as 0–9."""
    return western_digits(without_invisible(unicodedata.normalize("NFKC", unquote(typed))))


def own_direction(text: str, *, otherwise: str) -> str:
    """Return in which direction ``text`` is written, by its first letter, as HTML's ``dir="auto"`` has it."""
    ways = {"L": "ltr", "R": "rtl", "AL": "rtl"}
    return next((ways[way] for one in text if (way := unicodedata.bidirectional(one)) in ways), otherwise)


def with_marks(text: str, direction: str) -> str:
    """Return ``text`` with marks in place of isolates, for programs that know only those; ``direction`` as HTML has it.

    What was isolated stands between two marks of the paragraph's own direction, a figure also between two of its own.
    """
    around = RTL_MARK if direction == "rtl" else LTR_MARK
    opened: list[str] = []

    def mark(found: re.Match[str]) -> str:
        if found.group() != POP_ISOLATE:
            inside = LTR_MARK if found.group() == LTR_ISOLATE else ""
            opened.append(inside + around)
            return around + inside
        return opened.pop() if opened else ""

    return _ISOLATING.sub(mark, text)
