"""The signs of the charts: who is which shape, what is which line, and how something withheld looks.

A comparison is drawn from its released figures alone. What is withheld has one look, at one place, whatever it hides.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from matplotlib.axes import Axes

from surveyapp.charts.page import X_MIDDLE, Page, Point
from surveyapp.charts.style import BLUE, GREY, INK, MM_PER_POINT, NOTE, PAPER, RULE
from surveyapp.charts.view import Comparison, Line, line_of, means_of
from surveyapp.core.sides import Side

# The diamond is larger than the circle, so that both are seen where two views coincide.
MARKS: Mapping[Side, Mapping[str, Any]] = {
    Side.PARTNER: {"marker": "D", "markersize": 7.8, "markerfacecolor": PAPER, "markeredgecolor": INK, "zorder": 3},
    Side.PRCS: {"marker": "o", "markersize": 5.2, "markerfacecolor": BLUE, "markeredgecolor": BLUE, "zorder": 4},
}
_EDGE = 1.2

LINES: Mapping[Line, Mapping[str, Any]] = {
    Line.GAP: {"linewidth": 3.4, "color": INK, "linestyle": "-", "solid_capstyle": "butt"},
    Line.UNCLEAR: {"linewidth": 1.7, "color": INK, "linestyle": (0, (2.1, 1.3)), "dash_capstyle": "butt"},
    Line.NONE: {"linewidth": 0.9, "color": INK, "linestyle": "-", "solid_capstyle": "butt"},
    Line.NO_INTERVAL: {"linewidth": 1.2, "color": INK, "linestyle": (0, (1, 1.6)), "dash_capstyle": "butt"},
}
DOTS: Any = (0, (0.8, 3))  # of everything withheld


def draw_comparison(axes: Axes, comparison: Comparison, *, y: float) -> None:
    """Draw the released marks of one comparison at ``y`` millimetres, and the line between two."""
    means = {side: mean for side, mean in means_of(comparison).items() if mean is not None}
    line = line_of(comparison)
    if line is not None and len(means) == len(Side):
        ends = [means[side] for side in Side]
        axes.plot(ends, [y, y], zorder=2, gid=f"line-{line}", clip_on=False, **LINES[line])
    for side, mean in means.items():
        axes.plot([mean], [y], ls="none", mew=_EDGE, gid=f"mark-{side}", clip_on=False, **MARKS[side])


def draw_grid(axes: Axes, *, top: int, spans: Iterable[tuple[float, float]]) -> None:
    """Draw an upright hairline at each point of the scale through each span (upper and lower end, mm)."""
    for upper, lower in spans:
        axes.vlines(range(1, top + 1), upper, lower, colors=RULE, linewidth=0.5, zorder=1, clip_on=False)


def draw_withheld(axes: Axes, words: str, *, y: float) -> None:
    """Draw the band of something withheld: dots from end to end, the same wherever it stands, with the word for it."""
    points = axes.get_xticks()
    low, high = points[0], points[-1]
    axes.hlines([y], low, high, colors=GREY, linewidth=1.0, linestyles=DOTS, zorder=2, clip_on=False)
    baseline = y + X_MIDDLE * NOTE * MM_PER_POINT
    label = axes.text((low + high) / 2, baseline, words, ha="center", va="baseline", size=NOTE, color=GREY, zorder=3)
    label.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 1.5})


def place_mark(page: Page, at: Point, *, side: Side) -> None:
    """Draw the mark of ``side`` outside the axes."""
    page.mark(at, gid=f"key-{side}", mew=_EDGE, **MARKS[side])


def place_line(page: Page, at: Point, *, line: Line, length: float) -> None:
    """Draw a piece of ``line`` outside the axes."""
    style = LINES[line]
    page.rule(at, length=length, width=style["linewidth"], colour=style["color"], dashes=style["linestyle"])
