"""What very many reviews come to: rows, bytes, and how long one of them takes to be closed among all the others.

Run: python -m bench.many [REVIEWS] [PEOPLE] [CLOSED]; on PostgreSQL, in a folder of its own under TMPDIR.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Engine, insert, select, text
from sqlalchemy.orm import Session

from bench.answers import fill
from surveyapp.catalogue.files import read_questionnaire
from surveyapp.core.conduct.review import State
from surveyapp.core.text.languages import Text
from surveyapp.core.text.searching import places_of, sought_in
from surveyapp.store import sealing
from surveyapp.store.audit import Author
from surveyapp.store.rows import PartnerRow, ReviewRow, RoundRow
from surveyapp.workflow.reviews import closing
from surveyapp.workflow.reviews.publishing import publish
from tests.languages import text as words
from tools.drills.asking import Answer, ask
from tools.drills.ground import Ground, ground
from tools.drills.journeys import journey
from tools.processes import ROOT

FILE = ROOT / "questionnaires" / "code-of-good-partnership.yaml"
PARTNERS = 50
SAVES = 200
FIRST = 100
"""The first number that is given here."""
_SIZES = text(
    "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r'"
    " AND relnamespace = 'public'::regnamespace"
    " AND pg_total_relation_size(oid) > 4000000 ORDER BY 2 DESC LIMIT 4"
)


def main() -> None:
    """Fill, close, seal; print a line a figure."""
    reviews, people, closed = [*map(int, sys.argv[1:]), *(10_000, 100, 500)[len(sys.argv) - 1 :]]
    with ground("postgresql") as place:
        tried = place.open_review(SAVES)
        numbers = _put_reviews(place, reviews, like=tried.id)
        with _timed(f"filled {reviews * people:,} responses of {reviews:,} reviews"):
            for number in numbers:
                fill(place.engine, number, people=people)
        _sizes(place.engine, "all open")
        _save(place, tried.tokens)
        _close(place, numbers[:closed])
        with _timed(f"sealed the {closed:,} closed ones, all tables written anew"):
            sealing.compact(place.engine, Author("bench", datetime.now(UTC)))
        _sizes(place.engine, f"{closed:,} of {reviews:,} closed")


@contextmanager
def _timed(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - began:.1f} s", flush=True)


def _put_reviews(place: Ground, count: int, *, like: int) -> list[int]:
    """Store so many open reviews, each Society's partners in a round of their own."""
    with place.writing() as session:
        publish(session, read_questionnaire(FILE.read_bytes(), name=FILE.name), now=datetime.now(UTC))
        version = session.scalars(text("SELECT max(id) FROM questionnaire")).one()
        row = session.get_one(ReviewRow, like)
        fixed = {c.name: getattr(row, c.name) for c in ReviewRow.__table__.columns if c.name not in {"id", "is_sealed"}}
        fixed |= {"questionnaire_id": version, "state": State.OPEN}
        _put_names(session, count)
        rows = [
            fixed | {"id": FIRST + n, "round_id": FIRST + n // PARTNERS, "partner_id": FIRST + n} for n in range(count)
        ]
        session.execute(insert(ReviewRow), rows)
        return list(session.scalars(select(ReviewRow.id).where(ReviewRow.id >= FIRST).order_by(ReviewRow.id)))


def _put_names(session: Session, count: int) -> None:
    def named(number: int) -> tuple[dict[str, Any], Text]:
        name = words(ar=f"جمعية {number}", en=f"Society {number}")
        return {"id": FIRST + number, "slug": f"many-{number}", "sought": sought_in(name)}, name

    rounds = [one | {"title": name} for one, name in map(named, range(count // PARTNERS + 1))]
    session.execute(insert(RoundRow), rounds)
    fixed = {"kind": "ngo", "is_demonstration": False, "places": [], "languages": ["ar", "en"]}
    partners = [one | fixed | {"name": name, "ordered": places_of(name)} for one, name in map(named, range(count))]
    session.execute(insert(PartnerRow), partners)


def _sizes(engine: Engine, when: str) -> None:
    with engine.connect() as connection:
        whole = connection.scalar(text("SELECT pg_database_size(current_database())"))
        most = ", ".join(f"{name} {size / 1e6:.0f}" for name, size in connection.execute(_SIZES))
    print(f"{when}: {whole / 1e6:.0f} MB; of that {most}", flush=True)


def _save(place: Ground, tokens: Sequence[str]) -> None:
    """Let somebody answer four pages behind each of some links, and send, through the app."""
    spent: dict[str, list[float]] = {"page": [], "sending": []}
    with place.serving(workers=1) as server:

        def timed(method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
            began = time.monotonic()
            answer = ask(server.port, method, path, fields)
            if method == "POST":
                spent["sending" if path.endswith("/check") else "page"].append(time.monotonic() - began)
            return answer

        assert all(journey(timed, number, token) for number, token in enumerate(tokens))
    _told("a page saved", spent["page"])
    _told("answers sent", spent["sending"])


def _close(place: Ground, numbers: Sequence[int]) -> None:
    spent = []
    for number in numbers:
        began = time.monotonic()
        with place.writing() as session:
            closing.close_review(session, number, now=datetime.now(UTC))
        spent.append(time.monotonic() - began)
    _told(f"one of {len(numbers)} reviews closed", spent)


def _told(what: str, spent: Sequence[float]) -> None:
    most = quantiles(spent, n=20)[-1]
    print(f"{what}: {median(spent) * 1000:.0f} ms, nineteen of twenty {most * 1000:.0f} ms", flush=True)


if __name__ == "__main__":
    main()
