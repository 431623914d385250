"""A real Chromium in front of the real app."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from surveyapp.core.questionnaire import Questionnaire
from tests.browser.site import Site, running_site
from tests.browser.visit import Visit
from tests.databases import DatabaseMaker

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BROWSERS = ("chromium-headless-shell", "chromium")
"""The same browser twice; the first draws no windows, and takes half as long."""
NO_CHROMIUM = "no Chromium here; install it (`apt-get install chromium-headless-shell`), or name it in CHROMIUM"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(browser: Browser, sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app on SQLite, with the demonstration loaded; one for all, because links are not used twice."""
    with running_site(sqlite_maker.make(), tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def postgresql_site(
    browser: Browser,
    postgresql_maker: DatabaseMaker,
    questionnaire: Questionnaire,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    url = postgresql_maker.make(questionnaire)
    with running_site(url, tmp_path_factory.mktemp("site"), has_demonstration=False) as site:
        yield site


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visit]]:
    """Return a function that gives a browser of its own, with nothing remembered, to one visitor."""
    with ExitStack() as stack:

        def visit(to: Site = site, **habits: object) -> Visit:
            return stack.enter_context(Visit(browser, to.base, **habits))

        yield visit


@pytest.fixture
def staff(visit: Callable[..., Visit], site: Site) -> Callable[..., Visit]:
    """Return a function that gives a browser in which the demonstration's account is signed in."""

    def signed_in(**habits: object) -> Visit:
        visitor = visit(**habits)
        visitor.context.add_cookies([{"name": "staff", "value": site.let_in(), "url": site.base}])
        return visitor

    return signed_in
