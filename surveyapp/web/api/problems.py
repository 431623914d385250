"""What a program is told when something is refused or fails: problem details (RFC 9457), each with a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, SecurityError

from surveyapp.core.errors import GoneError, InputError, NotFoundError, ReviewError, StateError
from surveyapp.store.engine import is_away
from surveyapp.web.api.documents import to_json
from surveyapp.web.logs import log_fault

MEDIA_TYPE = "application/problem+json"
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can go wrong: the status, and a sentence with placeholders."""

    status: int
    detail: str


PROBLEMS: dict[str, Kind] = {
    "malformed": Kind(400, "The body did not arrive whole, or is not JSON with every name once."),
    "unknown_host": Kind(400, "The name in the header Host is not ours."),
    "no_token": Kind(401, "Send the header `Authorization: Bearer TOKEN`."),
    "unknown_token": Kind(401, "No program has this token."),
    "expired_token": Kind(401, "This token has expired; ask an administrator for a new one."),
    "revoked_token": Kind(401, "This token was revoked."),
    "right_missing": Kind(403, "The token does not carry the right that this address takes."),
    "review_out_of_reach": Kind(403, "The token does not reach review {review}."),
    "no_address": Kind(404, "There is nothing at this address."),
    "no_review": Kind(404, "There is no review {review}."),
    "bad_method": Kind(405, "This address does not take this method."),
    "no_results_yet": Kind(409, "Review {review} is {state}; results are worked out once, when it is closed."),
    "may_not_invite": Kind(409, "Review {review} is {state}; the list of people is frozen on opening."),
    "one_form_per_organisation": Kind(409, "Side {side} gives one agreed form, and so has one link."),
    "no_length": Kind(411, "Say with Content-Length how long the body is."),
    "too_large": Kind(413, "The body is too large."),
    "not_json": Kind(415, "The body must be application/json."),
    "bad_input": Kind(422, "Some of what was sent cannot be taken; `errors` says what."),
    "too_many_requests": Kind(429, "This token asked too often; wait as long as Retry-After says."),
    "failed": Kind(500, "Something failed on our side."),
    "unavailable": Kind(503, "The database does not answer; try again in a while."),
}
"""Every code, with what it means."""

_BY_STATUS = {
    400: "malformed",
    404: "no_address",
    405: "bad_method",
    411: "no_length",
    413: "too_large",
    415: "not_json",
    500: "failed",
    503: "unavailable",
}
_STATUS: dict[type[ReviewError], int] = {NotFoundError: 404, GoneError: 410, StateError: 409, InputError: 422}


class ProblemError(Exception):
    """A request that is refused: by what code, with what headers, and what fills the sentence or stands beside it."""

    def __init__(self, code: str, *, headers: dict[str, str] | None = None, **members: Any) -> None:
        super().__init__(code)
        self.code, self.headers, self.members = code, headers or {}, members


def problem_of(error: Exception) -> ResponseReturnValue:
    """Return what a program is told about ``error``; one that nobody foresaw is logged."""
    if isinstance(error, ProblemError):
        return _problem(error.code, error.members, headers=error.headers)
    if isinstance(error, ReviewError):
        status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
        return _problem(error.code, error.details, unlisted=Kind(status, error.code))
    if isinstance(error, HTTPException):
        return _of_http(error)
    if isinstance(error, DBAPIError) and is_away(error):
        log_fault("database away", error)
        return _problem("unavailable")
    log_fault("unexpected error", error)
    return _problem("failed")


def _of_http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < HTTPStatus.BAD_REQUEST:
        return error  # a redirect
    if isinstance(error, SecurityError):
        return _problem("unknown_host")
    headers = {name: value for name, value in error.get_headers() if name not in {"Content-Type", "Content-Length"}}
    unnamed = "malformed" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "failed"
    return _problem(_BY_STATUS.get(status, unnamed), headers=headers)


def _problem(
    code: str,
    members: Mapping[str, object] = NOTHING,
    *,
    headers: Mapping[str, str] = NOTHING,
    unlisted: Kind | None = None,
) -> Response:
    kind = PROBLEMS.get(code) or unlisted or PROBLEMS["failed"]
    said = {
        "type": "about:blank",
        "title": HTTPStatus(kind.status).phrase,
        "status": kind.status,
        "code": code,
        "detail": kind.detail.format(**members),
    }
    return Response(to_json({**said, **members, **said}), kind.status, headers, content_type=MEDIA_TYPE)
