"""Figures as text, right in both writing directions."""

import re

from surveyapp.core.results import Gap
from surveyapp.core.text.bidi import LTR_MARK, POP_ISOLATE, RTL_MARK
from surveyapp.core.text.languages import Language
from surveyapp.core.text.rounding import written
from surveyapp.words.certainty import interval_text
from surveyapp.words.rounds import signed

_STRONG = re.compile(r"[A-Za-z\u00c0-\u02af\u0370-\u058f]|[\u0590-\u08ff\ufb1d-\ufefc]")
_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")
_NO_BREAK = "\u00a0"


def score(value: float) -> str:
    """Return a score in scale points with one decimal: ``4.1``."""
    return written(value)


def difference(value: float) -> str:
    """Return a difference with one decimal and its sign, isolated: ``+0.9``, ``−0.8``; ``0.0`` has none."""
    return signed(value)


def gap_text(gap: Gap, language: Language) -> str | None:
    """Return the gap with its interval, where one is released: ``+0.9 (0.2 to 1.6)``; None when withheld."""
    if gap.value is None:
        return None
    interval = interval_text(gap, language)
    return f"{difference(gap.value)} ({interval})" if interval else difference(gap.value)


def unbroken(words: str) -> str:
    """Return ``words`` so that no line ends within them."""
    return words.replace(" ", _NO_BREAK)


def lowered(words: str) -> str:
    """Return ``words`` as they begin within a sentence; an abbreviation keeps its capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def as_line(text: str, *, is_rtl: bool) -> str:
    """Return one line so that it keeps the page's direction, whatever the script of the name that it begins with."""
    strong = _STRONG.search(text)
    begins_rtl = strong is not None and _ARABIC.match(strong.group()) is not None
    if not is_rtl:
        return LTR_MARK + text if begins_rtl else text
    has_isolate = POP_ISOLATE in text  # what stands in it says nothing of the line
    return RTL_MARK + text if has_isolate or (not begins_rtl and _ARABIC.search(text)) else text
