"""The signs of the charts: who is which shape, what is which line, and how something withheld looks.

A comparison is drawn from its released figures alone. What is withheld has one look, at one place, whatever it hides.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from surveyapp.charts.page import X_MIDDLE, Page, Point
from surveyapp.charts.style import BLUE, GREY, INK, MM_PER_POINT, NOTE, PAPER, RULE
from surveyapp.charts.view import Flag, Join, Pair, join_of, means_of, reach_of
from surveyapp.core.sides import Side
from surveyapp.words.catalogue import marked, say

# The diamond is larger than the circle, so that both are seen where two views coincide.
MARKS: Mapping[Side, Mapping[str, Any]] = {
    Side.PARTNER: {"marker": "D", "markersize": 7.8, "markerfacecolor": PAPER, "markeredgecolor": INK, "zorder": 3},
    Side.PRCS: {"marker": "o", "markersize": 5.2, "markerfacecolor": BLUE, "markeredgecolor": BLUE, "zorder": 4},
}
_EDGE = 1.2

LINES: Mapping[Join, Mapping[str, Any]] = {
    Join.CLEAR: {"linewidth": 3.4, "color": INK, "linestyle": "-", "solid_capstyle": "butt"},
    Join.POSSIBLE: {"linewidth": 1.7, "color": INK, "linestyle": (0, (2.1, 1.3)), "dash_capstyle": "butt"},
    Join.AGREED: {"linewidth": 1.2, "color": INK, "linestyle": (0, (1, 1.6)), "dash_capstyle": "butt"},
}
DOTS: Mapping[str, Any] = {"linewidth": 1.0, "color": GREY, "linestyle": (0, (0.8, 3)), "dash_capstyle": "butt"}
"""Of everything withheld."""

BELOW, CAP = 2.5, 0.8
"""How far under its row's middle a whisker runs, and half the length of its end strokes, in millimetres."""
WHISKER: Mapping[str, Any] = {"color": INK, "linewidth": 0.7, "solid_capstyle": "butt"}
ARROW: Mapping[str, Any] = {"color": INK, "linewidth": 1.0, "solid_capstyle": "round", "solid_joinstyle": "miter"}
_ARROW_FROM, _ARROW = 2.7, 1.1
_WEDGE = 1.5
_UNSEEN = marked("?")

FLAG_WIDTH: Mapping[Flag, float] = {Flag.SPLIT: 4.6, Flag.UNSEEN: 2.6}
"""Room for a mark beside a reading, in millimetres."""


def draw_comparison(axes: Axes, pair: Pair, *, y: float) -> None:
    """Draw the released marks of one comparison at ``y`` millimetres, the line between them, and the gap's whisker.

    Each is labelled with all figures of the comparison: in a page they are told to whoever points at it.
    """
    means = {side: mean for side, mean in means_of(pair.comparison).items() if mean is not None}
    join = join_of(pair.comparison)
    if join is not None:
        ends = [means[side] for side in Side]
        draw_line(axes, ends, [y, y], zorder=2, gid=f"line-{join}", label=pair.told, **LINES[join])
    reach = reach_of(pair.comparison, top=int(axes.get_xticks()[-1]))
    if reach is not None:
        _draw_whisker(axes, reach, y=y + BELOW, told=pair.told)
    for side, mean in means.items():
        draw_line(axes, [mean], [y], ls="none", mew=_EDGE, gid=f"mark-{side}", label=pair.told, **MARKS[side])
        if side in pair.beyond:
            _draw_arrow(axes, mean, y=y, way=1 if pair.beyond[side] == "≥" else -1)


def draw_line(axes: Axes, xs: Sequence[float], ys: Sequence[float], **style: Any) -> None:
    """Draw a line, or marks, through points of the axes, whose ends are settled: ``plot`` looks for them each time."""
    axes.add_artist(Line2D(xs, ys, transform=axes.transData, clip_on=False, **style))


def _draw_whisker(axes: Axes, reach: tuple[float, float], *, y: float, told: str) -> None:
    """Draw how far a gap may reach, under the marks, with a stroke at each end."""
    draw_line(axes, reach, [y, y], gid="whisker", zorder=2, label=told, **WHISKER)
    for end in reach:
        draw_line(axes, [end, end], [y - CAP, y + CAP], gid="cap", zorder=2, **WHISKER)


def _draw_arrow(axes: Axes, mean: float, *, y: float, way: int) -> None:
    """Draw the head of an arrow that points away from a mark: the score may lie further out."""
    points, (low, high), (bottom, top) = axes.bbox, sorted(axes.get_xlim()), axes.get_ylim()
    millimetre = (high - low) / points.width * points.height / abs(bottom - top)
    back, tip = (mean + way * far * millimetre for far in (_ARROW_FROM, _ARROW_FROM + _ARROW))
    draw_line(axes, [back, tip, back], [y - _ARROW, y, y + _ARROW], gid="beyond", zorder=4, **ARROW)


def draw_grid(axes: Axes, *, spans: Iterable[tuple[float, float]]) -> None:
    """Draw an upright hairline at each point of the scale through each span (upper and lower end, mm)."""
    for upper, lower in spans:
        axes.vlines(axes.get_xticks(), upper, lower, colors=RULE, linewidth=0.5, zorder=1, clip_on=False)


def draw_withheld(axes: Axes, words: str, *, y: float) -> None:
    """Draw the band of something withheld: dots from end to end, the same wherever it stands, with the word for it."""
    points = axes.get_xticks()
    low, high = points[0], points[-1]
    draw_line(axes, [low, high], [y, y], gid="withheld", zorder=2, **DOTS)
    baseline = y + X_MIDDLE * NOTE * MM_PER_POINT
    label = axes.text((low + high) / 2, baseline, words, ha="center", va="baseline", size=NOTE, color=GREY, zorder=3)
    label.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 1.5})


def place_mark(page: Page, at: Point, *, side: Side) -> None:
    """Draw the mark of ``side`` outside the axes."""
    page.mark(at, gid=f"key-{side}", mew=_EDGE, **MARKS[side])


def place_line(page: Page, at: Point, *, join: Join, length: float) -> None:
    """Draw a piece of the line outside the axes."""
    style = LINES[join]
    page.rule(at, length=length, width=style["linewidth"], colour=style["color"], dashes=style["linestyle"])


def place_whisker(page: Page, at: Point, *, length: float) -> None:
    """Draw a whisker under the circle outside the axes."""
    page.mark((at[0] + length / 2, at[1] - 1), gid="key-whisker", mew=_EDGE, **MARKS[Side.PRCS])
    y = at[1] + 1.4
    page.line((at[0], y), (at[0] + length, y), **WHISKER)
    for x in (at[0], at[0] + length):
        page.line((x, y - CAP), (x, y + CAP), **WHISKER)


def place_arrow(page: Page, at: Point) -> None:
    """Draw an arrow's head outside the axes, pointing on."""
    corner = at[0] + _ARROW, at[1]
    for end in (-_ARROW, _ARROW):
        page.line((at[0], at[1] + end), corner, **ARROW)


def place_flag(page: Page, at: Point, *, flag: Flag, colour: str = INK) -> None:
    """Draw the mark of a flag, its middle at ``at``: two wedges that point apart, or a question mark."""
    if flag is Flag.UNSEEN:
        page.text(at, say(_UNSEEN, page.language), size=NOTE, bold=True, align="middle", colour=colour)
        return
    for way in (-1, 1):
        x = at[0] + way * 0.35
        page.wedge((x, at[1]), width=way * _WEDGE, height=_WEDGE * 1.5, colour=colour, gid="split")
