"""Headers on every response, and the guards that no malformed body passes: of forms, and of forms with a file."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from io import BytesIO
from socket import SHUT_RD, socket
from threading import Timer
from typing import IO, Any, TypeVar
from urllib.parse import parse_qsl

from flask import Flask, Request, Response, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, LengthRequired, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.middleware.proxy_fix import ProxyFix

from surveyapp.core.text.writable import as_typed, in_one_line
from surveyapp.settings import Settings

BODY_LIMIT = 256 * 1024
FIELD_LIMIT = 400
FILE_FORM = "multipart/form-data"
BESIDE_FILE_LIMIT = 16 * 1024
"""Bytes of a form with a file that are not the file: its other fields, names and boundaries."""

THROWN_AWAY_LIMIT, THROWN_AWAY_SECONDS = 16 * 1024 * 1024, 10
"""Bytes of a body that is too large which are thrown away, so that the answer is read, and for how long at most."""

_SELF = ("script", "style", "img", "font", "connect", "manifest", "worker")
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in _SELF),
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex",
}


def init_security(app: Flask, settings: Settings) -> None:
    """Set limits, cookie rules, trusted hosts and headers."""
    app.config.update(
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        MAX_FORM_PARTS=FIELD_LIMIT,
        MAX_FORM_MEMORY_SIZE=BODY_LIMIT,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_https else "session",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=settings.hosts,
        WTF_CSRF_TIME_LIMIT=None,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    app.request_class, app.session_interface = _InMemoryRequest, _Sessions()
    app.before_request(_admit_upload)
    headers = headers_for(settings)

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers.extend(headers)
        response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            _throw_away_body(response)
        return response


def headers_for(settings: Settings) -> dict[str, str]:
    """Return the headers of every response, static files' too."""
    return HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if settings.is_https else {})


def read_body(*, drops_controls: bool = False) -> MultiDict[str, str]:
    """Return the fields of a posted form, whole and well-formed.

    Text that no database takes is refused before it gets near one. What respondents wrote comes without it instead, and
    with a sign in the place of bytes that are no text.

    Raises:
        HTTPException: 400, 411, 413 or 415.
    """
    body = read_whole("application/x-www-form-urlencoded")
    errors = "replace" if drops_controls else "strict"
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors=errors, max_num_fields=FIELD_LIMIT)
    except ValueError:
        raise BadRequest("malformed") from None
    if drops_controls:
        pairs = [(name, as_typed(value)) for name, value in pairs]
    if any("\x00" in part for pair in pairs for part in pair):
        raise BadRequest("malformed")
    return MultiDict(pairs)


def read_whole(mimetype: str) -> bytes:
    """Return a posted body of this type; a server may hand over one that was cut on the way as if it were complete.

    Raises:
        HTTPException: 400, 411, 413 or 415.
    """
    if request.mimetype != mimetype:
        raise UnsupportedMediaType
    if request.content_length is None:
        raise LengthRequired
    if request.content_length > BODY_LIMIT:
        raise RequestEntityTooLarge
    body = request.get_data(cache=True)
    if len(body) != request.content_length:
        raise BadRequest("cut")
    return body


View = TypeVar("View", bound=Callable[..., Any])
_MARK = "_file_limit"
_FOLDERS = re.compile(r".*[\\/]", re.DOTALL)
_NAME_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a browser sent: what it is called there, to be shown only, and what it holds."""

    name: str
    data: bytes


def takes_file(limit: int) -> Callable[[View], View]:
    """Let a view take a form with one file of ``limit`` bytes at most; the view gets it from ``read_upload``.

    All uploads go through this pair, and nothing else parses them: a view without the mark keeps ``BODY_LIMIT``. The
    limit holds before the body is looked into for the CSRF token, and a body that was cut on the way is refused then.
    The template's form has ``enctype="multipart/form-data"``, the token, and one ``<input type="file">``.
    """

    def mark(view: View) -> View:
        setattr(view, _MARK, limit)
        return view

    return mark


def read_upload(field: str) -> Upload | None:
    """Return the file that was chosen in ``field``, in a view marked by ``takes_file``; None when none was chosen.

    Raises:
        HTTPException: 400, 413 or 415.
    """
    if request.mimetype != FILE_FORM:
        raise UnsupportedMediaType
    files = list(request.files.items(multi=True))
    if [name for name, _ in files] != [field] or any("\x00" in value for value in request.form.values()):
        raise BadRequest("malformed")
    name, data = _FOLDERS.sub("", files[0][1].filename or ""), files[0][1].read()
    if len(data) > (_file_limit() or 0):
        raise RequestEntityTooLarge
    return Upload(in_one_line(name[:_NAME_LIMIT]), data) if name or data else None


class _Sessions(SecureCookieSessionInterface):
    """Makes nothing to read a session with where a browser sent none: nobody behind a link has one."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session that a browser sent, or an empty one."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


class _InMemoryRequest(Request):
    """Keeps uploaded files in memory: they may hold answers, which no temporary folder shall keep."""

    def _get_file_stream(self, *_args: object, **_kwargs: object) -> IO[bytes]:
        return BytesIO()


def _throw_away_body(response: Response) -> None:
    """Wait for what the browser still sends: a connection that ends before is an error there, and no answer."""
    response.headers["Connection"] = "close"  # or the server goes on reading what is left
    left = min(request.content_length or 0, THROWN_AWAY_LIMIT)
    with _waited_for(THROWN_AWAY_SECONDS):
        while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, 64 * 1024))):
            left -= len(piece)


@contextmanager
def _waited_for(seconds: float) -> Iterator[None]:
    """Stop listening after so many seconds, however slowly something still comes: a thread is not held any longer."""
    connection = request.environ.get("gunicorn.socket")
    if connection is None:
        yield
        return
    timer = Timer(seconds, partial(_stop_listening, connection))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _stop_listening(connection: socket) -> None:
    with suppress(OSError):  # it has gone by itself
        connection.shutdown(SHUT_RD)


def _file_limit() -> int | None:
    return getattr(current_app.view_functions.get(request.endpoint or ""), _MARK, None)


def _admit_upload() -> None:
    """Give a view that takes a file its own limit, and refuse a body that did not arrive whole."""
    limit = _file_limit()
    if limit is None or request.mimetype != FILE_FORM:
        return
    request.max_content_length = limit + BESIDE_FILE_LIMIT
    if request.content_length is None:
        raise LengthRequired
    if request.content_length > request.max_content_length:
        raise RequestEntityTooLarge
    if len(request.get_data(cache=True)) != request.content_length:
        raise BadRequest("cut")
