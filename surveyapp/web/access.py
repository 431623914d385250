"""Who may see what: everything under ``/staff/`` is closed to whoever has not signed in."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import MethodNotAllowed

from surveyapp.core.conduct.roles import Right
from surveyapp.store import staff_sessions
from surveyapp.store.people import Staff
from surveyapp.store.staff_sessions import StaffSession
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.settings import settings
from surveyapp.workflow.accounts import second_factor, signing_in

STAFF = ("/staff/", "/paper/")
PROGRAMS = "/api/"
OPEN_ENDPOINTS = frozenset(
    f"signing_in.{view}" for view in ("sign_in", "sign_in_by_link", "sign_in_by_passkey", "forgotten")
)
OPEN_WITHOUT_FACTOR = frozenset({"account", "signing_in"})
"""Blueprints of pages that lead to a second factor, and so are open to whoever must choose one first."""

BY_ITSELF = "by-itself"
"""In the query of what a page asks for while nobody touches it: that keeps no session from ending as idle."""

_RIGHT = "_surveyapp_right"

_View = TypeVar("_View", bound=Callable[..., ResponseReturnValue])


def sees_results(review_id: int) -> bool:
    """Say whether whoever is signed in may see the results of a review."""
    return bool(g.staff.may(Right.SEE_RESULTS, review_id))


def needs(right: Right) -> Callable[[_View], _View]:
    """Mark a view, of staff or of programs, with the right that it takes; without a mark it is closed to everybody."""

    def mark(view: _View) -> _View:
        setattr(view, _RIGHT, right)
        return view

    return mark


def right_of(app: Flask, endpoint: str) -> Right | None:
    """Return the right that the view of ``endpoint`` takes, or None when it is not marked."""
    return getattr(app.view_functions[endpoint], _RIGHT, None)


def init_access(app: Flask) -> None:
    """Close what is staff's; the rule goes by address, so that a new page is closed from its first day."""
    app.before_request(_require_staff)
    app.context_processor(lambda: {"staff": g.get("staff"), "may": _may, "Right": Right})


def is_staffs(path: str) -> bool:
    """Say whether the page at ``path`` is for staff."""
    return f"{path}/".startswith(STAFF)


def is_programs(path: str) -> bool:
    """Say whether what is at ``path`` is for programs."""
    return f"{path}/".startswith(PROGRAMS)


def _require_staff() -> ResponseReturnValue | None:
    if not is_staffs(request.path) or request.endpoint in OPEN_ENDPOINTS:
        return None
    found = _signed_in()
    if found is None:
        return None if _takes_another_method() else _to_sign_in()
    g.staff, g.staff_session = found.staff, found
    if request.endpoint is None:  # no such page, or method
        return None
    right = right_of(current_app, request.endpoint)
    if right is None or not _may(right, (request.view_args or {}).get("review_id")):
        abort(403)
    if lacks_second_factor() and request.blueprint not in OPEN_WITHOUT_FACTOR:
        return redirect(url_for("account.factor"), code=303)
    return None


def _takes_another_method() -> bool:
    """Say whether what was asked for exists and does not know the method: whoever asks, the answer is 405."""
    return isinstance(request.routing_exception, MethodNotAllowed)


def _to_sign_in() -> ResponseReturnValue:
    """Lead to the page that signs in and from there back, and let it say that what was sent was lost."""
    answers_get = current_app.create_url_adapter(request).test(method="GET")  # type: ignore[union-attr]  # in a request
    back = request.full_path.rstrip("?") if answers_get else None
    has_sent = request.method == "POST" and request.endpoint != "signing_in.sign_out"
    return redirect(url_for("signing_in.sign_in", next=back, lost=1 if has_sent else None), code=303)


def lacks_second_factor() -> bool:
    """Say whether who is signed in must still choose a second factor."""
    return not g.staff.has_factor and second_factor.is_required(g.staff.role, settings())


def _may(right: Right, review_id: int | None = None) -> bool:
    """Say whether who is signed in has ``right``; for templates, that show no button which would be refused."""
    staff: Staff | None = g.get("staff")
    return staff is not None and staff.may(right, review_id)


def _signed_in() -> StaffSession | None:
    key = session_key()
    if not key:
        return None
    with reading() as session:
        found = signing_in.find_signed_in(session, key, now=now())
    if found and BY_ITSELF not in request.args and signing_in.is_touch_due(found, now=now()):
        with writing() as session:
            staff_sessions.touch_session(session, found.key_hash, now=now())
    return found


def session_key() -> str:
    """Return the key of a staff session that the browser sent, or nothing."""
    return request.cookies.get(cookie_name(), "")


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
    return is_staffs(address) and "\\" not in address and "//" not in address and address.isprintable()
