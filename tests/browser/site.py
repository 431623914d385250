"""The app as people meet it: gunicorn on a free port, on a migrated database with demonstration data."""

import os
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from surveyapp.catalogue.files import load_questionnaire
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.settings import Keeping, load_settings
from surveyapp.store import invitations, people, questionnaires, responses, reviews
from surveyapp.store.engine import make_engine, new_session
from surveyapp.store.rows import ReviewRow
from surveyapp.store.visits import find_visit
from surveyapp.workflow import purging
from surveyapp.workflow.accounts import signing_in
from surveyapp.workflow.accounts.keeping_staff import create_staff
from surveyapp.workflow.demonstrating.inventing import CASTS, demonstration_sheets
from surveyapp.workflow.demonstrating.loading import load_demonstration
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys, token_hash
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import closing as closing_step
from surveyapp.workflow.reviews import opening, preparing, publishing
from tests.databases import TIMEZONE, writing
from tests.languages import text
from tests.questionnaires import FROZEN_FILE
from tools.processes import Running, serve

SECRET = "a secret of at least thirty-two characters, for browsers"
STAFF = "demo@example.org"
PEOPLE = 90
START_LIMIT = 20
FOR_A_MONTH = timedelta(days=30)
PARTNER_NAME = text(ar="الصليب الأحمر النرويجي", en="Norwegian Red Cross")


class Site:
    """A running app, its database, and links that nobody has used yet."""

    def __init__(self, base: str, engine: Engine) -> None:
        self.base, self.engine, self.keys = base, engine, Keys.from_secret(SECRET)
        self.password = self.keys.demonstration_password()
        self._prepared = count(1)
        with writing(engine) as session:
            frozen = load_questionnaire(FROZEN_FILE)
            self._asked = str(publishing.publish(session, frozen, now=datetime.now(UTC)))
        self._unused = self._prepare()

    def link(self, side: Side = Side.PARTNER) -> str:
        """Return the address of a form that nobody has opened."""
        return f"{self.base}/r/{self._unused[side].pop()}"

    def revoked_link(self) -> str:
        """Return a link that was withdrawn."""
        link = self.link()
        with writing(self.engine) as session:
            invitations.revoke(session, token_hash(link.rpartition("/")[2]))
        return link

    def closed_link(self) -> str:
        """Return a link of a review that closed before anything was sent through it."""
        tokens = self._prepare()
        with writing(self.engine) as session:
            found = find_visit(session, token_hash(tokens[Side.PARTNER][0]))
            closing_step.close_review(session, found.review.id, now=datetime.now(UTC))
        return f"{self.base}/r/{tokens[Side.PARTNER][0]}"

    @cached_property
    def shared_link(self) -> str:
        """A link of a review that is closed, and shared with both sides: all read one."""
        link = self.link_of_its_own()
        self.share(link)
        return link

    def share(self, link: str) -> None:
        """Let everybody else answer whom the review of ``link`` asks, close it, and share it with both sides."""
        now = datetime.now(UTC)
        with writing(self.engine) as session:
            review = find_visit(session, token_hash(link.rpartition("/")[2])).review
            asked = questionnaires.get_questionnaire(session, review.questionnaire)
            for side in Side:
                for sheet in demonstration_sheets(asked, "demo-2026", cast=CASTS[0], side=side):
                    responses.put_response(session, sheet, review_id=review.id)
            closing_step.close_review(session, review.id, now=now)
            closing_step.share_review(session, review.id, now=now)

    def link_of_its_own(self) -> str:
        """Return the address of a form of a review that nobody else uses, and that a test may end."""
        return f"{self.base}/r/{self._prepare()[Side.PARTNER][0]}"

    def end(self, link: str) -> None:
        """Let the time pass at which the review of ``link`` takes no more answers."""
        with writing(self.engine) as session:
            found = find_visit(session, token_hash(link.rpartition("/")[2]))
            session.get_one(ReviewRow, found.review.id).closes_on -= FOR_A_MONTH + timedelta(days=1)

    def paper(self) -> str:
        """Return the address at which a paper form is keyed that nobody has keyed."""
        return f"{self.base}/paper/{self._prepare(is_paper=True)[Side.PARTNER][0]}"

    def demonstration(self, *, is_closed: bool) -> Review:
        """Return a demonstration review: the newest of the first partner, or the open one."""
        with new_session(self.engine) as session:
            found = [r for r in reviews.list_reviews(session) if r.is_demonstration and r.is_closed == is_closed]
        return max(found, key=lambda review: (review.round.slug, review.partner.slug == "example-society"))

    def meeting(self) -> Review:
        """Share the newest demonstration review of the second partner with both sides, and return it."""
        with writing(self.engine) as session:
            of_partner = [r for r in reviews.list_reviews(session) if r.partner.slug == "example-ministry"]
            found = max(of_partner, key=lambda review: review.round.slug)
            closing_step.share_review(session, found.id, now=datetime.now(UTC))
        return found

    def let_in(self) -> str:
        """Return the cookie of a browser in which the demonstration's account is signed in."""
        with writing(self.engine) as session:
            row = people.find_staff_row(session, STAFF)
            return signing_in.put_session(session, row, now=datetime.now(UTC))

    def draft(self) -> Review:
        """Return a review that is being prepared, to which nobody is invited yet."""
        with writing(self.engine) as session:
            return self._make_review(session)

    def _prepare(self, *, is_paper: bool = False) -> dict[Side, list[str]]:
        """Open a review of a new partner in a new round, and return its links' tokens."""
        with writing(self.engine) as session:
            review = self._make_review(session)
            tokens = {
                side: inviting.invite(session, review.id, side=side, count=PEOPLE, keys=self.keys, is_paper=is_paper)
                for side in Side
            }
            opening.open_review(session, review.id, now=datetime.now(UTC))
        return tokens

    def _make_review(self, session: Session) -> Review:
        number, now = next(self._prepared), datetime.now(UTC)
        slug = f"round-{number}"
        keeping.create_partner(session, slug, name=PARTNER_NAME, kind="national_society")
        preparing.create_round(session, slug, title=text(ar=f"استعراض {number}", en=f"Review {number}"))
        return preparing.create_review(
            session,
            slug,
            partner_slug=slug,
            questionnaire=self._asked,
            closes_on=day_of(now + FOR_A_MONTH, TIMEZONE),
            now=now,
        )


@contextmanager
def running_site(
    database_url: str, folder: Path, *, has_demonstration: bool = True, host: str = "127.0.0.1"
) -> Iterator[Site]:
    """Serve the app on ``database_url`` until the block ends: empty, or without a demonstration and published to."""
    port = free_port()
    environment = environment_of_app(database_url, folder, port=port) | {"PUBLIC_URL": f"http://{host}:{port}"}
    engine = make_engine(database_url, TIMEZONE, record_key=Keys.from_secret(SECRET).record)
    if has_demonstration:
        load_frozen_demonstration(engine, load_settings(environment, folder).keeping)
    with running_server(environment, folder / "server.log") as server:
        base = f"http://{host}:{port}"
        wait_until_ready(server, f"{base}/readyz", folder / "server.log")
        yield Site(base, engine)
    engine.dispose()


def load_frozen_demonstration(engine: Engine, keeping_for: Keeping) -> None:
    """Do what ``flask demo load`` does, of the frozen questionnaire, whose words are as long as they are."""
    keys, now = Keys.from_secret(SECRET), datetime.now(UTC)
    with writing(engine) as session:
        version = publishing.publish(session, load_questionnaire(FROZEN_FILE), now=now)
        load_demonstration(session, version, now=now, keys=keys)
        purging.purge(session, now=now, keeping=keeping_for)
        password = keys.demonstration_password()
        create_staff(session, STAFF, role=Role.ADMINISTRATOR, password=password, now=now, is_demonstration=True)


def environment_of_app(database_url: str, folder: Path, *, port: int) -> dict[str, str]:
    """Return what the app's processes find in their environment."""
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "INSTANCE": str(folder),
        "WORKERS": "1",
    }


@contextmanager
def running_server(environment: dict[str, str], log: Path) -> Iterator[Running]:
    """Run gunicorn with the configuration of the project, and end it as an operator does."""
    server = serve(environment, log)
    try:
        yield server
    finally:
        server.terminate()
        ended = server.wait(timeout=30)
    assert ended == 0, log.read_text()


def wait_until_ready(server: Running, address: str, log: Path) -> None:
    """Return when ``address`` answers 200."""
    until = time.monotonic() + START_LIMIT
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:  # not there yet, or on a busy machine slow to answer
            time.sleep(0.05)
    raise AssertionError(f"the app did not start:\n{log.read_text()}")


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
