"""What is put straight into a database before a measurement; run by a checkout's own Python, for its rows are its own.

Run: python bench/setting.py URL fill REVIEW PEOPLE | enter | grow FOLDER | table REVIEW ROWS FILE.
``enter`` and ``grow`` print the key of a session of staff.
"""

import csv
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from bench.answers import fill
from surveyapp.catalogue.blank_tables import blank_csv
from surveyapp.catalogue.cells import values_taken
from surveyapp.catalogue.columns import form_mark
from surveyapp.core.conduct.roles import Role
from surveyapp.core.form.pages import RatingField, form_pages
from surveyapp.core.sides import Side
from surveyapp.store import people
from surveyapp.store.engine import make_engine, new_session
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.reviews import get_review
from surveyapp.workflow.accounts import signing_in
from tests.web.staff import make_staff
from tools.drills.crowd import Size, grow
from tools.drills.ground import Ground

ROUNDS = Size(205, rounds=5, reviews=205, closed=200, lists=1, listed=1, invited=10, entries=0, staff=0)


def main() -> None:
    """Do what the command line says."""
    url, what, *words = sys.argv[1:]
    _DOES[what](url, *words)


def _fill(url: str, review: str, count: str) -> None:
    engine = make_engine(url, UTC)
    fill(engine, int(review), people=int(count))
    engine.dispose()


def _enter(url: str) -> None:
    engine = make_engine(url, UTC, record_key=b"of no chain that anybody reads")
    staff = make_staff(engine, role=Role.VIEWER)
    with new_session(engine, writing=True) as session, session.begin():
        print(signing_in.put_session(session, people.get_staff_row(session, staff), now=datetime.now(UTC)))


def _grow(url: str, folder: str) -> None:
    print(grow(Ground(url, Path(folder)), ROUNDS))


def _table(url: str, review_id: str, rows: str, file: str) -> None:
    """Write a table in which so many people answer every statement."""
    with new_session(make_engine(url, UTC)) as session:
        review = get_review(session, int(review_id))
        questionnaire = get_questionnaire(session, review.questionnaire)
    pages = form_pages(questionnaire, Side.PARTNER, asks_profile=review.asks_profile(Side.PARTNER))
    chance = random.Random(2009)  # noqa: S311 - wanted: the same every time
    asked = [values_taken(field) if isinstance(field, RatingField) else [""] for page in pages for field in page.fields]
    text = StringIO()
    csv.writer(text).writerows([*map(chance.choice, asked), ""] for _ in range(int(rows)))
    head = blank_csv(pages, form=form_mark(review.questionnaire, Side.PARTNER))
    Path(file).write_bytes(head + text.getvalue().encode())


_DOES: dict[str, Callable[..., None]] = {"fill": _fill, "enter": _enter, "grow": _grow, "table": _table}

if __name__ == "__main__":
    main()
