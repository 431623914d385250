"""Migrations, as Alembic needs to know of them."""

from pathlib import Path

from alembic.config import Config
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def alembic_config(engine: Engine | None = None) -> Config:
    """Return what Alembic needs to know; without an engine a connection is still to be given to it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    if engine:
        config.attributes["engine"] = engine
    return config
