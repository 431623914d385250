"""A mail server, and a review with people to write to."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine

from surveyapp.core.roster import Person
from surveyapp.core.sides import Language, Side
from surveyapp.workflow import inviting, opening
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.databases import writing
from tests.mail.post_office import PostOffice


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    office = PostOffice()
    office.open()
    yield office
    office.close()


@pytest.fixture
def write_to(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Callable[..., Prepared]:
    """Return a function that opens a review for which people are invited by mail, and returns it with their links."""

    def write_to(count: int, *, side: Side = Side.PARTNER, is_open: bool = True) -> Prepared:
        prepared = prepare(is_open=False, people=0)
        people = [Person(f"ليلى {n}", "", f"p{n}@example.org", Language.AR) for n in range(count)]
        with writing(engine) as session:
            for one in Side:
                tokens = (
                    inviting.invite_people(session, prepared.review_id, side=one, people=people, keys=keys)
                    if one is side
                    else inviting.invite(session, prepared.review_id, side=one, count=3, keys=keys)
                )
                prepared.links[one] = tokens
        if is_open:
            open_now(engine, prepared)
        return prepared

    return write_to


def open_now(engine: Engine, prepared: Prepared) -> None:
    from datetime import UTC, datetime

    with writing(engine) as session:
        opening.open_review(session, prepared.review_id, now=datetime.now(UTC))
