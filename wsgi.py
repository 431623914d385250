"""Joins the pages and the commands; gunicorn and the ``flask`` command both start here."""

import os
import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import FlaskGroup

from surveyapp.cli import register_commands
from surveyapp.settings import Settings, SettingsError, load_settings


def make_app(settings: Settings) -> Flask:
    """Return the app; one without pages where ``flask`` only looks up a command of ours, which then starts sooner."""
    context = click.get_current_context(silent=True)
    if context is not None and isinstance(context.command, FlaskGroup):
        return Flask("surveyapp")
    from surveyapp.web.factory import create_app  # noqa: PLC0415 - no command needs the pages

    return create_app(settings)


os.umask(0o077)  # a database, a backup, a pack: what this writes is for its own account alone

try:
    settings = load_settings(os.environ, Path(os.environ.get("INSTANCE") or Path(__file__).parent / "instance"))
    app = make_app(settings)
    register_commands(app.cli, settings)
except SettingsError as error:
    sys.exit(f"surveyapp: {error}")
