"""Headers on every response, and the guard that no malformed body passes."""

from urllib.parse import parse_qsl

from flask import Flask, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, LengthRequired, RequestEntityTooLarge, UnsupportedMediaType

from surveyapp.settings import Settings

BODY_LIMIT = 256 * 1024
FIELD_LIMIT = 400

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
    headers = headers_for(settings)

    def finish(response: Response) -> Response:
        response.headers.extend(headers)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(finish)


def headers_for(settings: Settings) -> dict[str, str]:
    """Return the headers of every response, static files' too."""
    return HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if settings.is_https else {})


def read_body() -> MultiDict[str, str]:
    """Return the fields of a posted form, whole and well-formed.

    A server may hand over a body that was cut on the way as if it were complete, so its length is compared; text that
    no database takes is refused before it gets near one.

    Raises:
        HTTPException: 400, 411, 413 or 415.
    """
    if request.mimetype != "application/x-www-form-urlencoded":
        raise UnsupportedMediaType
    if request.content_length is None:
        raise LengthRequired
    if request.content_length > BODY_LIMIT:
        raise RequestEntityTooLarge
    body = request.get_data(cache=True)
    if len(body) != request.content_length:
        raise BadRequest("cut")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELD_LIMIT)
    except ValueError:
        raise BadRequest("malformed") from None
    if any("\x00" in part for pair in pairs for part in pair):
        raise BadRequest("malformed")
    return MultiDict(pairs)
