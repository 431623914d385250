"""Measure inviting many people from a list, opening their review, and sending the mails to a server beside it.

Run: python -m bench.invitations [postgresql].
"""

import sys
import time
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path

from bench.lasting import postgresql
from bench.report import line
from bench.stage import installed
from surveyapp.cli.installation import Installation
from surveyapp.cli.posting import Post
from surveyapp.core.sides import Side
from surveyapp.mail.choosing import choose_delivery
from surveyapp.settings import load_settings
from surveyapp.store.audit import Author, sign
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.reviews import opening, preparing
from tests.languages import AR, text
from tests.mail.post_office import PostOffice

PEOPLE, SENT = 2_000, 200
BAR, MAIL_BAR = 2.0, 50.0


def main() -> int:
    """Print one line a figure; exit with 1 when a bar is missed."""
    office = PostOffice()
    office.open()
    database = postgresql() if "postgresql" in sys.argv else nullcontext("")
    with database as url, installed(links=3, database_url=url) as made:
        environment = {**made.tree.environment, "SMTP_URL": office.url}
        here = Installation(load_settings(environment, Path(environment["INSTANCE"])))
        invited, queued = _invite(here)
        each = _send(here) * 1000
        here.close()
    office.close()
    print(line(f"{PEOPLE:,} people read, checked and invited", invited, "s", bar=BAR))
    print(line(f"{PEOPLE:,} people: invited and mails queued", invited + queued, "s", bar=BAR))
    print(line("CPU of sending a mail, and taking it", each, "ms", bar=MAIL_BAR))
    return 0 if invited + queued <= BAR and each <= MAIL_BAR else 1


def _invite(here: Installation) -> tuple[float, float]:
    """Return the seconds that inviting takes, and those of opening, which queues the mails."""
    now = datetime.now(UTC)
    rows = "".join(f"ليلى {n},p{n}@example.org,ar\n" for n in range(PEOPLE))
    data = f"name,email,language\n{rows}".encode()
    with here.writing() as session:
        sign(session, Author("bench", now))
        preparing.create_round(session, "many", title=text(ar="كثيرون", en="Many"))
        review = preparing.create_review(
            session,
            "many",
            partner_slug="example",
            questionnaire="code-of-good-partnership",
            closes_on=date(2099, 12, 31),
            now=now,
        )
        inviting.invite(session, review.id, side=Side.PRCS, count=5, keys=here.keys)
    began = time.perf_counter()
    with here.writing() as session:
        plan = inviting.plan_people(session, review.id, data, file="people.csv", default=AR)
        inviting.invite_people(session, review.id, side=Side.PARTNER, people=plan.people, keys=here.keys)
    invited = time.perf_counter()
    with here.writing() as session:
        opening.open_review(session, review.id, now=now)
    return invited - began, time.perf_counter() - invited


def _send(here: Installation) -> float:
    """Return the seconds of CPU that a mail takes, the server in this process included."""
    delivery = choose_delivery(here.settings)
    assert delivery is not None
    post = Post(here, delivery)
    began = time.process_time()
    for _ in range(SENT):
        assert post.send_next()
    taken = time.process_time() - began
    delivery.close()
    return taken / SENT


if __name__ == "__main__":
    sys.exit(main())
