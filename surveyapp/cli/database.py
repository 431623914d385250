"""``flask db``: migrations."""

import click
from alembic import command
from alembic.util import CommandError

from surveyapp.cli.installation import Group, Installation, refuse
from surveyapp.operating.migrating import alembic_config


@click.group(cls=Group)
def db() -> None:
    """Migrate the database."""


@db.command()
@click.argument("revision", default="head")
@click.pass_obj
def upgrade(installation: Installation, revision: str) -> None:
    """Migrate up to REVISION."""
    command.upgrade(alembic_config(installation.engine), revision)


@db.command()
@click.argument("revision", default="-1")
@click.pass_obj
def downgrade(installation: Installation, revision: str) -> None:
    """Migrate down to REVISION."""
    command.downgrade(alembic_config(installation.engine), revision)


@db.command()
@click.pass_obj
def check(installation: Installation) -> None:
    """Say whether the database has the tables that the app expects."""
    try:
        command.check(alembic_config(installation.engine))
    except CommandError as error:
        refuse(installation.say("database: %(what)s", what=error))
