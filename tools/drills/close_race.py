"""Reviews are closed while their last answers are being sent: what was acknowledged is counted, and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Barrier

from surveyapp.core.sides import Side
from surveyapp.store.engine import new_session
from surveyapp.store.results import get_result
from surveyapp.workflow.reviews import closing
from tools.drills.asking import ask
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground, Opened

RACES, SENDERS = 40, 6


def run(ground: Ground, is_short: bool) -> Figure:
    races = 2 if is_short else RACES
    reviews = [ground.open_review(SENDERS, drafted=SENDERS) for _ in range(races)]
    with ground.serving() as server, ThreadPoolExecutor(SENDERS + 1) as pool:
        raced = [_race(ground, pool, port=server.port, review=review) for review in reviews]
    crossed = [one for one in raced if one.acknowledged != one.released or one.left]
    others = {status for one in raced for status in one.statuses} - {303, 410}
    late = sum(SENDERS - one.acknowledged for one in raced)
    said = f"{races - len(crossed)} of {races} races: acknowledged = released, none left; {late} answers came too late"
    return Figure(said + (f"; statuses {sorted(others)}" if others else ""), holds=not crossed and not others)


@dataclass(frozen=True)
class Race:
    """How many answers the app said it took, how many the results count, and how many are stored still."""

    acknowledged: int
    released: int
    left: int
    statuses: set[int]


def _race(ground: Ground, pool: ThreadPoolExecutor, *, port: int, review: Opened) -> Race:
    start = Barrier(len(review.tokens) + 1)

    def close() -> None:
        start.wait()
        with ground.writing() as session:
            closing.close_review(session, review.id, now=datetime.now(UTC))

    def send_one(token: str) -> int:
        start.wait()
        return ask(port, "POST", f"/r/{token}/check", {"confirm": "send"}).status

    closed = pool.submit(close)
    statuses = list(pool.map(send_one, review.tokens))
    closed.result()
    with new_session(ground.engine) as session:
        released = get_result(session, review.id).sides[Side.PARTNER].responses
    return Race(statuses.count(303), released, ground.stored(review.id)[0], set(statuses))


DRILL = Drill(
    promise="closing and sending never cross",
    breaks="reading the review's state before the lock in `workflow/answers/answering.hold_way_in`",
    run=run,
)
