"""The overview: every topic on one page, both sides' ratings side by side, facet by facet.

Where too few answered for facets, one panel shows each topic as a whole (docs/method.md, sections 1 and 7).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveyapp.charts.describe import OVERVIEW
from surveyapp.charts.drawn import drawn_signs, withheld_signs
from surveyapp.charts.legend import (
    HIDDEN,
    Item,
    foot,
    gap_sentences,
    legend,
    note_sentences,
    scale_sentences,
    sentence,
    sign_items,
)
from surveyapp.charts.marks import FLAG_WIDTH, draw_comparison, draw_grid, draw_withheld, place_flag
from surveyapp.charts.page import Block, Page, Point, assemble, heading, paragraph, space
from surveyapp.charts.standing import ALONE, Standing
from surveyapp.charts.style import BODY, HEAD, INK, NOTE, RULE, line_height, one_at_a_time, wrapped
from surveyapp.charts.view import Pair, View, flags_of, is_withheld
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Reading, ReviewResult, SectionResult
from surveyapp.core.sides import Facet
from surveyapp.core.text.languages import Language, Text
from surveyapp.words.catalogue import marked, say
from surveyapp.words.certainty import gap_text
from surveyapp.words.readings import chance_sentence
from surveyapp.words.rounds import signed
from surveyapp.words.topics import AS_A_WHOLE, WHOLE_ALONE
from surveyapp.words.withheld import WITHHELD

WIDTH = 261.0  # with the page's own margin 267: A4 landscape less 15 mm on either side
LABEL_WIDTH, PANEL_GAP = 78.0, 3.0
NUMBER_WIDTH, INTERVAL_WIDTH, FLAGS_WIDTH = 10.5, 45.0, sum(FLAG_WIDTH.values()) + 1.0
HEAD_HEIGHT, ROW_HEIGHT, ROW_PADDING, PART_HEIGHT, FOOT_HEIGHT = 11.5, 8.0, 0.5, 6.4, 4.3
GAP = marked("Gap")
RAISED = 0.9
"""How far marks stand over the middle of a row, for the whisker under them, in millimetres."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One column of the overview: what it compares, and its comparison of each section; None where it is not asked."""

    title: str
    pairs: Sequence[Pair | None]
    has_intervals: bool = False

    @property
    def number_width(self) -> float:
        """Return the room for the gaps at its end, in millimetres."""
        return INTERVAL_WIDTH if self.has_intervals else NUMBER_WIDTH

    @property
    def said_width(self) -> float:
        """Return the room for gaps and flags."""
        return self.number_width + (0.0 if self.has_intervals else FLAGS_WIDTH)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the overview, in millimetres from the top of the rows; a part's title, or a section's."""

    lines: Sequence[str]
    top: float
    height: float
    section: int | None = None

    @property
    def middle(self) -> float:
        """Return where its marks stand."""
        return self.top + self.height / 2


@one_at_a_time
def gap_dumbbell(
    result: ReviewResult,
    *,
    questionnaire: Questionnaire,
    language: Language,
    partner: Text,
    standing: Standing = ALONE,
) -> Figure:
    """Return the overview of ``result``, 267 mm wide and, with 13 topics, at most 180 mm high: one A4 page.

    Args:
        result: released figures only; a score or gap that is None is drawn as withheld.
        questionnaire: the version that was answered; names the sides, facets, parts and scales.
        language: Arabic is the mirror image of English, the axes with 1 at the right.
        partner: the partner's name.
        standing: under its own title, or a page's; over what it is of, or not.
    """
    view = View(result, questionnaire, language, partner)
    panels = overview_panels(view)
    blocks = [
        *heading(say(OVERVIEW, language) if standing.is_titled else "", badge=view.badge, width=WIDTH),
        *([] if view.shows_facets else [paragraph(say(WHOLE_ALONE, language), width=WIDTH, size=BODY, after=2)]),
        _body(panels, _rows(view), points=max(questionnaire.scale_of(s).top for s in questionnaire.sections)),
        space(1.5),
        legend(overview_key(view, [pair for panel in panels for pair in panel.pairs if pair]), width=WIDTH),
        *foot(standing.source, width=WIDTH),
    ]
    return assemble(blocks, width=WIDTH, language=language)


def overview_key(view: View, pairs: Sequence[Pair]) -> list[Item]:
    """Return the key of the overview: signs, then sentences."""
    chance = chance_sentence(view.result.chance, scoring=view.questionnaire.scoring, language=view.language)
    return [
        *sign_items([*drawn_signs(view, pairs, has_bold=True), *withheld_signs(view, pairs)]),
        *gap_sentences(view, pairs),
        *scale_sentences(view),
        *([sentence(chance)] if chance else []),
        *note_sentences(view),
    ]


def overview_panels(view: View) -> list[Panel]:
    """Return the panels of the overview in reading order."""
    sections = view.result.sections
    if not view.shows_facets:
        return [
            Panel(say(AS_A_WHOLE, view.language), [view.whole(section) for section in sections], has_intervals=True)
        ]
    by_facet = [{pair.facet: pair for pair in view.facet_pairs(section)} for section in sections]
    return [Panel(view.names.facet(facet), [pairs.get(facet) for pairs in by_facet]) for facet in Facet]


def _rows(view: View) -> list[Row]:
    """Return the rows from the top: each part's title, then its sections."""
    titles = {part.id: view.words(part.title) for part in view.questionnaire.parts}
    rows: list[Row] = []
    top, part = 0.0, None
    for number, section in enumerate(view.result.sections):
        if section.part != part:
            part = section.part
            rows.append(Row([titles[part]], top, PART_HEIGHT))
            top += PART_HEIGHT
        row = _section_row(section, number=number, top=top, language=view.language)
        rows.append(row)
        top += row.height
    return rows


def _section_row(section: SectionResult, *, number: int, top: float, language: Language) -> Row:
    lines = wrapped(section.title.in_(language), LABEL_WIDTH - 2, size=BODY)
    return Row(lines, top, max(len(lines) * line_height(BODY) + 2 * ROW_PADDING, ROW_HEIGHT), section=number)


def _body(panels: Sequence[Panel], rows: Sequence[Row], *, points: int) -> Block:
    """Return the rows with their panels as one block."""
    height = rows[-1].top + rows[-1].height
    width = (WIDTH - LABEL_WIDTH - PANEL_GAP * (len(panels) - 1)) / len(panels)
    titles = [wrapped(panel.title, width, size=HEAD, bold=True) for panel in panels]
    head = HEAD_HEIGHT + (max(map(len, titles)) - 1) * line_height(HEAD)

    def draw(page: Page, top: float) -> None:
        _draw_row_titles(page, rows, top=top + head)
        for number, (panel, title) in enumerate(zip(panels, titles, strict=True)):
            x = LABEL_WIDTH + number * (width + PANEL_GAP)
            _draw_panel_head(page, panel, title=title, at=(x, top + head), width=width)
            axes = page.axes((x, top + head), width=width - panel.said_width, height=height, points=points)
            axes.tick_params(labelbottom=True)
            draw_marks(axes, panel, rows=rows, spans=_part_spans(rows), words=say(WITHHELD, page.language))
            draw_said(page, panel, at=(x + width - panel.said_width, top + head), rows=rows)

    return Block(head + height + FOOT_HEIGHT, draw)


def _part_spans(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Return where the sections of each part begin and end."""
    starts = [row.top + row.height for row in rows if row.section is None]
    ends = [*(row.top for row in rows[1:] if row.section is None), rows[-1].top + rows[-1].height]
    return list(zip(starts, ends, strict=True))


def _draw_row_titles(page: Page, rows: Sequence[Row], *, top: float) -> None:
    for row in rows:
        is_part = row.section is None
        page.lines((0, top + row.middle + (0.8 if is_part else 0)), row.lines, size=BODY, bold=is_part)
        width, colour = (0.9, INK) if is_part else (0.4, RULE)
        page.rule((0, top + row.top + row.height), length=WIDTH, width=width, colour=colour)


def _draw_panel_head(page: Page, panel: Panel, *, title: Sequence[str], at: Point, width: float) -> None:
    """Write a panel's title and the word over its gaps, up from ``at``; all titles end in one line."""
    middle = at[1] - HEAD_HEIGHT + 3 - (len(title) - 1) / 2 * line_height(HEAD)
    page.lines((at[0] + (width - panel.said_width) / 2, middle), title, size=HEAD, bold=True, align="middle")
    end = at[0] + width - panel.said_width + panel.number_width
    page.text((end - 1, at[1] - HEAD_HEIGHT + 8.4), say(GAP, page.language), size=NOTE, align="end")


def draw_marks(
    axes: Axes, panel: Panel, *, rows: Sequence[Row], spans: Sequence[tuple[float, float]], words: str
) -> None:
    """Draw the axis, the grid and every section's marks, or its band of dots with ``words`` where it is withheld."""
    axes.tick_params(labeltop=True, labelsize=NOTE, pad=1.5, labelcolor=INK)
    draw_grid(axes, spans=spans)
    for row in rows:
        pair = None if row.section is None else panel.pairs[row.section]
        if pair is None:
            continue
        if is_withheld(pair.comparison):
            draw_withheld(axes, words, y=row.middle)
        else:
            draw_comparison(axes, pair, y=row.middle - RAISED)


def draw_said(page: Page, panel: Panel, *, at: Point, rows: Sequence[Row]) -> None:
    """Write each section's gap beside the marks, bold where it is clear, and behind it the flags."""
    for row in rows:
        pair = None if row.section is None else panel.pairs[row.section]
        if pair is None or is_withheld(pair.comparison):
            continue
        place = (at[0] + panel.number_width - 1, at[1] + row.middle)
        is_clear = pair.comparison.reading is Reading.CLEAR_GAP
        page.text(place, _number(panel, pair, page.language), size=BODY, align="end", bold=is_clear)
        _draw_flags(page, pair, at=(at[0] + panel.number_width + 0.4, place[1]))


def _draw_flags(page: Page, pair: Pair, *, at: Point) -> None:
    """Draw the flags of a comparison, each at a place of its own."""
    x = at[0]
    for flag, width in FLAG_WIDTH.items():
        if flag in flags_of(pair.comparison):
            place_flag(page, (x + width / 2, at[1]), flag=flag)
        x += width


def _number(panel: Panel, pair: Pair, language: Language) -> str:
    """Return the gap; a dash where only one side may be shown, and nothing where both may lie further out."""
    gap = pair.comparison.gap
    if gap.value is None or pair.is_at_one_end:
        return HIDDEN if gap.value is None else ""
    return (gap_text(gap, language) if panel.has_intervals else None) or signed(gap.value)
