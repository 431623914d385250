"""Figures as text, right in both writing directions."""

import re

from surveyapp.charts.labels import ChartLabels
from surveyapp.core.bidi import RTL_MARK, isolated_ltr
from surveyapp.core.results import Gap

MINUS = "\u2212"
_STRONG = re.compile(r"[A-Za-z\u00c0-\u02af\u0370-\u058f]|[\u0590-\u08ff\ufb1d-\ufefc]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_NO_BREAK = "\u00a0"


def score(value: float) -> str:
    """Return a score in scale points with one decimal: ``4.1``."""
    return f"{value:.1f}"


def difference(value: float) -> str:
    """Return a difference with one decimal and its sign, isolated: ``+0.9``, ``−0.8``; ``0.0`` has none."""
    text = f"{abs(value):.1f}"
    sign = "" if text == "0.0" else MINUS if value < 0 else "+"
    return isolated_ltr(sign + text)


def _end(value: float) -> str:
    """Return one end of an interval: signed only when it is negative."""
    return difference(value) if value < 0 else isolated_ltr(score(value))


def gap_text(gap: Gap, labels: ChartLabels) -> str | None:
    """Return the gap with its interval, where one is released: ``+0.9 (0.2 to 1.6)``; None when withheld."""
    if gap.value is None:
        return None
    if gap.low is None or gap.high is None:
        return difference(gap.value)
    return labels.interval.format(gap=difference(gap.value), low=_end(gap.low), high=_end(gap.high))


def unbroken(words: str) -> str:
    """Return ``words`` so that no line ends within them."""
    return words.replace(" ", _NO_BREAK)


def percent(share: float) -> str:
    """Return a share of 0–1 in whole percent, isolated: ``62%``."""
    return isolated_ltr(f"{share * 100:.0f}%")


def lowered(words: str) -> str:
    """Return ``words`` as they begin within a sentence; an abbreviation keeps its capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def as_line(text: str) -> str:
    """Return one line of text so that Arabic keeps its direction where a Latin name or abbreviation comes first."""
    strong = _STRONG.search(text)
    if strong and not _ARABIC.match(strong.group()) and _ARABIC.search(text):
        return RTL_MARK + text
    return text
