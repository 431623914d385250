"""What fits on a slide: text is measured, made smaller, and parted over several slides."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveyapp.charts.style import MM_PER_POINT, text_width
from surveyapp.core.text.shown import shown_whole
from surveyapp.reports.slides.content import Line, Slide
from surveyapp.reports.slides.layout import BODY

_WIDER, _MEASURED = 1.1, 100.0
"""How much wider letters may run in the font that Office has than in ours, in which they are measured; at what size."""
LEADING, AFTER = 1.25, 0.4
"""The distance of two lines, and what a paragraph has below it, in multiples of the size."""
_STEPS = (1.0, 0.92, 0.85, 0.78, 0.7, 0.62, 0.55, 0.48)


def height_of(line: Line, width: float) -> float:
    """Return how high a paragraph stands in a column of ``width``, both in millimetres."""
    scale, is_bold = _WIDER * line.size / _MEASURED, bool(line.lead) and not line.text
    rows, filled = 1, 0.0
    for word in shown_whole(line.whole).split():
        wide = scale * text_width(f"{word} ", _MEASURED, bold=is_bold)
        if filled and filled + wide > width:
            rows, filled = rows + 1, 0.0
        filled += wide
        rows, filled = rows + int(filled // width), filled % width
    return (rows * LEADING + AFTER) * line.size * MM_PER_POINT


def fitted(lines: Sequence[Line], *, width: float, height: float) -> list[Line]:
    """Return paragraphs in the largest of a few sizes in which all of them stand within a box."""
    for step in _STEPS:
        smaller = [replace(line, size=line.size * step) for line in lines]
        if sum(height_of(line, width) for line in smaller) <= height:
            break
    return smaller


def paged(side_by_side: Sequence[Slide]) -> Iterator[Slide]:
    """Yield a slide in each language, in parts where its lines are more than it can hold: parted alike in each.

    A part that begins in the middle of a group has the group's heading again.
    """
    parts = [(0, len(side_by_side[0].lines))] if side_by_side[0].is_first else _parts(side_by_side)
    for number, (start, end) in enumerate(parts):
        for one in side_by_side:
            title = f"{one.title} ({number + 1})" if number else one.title
            lines = [*_heading_again(one.lines, start), *one.lines[start:end]]
            yield replace(one.with_lines(lines, part=number), title=title)


def _parts(side_by_side: Sequence[Slide]) -> list[tuple[int, int]]:
    """Return from which line to which each part goes; no heading stands last."""
    lines = side_by_side[0].lines
    heights = [max(height_of(one.lines[place], BODY.width) for one in side_by_side) for place in range(len(lines))]
    parts, start, filled = [], 0, 0.0
    for place, height in enumerate(heights):
        if place > start and filled + height > BODY.height:
            end = _before_headings(lines, start, place)
            parts.append((start, end))
            again = max(
                sum(height_of(line, BODY.width) for line in _heading_again(one.lines, end)) for one in side_by_side
            )
            start, filled = end, again + sum(heights[end:place])
        filled += height
    return [*parts, (start, len(lines))]


def _heading_again(lines: Sequence[Line], start: int) -> Sequence[Line]:
    """Return the heading of what goes on at ``start``; nothing where that begins with one, or has none."""
    place = start
    while 0 < place < len(lines) and not lines[place].is_heading:
        place -= 1
    while place and lines[place - 1].is_heading:
        place -= 1
    return lines[place : place + 1] if place < start and lines[place].is_heading else ()


def _before_headings(lines: Sequence[Line], start: int, place: int) -> int:
    """Return where a part that may reach to ``place`` ends, so that what belongs to the next one goes with it."""
    end = place
    while end - 1 > start and lines[end - 1].is_heading:
        end -= 1
    return place if lines[end - 1].is_heading else end
