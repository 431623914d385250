"""A sheet of paper to draw on, measured from the side where reading starts, so that Arabic is the mirror image."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from surveyapp.charts.style import (
    INK,
    MM_PER_INCH,
    MM_PER_POINT,
    NOTE,
    PAPER,
    RULE,
    TITLE,
    font,
    line_height,
    text_width,
    wrapped,
)
from surveyapp.core.text.bidi import LTR_MARK, POP_ISOLATE, RTL_MARK
from surveyapp.core.text.languages import Language
from surveyapp.core.text.shown import shown_whole
from surveyapp.fonts.letters import with_numbers

MARGIN = 3.0
HATCH_STEP = 1.6
AXIS_MARGIN = 0.22  # of a scale point on either side of an axis
Align = Literal["start", "middle", "end"]
Point = tuple[float, float]
X_MIDDLE = 0.34  # half the height of lower-case letters over the baseline, in multiples of the type size


_STRONG = re.compile(r"[A-Za-z\u00c0-\u02af\u0370-\u058f]|[\u0590-\u08ff\ufb1d-\ufefc]")
_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")
_END = re.compile(r"[).»،؛:؟]\s*$")
_BADGE_PADDING = 2.0


class Page:
    """A figure within a narrow margin; a point counts millimetres from where reading starts, and from the top."""

    def __init__(self, width: float, height: float, *, language: Language, margin: float = MARGIN) -> None:
        self.margin = margin
        self.width, self.height = width + 2 * margin, height + 2 * margin
        self.language, self.is_mirrored = language, language.direction == "rtl"
        self.figure = Figure(figsize=(self.width / MM_PER_INCH, self.height / MM_PER_INCH), facecolor=PAPER)

    def _place(self, x: float, y: float) -> Point:
        """Return the figure's own coordinates, 0–1 from the lower left."""
        across = (self.margin + x) / self.width
        return (1 - across if self.is_mirrored else across), 1 - (self.margin + y) / self.height

    def text(
        self,
        at: Point,
        line: str,
        *,
        size: float,
        align: Align = "start",
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Write one line with its middle, as the eye sees it, at the height of ``at``."""
        physical = {"start": "left", "middle": "center", "end": "right"}[align]
        if self.is_mirrored:
            physical = {"left": "right", "right": "left"}.get(physical, physical)
        across, up = self._place(at[0], at[1] + X_MIDDLE * size * MM_PER_POINT)
        written = as_line(line, is_rtl=self.is_mirrored)
        self.figure.text(
            across,
            up,
            written,
            ha=physical,
            va="baseline",
            color=colour,
            fontproperties=font(size, bold=bold, text=written),
        )

    def lines(
        self, at: Point, lines: Sequence[str], *, size: float, align: Align = "start", bold: bool = False
    ) -> None:
        """Write lines, each its own paragraph, with the middle of the block at the height of ``at``."""
        step = line_height(size)
        for number, line in enumerate(lines):
            y = at[1] + (number - (len(lines) - 1) / 2) * step
            self.text((at[0], y), line, size=size, align=align, bold=bold)

    def rising(self, at: Point, line: str, *, size: float, bold: bool = False) -> None:
        """Write one line upwards from ``at``, its middle over that point; Arabic leans to the other side."""
        across, up = self._place(at[0] + X_MIDDLE * size * MM_PER_POINT, at[1])
        style: Any = {"rotation": -90, "ha": "right"} if self.is_mirrored else {"rotation": 90, "ha": "left"}
        written = as_line(line, is_rtl=self.is_mirrored)
        style |= {"rotation_mode": "anchor", "va": "baseline", "fontproperties": font(size, bold=bold, text=written)}
        self.figure.text(across, up, written, color=INK, **style)

    def rule(self, at: Point, *, length: float, width: float = 0.5, colour: str = RULE, dashes: Any = "-") -> None:
        """Draw a level line that starts at ``at``."""
        (left, up), (right, _) = self._place(*at), self._place(at[0] + length, at[1])
        self.figure.add_artist(
            Line2D([left, right], [up, up], linewidth=width, color=colour, linestyle=dashes, solid_capstyle="butt")
        )

    def line(self, start: Point, end: Point, **style: Any) -> None:
        """Draw a straight line between two points."""
        (x1, y1), (x2, y2) = self._place(*start), self._place(*end)
        self.figure.add_artist(Line2D([x1, x2], [y1, y2], **style))

    def upright(self, at: Point, *, length: float, width: float = 0.5, colour: str = RULE) -> None:
        """Draw an upright line that goes down from ``at``, behind everything else."""
        (across, up), (_, down) = self._place(*at), self._place(at[0], at[1] + length)
        self.figure.add_artist(Line2D([across, across], [up, down], linewidth=width, color=colour, zorder=0.5))

    def mark(self, at: Point, **style: object) -> None:
        """Draw one marker."""
        across, up = self._place(*at)
        self.figure.add_artist(Line2D([across], [up], linestyle="none", **style))  # type: ignore[arg-type]

    def wedge(self, at: Point, *, width: float, height: float, colour: str, gid: str) -> None:
        """Draw a filled triangle: its upright side through ``at``, its tip ``width`` away, to the start if negative."""
        corners = [(at[0], at[1] - height / 2), (at[0] + width, at[1]), (at[0], at[1] + height / 2)]
        points = [self._place(*corner) for corner in corners]
        style: Any = {"facecolor": colour, "edgecolor": "none", "transform": self.figure.transFigure}
        self.figure.add_artist(Polygon(points, gid=gid, **style))

    def box(self, at: Point, *, width: float, height: float, **style: object) -> None:
        """Draw a rectangle whose corner at the start and the top is ``at``."""
        across, up = self._corner(at, width=width, height=height)
        self.figure.add_artist(
            Rectangle(
                (across, up),
                width / self.width,
                height / self.height,
                transform=self.figure.transFigure,
                **style,  # type: ignore[arg-type]
            )
        )

    def hatch(self, at: Point, *, width: float, height: float, colour: str, gid: str, label: str = "") -> None:
        """Draw a rectangle filled with slanting lines, as one path: patterns print badly, and slides know none."""
        self.box(at, width=width, height=height, facecolor=PAPER, edgecolor=colour, linewidth=0.5, gid=gid, label=label)
        points = []
        for number in range(int((width + height) / HATCH_STEP)):
            reach = (number + 0.5) * HATCH_STEP  # a line is where x + y is this far from the corner
            low, high = max(0.0, reach - height), min(width, reach)
            points += [self._place(at[0] + x, at[1] + reach - x) for x in (low, high)]
        codes = [Path.MOVETO, Path.LINETO] * (len(points) // 2)
        style: Any = {"facecolor": "none", "edgecolor": colour, "linewidth": 0.5, "transform": self.figure.transFigure}
        self.figure.add_artist(PathPatch(Path(points, codes), gid="hatch", **style))

    def _corner(self, at: Point, *, width: float, height: float) -> Point:
        """Return the lower left corner of a rectangle in the figure's own coordinates."""
        return self._place(at[0] + (width if self.is_mirrored else 0), at[1] + height)

    def axes(self, at: Point, *, width: float, height: float, points: int, margin: float = AXIS_MARGIN) -> Axes:
        """Return axes for scores 1–``points`` across and millimetres down; in Arabic 1 is at the right."""
        across, up = self._corner(at, width=width, height=height)
        axes = self.figure.add_axes((across, up, width / self.width, height / self.height))
        axes.set_xlim(1 - margin, points + margin)
        axes.set_ylim(height, 0)
        if self.is_mirrored:
            axes.invert_xaxis()
        axes.set_frame_on(False)
        axes.patch.set_visible(False)
        axes.tick_params(length=0, labelleft=False, labelbottom=False)
        axes.set_xticks(range(1, points + 1))
        axes.set_yticks([])
        return axes


class Block(NamedTuple):
    """Something that takes the page's whole width: its height in millimetres, and how to draw it at a given top."""

    height: float
    draw: Callable[[Page, float], None]


def space(height: float) -> Block:
    """Return an empty block."""
    return Block(height, lambda _page, _top: None)


def paragraph(
    text: str, *, width: float, size: float, x: float = 0, bold: bool = False, after: float = 0, align: Align = "start"
) -> Block:
    """Return a block of wrapped text."""
    lines = wrapped(text, width, size=size, bold=bold)
    height = len(lines) * line_height(size)

    def draw(page: Page, top: float) -> None:
        page.lines((x, top + height / 2), lines, size=size, bold=bold, align=align)

    return Block(height + after, draw)


def heading(title: str, *, badge: str, width: float) -> list[Block]:
    """Return the blocks at the head of a chart: its title, if any, and in a box the words that mark it, if any."""
    if not badge:
        return [paragraph(title, width=width, size=TITLE, bold=True, after=2)] if title else []
    room = text_width(badge, NOTE, bold=True) + 2 * _BADGE_PADDING
    words = paragraph(title, width=width - room - 4, size=TITLE, bold=True, after=2)

    def draw(page: Page, top: float) -> None:
        words.draw(page, top)
        _draw_badge(page, (width - room, top), words=badge, width=room)

    return [Block(words.height, draw), space(0.5)]


def _draw_badge(page: Page, at: Point, *, words: str, width: float) -> None:
    height = line_height(NOTE) + 1
    x, y = at[0], at[1] + (line_height(TITLE) - height) / 2
    page.box((x + 0.3, y), width=width - 0.6, height=height, facecolor=PAPER, edgecolor=INK, linewidth=1)
    page.text((x + width / 2, y + height / 2), words, size=NOTE, bold=True, align="middle")


def assemble(blocks: Sequence[Block], *, width: float, language: Language) -> Figure:
    """Return the figure of ``blocks`` one below the other, as high as they need."""
    page = Page(width, sum(block.height for block in blocks), language=language)
    top = 0.0
    for block in blocks:
        block.draw(page, top)
        top += block.height
    return page.figure


def as_line(text: str, *, is_rtl: bool) -> str:
    """Return one line so that it keeps the page's direction, whatever the script of the name that it begins with."""
    text = with_numbers(shown_whole(text))
    strong = _STRONG.search(text)
    begins_rtl = strong is not None and _ARABIC.match(strong.group()) is not None
    if not is_rtl:
        return LTR_MARK + text if begins_rtl else text
    has_isolate = POP_ISOLATE in text  # what stands in it says nothing of the line
    ends_sentence = strong is None and _END.search(text) is not None  # the rest of one, as “2.7).”
    return RTL_MARK + text if has_isolate or ends_sentence or (not begins_rtl and _ARABIC.search(text)) else text
