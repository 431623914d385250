"""Pages of a whole round: its partners by topics. For those alone who may see every partner's results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from surveyapp.charts.comparison.partners_view import PartnersView, has_interval, shows, step_of
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.core.sides import Facet, Side
from surveyapp.store import rounds
from surveyapp.store.questionnaires import list_references
from surveyapp.store.releases import list_stamps_in
from surveyapp.web.access import needs
from surveyapp.web.db import reading
from surveyapp.web.i18n import current_language, gettext
from surveyapp.web.paging import Paging, paging_of
from surveyapp.web.results import drawing, figures
from surveyapp.web.results.partners import RoundResults, asked_kind, asked_order, load_round_results
from surveyapp.web.results.sheets import show_sheet
from surveyapp.words.editions import editions_note
from surveyapp.words.naming import Names
from surveyapp.words.sources import round_source
from surveyapp.words.withheld import withheld_sentences

bp = Blueprint("round_results", __name__, url_prefix="/staff/rounds/<slug>")

_OF_GAPS = frozenset({"overall", "facets", "indices", "gaps", "facet_gaps"})


_ASKED = frozenset({"order", "of", "about", "page", "waiting"})
ON_A_PAGE, TOGETHER = 15, 6
"""Partners that one map shows, which is drawn for screens and for phones; and up to how many all maps share a page."""


@bp.get("/results")
@needs(Right.SEE_ALL_RESULTS)
def overview(slug: str) -> ResponseReturnValue:
    """Show every partner by every topic: a map for each thing that gaps are about, each with its numbers."""
    with reading() as session:
        of_round = rounds.get_round(session, slug)
        of = (of_round, list_stamps_in(session, of_round.id), list_references(session))
    return show_sheet("results/round.html", of, partial(_overview, slug), asked=_ASKED)


def _overview(slug: str) -> Mapping[str, object]:
    page = _load(slug)
    asked = {"order": asked_order(), "of": asked_kind(page.found.kinds_met)}
    told = {"found": page.found, "asked": asked, "waiting": paging_of(len(page.found.waiting), name="waiting")}
    if page.view is None:
        return {**told, "view": None}
    view = page.view
    offered = {name: facet for name, facet in drawing.PARTNERS.items() if facet or page.has_wholes}
    scopes = offered if page.paging.total <= TOGETHER else _asked_scope(offered)
    charts = {name: drawing.inline(drawing.partners_chart(view, name)) for name in scopes}
    shown = {"view": view, "shown": page.shown, "scopes": scopes, "offered": offered, "charts": charts}
    return {**told, **shown, "paging": page.paging, **_frame(page.found, page.shown)}


@bp.get("/charts/<name>.<kind>")
@needs(Right.SEE_ALL_RESULTS)
def chart(slug: str, name: str, kind: str) -> ResponseReturnValue:
    """Give one map as a file, of the partners and in the order that the page shows."""
    page = _load(slug)
    if name not in drawing.PARTNERS or page.view is None:
        abort(404)
    source = round_source(page.found.round, page.shown, asked=page.found.reference, language=current_language())
    drawn = drawing.partners_chart(page.view, name)
    of = (f"{drawn.key[0]} {source}", current_language())
    return drawing.send(name, kind, about=slug, of=of, draw=lambda: replace(drawn.chart, source=source))


@dataclass(frozen=True)
class _Page:
    """A round, the reviews that a page shows of it in order, and the view of them; no view where none is closed."""

    found: RoundResults
    shown: Sequence[Review]
    view: PartnersView | None
    paging: Paging
    has_wholes: bool = False
    """Whether any partnership of the round compares topics as a whole, because too few people answered for more."""


def _load(slug: str) -> _Page:
    with reading() as session:
        found = load_round_results(session, slug)
    if not found.closed:
        return _Page(found, [], None, paging_of(0))
    language, order = current_language(), asked_order()
    arranged = found.arranged(asked_kind(found.kinds_met), order=order, language=language)
    paging = paging_of(len(arranged.shown), size=ON_A_PAGE)
    here = arranged.at(paging.of(range(len(arranged.shown))))
    part = gettext("%(span)s of %(counted)s", span=paging.span, counted=paging.total) if paging.last > 1 else ""
    has_wholes = any(
        cell.gap is not None or cell.reading is not None
        for section in arranged.compared.sections
        for cell in section.overall.partners
    )
    return _Page(found, here.shown, found.view(here, order=order, language=language, part=part), paging, has_wholes)


def _asked_scope(offered: Mapping[str, Facet | None]) -> Mapping[str, Facet | None]:
    """Return the one map that the address asks for, or the first."""
    asked = request.args.get("about", "")
    name = asked if asked in offered else next(iter(offered))
    return {name: offered[name]}


def _frame(found: RoundResults, shown: Sequence[Review]) -> dict[str, object]:
    return {
        "sides": tuple(Side),
        "figures": figures,
        "edition": editions_note([found.answered[one.id].result.method for one in shown], current_language()),
        "has_interval": has_interval,
        "shows": shows,
        "step_of": step_of,
        "withheld": [(review, reasons) for review in shown if (reasons := _reasons(found, review))],
    }


def _reasons(found: RoundResults, review: Review) -> list[str]:
    """Return why gaps of one partner are withheld, each reason once."""
    result, asked = found.answered[review.id].result, found.answered[review.id].questionnaire
    names = Names(asked, review.partner.name, current_language())
    hidden = [entry for entry in result.withheld if entry.what in _OF_GAPS]
    return withheld_sentences(hidden, result.thresholds, names)
