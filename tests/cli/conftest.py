"""A mail server, and a review with people to write to."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine

from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.inviting import invite_people, open_now, person
from tests.mail.post_office import PostOffice
from tests.plugins import take


def pytest_configure(config: pytest.Config) -> None:
    take(config, "database", "app")


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    office = PostOffice()
    office.open()
    yield office
    office.close()


@pytest.fixture
def write_to(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Callable[..., Prepared]:
    """Return a function that opens a review for which people are invited by mail, and returns it with their links."""

    def write_to(count: int, *, is_open: bool = True) -> Prepared:
        prepared = prepare(is_open=False, people=0)
        invite_people(engine, prepared, [person(number) for number in range(count)], keys=keys)
        if is_open:
            open_now(engine, prepared)
        return prepared

    return write_to
