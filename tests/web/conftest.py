"""Databases of both kinds, the pages of the app, and the demonstration for every page that only reads it."""

import pytest

from tests.plugins import take


def pytest_configure(config: pytest.Config) -> None:
    take(config, "database", "app", "demonstration")
