"""Behind a pool a transaction may be in any session: the pages set nothing there, and sealing goes past it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, make_url

from surveyapp.operating.site import Site, Unwell
from surveyapp.operating.storing import check_durability, check_pool
from surveyapp.settings import load_settings
from surveyapp.store.engine import make_engine
from surveyapp.web.db import engine, own_engine
from surveyapp.web.factory import create_app
from tests.databases import DatabaseMaker
from tests.languages import EN

ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


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


SET_BY_THE_POOL = "-c statement_timeout=5s -c lock_timeout=5s -c timezone=UTC"


def led(url: str, **to: str) -> str:
    """Return an address of a database with something added."""
    return make_url(url).update_query_dict(to).render_as_string(hide_password=False)


def ask_doctor(check: Callable[[Site], str], url: str, **environ: str) -> str:
    """Return what a check of the doctor says of this database, well or not."""
    settings = load_settings({"DATABASE_URL": url, "SECRET_KEY": "x" * 32} | environ, Path())
    looked_at = Site(settings, make_engine(url, settings.timezone), EN)
    try:
        return check(looked_at)
    except Unwell as fault:
        return f"unwell: {fault}"
    finally:
        looked_at.engine.dispose()


@ON_POSTGRESQL
def test_a_pool_that_pages_cannot_go_through_is_told(database_url: str, postgresql_maker: DatabaseMaker) -> None:
    other = postgresql_maker.make()
    for pool, said in {
        database_url: "POOL_URL gives sessions that are not set .*: TimeZone = .*, lock_timeout = 0, statement_timeout",
        other: "POOL_URL leads to another database than DATABASE_URL",
        led(database_url, host="127.0.0.1", port="9"): "POOL_URL: .*connection .*failed",
        led(database_url, options=SET_BY_THE_POOL): "POOL_URL keeps a session for each connection",
    }.items():
        assert re.match(f"unwell: {said}", ask_doctor(check_pool, database_url, POOL_URL=pool))
    postgresql_maker.drop(other)
    assert ask_doctor(check_pool, database_url) == "POOL_URL is not set: pages ask the database itself"


def test_where_an_answer_is_before_it_is_acknowledged_is_told(database_url: str) -> None:
    production = {"SURVEYAPP_ENV": "production"}
    assert ask_doctor(check_durability, database_url, **production) == "what is acknowledged is on the disk"
    if database_url.startswith("sqlite"):
        return
    here = make_url(database_url).query["host"]
    several = make_url(database_url).update_query_dict({"host": [here, here]}).render_as_string(hide_password=False)
    assert re.match("unwell: .* several .* is empty", ask_doctor(check_durability, several, **production))
    assert ask_doctor(check_durability, several) == "for trying only: synchronous_standby_names"
