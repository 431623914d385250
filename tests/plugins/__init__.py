"""Fixtures of some rooms only. A room's conftest takes them, so that other rooms start without their libraries.

Each is a plugin, and not a star import, so that rooms that run together share one PostgreSQL and one app.
"""

import pytest


def take(config: pytest.Config, *names: str) -> None:
    """Let the fixtures of the plugins of these names be known; from a conftest's ``pytest_configure``.

    Who only hands tests out to other processes runs none: they begin a second sooner.
    """
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return
    for name in names:
        config.pluginmanager.import_plugin(f"{__name__}.{name}")
