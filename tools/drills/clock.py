"""The clock jumps and the hour is changed: closing days end at midnight, and no answer is taken twice or lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

from surveyapp.core.errors import GoneError
from surveyapp.core.text.days import end_of_day
from surveyapp.settings import load_settings
from surveyapp.store import audit, reviews
from surveyapp.store.engine import new_session
from surveyapp.workflow.answers import answering
from surveyapp.workflow.reviews import closing
from tests.zones import zone
from tools.drills.drill import Drill, Figure
from tools.drills.ground import SECRET, Ground

ZONES = (
    "Asia/Hebron",
    "Asia/Gaza",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Damascus",
    "Africa/Casablanca",
    "America/Santiago",
)
FIRST, DAYS = date(2019, 1, 1), 365 * 16
CHANGED_TO = (1, 3)
"""Hours ahead of UTC, of which Hebron has two or three."""

JUMPS = (timedelta(hours=-1), timedelta(hours=1), timedelta(days=-400), timedelta(days=1), timedelta(seconds=-1))


def run(ground: Ground, _is_short: bool) -> Figure:
    wrong = [f"{name} {day}" for name in ZONES for day in _wrong_days(_load(name))]
    now = datetime.now(UTC)
    review = ground.open_review(len(JUMPS) + 1, drafted=len(JUMPS) + 1, lasts=timedelta(days=30))
    receipts = [
        {_send(ground, token, now), _send(ground, token, now + jump)}
        for token, jump in zip(review.tokens, JUMPS, strict=False)
    ]
    is_late_refused = _is_refused(ground, review.tokens[-1], now + timedelta(days=31))
    stored = ground.stored(review.id)[0]
    with ground.writing() as session:
        closing.close_review(session, review.id, now=now - timedelta(days=2))  # before it was opened
        is_whole = audit.find_break(session) is None
    once = sum(len(one) == 1 for one in receipts)
    days, moved = len(ZONES) * DAYS, [_ends_with_its_day(ground, hours) for hours in CHANGED_TO]
    said = (
        f"{days - len(wrong)} of {days} days end at midnight, {sum(moved)} of {len(moved)} reviews ended with their "
        f"day when the rules were changed, {once} of {len(JUMPS)} jumps kept one receipt"
    )
    is_right = is_late_refused and is_whole and all(moved) and not wrong
    return Figure(
        f"{said}, {stored} stored",
        holds=is_right and once == len(JUMPS) == stored,
    )


def _load(name: str) -> tzinfo:
    return load_settings({"SECRET_KEY": SECRET, "TIMEZONE": name}, Path()).timezone


def _wrong_days(zone: tzinfo) -> list[date]:
    """Return the days of which the last second counts to another day, or the first second after still to this one."""
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    ends = [(day, end_of_day(day, zone)) for day in days]
    second = timedelta(seconds=1)
    return [
        day for day, end in ends if (end - second).astimezone(zone).date() != day or end.astimezone(zone).date() == day
    ]


def _ends_with_its_day(ground: Ground, hours: int) -> bool:
    """Open a review, change the rules of its time zone, and say whether sending ends with the same day by the new."""
    opened, moved = ground.open_review(2, drafted=2), zone(timedelta(hours=hours))
    with new_session(ground.engine) as session:
        last = reviews.get_review(session, opened.id).closes_on
    changed, end = replace(ground, timezone=moved), end_of_day(last, moved)
    try:
        in_time = bool(_send(changed, opened.tokens[0], end - timedelta(seconds=1)))
        return in_time and _is_refused(changed, opened.tokens[1], end)
    finally:
        changed.engine.dispose()


def _send(ground: Ground, token: str, now: datetime) -> str:
    with ground.writing() as session:
        return answering.send(session, token, now=now, keys=ground.keys)


def _is_refused(ground: Ground, token: str, now: datetime) -> bool:
    try:
        _send(ground, token, now)
    except GoneError:
        return True
    return False


DRILL = Drill(
    promise="clocks that jump and hours that are changed harm nobody",
    breaks="adding 24 hours in place of a day in `core/text/days.end_of_day`",
    run=run,
)
