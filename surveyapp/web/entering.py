"""Entering a code that stands on paper: what it leads to, and what is said beside the field where it leads nowhere."""

from http import HTTPStatus

from surveyapp.core.errors import Code, InputError
from surveyapp.web.clock import now
from surveyapp.web.db import writing
from surveyapp.web.keys import keys, source
from surveyapp.workflow.accounts import entering


def enter(typed: str) -> str:
    """Return the token of the link that was typed or pasted, or whose code was.

    Raises:
        InputError: there is none, or the code was mistyped, or too many were wrong.
    """
    with writing() as session:
        token = entering.find_token(session, typed, source=source(), now=now(), keys=keys())
    if token is None:
        raise InputError(Code.UNKNOWN_CODE)
    return token


def status_of(error: InputError) -> HTTPStatus:
    """Return how a page answers that says ``error`` beside the field."""
    is_barred = error.code is Code.TOO_MANY_CODES
    return HTTPStatus.TOO_MANY_REQUESTS if is_barred else HTTPStatus.UNPROCESSABLE_ENTITY
