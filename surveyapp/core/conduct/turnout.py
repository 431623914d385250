"""How many of a side have answered, in steps and by the day: a number that moves with a sending would tell of it."""

from datetime import date, timedelta
from enum import StrEnum

from surveyapp.core.conduct.review import Answering
from surveyapp.core.instrument.questionnaire import Thresholds


class Turnout(StrEnum):
    """How many of a side have answered, by what their number allows to show; of one agreed form ``none`` or ``all``."""

    NONE = "none"
    FEWER = "fewer"
    """Than ``min_side``."""

    SOME = "some"
    """``min_side`` at least, and fewer than ``min_detail``."""

    ENOUGH = "enough"
    """``min_detail`` at least."""

    ALL = "all"


def find_turnout(sent: int, *, invited: int, answering: Answering, thresholds: Thresholds) -> Turnout:
    """Return the step that ``sent`` answers of ``invited`` people come to."""
    if not sent:
        return Turnout.NONE
    if sent >= invited or answering is Answering.ORGANISATION:
        return Turnout.ALL
    return find_step(sent, thresholds)


def find_step(sent: int, thresholds: Thresholds) -> Turnout:
    """Return the step that ``sent`` comes to by its size alone, as if somebody, and not everybody, had answered."""
    if sent < thresholds.min_side:
        return Turnout.FEWER
    return Turnout.SOME if sent < thresholds.min_detail else Turnout.ENOUGH


def is_of(day: date | None, today: date) -> bool:
    """Say whether what was counted as ``day`` began is what is told ``today``.

    Around midnight, and between machines, clocks differ: what was counted as the next day began is told already. What a
    clock that was far ahead has left behind is not.
    """
    return day is not None and today <= day <= today + timedelta(days=1)
