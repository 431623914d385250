"""A real Chromium in front of the real app."""

import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from tests.browser.site import Site, running_site
from tests.browser.visit import PHONE, Visit
from tests.databases import DatabaseMaker
from tests.plugins import take
from tests.programs import require_program

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    "--disable-site-isolation-trials",
    # a page that follows another one is drawn in the same frame; the first name is Playwright's own
    "--enable-features=CDPScreenshotNewSurface,RenderDocument:level/crashed-frame",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BROWSERS = ("chromium-headless-shell", "chromium")
"""The same browser twice; the first draws no windows, and takes half as long."""


def pytest_configure(config: pytest.Config) -> None:
    take(config, "database")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or require_program(*BROWSERS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(browser: Browser, sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app on SQLite, with the demonstration loaded; one for all, because links are not used twice.

    It has a name, since no passkey is bound to an IP address.
    """
    with running_site(sqlite_maker.make(), tmp_path_factory.mktemp("site"), host="localhost") as site:
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


@pytest.fixture(scope="session")
def unused(browser: Browser) -> Iterator[dict[Hashable, list[Visit]]]:
    """Browsers that nobody uses at the moment, and that remember nothing, by what they are set to."""
    unused: dict[Hashable, list[Visit]] = defaultdict(list)
    yield unused
    for visitor in chain.from_iterable(unused.values()):
        visitor.context.close()


@pytest.fixture
def visit(browser: Browser, site: Site, unused: dict[Hashable, list[Visit]]) -> Iterator[Callable[..., Visit]]:
    """Return a function that gives a browser of its own, with nothing remembered, to one visitor."""
    lent: list[Visit] = []

    def visit(
        to: Site = site,
        *,
        language: str = "ar",
        window: tuple[int, int] = PHONE,
        javascript: bool = True,
        is_new: bool = False,
    ) -> Visit:
        """``is_new`` is for whom nothing may have been loaded before."""
        found = [] if is_new else unused[to.base, language, javascript]
        visitor = found.pop() if found else Visit(browser, to.base, language=language, javascript=javascript)
        visitor.page.set_viewport_size({"width": window[0], "height": window[1]})
        lent.append(visitor)
        return visitor

    yield visit
    for visitor in lent:
        if visitor.forget() and not visitor.faults:
            unused[visitor.settings].append(visitor)
        else:
            visitor.context.close()
    assert [visitor.faults for visitor in lent if visitor.faults] == []


@pytest.fixture
def staff(visit: Callable[..., Visit], site: Site) -> Callable[..., Visit]:
    """Return a function that gives a browser in which the demonstration's account is signed in."""

    def signed_in(**habits: object) -> Visit:
        visitor = visit(**habits)
        visitor.context.add_cookies([{"name": "staff", "value": site.let_in(), "url": site.base}])
        return visitor

    return signed_in


@pytest.fixture(scope="session")
def meeting(site: Site) -> Review:
    """A review of the demonstration that has one before it, shared with both sides: its meeting may begin."""
    return site.meeting()
