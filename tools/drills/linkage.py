"""Somebody with all stored bytes looks for who gave which answers: found before sealing, by chance alone after it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import sqrt

from surveyapp.core.mail import Outcome
from surveyapp.store import outbox, sealing
from surveyapp.store.audit import Author
from surveyapp.workflow import answering, closing, mailing, reminding
from surveyapp.workflow.keys import token_hash
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground
from tools.drills.views import Seen, forget_log, read_views

PEOPLE, REVIEWS, SHORT_REVIEWS = 12, 60, 6
BAR = 5.5
"""Standard deviations from chance at which an attack is taken to work: once in ten thousand drills by chance."""

Order = dict[int, list[int]]
"""Of each review its people, by number, in some order."""


def run(ground: Ground, is_short: bool) -> Figure:
    if ground.kind == "postgresql":
        forget_log(ground)
    reviews = dict(_answered(ground) for _ in range(SHORT_REVIEWS if is_short else REVIEWS))
    before = _best(ground, reviews)
    for review_id in reviews:
        with ground.writing() as session:
            closing.close_review(session, review_id, now=datetime.now(UTC))
        sealing.compact(ground.engine, Author("drill", datetime.now(UTC)))
    after = _best(ground, reviews)
    said = (
        f"{len(reviews)} reviews of {PEOPLE}, {after.attacks} attacks; before sealing the best is {before}, "
        f"after it {after}; by chance {len(reviews)}"
    )
    return Figure(said, holds=before.z > BAR >= after.z and after.attacks > 0)


@dataclass(frozen=True)
class Attack:
    """What came of pairing people in one order with responses in another, over all reviews."""

    people: str
    responses: str
    hits: int
    pairs: int
    z: float
    attacks: int = 1

    def __str__(self) -> str:
        return f"{self.hits} of {self.pairs} right, z {self.z:.1f} ({self.people} × {self.responses})"


@dataclass(frozen=True)
class Sent:
    """Who answered when: the people of a review, by number, as they sent; and the hash of each one's link."""

    order: list[int]
    hashes: list[bytes]


def _answered(ground: Ground) -> tuple[int, Sent]:
    """Open a review, mail its links, and let all answer in a random order; half of them after a reminder."""
    review = ground.open_review(PEOPLE, by_name=True)
    _deliver(ground)
    order = random.Random(review.id).sample(range(PEOPLE), PEOPLE)
    for place, number in enumerate(order):
        if place == PEOPLE // 2:
            with ground.writing() as session:
                reminding.remind(session, review.id, now=datetime.now(UTC))
        ground.keep(review.tokens[number], {"holds_principles.self": "3", "open": f"r{review.id:03}x{number:03}w"})
        with ground.writing() as session:
            answering.send(session, review.tokens[number], now=datetime.now(UTC), keys=ground.keys)
    return review.id, Sent(order, [token_hash(token) for token in review.tokens])


def _deliver(ground: Ground) -> None:
    """Settle the mails that wait."""
    while True:
        with ground.writing() as session:
            mail = outbox.claim(session, "holder", now=datetime.now(UTC) + timedelta(minutes=5))
            if mail is None:
                return
            mailing.settle_mail(session, mail, outcome=Outcome.SENT, now=datetime.now(UTC))


def _best(ground: Ground, reviews: dict[int, Sent]) -> Attack:
    """Return the attack that is farthest from chance."""
    seen = read_views(ground, {of: (review, n) for review, sent in reviews.items() for n, of in enumerate(sent.hashes)})
    known = {
        "known order of sending": {review: sent.order for review, sent in reviews.items()},
        "known order of inviting": {review: list(range(PEOPLE)) for review in reviews},
    }
    people = known | _orders(one for one in seen if one.what != "answers")
    responses = _orders(one for one in seen if one.what == "answers")
    tried = [
        _try(a, people[a], b, responses[b]) for a in people for b in responses if people[a].keys() & responses[b].keys()
    ]
    best = max(tried, key=lambda one: one.z)
    return Attack(best.people, best.responses, best.hits, best.pairs, best.z, attacks=len(tried))


def _orders(seen: Iterator[Seen]) -> dict[str, Order]:
    """Return the orders in which each view shows all people of a review, by where each is met first, and last."""
    found: dict[str, Order] = {}
    for one in seen:
        for word, pick in (("first", min), ("last", max)):
            by_review: dict[int, dict[int, int]] = {}
            for (review, number), places in one.places.items():
                by_review.setdefault(review, {})[number] = pick(places)
            whole = {r: sorted(met, key=met.__getitem__) for r, met in by_review.items() if len(met) == PEOPLE}
            if whole:
                found[f"{one.what} {word} in {one.view}"] = whole
    return found


def _try(people_name: str, people: Order, responses_name: str, responses: Order) -> Attack:
    """Pair people and responses by their places, from the front and from the back.

    The statistic is the larger of two: right pairs, of which chance gives one a review with a variance of one; and
    Spearman's rank correlation, of mean 0 and variance 1 / (n - 1); each summed over the reviews and standardised.
    """
    shared = people.keys() & responses.keys()
    pairs = [(people[review], responses[review]) for review in shared]
    ahead = sum(sum(a == b for a, b in zip(p, r, strict=True)) for p, r in pairs)
    back = sum(sum(a == b for a, b in zip(p, r[::-1], strict=True)) for p, r in pairs)
    rho = sum(_spearman(p, r) for p, r in pairs)
    hits, count = max(ahead, back), len(pairs)
    z = max((hits - count) / sqrt(count), abs(rho) * sqrt(PEOPLE - 1) / sqrt(count))
    return Attack(people_name, responses_name, hits, count * PEOPLE, z)


def _spearman(first: list[int], second: list[int]) -> float:
    place = {one: position for position, one in enumerate(second)}
    apart = sum((position - place[one]) ** 2 for position, one in enumerate(first))
    return 1 - 6 * apart / (PEOPLE * (PEOPLE**2 - 1))


DRILL = Drill(
    promise="nothing stored tells who gave which answers once a review is sealed",
    breaks="not shuffling in `store/sealing`, or, on PostgreSQL, leaving out `VACUUM` or `wipe_log` there",
    run=run,
    has_own_server=True,
)
