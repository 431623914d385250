"""Charts for pages and files. matplotlib is loaded at the first chart, not at the start of the process."""

from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Language
from surveyapp.core.wire import canonical_json, digest

OVERVIEW, PRIORITIES = "overview", "priorities"
_WHOLE = {
    OVERVIEW: ("dumbbell", "gap_dumbbell", "describe_overview"),
    PRIORITIES: ("priorities", "priorities_chart", "describe_priorities"),
}
"""Charts of a whole review: their module, and the names of what draws and what describes them."""


def is_chart(name: str, questionnaire: Questionnaire) -> bool:
    """Say whether there is a chart of that name: a whole review's, or a section's."""
    return name in _WHOLE or questionnaire.find_section(name) is not None


class _ByContent:
    """A chart's ingredients, equal when their content is: the key of the cache."""

    def __init__(self, result: ReviewResult, name: str, *, questionnaire: Questionnaire, language: Language) -> None:
        self.result, self.questionnaire = result, questionnaire
        self.name, self.language = name, language
        drawn = replace(result, comments=())  # which no chart shows, and of which there may be thousands
        self.key = (digest(canonical_json(drawn)), result.review.questionnaire, name, language)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByContent) and self.key == other.key


def inline(result: ReviewResult, name: str, *, questionnaire: Questionnaire, language: Language) -> str:
    """Return a chart as SVG to stand in a page."""
    return _inline(_ByContent(result, name, questionnaire=questionnaire, language=language))


def as_file(result: ReviewResult, name: str, *, kind: str, questionnaire: Questionnaire, language: Language) -> bytes:
    """Return a chart as a file: ``svg``, ``png`` or ``pdf``."""
    return _as_file(_ByContent(result, name, questionnaire=questionnaire, language=language), kind)


@lru_cache(maxsize=256)
def _inline(chart: _ByContent) -> str:
    figure, words = _drawn(chart)
    prefix = f"chart-{chart.name.replace('_', '-')}-"
    svg: str = _charts("render").to_svg(
        figure, inline=True, prefix=prefix, title=words.title, description=words.description
    )
    return svg


@lru_cache(maxsize=64)
def _as_file(chart: _ByContent, kind: str) -> bytes:
    figure, words = _drawn(chart)
    render = _charts("render")
    if kind == "svg":
        svg: str = render.to_svg(
            figure, inline=False, prefix="chart-", title=words.title, description=words.description
        )
        return svg.encode()
    data: bytes = render.to_png(figure) if kind == "png" else render.to_pdf(figure, title=words.title)
    return data


def _drawn(chart: _ByContent) -> tuple[Any, Any]:
    """Return a chart's figure, and its title and what it says in words."""
    arguments: list[Any] = [chart.result]
    if chart.name in _WHOLE:
        module, draw, describe = _WHOLE[chart.name]
    else:
        module, draw, describe = "section", "section_chart", "describe_section"
        arguments.append(chart.name)
    given = {"questionnaire": chart.questionnaire, "language": chart.language}
    figure = getattr(_charts(module), draw)(*arguments, **given)
    return figure, getattr(_charts("describe"), describe)(*arguments, **given)


def _charts(module: str) -> ModuleType:
    return import_module(f"surveyapp.charts.{module}")
