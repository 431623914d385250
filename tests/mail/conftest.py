"""A mail server for the tests of this room."""

from collections.abc import Iterator

import pytest

from tests.mail.post_office import PostOffice


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    office = PostOffice()
    office.open()
    yield office
    office.close()
