"""Behind a pool a transaction may be in any session: the pages set nothing there, and sealing goes past it."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from surveyapp.settings import load_settings
from surveyapp.web.db import engine, own_engine
from surveyapp.web.factory import create_app


class AskedError(Exception):
    """Somebody connects."""


def asked_of(found: Engine) -> dict[str, Any]:
    """Return with what this engine connects."""
    told: dict[str, Any] = {}

    def refuse(_dialect: object, _record: object, _args: object, given: dict[str, Any]) -> None:
        told.update(given)
        raise AskedError

    event.listen(found, "do_connect", refuse)
    with pytest.raises(AskedError):
        found.connect()
    return told


def test_pages_go_through_the_pool_and_sealing_past_it(tmp_path: Path) -> None:
    urls = {"DATABASE_URL": "postgresql://u@db/x", "POOL_URL": "postgresql://u@pool/x"}
    with create_app(load_settings(urls | {"SECRET_KEY": "x" * 32}, tmp_path)).app_context():
        pages, sealing = asked_of(engine()), asked_of(own_engine())
    assert (pages["host"], sealing["host"]) == ("pool", "db")
    assert pages["prepare_threshold"] is None
    assert "options" not in pages
    assert "statement_timeout=30s" in sealing["options"]
