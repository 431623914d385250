"""A page of help for each task: it names buttons as they are labelled, and pages of the task lead to it."""

import re
from collections.abc import Callable

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Role
from surveyapp.web.help.tasks import PAGES, TASKS
from tests.conftest import ROOT, Prepared
from tests.databases import ON_SQLITE
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

LINES = 12


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine, role=Role.COORDINATOR))
    return client


def test_every_label_that_is_named_is_one_of_a_page() -> None:
    """The catalogue has a label only while something else than help says it: help does not mark them."""
    with (ROOT / "translations" / "ar" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.string}
    labels = {label for task in TASKS.values() for line in task.lines for label in line.labels}
    assert labels - known == set()
    for path in (ROOT / "surveyapp" / "web" / "help").glob("*.py"):
        assert labels.isdisjoint(re.findall(r'marked\(\s*"([^"]+)"\s*\)', path.read_text())), path


@ON_SQLITE
def test_help_is_short_and_every_task_is_offered_somewhere(app: Flask) -> None:
    assert {name: len(task.lines) for name, task in TASKS.items() if len(task.lines) > LINES} == {}
    assert set(PAGES.values()) == set(TASKS)
    known = {*app.view_functions, *app.blueprints}
    assert set(PAGES) - known == set()


@ON_SQLITE
@pytest.mark.parametrize(
    ("language", "quoted"), [pytest.param("en", "“%s”", id="English"), pytest.param("ar", "«%s»", id="Arabic")]
)
def test_each_page_quotes_labels_in_the_readers_language(staff: ReadingClient, language: str, quoted: str) -> None:
    opened, closed = quoted.split("%s")
    for name, task in TASKS.items():
        page = staff.page(f"/staff/help/{name}?lang={language}")
        said = [one.get_text() for one in page.select(".help li")]
        counts = [
            (one.count(opened), one.count(closed), len(line.labels)) for one, line in zip(said, task.lines, strict=True)
        ]
        assert [one for one in counts if len(set(one)) > 1] == [], name
        assert "%(" not in "".join(said)
        assert page.select_one(".tasks [aria-current]")["href"] == f"/staff/help/{name}"
    assert staff.get("/staff/help/none").status_code == 404


@ON_SQLITE
def test_pages_lead_to_the_help_of_their_task(staff: ReadingClient, prepare: Callable[..., Prepared]) -> None:
    review = f"/staff/reviews/{prepare().review_id}"
    expected = {
        "/staff/": ("Help", "/staff/help"),
        "/staff/rounds": ("Help: Prepare a round", "/staff/help/prepare"),
        f"{review}/invitations": ("Help: Invite people to a review", "/staff/help/invite"),
        f"{review}/close": ("Help: Close a review", "/staff/help/close"),
    }
    found = {path: staff.page(f"{path}?lang=en").select_one(".to-help") for path in expected}
    assert {path: (link.get_text(), link["href"]) for path, link in found.items()} == expected
    assert staff.page("/staff/help").select(".to-help") == []
