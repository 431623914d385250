"""Charts for pages and files. matplotlib is loaded at the first chart, not at the start of the process."""

from functools import lru_cache
from importlib import import_module
from types import ModuleType

from surveyapp.core.questionnaire import Language, Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.wire import canonical_json, digest

OVERVIEW = "overview"


class _ByContent:
    """A chart's ingredients, equal when their content is: the key of the cache."""

    def __init__(self, result: ReviewResult, name: str, *, questionnaire: Questionnaire, language: Language) -> None:
        self.result, self.questionnaire = result, questionnaire
        self.name, self.language = name, language
        self.key = (digest(canonical_json(result)), result.review.questionnaire, name, language)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByContent) and self.key == other.key


def inline(result: ReviewResult, name: str, *, questionnaire: Questionnaire, language: Language) -> str:
    """Return a chart as SVG to stand in a page."""
    return _inline(_ByContent(result, name, questionnaire=questionnaire, language=language))


def as_file(
    result: ReviewResult, name: str, *, kind: str, questionnaire: Questionnaire, language: Language
) -> bytes:
    """Return a chart as a file: ``svg``, ``png`` or ``pdf``."""
    return _as_file(_ByContent(result, name, questionnaire=questionnaire, language=language), kind)


@lru_cache(maxsize=256)
def _inline(chart: _ByContent) -> str:
    title, description = _said(chart)
    prefix = f"chart-{chart.name.replace('_', '-')}-"
    svg: str = _charts("render").to_svg(_figure(chart), inline=True, prefix=prefix, title=title, description=description)
    return svg


@lru_cache(maxsize=64)
def _as_file(chart: _ByContent, kind: str) -> bytes:
    render = _charts("render")
    title, description = _said(chart)
    if kind == "svg":
        svg: str = render.to_svg(_figure(chart), inline=False, prefix="chart-", title=title, description=description)
        return svg.encode()
    data: bytes = render.to_png(_figure(chart)) if kind == "png" else render.to_pdf(_figure(chart), title=title)
    return data


def _figure(chart: _ByContent) -> object:
    if chart.name == OVERVIEW:
        return _charts("dumbbell").gap_dumbbell(
            chart.result, questionnaire=chart.questionnaire, language=chart.language
        )
    return _charts("section").section_chart(
        chart.result, chart.name, questionnaire=chart.questionnaire, language=chart.language
    )


def _said(chart: _ByContent) -> tuple[str, str]:
    """Return the chart's title and what it says in words."""
    describe = _charts("describe")
    given = {"questionnaire": chart.questionnaire, "language": chart.language}
    return describe.title(chart.result, chart.name, **given), describe.describe(chart.result, chart.name, **given)


def _charts(module: str) -> ModuleType:
    return import_module(f"surveyapp.charts.{module}")
