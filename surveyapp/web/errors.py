"""Pages for what went wrong: what happened, what was kept, what to do; in both languages. Programs get problems."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from flask import Flask, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from surveyapp.core.errors import GoneError, NotFoundError, ReviewError, StateError, UnmadeError
from surveyapp.core.text.languages import Language
from surveyapp.store.engine import is_away
from surveyapp.web.access import is_programs
from surveyapp.web.api.problems import problem_of
from surveyapp.web.i18n import languages_in_turn, marked
from surveyapp.web.last_resort import init_last_resort, last_page
from surveyapp.web.logs import log_fault
from surveyapp.words.catalogue import say
from surveyapp.words.refusals.table import REFUSALS, refusal_advice, refusal_sentence


@dataclass(frozen=True, slots=True)
class Sentences:
    """A headline, and what the reader can do."""

    headline: str
    advice: str


_NOT_FOUND = Sentences(
    marked("This page does not exist."),
    marked("Check the address, or type the code from your letter on the first page."),
)
_BAD_REQUEST = Sentences(
    marked("What we received was incomplete or did not come from one of our forms."),
    marked(
        "Nothing from this page was saved; what you had saved before is still there. Go back and send the page again."
    ),
)
FAULT = Sentences(
    marked("Something went wrong on our side."),
    marked("What was saved before is still there. Go back, wait a minute, and send the page again."),
)
_NOT_NOW = Sentences(
    marked("This is not possible now."),
    marked("Someone may have been here before you. Go back and reload the page to see what has changed."),
)
_BY_STATUS: dict[int, Sentences] = {
    400: _BAD_REQUEST,
    403: Sentences(marked("You may not do this."), marked("Ask an administrator for permission.")),
    404: _NOT_FOUND,
    405: _BAD_REQUEST,
    409: _NOT_NOW,
    411: _BAD_REQUEST,
    413: Sentences(
        marked("What you sent was too large."),
        marked(
            "Nothing from it was saved. Shorten the longest text, split the list, or choose a smaller file; "
            "then send it again."
        ),
    ),
    415: _BAD_REQUEST,
    429: Sentences(marked("Too many attempts."), marked("Wait fifteen minutes and try again.")),
    503: FAULT,
}
_InLanguage = Callable[[Language], str]
_Error = TypeVar("_Error", bound=Exception)
_STATUS: dict[type[ReviewError], int] = {NotFoundError: 404, GoneError: 410, StateError: 409, UnmadeError: 503}
_RETRY_SECONDS = 30
"""When to ask again for a file that is not made yet."""


def init_errors(app: Flask) -> None:
    """Answer every error with a page, and programs with a problem."""
    app.log_exception = lambda fault: log_fault("no answer", fault[1])  # type: ignore[method-assign,assignment,arg-type]
    init_last_resort(app, headline=FAULT.headline, advice=FAULT.advice)
    app.register_error_handler(ReviewError, _or_problem(review_error))
    app.register_error_handler(UnmadeError, _or_problem(_unmade))
    app.register_error_handler(HTTPException, _or_problem(_http_error))
    app.register_error_handler(DBAPIError, _or_problem(_database_error))
    app.register_error_handler(Exception, _or_problem(_unexpected))


def _or_problem(page: Callable[[_Error], ResponseReturnValue]) -> Callable[[_Error], ResponseReturnValue]:
    """Return a handler that answers with ``page``, or, at the addresses of programs, with a problem."""

    def answer(error: _Error) -> ResponseReturnValue:
        if is_programs(request.path):
            return problem_of(error)
        try:
            return page(error)
        except Exception as second:  # whatever it is, somebody waits for an answer
            log_fault("the page for an error failed", second)
            return last_page()

    return answer


def review_error(error: ReviewError) -> ResponseReturnValue:
    """Return the page that says why a step was refused; what cannot be found is not said by its code alone."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    if status == _STATUS[NotFoundError] and not REFUSALS[error.code].advice:
        return _page(_NOT_FOUND, status)
    common = _BY_STATUS.get(status, _BAD_REQUEST).advice
    return _shown(
        lambda language: refusal_sentence(error, language),
        lambda language: refusal_advice(error, language) or say(common, language),
        status,
    )


def _unmade(error: UnmadeError) -> ResponseReturnValue:
    response = make_response(review_error(error))
    response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if isinstance(error, SecurityError):  # no page can be built for a host that is not ours
        return "unknown host\n", status, {"Content-Type": "text/plain; charset=utf-8"}
    if error.response is not None or status < 400:  # noqa: PLR2004 - redirects are not errors
        return error
    fallback = _BAD_REQUEST if status < 500 else FAULT  # noqa: PLR2004
    page = _page(_BY_STATUS.get(status, fallback), status)
    if isinstance(error, MethodNotAllowed):
        return *page, {"Allow": ", ".join(sorted(error.valid_methods or ()))}
    return page


def _database_error(error: DBAPIError) -> ResponseReturnValue:
    if not is_away(error):
        return _unexpected(error)
    log_fault("database away", error)
    return _page(FAULT, 503)


def _unexpected(error: Exception) -> ResponseReturnValue:
    log_fault("unexpected error", error)
    return _page(FAULT, 500)


def _page(sentences: Sentences, status: int) -> tuple[str, int]:
    return _shown(partial(say, sentences.headline), partial(say, sentences.advice), status)


def _shown(headline: _InLanguage, advice: _InLanguage, status: int) -> tuple[str, int]:
    said = [(language, headline(language), advice(language)) for language in languages_in_turn()]
    return render_template("error.html", said=said, status=status), status
