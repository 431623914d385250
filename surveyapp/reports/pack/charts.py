"""The pack's charts, kept for a while: a pack on which only words are new draws none anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module

from surveyapp.reports.pack.reader import Block, Reader, block

CHARTS_KEPT = 64
"""Those of two packs in both languages; some megabytes."""


@dataclass(frozen=True)
class _Chart:
    """What one chart is drawn from; two are equal when their ``key`` is."""

    key: tuple[str, ...]
    reader: Reader = field(compare=False)
    names: tuple[str, ...] = field(compare=False)
    options: Mapping[str, bool] = field(compare=False)


def chart_block(reader: Reader, module: str, draw: str, *names: str, alt: str, height: int, **more: bool) -> Block:
    """Return a chart as outlines, in the reader's language, at most ``height`` millimetres high."""
    key = (reader.shown, reader.pack.review.questionnaire, reader.language.code, module, draw, *names)
    return block("chart", svg=drawn(_Chart(key, reader, names, more)), alt=alt, height=height)


@lru_cache(maxsize=CHARTS_KEPT)
def drawn(chart: _Chart) -> str:
    """Return the outlines of a chart."""
    module, draw = chart.key[3:5]  # matplotlib is loaded when a pack is made
    charts, render = import_module(f"surveyapp.charts.{module}"), import_module("surveyapp.charts.render")
    reader = chart.reader
    figure = getattr(charts, draw)(
        reader.result,
        *chart.names,
        **reader.for_charts,
        is_titled=False,
        **chart.options,
    )
    prefix = "-".join(["chart", *chart.names]).replace("_", "-") + "-"
    outlines: str = render.to_svg(figure, inline=False, prefix=prefix, title="", description="", is_outlined=True)
    return outlines
