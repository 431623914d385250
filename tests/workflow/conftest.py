"""Databases of both kinds, and the pages that a step leads to."""

import pytest

from tests.plugins import take


def pytest_configure(config: pytest.Config) -> None:
    take(config, "database", "app")
