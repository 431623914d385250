"""``flask db``: migrations."""

from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from surveyapp.cli.installation import Group, Installation, refuse

MIGRATIONS = Path(__file__).parents[2] / "migrations"


@click.group(cls=Group)
def db() -> None:
    """Migrate the database."""


@db.command()
@click.argument("revision", default="head")
@click.pass_obj
def upgrade(installation: Installation, revision: str) -> None:
    """Migrate up to REVISION."""
    command.upgrade(alembic_config(installation), revision)


@db.command()
@click.argument("revision", default="-1")
@click.pass_obj
def downgrade(installation: Installation, revision: str) -> None:
    """Migrate down to REVISION."""
    command.downgrade(alembic_config(installation), revision)


@db.command()
@click.pass_obj
def check(installation: Installation) -> None:
    """Say whether the database has the tables that the app expects."""
    try:
        command.check(alembic_config(installation))
    except CommandError as error:
        refuse(installation.say("database: %(what)s", what=error))


def alembic_config(installation: Installation | None = None) -> Config:
    """Return what Alembic needs to know; without an installation a connection is still to be given to it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    if installation:
        config.attributes["engine"] = installation.engine
    return config
