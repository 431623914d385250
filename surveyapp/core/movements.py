"""One released figure in two rounds: how far it moved, and how sure that is."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from surveyapp.core import stats
from surveyapp.core.questionnaire import Scoring
from surveyapp.core.results import Gap, OverallScore, SideScore, StatementCell
from surveyapp.core.stats import Error, Interval, Spread


@dataclass(frozen=True, slots=True)
class Movement:
    """A figure in two rounds, in scale points; None where a round withholds it.

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


Score = SideScore | OverallScore | StatementCell


def score_movement(old: Score, new: Score, *, scoring: Scoring) -> Movement:
    """Return how far the mean of one side moved, with Welch's interval where both rounds release a spread.

    Args:
        old: the earlier round's released score or cell.
        new: the later one's, of the same side and the same statements.
        scoring: level, floor, least number of persons and the size of a gap, as the later round has them.

    Returns:
        No ``value`` where a mean is withheld; no interval where a spread is withheld (an overall score, few people, the
        policy ``protected``) or fewer than ``scoring.min_n`` (or two) persons stand on a score.
    Source:
        docs/method.md, section 6.
    """
    if old.mean is None or new.mean is None:
        return Movement(old.mean, new.mean)
    value, spreads = _difference(old.mean, new.mean), [_spread(one, scoring) for one in (new, old)]
    known = [spread for spread in spreads if spread is not None]
    if len(known) < len(spreads):
        return Movement(old.mean, new.mean, value)
    interval = stats.welch_interval(*known, gap=value, level=scoring.level, sd_floor=scoring.sd_floor)
    return _moved(old.mean, new.mean, interval=interval, scoring=scoring)


def gap_movement(old: Gap, new: Gap, *, scoring: Scoring) -> Movement:
    """Return how far a gap moved: the interval adds the errors of both gaps, which their own intervals tell.

    That is Welch's interval over all four groups. Arguments are those of ``score_movement``, for gaps.

    Returns:
        No ``value`` where a gap is withheld; no interval where a gap has none, or only one rounded outward (no df).
    Source:
        docs/method.md, section 6.
    """
    if old.value is None or new.value is None:
        return Movement(old.value, new.value)
    errors = [_error(gap) for gap in (old, new)]
    known = [error for error in errors if error is not None]
    value = _difference(old.value, new.value)
    if len(known) < len(errors):
        return Movement(old.value, new.value, value)
    interval = stats.t_interval(value, known, level=scoring.level)
    return _moved(old.value, new.value, interval=interval, scoring=scoring)


def course_of(gap: Movement, scoring: Scoring) -> Course | None:
    """Return what became of a gap; None where it cannot be compared.

    Source:
        docs/method.md, section 6.
    """
    if gap.value is None or gap.old is None or gap.new is None:
        return None
    if not gap.is_clear:
        return Course.UNCLEAR
    before, after = abs(gap.old), abs(gap.new)
    if gap.old * gap.new < 0 and after >= min(before, scoring.flag_gap_at):
        return Course.TURNED
    return Course.NARROWER if after < before else Course.WIDER


def _difference(old: float, new: float) -> float:
    """Return new minus old without the noise of its last digits: 4.6 to 4.1 is half a point, not 0.4999…."""
    return round(new - old, 12)


def _moved(old: float, new: float, *, interval: Interval, scoring: Scoring) -> Movement:
    value = _difference(old, new)
    is_clear = abs(value) >= scoring.flag_gap_at and (interval.low > 0 or interval.high < 0)
    return Movement(old, new, value, interval.low, interval.high, scoring.level, interval.df, is_clear)


def _spread(score: Score, scoring: Scoring) -> Spread | None:
    """Return the released spread of a score; of a statement the distribution tells it."""
    if isinstance(score, OverallScore) or score.n is None or score.n < scoring.min_n:
        return None
    sd = score.sd if isinstance(score, SideScore) else _sd_of(score.distribution)
    return None if sd is None else Spread(score.n, sd)


def _sd_of(distribution: tuple[int, ...] | None) -> float | None:
    points = enumerate(distribution or (), start=1)
    return stats.sd(Counter({Fraction(point): count for point, count in points if count}))


def _error(gap: Gap) -> Error | None:
    """Return the squared standard error of a gap, from its interval."""
    if gap.low is None or gap.high is None or gap.level is None or gap.df is None:
        return None
    reach = (gap.high - gap.low) / 2
    return Error((reach / stats.t_quantile((1 + gap.level) / 2, gap.df)) ** 2, gap.df)
