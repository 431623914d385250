"""How sure a figure is, as text: an interval, and a probability; the same everywhere."""

from typing import Protocol

from surveyapp.core.results import Gap
from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.core.text.languages import Language
from surveyapp.core.text.rounding import written
from surveyapp.words.catalogue import marked, say
from surveyapp.words.rounds import signed

_INTERVAL = marked("%(low)s to %(high)s")
_NOT_KNOWN = marked("not known")
_LEAST_P = 0.001


class Interval(Protocol):
    """Whatever has two ends, or none: a gap, a movement, a mean of gaps."""

    @property
    def low(self) -> float | None:
        """Return the lower end."""

    @property
    def high(self) -> float | None:
        """Return the upper end."""


def interval_text(of: Interval, language: Language) -> str:
    """Return both ends, each with its sign: ``−0.4 to +1.4``; nothing where there is none."""
    if of.low is None or of.high is None:
        return ""
    return say(_INTERVAL, language, low=signed(of.low), high=signed(of.high))


def gap_text(gap: Gap, language: Language, *, is_known: bool = True) -> str | None:
    """Return a gap with its interval, where one is released: ``+0.9 (+0.2 to +1.6)``; None when withheld.

    It is not known where both scores stand at one end of what the policy shows.
    """
    if gap.value is None:
        return None
    if not is_known:
        return say(_NOT_KNOWN, language)
    interval = interval_text(gap, language)
    return f"{signed(gap.value)} ({interval})" if interval else signed(gap.value)


def p_text(value: float | None) -> str:
    """Return a probability with three decimals, ``< 0.001`` below that; nothing where there is none."""
    if value is None:
        return ""
    return isolated_ltr(f"< {_LEAST_P}") if value < _LEAST_P else written(value, 3)
