"""One released figure in two rounds: how far it moved, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.core.instrument.questionnaire import Scoring
from surveyapp.core.method import stats
from surveyapp.core.method.readings import is_apart
from surveyapp.core.method.stats import Error
from surveyapp.core.results import Gap
from surveyapp.core.text.rounding import tenth, tenths_apart


@dataclass(frozen=True, slots=True)
class Figure:
    """A released score, in scale points, and its error where its cells tell one; both None where it is withheld."""

    value: float | None = None
    error: Error | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """A figure in two rounds, in tenths of scale points; None where a round withholds it.

    ``value`` is new minus old, with its interval at ``level``: None where a figure is missing or the two must not be
    compared. ``is_clear``: it moved by as much as makes a gap, and the interval does not contain 0.
    """

    old: float | None = None
    new: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    df: float | None = None
    is_clear: bool = False


class Course(StrEnum):
    """What became of a gap from one round to the next."""

    NARROWER = "narrower"
    WIDER = "wider"
    TURNED = "turned"
    """It now points the other way, as far as makes a gap or farther than before."""

    UNCLEAR = "unclear"
    """It moved by less than can be told from chance."""

    UNTOLD = "untold"
    """No certainty can be given, so that nobody can say whether it moved."""


def unmoved(old: Figure, new: Figure) -> Movement:
    """Return the figures of both rounds, not compared."""
    return Movement(_shown(old), _shown(new))


def movement(old: Figure, new: Figure, *, scoring: Scoring) -> Movement:
    """Return how far a figure moved: both rounds' people are taken for different people, and their errors are added.

    Args:
        old: the earlier round's released figure.
        new: the later one's, of the same kind and the same statements.
        scoring: level and the size of a gap, as the later round has them.

    Returns:
        No ``value`` where a figure is withheld; no interval where an error is (persons' scores, ``protected``).
    Source:
        docs/method.md, section 6.
    """
    before, after = _shown(old), _shown(new)
    if before is None or after is None:
        return Movement(before, after)
    value, errors = tenths_apart(after, before), [one.error for one in (old, new) if one.error is not None]
    if len(errors) < 2:  # noqa: PLR2004 - both rounds
        return Movement(before, after, value)
    return _compared(before, after, errors=errors, scoring=scoring)


def figure_of(gap: Gap) -> Figure:
    """Return a gap as a figure."""
    return Figure(gap.value, None if gap.se is None or gap.df is None else Error(gap.se**2, gap.df))


def course_of(gap: Movement, scoring: Scoring) -> Course | None:
    """Return what became of a gap; None where it cannot be compared.

    Source:
        docs/method.md, section 6.
    """
    if gap.value is None or gap.old is None or gap.new is None:
        return None
    if gap.low is None:
        return Course.UNTOLD
    if not gap.is_clear:
        return Course.UNCLEAR
    before, after = abs(gap.old), abs(gap.new)
    if gap.old * gap.new < 0 and after >= min(before, scoring.flag_gap_at):
        return Course.TURNED
    return Course.NARROWER if after < before else Course.WIDER


def _shown(figure: Figure) -> float | None:
    return None if figure.value is None else tenth(figure.value)


def _compared(before: float, after: float, *, errors: Sequence[Error], scoring: Scoring) -> Movement:
    value = tenths_apart(after, before)
    interval = stats.t_interval(value, errors, level=scoring.level)
    is_clear = is_apart(Gap(value), scoring) and (interval.low > 0 or interval.high < 0)
    return Movement(before, after, value, interval.low, interval.high, scoring.level, interval.df, is_clear)
