"""The addresses below ``/api/v1``. A program sees what its token opens, and never who answered, or what."""

from flask import Blueprint, Response, current_app, g
from werkzeug.exceptions import NotFound

from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.store import audit, reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.results import get_result
from surveyapp.web.access import needs
from surveyapp.web.api.asking import EXPORT, ID_LIMIT, INVITATIONS, ON_A_PAGE, REVIEWS, read_json, read_query
from surveyapp.web.api.description import description as described
from surveyapp.web.api.documents import Standing, invitations_document, load_standing, review_document, to_json
from surveyapp.web.clock import now, today
from surveyapp.web.db import reading, writing
from surveyapp.web.keys import keys
from surveyapp.web.settings import settings
from surveyapp.workflow.invitations import inviting

bp = Blueprint("api", __name__, url_prefix="/api/v1")
REVIEW = f"/reviews/<int(max={ID_LIMIT}):review_id>"


@bp.get("/openapi.json")
def description() -> Response:
    """Say what there is, in OpenAPI 3.1; open to every token."""
    return _answer(described())


@bp.get("/reviews")
@needs(Right.SEE_RESULTS)
def list_reviews() -> Response:
    """List the reviews that the program reaches, page by page, in the order in which they were made."""
    wanted = read_query(REVIEWS)
    limit = wanted.get("limit", ON_A_PAGE)
    with reading() as session:
        found = reviews.list_page(
            session,
            after=wanted.get("cursor", 0),
            limit=limit + 1,
            among=g.program.scope.reviews,
            round_slug=wanted.get("round"),
            partner_slug=wanted.get("partner"),
            state=wanted.get("state"),
        )
        shown = found[:limit]
        standing = load_standing(session, shown, now=now(), today=today())
    listed = [review_document(review, standing) for review in shown]
    return _answer({"reviews": listed, "next": str(shown[-1].id) if len(found) > limit else None})


@bp.get(REVIEW)
@needs(Right.SEE_RESULTS)
def review(review_id: int) -> Response:
    """Show one review."""
    read_query({})
    return _answer(review_document(*_load_standing(review_id)))


@bp.get(f"{REVIEW}/results")
@needs(Right.SEE_RESULTS)
def results(review_id: int) -> Response:
    """Give the results document; it is written down which program took it."""
    read_query({})
    with writing() as session:
        result = get_result(session, review_id)
        audit.record(session, "results.exported", review_id=review_id, kind="results")
    return _answer(result)


@bp.get(f"{REVIEW}/export.<kind>")
@needs(Right.SEE_RESULTS)
def export(review_id: int, kind: str) -> Response:
    """Give the released figures as a file; it is written down which program took them."""
    language = read_query(EXPORT).get("lang", current_app.config["DEFAULT_LANGUAGE"])
    from surveyapp.reports.exports import files  # noqa: PLC0415 - loaded with the first file

    if kind not in files.EXPORTS:
        raise NotFound
    with writing() as session:
        result, partner = get_result(session, review_id), reviews.get_review(session, review_id).partner.name
        questionnaire = get_questionnaire(session, result.review.questionnaire)
        audit.record(session, "results.exported", review_id=review_id, kind=kind)
    made = files.make_export(kind, result, questionnaire=questionnaire, partner=partner, language=language)
    response = Response(made, content_type=files.EXPORTS[kind])
    filename = f"{result.review.partner}-{result.review.round}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


@bp.get(f"{REVIEW}/invitations")
@needs(Right.RUN_REVIEWS)
def invitations(review_id: int) -> Response:
    """Say of each side how many are invited, and about how many have answered."""
    read_query({})
    return _answer(invitations_document(*_load_standing(review_id)))


@bp.post(f"{REVIEW}/invitations")
@needs(Right.RUN_REVIEWS)
def invite(review_id: int) -> Response:
    """Make personal links for one side, before opening only; they are shown once."""
    read_query({})
    wanted = read_json(INVITATIONS)
    is_paper, count = wanted.get("paper", False), wanted.get("count", 1)
    with writing() as session:
        tokens = inviting.invite(session, review_id, side=wanted["side"], count=count, keys=keys(), is_paper=is_paper)
    links = [f"{settings().public_url}/{'paper' if is_paper else 'r'}/{token}" for token in tokens]
    return _answer({"review": review_id, "side": wanted["side"], "links": links}, 201)


def _load_standing(review_id: int) -> tuple[Review, Standing]:
    with reading() as session:
        found = reviews.get_review(session, review_id)
        return found, load_standing(session, [found], now=now(), today=today())


def _answer(value: object, status: int = 200) -> Response:
    return Response(to_json(value), status, content_type="application/json")
