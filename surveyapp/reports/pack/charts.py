"""The pack's charts, kept for a while: a pack on which only words are new draws none anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from surveyapp.charts.drawn import Sign
from surveyapp.charts.on_demand import Chart, sign_outlines
from surveyapp.core.text.languages import Language
from surveyapp.reports.pack.reader import Block, Reader, block

CHARTS_KEPT = 64
"""Those of two packs in both languages; some megabytes."""


@dataclass(frozen=True)
class _NamedChart:
    """A chart; two are equal when their ``key`` is: the figures, the version, the language, and its name."""

    key: tuple[str, ...]
    name: str = field(compare=False)
    chart: Chart = field(compare=False)


def chart_block(reader: Reader, name: str, chart: Chart, *, alt: str, height: int) -> Block:
    """Return a chart, at most ``height`` millimetres high; ``name`` tells it from the pack's others."""
    key = (reader.shown, reader.pack.review.questionnaire, reader.language.code, name)
    return block("chart", chart=drawn(_NamedChart(key, name, chart)), alt=alt, height=height)


@cache
def drawn_sign(sign: Sign, language: Language) -> str:
    """Return the outlines of one sign, as the keys of charts have it."""
    return sign_outlines(sign, language, prefix=f"sign-{sign}-".replace("_", "-"))


@lru_cache(maxsize=CHARTS_KEPT)
def drawn(named: _NamedChart) -> Mapping[str, object]:
    """Return a chart as Typst takes it."""
    return named.chart.to_print(prefix=f"chart-{named.name.replace('_', '-')}-")
