"""The rules of the house that need a database: who may do what."""

import pytest

from tests.plugins import take


def pytest_configure(config: pytest.Config) -> None:
    take(config, "database", "app")
