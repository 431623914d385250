"""The second questionnaire, in place of the frozen one for all that is taken from the plugins, and what it released."""

from pathlib import Path

import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from tests.invented import Invented
from tests.plugins import take

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
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("second")
