"""The demonstration, for every page that only reads it, and an installation that sends mail."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from surveyapp.core.conduct.roles import Role
from surveyapp.settings import Settings, load_settings
from surveyapp.web.factory import create_app
from tests.conftest import SECRET
from tests.databases import SqliteMaker
from tests.demonstrated import frozen_demonstration
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff


@pytest.fixture(scope="session")
def demo(sqlite_maker: SqliteMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingClient]:
    """A viewer, signed in, before the demonstration."""
    settings = {"DATABASE_URL": frozen_demonstration(sqlite_maker), "SECRET_KEY": SECRET}
    app = create_app(load_settings(settings, tmp_path_factory.mktemp("instance")))
    engine = app.extensions["surveyapp.engine"]
    app.test_client_class = ReadingClient
    client = app.test_client()
    let_in(client, engine, make_staff(engine, role=Role.VIEWER))
    yield client
    engine.dispose()


@pytest.fixture
def mailing(app: Flask, settings: Settings) -> ReadingClient:
    """A browser of an installation that sends mail."""
    app.extensions["surveyapp.settings"] = replace(settings, smtp_url="smtp://localhost")
    client = app.test_client()
    assert isinstance(client, ReadingClient)
    return client
