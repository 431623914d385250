"""The settings of the running app."""

from flask import current_app

from surveyapp.settings import Settings


def settings() -> Settings:
    """Return the settings of the current app."""
    found: Settings = current_app.extensions["surveyapp.settings"]
    return found
