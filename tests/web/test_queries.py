"""How many queries a page makes does not grow with what is stored: one more for each row would be felt at thousands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from surveyapp.core.conduct.roles import Role
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
from tests.languages import text
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
PATHS = (
    *("/staff/", "/staff/?q=P", "/staff/attention/date_passed", "/staff/attention/closing_soon"),
    *("/staff/partners", "/staff/partners?q=P", "/staff/partners/1", "/staff/partners/1/merge"),
    *("/staff/rounds", "/staff/rounds?q=2026", "/staff/rounds/2026", "/staff/rounds/2026/reviews/new"),
    *("/staff/reviews", "/staff/reviews?q=P&order=state", "/staff/reviews?state=open&order=deadline"),
    *("/staff/reviews/1", "/staff/people", "/staff/people/1", "/staff/programs", "/staff/audit"),
)


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.slow
@pytest.mark.wide
def test_no_page_asks_more_of_the_database_the_more_is_stored(
    client: ReadingClient, engine: Engine, prepare: Callable[..., Prepared]
) -> None:
    def count() -> dict[str, int]:
        found = {}
        for path in PATHS:
            with counting(client.application.extensions["surveyapp.engine"]) as asked:
                client.page(path)
            found[path] = len(asked)
        return found

    def grow(first: int, last: int) -> None:
        for n in range(first, last):
            late = timedelta(days=-1 if n % 2 else 3)
            prepare(name=text(ar=f"ج{n}", en=f"P{n}"), closes_in=late, is_open=n % 3 != 0, people=1)

    let_in(client, engine, make_staff(engine, role=Role.ADMINISTRATOR))
    grow(0, 6)
    count()  # what is read once is kept
    few = count()
    grow(6, 18)
    assert count() == few
