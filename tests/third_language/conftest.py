"""The made-up languages for as long as a test here runs, and an installation that speaks them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import DatabaseMaker
from tests.plugins import take
from tests.third_language.house import House, open_house, speaking
from tests.third_language.inventing import CODE, MIRRORED, spoken_here


def pytest_configure(config: pytest.Config) -> None:
    take(config, "database", "app")


@pytest.fixture(scope="package", autouse=True)
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with spoken_here(tmp_path_factory.mktemp("translations")):
        yield


@pytest.fixture(scope="package")
def house(made_up: None, sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An installation of the made-up language, in which pages are only read."""
    folder: Path = tmp_path_factory.mktemp("instance")
    with open_house(sqlite_maker, folder, CODE, asked_in=(CODE, MIRRORED)) as made:
        yield made


@pytest.fixture(scope="package")
def mirrored(house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The same database in an installation of the one that is written from the right."""
    with speaking(house, tmp_path_factory.mktemp("instance"), MIRRORED) as made:
        yield made


@pytest.fixture(scope="package")
def lacking(made_up: None, sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Likewise of one that speaks the made-up language, with a questionnaire that does not."""
    folder: Path = tmp_path_factory.mktemp("instance")
    with open_house(sqlite_maker, folder, CODE, asked_in=()) as made:
        yield made
