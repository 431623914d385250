"""What a program is told when something is refused or fails: problem details (RFC 9457), each with a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, SecurityError

from surveyapp.core.errors import Code, GoneError, InputError, NotFoundError, ReviewError, StateError
from surveyapp.store.engine import is_away
from surveyapp.web.api.documents import to_json
from surveyapp.web.logs import log_fault
from surveyapp.words.catalogue import SOURCE
from surveyapp.words.refusals.table import refusal_sentence

MEDIA_TYPE = "application/problem+json"
NOTHING: Mapping[str, str] = MappingProxyType({})


class Problem(StrEnum):
    """What can go wrong before any step is asked for, or in spite of it; what a step refuses has a ``Code``."""

    MALFORMED = auto()
    UNKNOWN_HOST = auto()
    NO_TOKEN = auto()
    UNKNOWN_TOKEN = auto()
    EXPIRED_TOKEN = auto()
    REVOKED_TOKEN = auto()
    RIGHT_MISSING = auto()
    REVIEW_OUT_OF_REACH = auto()
    NO_ADDRESS = auto()
    BAD_METHOD = auto()
    NO_LENGTH = auto()
    TOO_LARGE = auto()
    NOT_JSON = auto()
    BAD_INPUT = auto()
    TOO_MANY_REQUESTS = auto()
    FAILED = auto()
    UNAVAILABLE = auto()


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can go wrong: the status, and a sentence with placeholders where no refusal of a step has one."""

    status: int
    detail: str = ""


PROBLEMS: dict[Problem | Code, Kind] = {
    Problem.MALFORMED: Kind(400, "The body did not arrive whole, or is not JSON with every name once."),
    Problem.UNKNOWN_HOST: Kind(400, "The name in the header Host is not ours."),
    Problem.NO_TOKEN: Kind(401, "Send the header `Authorization: Bearer TOKEN`."),
    Problem.UNKNOWN_TOKEN: Kind(401, "No program has this token."),
    Problem.EXPIRED_TOKEN: Kind(401, "This token has expired; ask an administrator for a new one."),
    Problem.REVOKED_TOKEN: Kind(401, "This token was revoked."),
    Problem.RIGHT_MISSING: Kind(403, "The token does not carry the right that this address takes."),
    Problem.REVIEW_OUT_OF_REACH: Kind(403, "The token does not reach review %(review)s."),
    Problem.NO_ADDRESS: Kind(404, "There is nothing at this address."),
    Code.NO_REVIEW: Kind(404),
    Problem.BAD_METHOD: Kind(405, "This address does not take this method."),
    Code.NO_RESULTS_YET: Kind(409),
    Code.MAY_NOT_INVITE: Kind(409),
    Code.ONE_FORM_PER_ORGANISATION: Kind(409),
    Problem.NO_LENGTH: Kind(411, "Say with Content-Length how long the body is."),
    Problem.TOO_LARGE: Kind(413, "The body is too large."),
    Problem.NOT_JSON: Kind(415, "The body must be application/json."),
    Problem.BAD_INPUT: Kind(422, "Some of what was sent cannot be taken; `errors` says what."),
    Problem.TOO_MANY_REQUESTS: Kind(429, "This token asked too often; wait as long as Retry-After says."),
    Problem.FAILED: Kind(500, "Something went wrong on our side."),
    Problem.UNAVAILABLE: Kind(503, "The database does not answer; try again in a while."),
}
"""Every code, with what it means."""

_BY_STATUS = {
    400: Problem.MALFORMED,
    404: Problem.NO_ADDRESS,
    405: Problem.BAD_METHOD,
    411: Problem.NO_LENGTH,
    413: Problem.TOO_LARGE,
    415: Problem.NOT_JSON,
    500: Problem.FAILED,
    503: Problem.UNAVAILABLE,
}
_STATUS: dict[type[ReviewError], int] = {NotFoundError: 404, GoneError: 410, StateError: 409, InputError: 422}


class ProblemError(Exception):
    """A request that is refused: by what code, with what headers, and what fills the sentence or stands beside it."""

    def __init__(self, code: Problem, *, headers: dict[str, str] | None = None, **members: Any) -> None:
        super().__init__(code)
        self.code, self.headers, self.members = code, headers or {}, members


def problem_of(error: Exception) -> ResponseReturnValue:
    """Return what a program is told about ``error``; one that nobody foresaw is logged."""
    if isinstance(error, ProblemError):
        return _problem(error.code, error.members, headers=error.headers)
    if isinstance(error, ReviewError):
        return _refused(error)
    if isinstance(error, HTTPException):
        return _of_http(error)
    if isinstance(error, DBAPIError) and is_away(error):
        log_fault("database away", error)
        return _problem(Problem.UNAVAILABLE)
    log_fault("unexpected error", error)
    return _problem(Problem.FAILED)


def _refused(error: ReviewError) -> Response:
    common = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
    listed = PROBLEMS.get(error.code)
    said = refusal_sentence(error, SOURCE)
    return _answer(error.code, listed.status if listed else common, detail=said, members=error.details)


def _of_http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < HTTPStatus.BAD_REQUEST:
        return error  # a redirect
    if isinstance(error, SecurityError):
        return _problem(Problem.UNKNOWN_HOST)
    headers = {name: value for name, value in error.get_headers() if name not in {"Content-Type", "Content-Length"}}
    unnamed = Problem.MALFORMED if status < HTTPStatus.INTERNAL_SERVER_ERROR else Problem.FAILED
    return _problem(_BY_STATUS.get(status, unnamed), headers=headers)


def _problem(
    code: Problem, members: Mapping[str, object] = NOTHING, *, headers: Mapping[str, str] = NOTHING
) -> Response:
    kind = PROBLEMS[code]
    return _answer(code, kind.status, detail=kind.detail % members, members=members, headers=headers)


def _answer(
    code: Problem | Code,
    status: int,
    *,
    detail: str,
    members: Mapping[str, object],
    headers: Mapping[str, str] = NOTHING,
) -> Response:
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    return Response(to_json({**said, **members, **said}), status, headers, content_type=MEDIA_TYPE)
