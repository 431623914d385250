"""Who may see what: everything under ``/staff/`` is closed to whoever has not signed in."""

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.store.people import Staff
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.workflow import signing_in

STAFF = "/staff/"
OPEN_ENDPOINTS = frozenset({"desk.sign_in", "desk.sign_in_by_link"})


def init_access(app: Flask) -> None:
    """Close what is staff's; the rule goes by address, so that a new page is closed from its first day."""
    app.before_request(_require_staff)
    app.context_processor(lambda: {"staff": g.get("staff")})


def _require_staff() -> ResponseReturnValue | None:
    if not (request.path + "/").startswith(STAFF) or request.endpoint in OPEN_ENDPOINTS:
        return None
    g.staff = _signed_in()
    if g.staff is not None:
        return None
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("desk.sign_in", next=back), code=303)


def _signed_in() -> Staff | None:
    key = request.cookies.get(cookie_name(), "")
    if not key:
        return None
    with reading() as session:
        found = signing_in.find_signed_in(session, key, now=now())
    if found is None:
        return None
    staff, is_due = found
    if is_due:
        with writing() as session:
            signing_in.touch(session, key, now=now())
    return staff


def cookie_name() -> str:
    """Return the name of the cookie that holds a staff session's key."""
    return "__Host-staff" if current_app.config["SESSION_COOKIE_SECURE"] else "staff"


def let_in(response: Response, key: str) -> Response:
    """Give the browser its key; it lasts as long as the browser's window, and never longer than the server says."""
    response.set_cookie(
        cookie_name(),
        key,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        path="/",
    )
    return response


def is_local(address: str) -> bool:
    """Say whether a redirect to ``address`` stays within the staff pages of this site."""
    return address.startswith(STAFF) and "\\" not in address and "//" not in address and address.isprintable()
