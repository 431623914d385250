"""Pages of a whole round: its partners by topics. For those alone who may see every partner's results."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from surveyapp.charts.comparison.partners_view import PartnersView, has_interval, shows, step_of
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.core.sides import Side
from surveyapp.web.access import needs
from surveyapp.web.db import reading
from surveyapp.web.i18n import current_language
from surveyapp.web.results import drawing, figures
from surveyapp.web.results.partners import RoundResults, asked_kind, asked_order, load_round_results
from surveyapp.words.editions import editions_note
from surveyapp.words.naming import Names
from surveyapp.words.withheld import withheld_sentence

bp = Blueprint("round_results", __name__, url_prefix="/staff/rounds/<slug>")

_OF_GAPS = frozenset({"overall", "facets", "indices", "gaps", "facet_gaps"})


@bp.get("/results")
@needs(Right.SEE_ALL_RESULTS)
def overview(slug: str) -> ResponseReturnValue:
    """Show every partner by every topic: a map for each thing that gaps are about, each with its numbers."""
    found, shown, view = _load(slug)
    asked = {"order": asked_order(), "of": asked_kind(found.kinds_met)}
    if view is None:
        return render_template("results/round.html", found=found, asked=asked, view=None)
    scopes = {name: facet for name, facet in drawing.PARTNERS.items() if facet or _has_wholes(view)}
    charts = {name: drawing.inline(drawing.partners_chart(view, name)) for name in scopes}
    told = {"view": view, "shown": shown, "scopes": scopes, "charts": charts}
    return render_template("results/round.html", found=found, asked=asked, **told, **_frame(found, shown))


@bp.get("/charts/<name>.<kind>")
@needs(Right.SEE_ALL_RESULTS)
def chart(slug: str, name: str, kind: str) -> ResponseReturnValue:
    """Give one map as a file, of the partners and in the order that the page shows."""
    _found, _shown, view = _load(slug)
    if name not in drawing.PARTNERS or view is None:
        abort(404)
    return drawing.send(drawing.partners_chart(view, name), kind=kind, about=slug)


def _load(slug: str) -> tuple[RoundResults, list[Review], PartnersView | None]:
    """Return a round, the reviews to show in order, and the view of them; no view where none is closed."""
    with reading() as session:
        found = load_round_results(session, slug)
    if not found.closed:
        return found, [], None
    language, order = current_language(), asked_order()
    shown = found.chosen(asked_kind(found.kinds_met), order=order, language=language)
    return found, shown, found.view(shown, order=order, language=language)


def _frame(found: RoundResults, shown: list[Review]) -> dict[str, object]:
    return {
        "sides": tuple(Side),
        "figures": figures,
        "edition": editions_note([found.answered[one.id].result.method for one in shown], current_language()),
        "has_interval": has_interval,
        "shows": shows,
        "step_of": step_of,
        "withheld": [(review, reasons) for review in shown if (reasons := _reasons(found, review))],
    }


def _has_wholes(view: PartnersView) -> bool:
    """Say whether any partnership compares topics as a whole, because too few people answered for more."""
    return bool(view.places(None))


def _reasons(found: RoundResults, review: Review) -> list[str]:
    """Return why gaps of one partner are withheld, each reason once."""
    result, asked = found.answered[review.id].result, found.answered[review.id].questionnaire
    names = Names(asked, review.partner.name, current_language())
    hidden = [entry for entry in result.withheld if entry.what in _OF_GAPS]
    return list(dict.fromkeys(withheld_sentence(entry, result.thresholds, names) for entry in hidden))
