"""The cookie of a browser in which somebody signed in before."""

from flask import Response, current_app, request

from surveyapp.store import people
from surveyapp.web.clock import now
from surveyapp.web.db import reading
from surveyapp.web.keys import keys
from surveyapp.workflow.accounts import known_browsers, signing_in


def shown_mark() -> str:
    """Return the mark that the browser sent, or nothing."""
    return request.cookies.get(_cookie_name(), "")


def remember(response: Response, session_key: str) -> Response:
    """Give the browser its mark where somebody has signed in, by a password, and with a code where one is asked for."""
    with reading() as session:
        found = signing_in.find_signed_in(session, session_key, now=now())
        email = found.staff.email if found and not found.by_link else ""
        password_hash = people.find_password_hash(session, email) if email else None
    if password_hash:
        response.set_cookie(
            _cookie_name(),
            known_browsers.make_mark(email, password_hash=password_hash, now=now(), keys=keys()),
            max_age=known_browsers.LIFE,
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            path="/",
        )
    return response


def _cookie_name() -> str:
    return "__Host-known" if current_app.config["SESSION_COOKIE_SECURE"] else "known"
