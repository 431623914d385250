"""One panel of the slopes: both sides' scores of one comparison, round by round."""

from typing import Any

from surveyapp.charts.comparison.rounds_view import RoundsView, Strand
from surveyapp.charts.legend import HIDDEN
from surveyapp.charts.marks import CAP, DOTS, MARKS, WHISKER
from surveyapp.charts.page import Align, Page, Point
from surveyapp.charts.style import BLUE, GREY, INK, NOTE
from surveyapp.charts.view import reach_of
from surveyapp.core.comparison.comparability import Basis
from surveyapp.core.sides import Side
from surveyapp.core.text.rounding import written
from surveyapp.words.catalogue import say
from surveyapp.words.withheld import WITHHELD

LABELS_WIDTH = 12.0
POINT, ABOVE = 9.0, 4.0
BESIDE = 4.0  # a mark, between the rounds
APART, LIFT = 4.2, 3.4  # of two numbers beside their marks, and of a number over or under one
BREAK: Any = (0, (4, 2))
_SLOPES: dict[Side, dict[str, Any]] = {
    Side.PRCS: {"color": BLUE, "linewidth": 1.8, "linestyle": "-"},
    Side.PARTNER: {"color": INK, "linewidth": 1.4, "linestyle": (0, (3, 1.6))},
}
_GREY_MARKS: dict[Side, dict[str, Any]] = {
    Side.PRCS: {"markerfacecolor": GREY, "markeredgecolor": GREY},
    Side.PARTNER: {"markeredgecolor": GREY},
}


class Plot:
    """One panel: where rounds stand across, and scores from the top, in millimetres."""

    def __init__(self, page: Page, at: Point, *, width: float, top: int, rounds: int) -> None:
        self.page, self.at, self.width, self.top, self.rounds = page, at, width, top, rounds

    def x(self, place: int) -> float:
        """Return where a round stands."""
        return self.at[0] + LABELS_WIDTH + (self.width - 2 * LABELS_WIDTH) * place / (self.rounds - 1)

    def y(self, value: float) -> float:
        """Return where a score stands."""
        return self.at[1] + ABOVE + (self.top - value) * POINT


def height_of(top: int) -> float:
    """Return what a panel needs for a scale of ``top`` points, in millimetres."""
    return 2 * ABOVE + (top - 1) * POINT


def draw_strand(plot: Plot, view: RoundsView, *, strand: Strand, section_id: str | None) -> None:
    """Draw both sides' scores round by round, joined where rounds are compared, and each gap's whisker.

    Each is labelled with all figures of its round: in a page they are told to whoever points at it.
    """
    _draw_lines(plot, strand)
    _draw_whiskers(plot, view, strand)
    for place in range(plot.rounds):
        means = {side: mean for side in Side if (mean := strand.means(side)[place]) is not None}
        if not means:
            is_asked = view.is_asked(place, section_id)
            _draw_nothing(plot, place, words=say(WITHHELD, view.language) if is_asked else HIDDEN)
        for side in (Side.PARTNER, Side.PRCS):  # the solid circle within the hollow diamond, where both coincide
            if side in means:
                grey = {} if strand.is_current(place) else _GREY_MARKS[side]
                at = (plot.x(place), plot.y(means[side]))
                told = view.told(strand, place)
                plot.page.mark(at, mew=1.2, gid=f"mark-{side}", label=told, **{**MARKS[side], **grey})
        _draw_numbers(plot, place, means=means, colour=INK if strand.is_current(place) else GREY)


def _draw_lines(plot: Plot, strand: Strand) -> None:
    """Join each side's scores of two rounds that are compared; part the rounds where they are not."""
    for place, moves in enumerate(strand.moves):
        if moves.basis is not Basis.SAME:
            x = (plot.x(place) + plot.x(place + 1)) / 2
            ends = (x, plot.y(plot.top)), (x, plot.y(1))
            plot.page.line(*ends, color=GREY, linewidth=1.0, linestyle=BREAK, gid="break")
            continue
        for side in Side:
            old, new = strand.means(side)[place : place + 2]
            if old is not None and new is not None:
                ends = (plot.x(place), plot.y(old)), (plot.x(place + 1), plot.y(new))
                plot.page.line(*ends, gid=f"slope-{side}", **_SLOPES[side])


def _draw_whiskers(plot: Plot, view: RoundsView, strand: Strand) -> None:
    """Draw how far each round's gap may reach, beside its marks: where PRCS's may stand if the partner's stays."""
    for place, scores in enumerate(strand.scores):
        reach = reach_of(scores, top=plot.top)
        if reach is None:
            continue
        x = plot.x(place) + (BESIDE if place < plot.rounds - 1 else -BESIDE)
        low, high = map(plot.y, reach)
        plot.page.line((x, low), (x, high), gid="whisker", label=view.told(strand, place), **WHISKER)
        for y in (low, high):
            plot.page.line((x - CAP, y), (x + CAP, y), gid="cap", **WHISKER)


def _draw_nothing(plot: Plot, place: int, *, words: str) -> None:
    """Draw the dots of a round that shows nothing, with the word for it; the same whatever they hide."""
    x = plot.x(place)
    ends = (x, plot.y(plot.top)), (x, plot.y(1))
    plot.page.line(*ends, gid="withheld", **DOTS)
    plot.page.rising((x - 3, plot.y(1) - 1), words, size=NOTE)


def _draw_numbers(plot: Plot, place: int, *, means: dict[Side, float], colour: str) -> None:
    """Write both scores beside their marks: outside at both ends, above and below in between."""
    is_first, is_last = place == 0, place == plot.rounds - 1
    align: Align = "end" if is_first else "start" if is_last else "middle"
    shift = -2.4 if is_first else 2.4 if is_last else 0.0
    numbers = sorted((plot.y(mean), mean) for mean in means.values())
    heights = _beside([y for y, _ in numbers]) if is_first or is_last else _around([y for y, _ in numbers])
    for y, (_, mean) in zip(heights, numbers, strict=True):
        plot.page.text((plot.x(place) + shift, y), written(mean), size=NOTE, align=align, colour=colour)


def _beside(heights: list[float]) -> list[float]:
    """Return the heights of numbers beside marks, moved apart where two would touch."""
    if len(heights) < len(Side):
        return heights
    push = max(0.0, APART - (heights[1] - heights[0])) / 2
    return [heights[0] - push, heights[1] + push]


def _around(heights: list[float]) -> list[float]:
    """Return the heights of numbers above the upper mark and below the lower one."""
    return [y + (LIFT if place else -LIFT) for place, y in enumerate(heights)]
