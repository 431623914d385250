"""What is logged: a line of JSON a request and a fault, and nothing that leads to a person.

A line names the route, never the path, which may hold a link's token; no address, no header, nothing that was typed. Of
an exception it says the kind and the lines of code it went through, never its message, which may quote a form or a row.
"""

import sys
import time
import traceback
from contextvars import ContextVar
from secrets import token_hex
from typing import cast

import structlog
from flask import Flask, Response, g, request
from structlog.typing import FilteringBoundLogger

HEADER = "X-Request-Id"
QUIET = frozenset({"operators.alive", "operators.ready", "operators.metrics"})
"""What machines ask every few seconds."""

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def log() -> FilteringBoundLogger:
    """Return a logger that names the request it is called in."""
    logger = cast("FilteringBoundLogger", structlog.get_logger())
    request_id = _request_id.get()
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
    return request.url_rule.rule if request.url_rule else ""


def init_logs(app: Flask, *, is_production: bool) -> None:
    """Log every request in production, and what is worth a warning elsewhere."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger("info" if is_production else "warning"),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = time.perf_counter()
    _request_id.set(token_hex(8))


def _end(response: Response) -> Response:
    response.headers[HEADER] = _request_id.get() or ""
    if request.endpoint not in QUIET:
        write = log().warning if response.status_code >= 500 else log().info  # noqa: PLR2004
        spent = round((time.perf_counter() - g.began) * 1000, 1)
        write("request", method=request.method, route=route(), status=response.status_code, ms=spent)
    return response
