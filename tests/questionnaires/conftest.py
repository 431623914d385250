"""The second questionnaire, in place of the frozen one for all that is taken from the plugins, and what it released."""

from collections.abc import Iterator

import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from tests.databases import DatabaseMaker
from tests.invented import Invented
from tests.plugins import take
from tests.questionnaires.held import Held, held

INVENTED = Invented(8, 7)
"""As many people as it takes for everything that the second questionnaire may show, but groups."""


def pytest_configure(config: pytest.Config) -> None:
    take(config, "database", "app")


@pytest.fixture(scope="session")
def questionnaire(second: Questionnaire) -> Questionnaire:
    return second


@pytest.fixture(scope="session")
def result(second: Questionnaire) -> ReviewResult:
    return INVENTED.result(second)


@pytest.fixture(scope="session")
def site(
    sqlite_maker: DatabaseMaker, second: Questionnaire, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Held]:
    """An installation that tests read and do not change."""
    with held(sqlite_maker, tmp_path_factory.mktemp("held"), second) as site:
        yield site
