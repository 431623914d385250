"""The topics that people chose for the meeting, by rank: a square for each person, both sides apart."""

from matplotlib.figure import Figure

from surveyapp.charts import distribution as spread
from surveyapp.charts.describe import priorities_reason
from surveyapp.charts.heading import heading
from surveyapp.charts.marks import place_mark
from surveyapp.charts.page import Block, Page, assemble, paragraph
from surveyapp.charts.style import BODY, NOTE, PALE, line_height, one_at_a_time, wrapped
from surveyapp.charts.view import View
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import Priority, ReviewResult
from surveyapp.core.sides import Language, Side, Text

WIDTH = 174.0  # with the page's own margin 180: A4 portrait less 15 mm on either side
_RANK, _NAME, _SIDE, _COUNT = 8.0, 70.0, 34.0, 10.0
_SQUARES_AT = _RANK + _NAME + _SIDE
_MOST_SQUARES = int((WIDTH - _SQUARES_AT - _COUNT) // spread.PITCH)
_ROW = 5.6


@one_at_a_time
def priorities_chart(
    result: ReviewResult,
    *,
    questionnaire: Questionnaire,
    language: Language,
    partner: Text,
    is_titled: bool = True,
) -> Figure:
    """Return the topics that people chose, 180 mm wide; a sentence instead where they are withheld.

    Args:
        result: its ``priorities``; counts are of people, PRCS and the partner apart.
        questionnaire: the version that was answered.
        language: Arabic is the mirror image of English.
        partner: the partner's name.
        is_titled: False where the page has its own heading.
    """
    view = View(result, questionnaire, language, partner)
    labels = view.labels
    blocks = heading(
        labels.priorities_title,
        is_demonstration=result.review.demonstration,
        labels=labels,
        width=WIDTH,
        is_titled=is_titled,
    )
    rows = sorted(result.priorities, key=lambda row: row.rank)
    if not rows:
        return assemble(
            [*blocks, paragraph(priorities_reason(view), width=WIDTH, size=BODY)], width=WIDTH, language=language
        )
    most = max(max(row.prcs, row.partner) for row in rows)
    note = [paragraph(labels.square_note, width=WIDTH, size=NOTE, after=2)] if most <= _MOST_SQUARES else []
    return assemble([*blocks, *note, *(_row(view, row, most=most) for row in rows)], width=WIDTH, language=language)


def _row(view: View, row: Priority, *, most: int) -> Block:
    """Return one topic: its rank and name, and for each side the people who chose it."""
    section = view.questionnaire.find_section(row.section)
    name = row.section if section is None else view.words(section.title)
    lines = wrapped(name, _NAME - 3, size=BODY)
    height = max(2 * _ROW, len(lines) * line_height(BODY)) + 2

    def draw(page: Page, top: float) -> None:
        middle = top + height / 2
        page.text((0, middle), str(row.rank), size=BODY, bold=True)
        page.lines((_RANK, middle), lines, size=BODY)
        _draw_side(page, view, y=middle - _ROW / 2, side=Side.PRCS, count=row.prcs, most=most)
        _draw_side(page, view, y=middle + _ROW / 2, side=Side.PARTNER, count=row.partner, most=most)
        page.rule((0, top + height), length=WIDTH, width=0.5, colour=PALE)

    return Block(height, draw)


def _draw_side(page: Page, view: View, *, y: float, side: Side, count: int, most: int) -> None:
    """Draw one side's people who chose a topic."""
    place_mark(page, (_RANK + _NAME + 2, y), side=side)
    page.text((_RANK + _NAME + 6, y), wrapped(view.side_name(side), _SIDE - 7, size=NOTE)[0], size=NOTE)
    room = _MOST_SQUARES * spread.PITCH
    length = spread.draw_row(page, (_SQUARES_AT, y), count=count, side=side, most=most, width=room)
    page.text((_SQUARES_AT + length + 1.5, y), str(count), size=NOTE)
