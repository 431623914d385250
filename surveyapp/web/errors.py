"""Pages for what went wrong: what happened, what was kept, what to do; in both languages. Programs get problems."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, SecurityError

from surveyapp.core.errors import GoneError, NotFoundError, ReviewError, StateError
from surveyapp.store.engine import is_away
from surveyapp.web.access import is_programs
from surveyapp.web.api.problems import problem_of
from surveyapp.web.i18n import in_every_language, marked
from surveyapp.web.logs import log_fault


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
    marked("What arrived here was incomplete or not a form of ours."),
    marked("Nothing of it was kept; what was kept before is still there. Go back, and send the page again."),
)
_FAULT = Sentences(
    marked("Something failed on our side."),
    marked("What was kept before is still there. Go back, wait a minute, and send the page again."),
)
_BY_CODE: dict[str, Sentences] = {
    "unknown_link": Sentences(
        marked("We do not know this link."),
        marked("Check that you copied it whole, or ask whoever invited you to send it again."),
    ),
    "link_revoked": Sentences(
        marked("This link was withdrawn."),
        marked("Another link may have taken its place. Ask whoever invited you."),
    ),
    "review_closed": Sentences(
        marked("This review is closed."),
        marked("It takes no more answers. Answers that were sent before are counted."),
    ),
    "review_not_open": Sentences(
        marked("This review has not been opened yet."),
        marked("Your link is right. Please come back when you are told that the review is open."),
    ),
    "last_administrator": Sentences(
        marked("This is the last administrator."),
        marked("Make somebody else an administrator first."),
    ),
    "both_reviewed": Sentences(
        marked("Both records have a review in the same round."),
        marked("Two reviews cannot become one, so the two records stay apart."),
    ),
    "address_is_frozen": Sentences(
        marked("While a review is open, an address is changed only where mail to it was refused."),
        marked("Send another link to the same address, or withdraw the link."),
    ),
    "list_is_frozen": Sentences(
        marked("This review was opened, so its lists of people are frozen."),
        marked("Nothing needs to be done here any more."),
    ),
    "may_not_invite": Sentences(
        marked("This review was opened, so its lists of people are frozen."),
        marked("Nobody can be added any more: each side knows how many were invited."),
    ),
    "may_not_reissue": Sentences(
        marked("Links are changed only until the review is closed."),
        marked("Closing erased whose link was whose."),
    ),
    "may_not_remind": Sentences(
        marked("Only people who may still answer are reminded."),
        marked("Look at the review to see where it stands."),
    ),
    "may_not_write_letters": Sentences(
        marked("There are letters only until the review is closed."),
        marked("Closing erased whose link was whose."),
    ),
    "no_letters": Sentences(
        marked("There are no letters for this side."),
        marked("Everybody on it has an address, and gets a mail."),
    ),
    "no_focal_point": Sentences(
        marked("Nobody is recorded who could confirm this list."),
        marked("Write down a focal point on the partner’s page first."),
    ),
    "reminded_lately": Sentences(
        marked("This side was reminded less than three days ago."),
        marked("Give people some time."),
    ),
    "reminded_twice": Sentences(
        marked("This side was reminded twice, and that is enough."),
        marked("Speak to the focal point, who may ask everybody without knowing who has answered."),
    ),
    "closing_date_passed": Sentences(
        marked("The last day for answers is over."),
        marked("Choose a later one, then open the review."),
    ),
    "list_not_confirmed": Sentences(
        marked("A list of people waits for its focal point."),
        marked("The review can be opened once each focal point has confirmed the list of his own side."),
    ),
    "list_refused": Sentences(
        marked("A focal point objects to a list of people."),
        marked("Look at the invitations: what is wrong stands there. Mend the list, then ask again for confirmation."),
    ),
    "may_not_change": Sentences(
        marked("This review was opened, so what was prepared is frozen."),
        marked("Only the last day can still be moved, while the review is open."),
    ),
    "may_not_close": Sentences(
        marked("Only an open review can be closed."),
        marked("Somebody may have closed it before you. Look at the review to see where it stands."),
    ),
    "may_not_extend": Sentences(
        marked("The last day can be moved only while the review is open."),
        marked("Look at the review to see where it stands."),
    ),
    "may_not_open": Sentences(
        marked("Only a review in preparation can be opened."),
        marked("Somebody may have opened it before you. Look at the review to see where it stands."),
    ),
    "may_not_share": Sentences(
        marked("Only results of a closed review can be shared, and only once."),
        marked("Look at the review to see where it stands."),
    ),
    "nobody_invited": Sentences(
        marked("On one side nobody is invited yet."),
        marked("Make links for both sides, then open the review."),
    ),
    "not_translated": Sentences(
        marked("A text is missing in one language."),
        marked("Look at the questionnaire, the partner’s name and the round’s title, in both languages."),
    ),
    "partner_archived": Sentences(
        marked("This partner is archived."),
        marked("Restore it first."),
    ),
    "partner_in_use": Sentences(
        marked("A review with this partner is being prepared, or is open."),
        marked("The partner can be archived once its reviews are closed."),
    ),
    "partner_merged": Sentences(
        marked("This record was a double of another partner."),
        marked("Its reviews went there, so it stays archived."),
    ),
    "partner_not_archived": Sentences(
        marked("This partner is not archived."),
        marked("There is nothing to restore."),
    ),
    "unknown_paper": Sentences(
        marked("No paper form has this code."),
        marked("Compare it with the form, letter by letter. Codes of personal links cannot be keyed."),
    ),
    "no_results_yet": Sentences(
        marked("There are no results yet."),
        marked("Results are worked out once, when the review is closed."),
    ),
}
_BY_STATUS: dict[int, Sentences] = {
    400: _BAD_REQUEST,
    403: Sentences(marked("You may not do this."), marked("Ask an administrator for the right to.")),
    404: _NOT_FOUND,
    405: _BAD_REQUEST,
    411: _BAD_REQUEST,
    413: Sentences(
        marked("That was too large."),
        marked("Nothing of it was kept. Shorten the longest text, or choose a smaller file, and send it again."),
    ),
    415: _BAD_REQUEST,
    429: Sentences(marked("Too many attempts."), marked("Wait fifteen minutes and try again.")),
    503: _FAULT,
}
_Error = TypeVar("_Error", bound=Exception)
_STATUS: dict[type[ReviewError], int] = {NotFoundError: 404, GoneError: 410, StateError: 409}


def init_errors(app: Flask) -> None:
    """Answer every error with a page, and programs with a problem."""
    app.register_error_handler(ReviewError, _or_problem(review_error))
    app.register_error_handler(HTTPException, _or_problem(_http_error))
    app.register_error_handler(DBAPIError, _or_problem(_database_error))
    app.register_error_handler(Exception, _or_problem(_unexpected))


def _or_problem(page: Callable[[_Error], ResponseReturnValue]) -> Callable[[_Error], ResponseReturnValue]:
    """Return a handler that answers with ``page``, or, at the addresses of programs, with a problem."""
    return lambda error: problem_of(error) if is_programs(request.path) else page(error)


def review_error(error: ReviewError) -> ResponseReturnValue:
    """Return the page that says why a step was refused."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    return _page(_BY_CODE.get(error.code) or _BY_STATUS.get(status, _BAD_REQUEST), status)


def sentences_for(code: str) -> Sentences:
    """Return what is said about an error with this code, untranslated."""
    return _BY_CODE[code]


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if isinstance(error, SecurityError):  # no page can be built for a host that is not ours
        return "unknown host\n", status, {"Content-Type": "text/plain; charset=utf-8"}
    if error.response is not None or status < 400:  # noqa: PLR2004 - redirects are not errors
        return error
    fallback = _BAD_REQUEST if status < 500 else _FAULT  # noqa: PLR2004
    return _page(_BY_STATUS.get(status, fallback), status)


def _database_error(error: DBAPIError) -> ResponseReturnValue:
    if not is_away(error):
        return _unexpected(error)
    log_fault("database away", error)
    return _page(_FAULT, 503)


def _unexpected(error: Exception) -> ResponseReturnValue:
    log_fault("unexpected error", error)
    return _page(_FAULT, 500)


def _page(sentences: Sentences, status: int) -> ResponseReturnValue:
    said = zip(in_every_language(sentences.headline), in_every_language(sentences.advice), strict=True)
    shown = [(language, head, advice) for (language, head), (_, advice) in said]
    return render_template("error.html", said=shown, status=status), status
