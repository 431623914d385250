"""The keys of the running app."""

from flask import current_app

from surveyapp.workflow.keys import Keys


def keys() -> Keys:
    """Return the keys of the current app."""
    found: Keys = current_app.extensions["surveyapp.keys"]
    return found
