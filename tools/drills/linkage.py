"""Somebody with all stored bytes looks for who gave which answers: before sealing all are found, after it no answer."""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import log, sqrt
from unittest.mock import patch

from surveyapp.core.conduct.mail import Outcome
from surveyapp.store import engine, outbox, sealing
from surveyapp.store.audit import Author
from surveyapp.store.sqlite import sqlite3
from surveyapp.workflow import mailing
from surveyapp.workflow.answers import answering
from surveyapp.workflow.invitations import reminding
from surveyapp.workflow.keys import token_hash
from surveyapp.workflow.reviews.closing import close_review
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground, Opened
from tools.drills.views import Seen, count_left, forget_log, read_views

PEOPLE, REVIEWS, SHORT_REVIEWS = 12, 60, 4
BAR = 5.5
"""Standard deviations from chance at which an attack is taken to work: once in ten thousand drills by chance."""

Order = dict[int, list[int]]
"""Of each review its people, by number, in some order."""

Places = Mapping[int, list[int]]
"""Where in a view each of a review's people is met, by number."""

Pick = Callable[[Places], Iterator[tuple[str, list[int]]]]


def run(ground: Ground, is_short: bool) -> Figure:
    count = SHORT_REVIEWS if is_short else REVIEWS
    if ground.kind == "postgresql":
        forget_log(ground)
        return _attack(ground, count)
    figures = {}
    for journal, is_wal in (("DELETE", False), ("WAL", True)):
        with _beside(ground, is_wal=is_wal) as place:
            figures[journal] = _attack(place, count)
    said = "; ".join(f"with journal_mode {journal}, {figure.said}" for journal, figure in figures.items())
    return Figure(said, holds=all(figure.holds for figure in figures.values()))


@contextmanager
def _beside(ground: Ground, *, is_wal: bool) -> Iterator[Ground]:
    """Yield a SQLite database with this journal, and keep an idle connection to it, for its ``-wal`` to stay."""
    place = ground.another()
    with patch.object(engine, "has_safe_wal", return_value=is_wal):
        place.migrate()
        with closing(sqlite3.connect(place.folder / "drill.db")) as idle:
            idle.execute("SELECT id FROM review").fetchall()
            yield place
            if is_wal and not (place.folder / "drill.db-wal").stat().st_size:
                raise RuntimeError("nothing was left in -wal to be read")
    place.engine.dispose()


def _attack(ground: Ground, count: int) -> Figure:
    reviews = _answered(ground, count)
    before = _best(_read(ground, reviews), reviews, _ends, of={"answers"})
    written = count_left(ground)
    for review_id in reviews:
        with ground.writing() as session:
            close_review(session, review_id, now=datetime.now(UTC))
        sealing.compact(ground.engine, Author("drill", datetime.now(UTC)))
    seen = _read(ground, reviews)
    after, left = _best(seen, reviews, _runs, of={"addresses", "links"}), count_left(ground)
    people = {person for one in seen if one.what == "answers" for person in one.places}
    said = (
        f"{count} reviews of {PEOPLE}; before sealing the best of {before.attacks} attacks is {before}; after it "
        f"{len(people)} of {count * PEOPLE} answers are in any table, and {left} of {written} pieces of answers in the "
        f"files; of who answered when, the best of {after.attacks} attacks is {after}, by chance {count}"
    )
    is_hidden = before.z > BAR >= after.z and after.attacks > 0
    is_erased = not people and not left and written > count * PEOPLE
    if ground.kind == "postgresql":
        return Figure(said, holds=is_hidden and is_erased)
    free = _free_pages(ground)
    return Figure(f"{said}; {free} pages free", holds=is_hidden and is_erased and not free)


@dataclass(frozen=True)
class Attack:
    """What came of pairing people in one order with rows in another, over all reviews."""

    people: str
    rows: str
    hits: int
    pairs: int
    z: float
    attacks: int = 1

    def __str__(self) -> str:
        return f"{self.hits} of {self.pairs} right, z {self.z:.1f} ({self.people} × {self.rows})"


@dataclass(frozen=True)
class Sent:
    """The people of a review, by number, as they sent, and as they were invited; and the hash of each one's link."""

    order: list[int]
    invited: list[int]
    hashes: list[bytes]


def _answered(ground: Ground, count: int) -> dict[int, Sent]:
    """Open reviews, mail their links, and let all answer in a random order, the reviews' people in between each other;
    half of a review's people after a reminder."""
    reviews = [ground.open_review(PEOPLE, by_name=True) for _ in range(count)]
    _deliver(ground)
    chance = random.Random(count)
    orders = {review.id: chance.sample(range(PEOPLE), PEOPLE) for review in reviews}
    turns = [review for review in reviews for _ in range(PEOPLE)]
    chance.shuffle(turns)
    so_far: Counter[int] = Counter()
    for review in turns:
        _send(ground, review, orders[review.id], place=so_far[review.id])
        so_far[review.id] += 1
    return {one.id: Sent(orders[one.id], one.order, [token_hash(token) for token in one.tokens]) for one in reviews}


def _send(ground: Ground, review: Opened, order: list[int], *, place: int) -> None:
    token, words = review.tokens[order[place]], f"r{review.id:03}x{order[place]:03}w"
    if place == PEOPLE // 2:
        with ground.writing() as session:
            reminding.remind(session, review.id, now=datetime.now(UTC))
    ground.keep(token, {"holds_principles.self": "3", "open": words + "." * 60 * order[place]})
    with ground.writing() as session:
        answering.send(session, token, now=datetime.now(UTC), keys=ground.keys)


def _deliver(ground: Ground) -> None:
    """Settle the mails that wait."""
    while True:
        with ground.writing() as session:
            mail = outbox.claim(session, "holder", now=datetime.now(UTC) + timedelta(minutes=5))
            if mail is None:
                return
            mailing.settle_mail(session, mail, outcome=Outcome.SENT, now=datetime.now(UTC))


def _read(ground: Ground, reviews: Mapping[int, Sent]) -> list[Seen]:
    return read_views(ground, {of: (review, n) for review, sent in reviews.items() for n, of in enumerate(sent.hashes)})


def _free_pages(ground: Ground) -> int:
    """Return how many pages of a SQLite file hold nothing: none are left by ``VACUUM``."""
    with ground.engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA freelist_count").scalar_one())


def _best(seen: Iterable[Seen], reviews: Mapping[int, Sent], pick: Pick, *, of: Collection[str]) -> Attack:
    """Return the attack that is farthest from chance, on rows ``of`` these kinds."""
    known = {
        "known order of sending": {review: sent.order for review, sent in reviews.items()},
        "known order of inviting": {review: sent.invited for review, sent in reviews.items()},
    }
    people = known | _orders((one for one in seen if one.what != "answers"), pick)
    rows = _orders((one for one in seen if one.what in of), pick)
    tried = [
        _try(a, people[a], b, rows[b])
        for a in people
        for b in rows
        if a.partition(" ")[0] != b.partition(" ")[0] and people[a].keys() & rows[b].keys()
    ]
    best = max(tried, key=lambda one: one.z)
    return replace(best, attacks=len(tried))


def _orders(seen: Iterable[Seen], pick: Pick) -> dict[str, Order]:
    """Return the orders that are picked from the places where each view shows all people of a review."""
    found: dict[str, Order] = {}
    for one in seen:
        by_review: dict[int, dict[int, list[int]]] = {}
        for (review, number), places in one.places.items():
            by_review.setdefault(review, {})[number] = sorted(places)
        for review, met in by_review.items():
            for name, order in pick(met) if len(met) == PEOPLE else ():
                found.setdefault(f"{one.what} {name} in {one.view}", {})[review] = order
    return found


def _ends(met: Places) -> Iterator[tuple[str, list[int]]]:
    """Yield people by where each is met first, and last."""
    for name, nth in (("first", 0), ("last", -1)):
        yield name, sorted(met, key=lambda one: met[one][nth])


def _runs(met: Places) -> Iterator[tuple[str, list[int]]]:
    """Yield every complete run: people by each one's n-th place and n-th but last, and stretches that show each once.

    Older copies of rows lie before, between and behind those that count.
    """
    yield from _ends(met)
    for n in range(1, min(map(len, met.values()))):
        yield f"{n + 1} from the front", sorted(met, key=lambda one: met[one][n])
        yield f"{n + 1} from the back", sorted(met, key=lambda one: met[one][-n - 1])
    line = [one for _, one in sorted((place, one) for one, places in met.items() for place in places)]
    stretches = [line[at : at + PEOPLE] for at in range(len(line) - PEOPLE + 1)]
    for n, whole in enumerate(one for one in stretches if len(set(one)) == PEOPLE):
        yield f"in stretch {n + 1}", whole


def _try(people_name: str, people: Order, rows_name: str, rows: Order) -> Attack:
    """Pair people and rows by their places, from the front and from the back.

    The statistic is the largest of three: right pairs over all reviews, of which chance gives one a review; right pairs
    in a single review, as an old copy may be left of one alone; and Spearman's rank correlation, of mean 0 and variance
    1 / (n - 1), summed over the reviews and standardised.
    """
    shared = people.keys() & rows.keys()
    pairs = [(people[review], rows[review]) for review in shared]
    ahead = [sum(a == b for a, b in zip(p, r, strict=True)) for p, r in pairs]
    back = [sum(a == b for a, b in zip(p, r[::-1], strict=True)) for p, r in pairs]
    rho = sum(_spearman(p, r) for p, r in pairs)
    hits, count = max(sum(ahead), sum(back)), len(pairs)
    z = max(_above(hits, count), _above(max(ahead + back), 1), abs(rho) * sqrt(PEOPLE - 1) / sqrt(count))
    return Attack(people_name, rows_name, hits, count * PEOPLE, z)


def _above(hits: int, expected: int) -> float:
    """Return how many standard deviations above the expected this is: of a Poisson variable, the root of deviance."""
    return sqrt(2 * (hits * log(hits / expected) - hits + expected)) if hits > expected else 0.0


def _spearman(first: list[int], second: list[int]) -> float:
    place = {one: position for position, one in enumerate(second)}
    apart = sum((position - place[one]) ** 2 for position, one in enumerate(first))
    return 1 - 6 * apart / (PEOPLE * (PEOPLE**2 - 1))


DRILL = Drill(
    promise="once a review is sealed no answer is stored anywhere, and nothing tells who answered when",
    breaks="leaving `drop_counted` out of `workflow/reviews/closing`, or out of `store/sealing` the shuffling, "
    "`VACUUM` (worse with `secure_delete=OFF` in `store/engine`), `wal_checkpoint(TRUNCATE)` (SQLite with `WAL`) or "
    "`wipe_log` (PostgreSQL)",
    run=run,
    has_own_server=True,
)
