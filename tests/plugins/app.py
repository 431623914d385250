"""The app on the test's own database, and a client that reads what it gets."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.settings import Settings, load_settings
from surveyapp.web.factory import create_app
from tests.conftest import SECRET
from tests.pages import ReadingClient


@pytest.fixture(scope="session")
def made_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app, made once: its routes and templates cost more than most tests."""
    folder = tmp_path_factory.mktemp("instance")
    app = create_app(load_settings({"DATABASE_URL": "sqlite://", "SECRET_KEY": SECRET}, folder))
    app.test_client_class = ReadingClient
    return app


@pytest.fixture
def app(made_app: Flask, settings: Settings, engine: Engine) -> Flask:
    """The app on the test's own database; a test that changes the app itself takes ``own_app``."""
    made_app.extensions |= {"surveyapp.engine": engine, "surveyapp.settings": settings, "surveyapp.sheets": {}}
    return made_app


@pytest.fixture
def own_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.test_client_class = ReadingClient
    yield app
    app.extensions["surveyapp.engine"].dispose()


@pytest.fixture
def client(app: Flask) -> ReadingClient:
    client = app.test_client()
    assert isinstance(client, ReadingClient)
    return client
