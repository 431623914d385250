"""``flask version``: which version of the app this is; ``flask --version`` names Flask's."""

import platform

import click

from surveyapp.cli.installation import Command, as_json_option, reply
from surveyapp.version import VERSION


@click.command(cls=Command)
@as_json_option
def version(*, as_json: bool) -> None:
    """Say which version this is, and of Python."""
    found: dict[str, object] = {"version": VERSION, "python": platform.python_version()}
    reply(found, as_json=as_json, plain="surveyapp {version}, Python {python}".format(**found))
