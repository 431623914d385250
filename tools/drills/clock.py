"""The clock jumps and the hour is changed: closing days end at midnight, and no answer is taken twice or lost."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from surveyapp.core.days import end_of_day
from surveyapp.core.errors import GoneError
from surveyapp.store import audit
from surveyapp.workflow import answering, closing
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

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
JUMPS = (timedelta(hours=-1), timedelta(hours=1), timedelta(days=-400), timedelta(days=1), timedelta(seconds=-1))


def run(ground: Ground, _is_short: bool) -> Figure:
    wrong = [f"{zone} {day}" for zone in ZONES for day in _wrong_days(ZoneInfo(zone))]
    now = datetime.now(UTC)
    review = ground.open_review(len(JUMPS) + 1, drafted=len(JUMPS) + 1, lasts=timedelta(days=30))
    receipts = [
        {_send(ground, token, now), _send(ground, token, now + jump)}
        for token, jump in zip(review.tokens, JUMPS, strict=False)
    ]
    is_late_refused = _is_refused(ground, review.tokens[-1], now + timedelta(days=31))
    with ground.writing() as session:
        closing.close_review(session, review.id, now=now - timedelta(days=2))  # before it was opened
        is_whole = audit.find_break(session) is None
    once = sum(len(one) == 1 for one in receipts)
    days = len(ZONES) * DAYS
    said = f"{days - len(wrong)} of {days} days end at midnight, {once} of {len(JUMPS)} jumps kept one receipt"
    return Figure(
        f"{said}, {ground.stored(review.id)[0]} stored",
        holds=not wrong and once == len(JUMPS) == ground.stored(review.id)[0] and is_late_refused and is_whole,
    )


def _wrong_days(zone: ZoneInfo) -> list[date]:
    """Return the days of which the last second counts to another day, or the first second after still to this one."""
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    ends = [(day, end_of_day(day, zone)) for day in days]
    second = timedelta(seconds=1)
    return [
        day for day, end in ends if (end - second).astimezone(zone).date() != day or end.astimezone(zone).date() == day
    ]


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
    breaks="adding 24 hours in place of a day in `core/days.end_of_day`",
    run=run,
)
