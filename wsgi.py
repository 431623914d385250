"""Joins the pages and the commands; gunicorn and the ``flask`` command both start here."""

import os
import sys
from pathlib import Path

from surveyapp.cli import register_commands
from surveyapp.settings import SettingsError, load_settings
from surveyapp.web.factory import create_app

try:
    settings = load_settings(os.environ, Path(os.environ.get("INSTANCE") or Path(__file__).parent / "instance"))
    app = create_app(settings)
except SettingsError as error:
    sys.exit(f"surveyapp: {error}")
register_commands(app.cli, settings)
