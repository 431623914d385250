"""Charts for pages and files. matplotlib is loaded at the first chart, not at the start of the process."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

from flask import Response, abort, request

from surveyapp.charts.comparison.partners_view import PartnersView
from surveyapp.charts.comparison.rounds_view import RoundsView
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.wire import canonical_json, digest

OVERVIEW, PRIORITIES = "overview", "priorities"
PARTNERS: Mapping[str, Facet | None] = {**{f"partners-{facet}": facet for facet in Facet}, "partners-whole": None}
"""Charts of a round: the name of each, and what its gaps are about."""

_WHOLE = {
    OVERVIEW: ("dumbbell", "gap_dumbbell", "describe", "describe_overview"),
    PRIORITIES: ("priorities", "priorities_chart", "describe", "describe_priorities"),
}
"""Charts of a whole review: module and name of what draws, and of what describes them."""
ROUNDS = "rounds"
"""The chart of all topics over several rounds; with a section's id behind it and a hyphen between, of that section."""

_SECTION = ("topic.section", "section_chart", "describe", "describe_section")
_PARTNERS = ("comparison.heatmap", "partners_heatmap", "comparison.describe", "describe_partners")
_ROUNDS = ("comparison.slopes", "rounds_chart", "comparison.describe", "describe_rounds")
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@dataclass(frozen=True)
class Chart:
    """What one chart is drawn from; two are equal when their ``key`` is: the hash of the content, name, language."""

    key: tuple[str, ...]
    name: str = field(compare=False)
    recipe: tuple[str, str, str, str] = field(compare=False)
    arguments: tuple[Any, ...] = field(compare=False)
    given: Mapping[str, Any] = field(compare=False, default_factory=dict)


def is_chart(name: str, questionnaire: Questionnaire) -> bool:
    """Say whether there is a chart of that name: a whole review's, or a section's."""
    return name in _WHOLE or questionnaire.find_section(name) is not None


def review_chart(
    result: ReviewResult, name: str, *, questionnaire: Questionnaire, language: Language, partner: Text
) -> Chart:
    """Return the chart ``name`` of one review."""
    drawn = replace(result, comments=())  # which no chart shows, and of which there may be thousands
    key = (digest(canonical_json([drawn, partner])), result.review.questionnaire, name, language.code)
    given = {"questionnaire": questionnaire, "language": language, "partner": partner}
    if name in _WHOLE:
        return Chart(key, name, _WHOLE[name], (result,), given)
    return Chart(key, name, _SECTION, (result, name), given)


def partners_chart(view: PartnersView, name: str) -> Chart:
    """Return the chart ``name`` of a round; KeyError when there is none."""
    facet = PARTNERS[name]
    shown = [view.compared, view.partners, view.reference]
    return Chart((digest(canonical_json(shown)), name, view.language.code), name, _PARTNERS, (view, facet))


def rounds_charts(view: RoundsView) -> dict[str, Chart]:
    """Return the charts of several rounds by name: of all topics together, then topic by topic."""
    drawn = [replace(one.result, comments=()) for one in view.rounds]
    content = digest(canonical_json([drawn, view.titles, view.partner]))
    charts = {}
    for section_id in (None, *(section.id for section in view.sections)):
        name = rounds_name(section_id)
        charts[name] = Chart((content, name, view.language.code), name, _ROUNDS, (view, section_id))
    return charts


def rounds_name(section_id: str | None) -> str:
    """Return the name of the chart of one topic over several rounds, or of all topics together."""
    return ROUNDS if section_id is None else f"{ROUNDS}-{section_id}"


@lru_cache(maxsize=256)
def inline(chart: Chart) -> str:
    """Return a chart as SVG to stand in a page, under the page's own heading."""
    figure, words = _drawn(chart, is_titled=False)
    prefix = f"chart-{chart.name.replace('_', '-')}-"
    svg: str = _charts("render").to_svg(
        figure, inline=True, prefix=prefix, title=words.title, description=words.description
    )
    return svg


@lru_cache(maxsize=64)
def as_file(chart: Chart, kind: str) -> bytes:
    """Return a chart as a file: ``svg``, ``png`` or ``pdf``."""
    figure, words = _drawn(chart, is_titled=True)
    render = _charts("render")
    if kind == "svg":
        svg: str = render.to_svg(
            figure, inline=False, prefix="chart-", title=words.title, description=words.description
        )
        return svg.encode()
    data: bytes = render.to_png(figure) if kind == "png" else render.to_pdf(figure, title=words.title)
    return data


def send(chart: Chart, *, kind: str, about: str) -> Response:
    """Answer with a chart as a file whose name begins with ``about``; to be kept where ``download`` is asked for."""
    if kind not in _TYPES:
        abort(404)
    response = Response(as_file(chart, kind), mimetype=_TYPES[kind])
    language = chart.key[-1]
    disposition = "attachment" if "download" in request.args else "inline"
    filename = f"{about}-{chart.name}-{language}.{kind}"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    return response


def _drawn(chart: Chart, *, is_titled: bool) -> tuple[Any, Any]:
    """Return a chart's figure, and its title and what it says in words."""
    module, draw, described_in, describe = chart.recipe
    figure = getattr(_charts(module), draw)(*chart.arguments, **chart.given, is_titled=is_titled)
    return figure, getattr(_charts(described_in), describe)(*chart.arguments, **chart.given)


def _charts(module: str) -> ModuleType:
    return import_module(f"surveyapp.charts.{module}")
