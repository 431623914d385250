"""A database for the app behind the proxy."""

import pytest

from tests.plugins import take


def pytest_configure(config: pytest.Config) -> None:
    take(config, "database")
