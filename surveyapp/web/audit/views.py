"""``/staff/audit``: who did what and when, the newest first, filtered; as a page or a file."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound

from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.store import audit, review_lists
from surveyapp.web.access import needs
from surveyapp.web.audit.forms import FilterForm
from surveyapp.web.audit.telling import load_names, tell_by_day
from surveyapp.web.db import reading, writing
from surveyapp.web.settings import settings

bp = Blueprint("audit", __name__, url_prefix="/staff")
ON_A_PAGE, REVIEWS_OFFERED = 25, 100


@bp.get("/audit")
@needs(Right.SEE_AUDIT)
def index() -> ResponseReturnValue:
    """Show a page of the record."""
    with reading() as session:
        form = FilterForm(request.args).offer(audit.list_authors(session), _offered(session, request.args))
        is_asked = form.validate()
        wanted = form.wanted(settings().timezone) if is_asked else {}
        before = _before()
        entries = audit.list_entries(session, **wanted, before=before, limit=ON_A_PAGE + 1) if is_asked else []
        shown, is_more = entries[:ON_A_PAGE], len(entries) > ON_A_PAGE
        names = load_names(session, shown)
    kept = {field.name: field.data for field in form if field.data}
    older = url_for(".index", **kept, before=shown[-1].number) if is_more else None
    page = render_template(
        "audit/index.html",
        form=form,
        days=tell_by_day(shown, names),
        kept=kept,
        older=older,
        is_first=before is None,
    )
    return page, 200 if is_asked else 422


@bp.post("/audit.<kind>")
@needs(Right.SEE_AUDIT)
def export(kind: str) -> ResponseReturnValue:
    """Give the entries looked for as a file. A press of a button, because it is written down who took them."""
    from surveyapp.reports.exports.audit_log import EXPORTS  # noqa: PLC0415 - loaded with the first file

    if kind not in EXPORTS:
        raise NotFound
    with reading() as session:
        form = FilterForm(request.form).offer(audit.list_authors(session), _offered(session, request.form))
        if not form.validate():
            raise BadRequest
        entries = audit.list_entries(session, **form.wanted(settings().timezone), limit=None)
    with writing() as session:
        audit.record(session, "audit.exported", kind=kind, count=len(entries))
    make, media_type = EXPORTS[kind]
    response = Response(make(entries), content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="audit.{kind}"'
    return response


def _offered(session: Session, asked: MultiDict[str, str]) -> list[Review]:
    """Return the newest reviews, and the one that is asked for: an older one is reached from its own page."""
    newest = review_lists.list_part(session, offset=0, limit=REVIEWS_OFFERED)
    wanted = asked.get("review", type=int)
    is_known = wanted is None or wanted in {one.id for one in newest}
    return newest if is_known else [*newest, *review_lists.list_some(session, [_countable(wanted or 0)])]


def _before() -> int | None:
    """Return the number of the last entry that was seen already, as far as databases count."""
    asked = request.args.get("before", type=int)
    return None if asked is None else _countable(asked)


def _countable(number: int) -> int:
    """Return the number that both databases take which is nearest."""
    return max(0, min(number, 2**31 - 1))
