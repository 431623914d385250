"""Charts for pages and files, kept for a while."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from flask import Response, abort, request

from surveyapp.charts import on_demand
from surveyapp.charts.comparison.partners_view import PartnersView
from surveyapp.charts.comparison.rounds_view import RoundsView
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.wire import canonical_json, digest
from surveyapp.reports.chart_file import make_chart_pdf, make_chart_svg
from surveyapp.web.making import find_made, made_file
from surveyapp.web.packing import send_packed

OVERVIEW, PRIORITIES = "overview", "priorities"
PARTNERS: Mapping[str, Facet | None] = {**{f"partners-{facet}": facet for facet in Facet}, "partners-whole": None}
"""Charts of a round: the name of each, and what its gaps are about."""

_WHOLE = {OVERVIEW: on_demand.overview, PRIORITIES: on_demand.priorities}
"""Charts of a whole review."""
ROUNDS = "rounds"
"""The chart of all topics over several rounds; with a section's id behind it and a hyphen between, of that section."""

NARROW = "narrow"
"""In the query of a chart as a file: as narrow as a phone."""

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
_MAKERS: Mapping[str, Callable[[on_demand.Chart], bytes]] = {
    "svg": make_chart_svg,
    "png": on_demand.Chart.to_png,
    "pdf": make_chart_pdf,
}


@dataclass(frozen=True)
class NamedChart:
    """A chart; two are equal when their ``key`` is: the hash of the content, name, language."""

    key: tuple[str, ...]
    name: str = field(compare=False)
    chart: on_demand.Chart = field(compare=False)


def is_chart(name: str, questionnaire: Questionnaire) -> bool:
    """Say whether there is a chart of that name: a whole review's, or a section's."""
    return name in _WHOLE or questionnaire.find_section(name) is not None


def review_chart(
    result: ReviewResult, name: str, *, questionnaire: Questionnaire, language: Language, partner: Text
) -> NamedChart:
    """Return the chart ``name`` of one review."""
    drawn = replace(result, comments=())  # which no chart shows, and of which there may be thousands
    key = (digest(canonical_json([drawn, partner])), result.review.questionnaire, name, str(language))
    names = on_demand.ReviewNames(questionnaire=questionnaire, language=language, partner=partner)
    chart = _WHOLE[name](result, **names) if name in _WHOLE else on_demand.topic(result, name, **names)
    return NamedChart(key, name, chart)


def partners_chart(view: PartnersView, name: str) -> NamedChart:
    """Return the chart ``name`` of a round; KeyError when there is none."""
    facet = PARTNERS[name]
    shown = [view.compared, view.partners, view.reference, view.part]
    return NamedChart((digest(canonical_json(shown)), name, str(view.language)), name, on_demand.partners(view, facet))


def rounds_charts(view: RoundsView) -> dict[str, NamedChart]:
    """Return the charts of several rounds by name: of all topics together, then topic by topic."""
    drawn = [replace(one.result, comments=()) for one in view.rounds]
    content = digest(canonical_json([drawn, view.titles, view.partner]))
    charts = {}
    for section_id in (None, *(section.id for section in view.sections)):
        name = rounds_name(section_id)
        charts[name] = NamedChart((content, name, str(view.language)), name, on_demand.rounds(view, section_id))
    return charts


def rounds_name(section_id: str | None) -> str:
    """Return the name of the chart of one topic over several rounds, or of all topics together."""
    return ROUNDS if section_id is None else f"{ROUNDS}-{section_id}"


@lru_cache(maxsize=256)
def inline(named: NamedChart) -> str:
    """Return a chart as SVG to stand in a page, under the page's own heading; with its narrow one, for phones."""
    name = named.name.replace("_", "-")
    wide = named.chart.to_svg(prefix=f"chart-{name}-", is_titled=False)
    narrow = named.chart.to_svg(prefix=f"narrow-{name}-", is_titled=False, is_narrow=True)
    return f'<div class="for-screen">{wide}</div><div class="for-phone">{narrow}</div>'


def send(
    name: str, kind: str, *, about: str, of: tuple[str, Language], draw: Callable[[], on_demand.Chart]
) -> Response:
    """Answer with a chart as a file; to be kept where ``download`` is asked for.

    The file's name begins with ``about``. Where ``narrow`` is asked for, it is for a phone. ``of`` is all that the
    chart shows beside its name, with the language: a chart that was made a while ago is not even described again.
    """
    if kind not in _TYPES:
        abort(404)
    content, language = of
    is_narrow = NARROW in request.args
    key = ("chart file", content, name, str(language), kind, str(is_narrow))
    data = find_made(*key) or made_file(partial(_MAKERS[kind], replace(draw(), is_narrow=is_narrow)), *key)
    response = send_packed(data, _TYPES[kind]) if kind == "svg" else Response(data, mimetype=_TYPES[kind])
    disposition = "attachment" if "download" in request.args else "inline"
    filename = f"{about}-{name}-{language}.{kind}"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    return response
