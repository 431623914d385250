"""The overview for narrow screens: the facets below each other, each topic's name over its marks."""

from collections.abc import Iterator
from dataclasses import replace

from matplotlib.figure import Figure

from surveyapp.charts.dumbbell import (
    GAP,
    NUMBER_WIDTH,
    Panel,
    Row,
    draw_marks,
    draw_said,
    overview_key,
    overview_panels,
)
from surveyapp.charts.legend import legend
from surveyapp.charts.page import Block, Page, assemble, heading, paragraph, space
from surveyapp.charts.standing import NARROW
from surveyapp.charts.style import BODY, HEAD, NOTE, RULE, line_height, one_at_a_time, wrapped
from surveyapp.charts.view import View
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Language, Text
from surveyapp.words.catalogue import say
from surveyapp.words.topics import WHOLE_ALONE
from surveyapp.words.withheld import WITHHELD

_AXIS_HEAD, _MARKS, _AFTER = 5.5, 7.6, 0.8


@one_at_a_time
def stacked_dumbbell(
    result: ReviewResult, *, questionnaire: Questionnaire, language: Language, partner: Text
) -> Figure:
    """Return the overview of ``result`` as narrow as a phone; arguments as of ``gap_dumbbell``."""
    view = View(result, questionnaire, language, partner)
    panels = overview_panels(view)
    points = max(questionnaire.scale_of(section).top for section in questionnaire.sections)
    blocks = [
        *heading("", badge=view.badge, width=NARROW),
        *([] if view.shows_facets else [paragraph(say(WHOLE_ALONE, language), width=NARROW, size=BODY, after=2)]),
        *(block for panel in panels for block in _panel_blocks(view, panel, points=points)),
        legend(overview_key(view, [pair for panel in panels for pair in panel.pairs if pair]), width=NARROW),
    ]
    return assemble(blocks, width=NARROW, language=language)


def _panel_blocks(view: View, panel: Panel, *, points: int) -> Iterator[Block]:
    """Yield a panel under its name; gaps stand without their intervals in figures, which whiskers show."""
    yield paragraph(panel.title, width=NARROW, size=HEAD, bold=True, after=0.5)
    yield _panel(view, replace(panel, has_intervals=False), points=points)
    yield space(3)


def _panel(view: View, panel: Panel, *, points: int) -> Block:
    rows = _rows(view, panel)
    height = rows[-1].top + rows[-1].height
    width = NARROW - panel.said_width

    def draw(page: Page, top: float) -> None:
        page.text((width + NUMBER_WIDTH - 1, top + 2.4), say(GAP, page.language), size=NOTE, align="end")
        axes = page.axes((0, top + _AXIS_HEAD), width=width, height=height, points=points)
        spans = [(row.top, row.top + row.height) for row in rows]
        draw_marks(axes, panel, rows=rows, spans=spans, words=say(WITHHELD, page.language))
        draw_said(page, panel, at=(width, top + _AXIS_HEAD), rows=rows)
        for row in rows:
            named = row.top - len(row.lines) * line_height(BODY) / 2
            page.lines((0, top + _AXIS_HEAD + named), row.lines, size=BODY)
            page.rule((0, top + _AXIS_HEAD + row.top + row.height), length=NARROW, width=0.4, colour=RULE)

    return Block(_AXIS_HEAD + height + _AFTER, draw)


def _rows(view: View, panel: Panel) -> list[Row]:
    """Return the rows that marks stand in, each under room for its name, in millimetres from the top."""
    rows: list[Row] = []
    top = 0.0
    for number, section in enumerate(view.result.sections):
        if panel.pairs[number] is None:
            continue
        lines = wrapped(view.words(section.title), NARROW, size=BODY)
        top += _AFTER + len(lines) * line_height(BODY)
        rows.append(Row(lines, top, _MARKS, section=number))
        top += _MARKS
    return rows
