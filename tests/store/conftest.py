"""Databases of both kinds."""

import pytest

from tests.plugins import take


def pytest_configure(config: pytest.Config) -> None:
    take(config, "database")
