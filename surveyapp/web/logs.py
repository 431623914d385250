"""What is logged: a line of JSON a request and a fault, and nothing that leads to a person.

A line names the route, never the path, which may hold a link's token; no address, no header, nothing that was typed. Of
an exception it says the kind and the lines of code it went through, never its message, which may quote a form or a row.

Requests behind links have no line, since its instant would be that of a sending: once an hour a process says how many
they were at most, in hundreds, when it is asked for something else. A fault behind a link is logged under the one name
of links, without request id, its time rounded to the hour; whatever gathers these lines adds its own.
"""

import sys
import time
import traceback
from contextvars import ContextVar
from datetime import datetime
from secrets import token_hex
from threading import Lock
from typing import cast

import structlog
from flask import Flask, Response, current_app, g, has_request_context, request
from structlog.typing import EventDict, FilteringBoundLogger

from surveyapp.web.clock import now

HEADER = "X-Request-Id"
QUIET = frozenset({"operators.alive", "operators.ready", "operators.metrics"})
"""What machines ask every few seconds."""

LINKS = "/r/"
"""What all pages behind links are called, those of paper forms too."""

_PATHS = (LINKS, "/paper/")
_ROUNDED_TO, _COUNTED = 100, "surveyapp.links"

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def is_behind_link() -> bool:
    """Say whether what is asked for just now is a page behind a link, or would be one."""
    return has_request_context() and request.path.startswith(_PATHS)


def log() -> FilteringBoundLogger:
    """Return a logger that names the request it is called in, unless that is one behind a link."""
    logger = cast("FilteringBoundLogger", structlog.get_logger())
    request_id = None if is_behind_link() else _request_id.get()
    return logger.bind(request_id=request_id) if request_id else logger


def frames_of(error: BaseException) -> list[str]:
    """Return where ``error`` went through, the innermost last."""
    found = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in found]


def log_fault(event: str, error: BaseException) -> None:
    """Log that something failed on our side: the kind of error, of its cause, and the lines of code."""
    cause = getattr(error, "orig", None) or error.__cause__
    kinds = [type(one).__name__ for one in (error, cause) if one is not None]
    log().error(event, error=kinds[0], cause=kinds[1:], frames=frames_of(error), route=route())


def route() -> str:
    """Return the current request's route as it is written in the code, or nothing when there is none."""
    if is_behind_link():
        return LINKS
    return request.url_rule.rule if request.url_rule else ""


def init_logs(app: Flask, *, is_production: bool) -> None:
    """Log every request in production, those behind links by the hour, and what is worth a warning elsewhere."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            _stamp,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger("info" if is_production else "warning"),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    app.extensions[_COUNTED] = _Links()
    app.before_request(_begin)
    app.after_request(_end)


class _Links:
    """How many requests behind links this process had since it last said so."""

    def __init__(self) -> None:
        self._lock, self._since, self._count = Lock(), _hour(now()), 0

    def count(self) -> None:
        """Count one more."""
        with self._lock:
            self._count += 1

    def tell(self) -> None:
        """Log what was counted, where the hour is over in which the count began; never while a link is asked for."""
        with self._lock:
            since, until, count = self._since, _hour(now()), self._count
            if until == since:
                return
            self._since, self._count = until, 0
        hundreds = max(-(-count // _ROUNDED_TO), 1)
        between = {"since": since.isoformat(), "until": until.isoformat()}
        log().info("links", route=LINKS, requests_at_most=hundreds * _ROUNDED_TO, **between)


def _hour(instant: datetime) -> datetime:
    return instant.replace(minute=0, second=0, microsecond=0)


def _stamp(_logger: object, _method: str, event: EventDict) -> EventDict:
    event["timestamp"] = (_hour(now()) if is_behind_link() else now()).isoformat()
    return event


def _begin() -> None:
    g.began = time.perf_counter()
    _request_id.set(token_hex(8))


def _end(response: Response) -> Response:
    response.headers[HEADER] = _request_id.get() or ""
    links: _Links = current_app.extensions[_COUNTED]
    if is_behind_link():
        links.count()
        return response
    links.tell()
    if request.endpoint not in QUIET:
        write = log().warning if response.status_code >= 500 else log().info  # noqa: PLR2004
        spent = round((time.perf_counter() - g.began) * 1000, 1)
        write("request", method=request.method, route=route(), status=response.status_code, ms=spent)
    return response
