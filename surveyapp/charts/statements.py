"""The lower part of a topic's chart: each statement in its facet, and how each side's people answered it."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveyapp.charts import distribution as spread
from surveyapp.charts.labels import LABELS, ChartLabels
from surveyapp.charts.marks import legend_mark
from surveyapp.charts.page import Block, Page, paragraph, space
from surveyapp.charts.reasons import reason
from surveyapp.charts.style import BODY, GREY, HEAD, INK, NOTE, PALE, line_height, text_width, wrapped
from surveyapp.charts.wording import score
from surveyapp.core.questionnaire import Facet, Language, Questionnaire, Scale, Section, Side, about_for
from surveyapp.core.results import ReviewResult, SectionResult, StatementCell, StatementResult

SIDE_WIDTH, POINTS_WIDTH, SPACE = 31.0, 88.0, 3.0
_MIN_ROW, _ROW_PADDING = 6.4, 2.4


@dataclass(frozen=True, slots=True)
class View:
    """What every row needs to know: the result in one language."""

    result: ReviewResult
    section: Section
    scale: Scale
    questionnaire: Questionnaire
    language: Language
    width: float

    @property
    def labels(self) -> ChartLabels:
        """Return the words of the language."""
        return LABELS[self.language]

    @property
    def column(self) -> float:
        """Return the width of one point of the scale in millimetres."""
        return POINTS_WIDTH / self.scale.top


def statement_blocks(
    result: ReviewResult,
    shown: SectionResult,
    *,
    section: Section,
    questionnaire: Questionnaire,
    language: Language,
    width: float,
) -> list[Block]:
    """Return the lower part as blocks; one sentence instead where every statement is withheld."""
    view = View(result, section, questionnaire.scale_of(section), questionnaire, language, width)
    head = paragraph(view.labels.statements, width=width, size=HEAD, bold=True, after=0.5)
    cells = [facet.of(side) for one in shown.statements for facet in one.facets.values() for side in Side]
    if not any(cell.distribution is not None for cell in cells):
        why = reason(result, labels=view.labels, section=section.id)
        return [head, paragraph(why, width=width, size=BODY)]
    notes = paragraph(_notes(cells, labels=view.labels), width=width, size=NOTE, after=2)
    facets = [facet for facet in Facet if any(facet in one.facets for one in shown.statements)]
    return [head, notes, *(block for facet in facets for block in _facet_blocks(view, shown, facet=facet))]


def _notes(cells: Sequence[StatementCell], *, labels: ChartLabels) -> str:
    """Return how to read what is drawn: squares, percentages, and who "we" is."""
    drawn = [cell.distribution for cell in cells if cell.distribution is not None]
    notes = [labels.square_note] if any(not spread.is_in_percent(counts) for counts in drawn) else []
    if any(spread.is_in_percent(counts) for counts in drawn):
        notes.append(labels.share_note.format(minimum=spread.MIN_FOR_PERCENT))
    return " ".join([*notes, labels.we_note])


def _facet_blocks(view: View, shown: SectionResult, *, facet: Facet) -> list[Block]:
    """Return one facet: its name over the points of the scale, then its statements."""
    statements = [one for one in shown.statements if facet in one.facets]
    has_bar = any(
        spread.is_in_percent(one.facets[facet].of(side).distribution or ()) for one in statements for side in Side
    )
    blocks = [_facet_head(view, view.questionnaire.facets[facet].in_(view.language), has_bar=has_bar)]
    for one in statements:
        blocks.append(paragraph(_wording(view, one, facet=facet), width=view.width, size=BODY, after=0.5))
        blocks += [_side_row(view, one, facet=facet, side=side) for side in Side]
        blocks.append(space(2))
    return blocks


def _wording(view: View, statement: StatementResult, *, facet: Facet) -> str:
    """Return the statement as the side that ``facet`` is about reads it of itself, or both read it."""
    asked = next(one for one in view.section.statements if one.id == statement.id)
    side = Side.PARTNER if facet is Facet.PARTNER else Side.PRCS
    text = asked.text_about(about_for(side, facet))
    return view.questionnaire.terms[side].fill(text).in_(view.language)


def _facet_head(view: View, title: str, *, has_bar: bool) -> Block:
    name = wrapped(title, view.width, size=HEAD, bold=True)
    height = len(name) * line_height(HEAD)

    def draw(page: Page, top: float) -> None:
        page.rule(0, view.width, top, width=0.9, colour=INK)
        page.lines(0, top + 1 + height / 2, name, size=HEAD, bold=True)
        for number, point in enumerate(view.scale.points):
            middle, y = SIDE_WIDTH + (number + 0.5) * view.column, top + height + 3.5
            words = point.label.in_(view.language)
            page.text(middle + (2 if has_bar else 0), y, words, size=NOTE, align="middle")
            if has_bar:
                _swatch(page, middle, y, words, fill=spread.shade(point.value, view.scale.top)[0])

    return Block(height + 6.5, draw)


def _swatch(page: Page, middle: float, y: float, words: str, *, fill: str) -> None:
    """Draw the shade of a point before its name."""
    x = middle + 2 - text_width(words, NOTE) / 2 - 4
    page.box(x, y - 1.4, width=2.8, height=2.8, facecolor=fill, edgecolor=INK, linewidth=0.7)


def _side_row(view: View, statement: StatementResult, *, facet: Facet, side: Side) -> Block:
    """Return one side's answers to one statement: who, over the points, and in figures."""
    cell = statement.facets[facet].of(side)
    is_split = side in statement.facets[facet].split
    figures = _figures(view, cell, is_split=is_split)
    needed = [_MIN_ROW, len(figures) * line_height(NOTE) + 1]
    if cell.distribution is not None:
        needed.append(spread.height_of(cell.distribution, view.column) + _ROW_PADDING)
    height = max(needed)
    why = reason(
        view.result, labels=view.labels, section=view.section.id, facet=facet, side=side, statement=statement.id
    )

    def draw(page: Page, top: float) -> None:
        middle = top + height / 2
        _draw_columns(page, view, top, height)
        legend_mark(page, 2.5, middle, side)
        page.text(6, middle, _side_name(view, side), size=NOTE)
        _draw_cell(page, middle, cell, side=side, why=why, view=view)
        page.lines(SIDE_WIDTH + POINTS_WIDTH + SPACE, middle, figures, size=NOTE)

    return Block(height, draw)


def _side_name(view: View, side: Side) -> str:
    """Return what a side is called, cut to its column."""
    name = view.questionnaire.sides[side].label.in_(view.language)
    lines = wrapped(name, SIDE_WIDTH - 7, size=NOTE)
    return lines[0] if len(lines) == 1 else f"{lines[0]}…"


def _draw_columns(page: Page, view: View, top: float, height: float) -> None:
    """Draw the pale upright lines between the points, and one below the row."""
    for number in range(view.scale.top + 1):
        page.upright(SIDE_WIDTH + number * view.column, top, top + height, colour=PALE)
    page.rule(0, view.width, top + height, width=0.4, colour=PALE)


def _draw_cell(page: Page, middle: float, cell: StatementCell, *, side: Side, why: str, view: View) -> None:
    """Draw a cell's answers, or the reason why there are none."""
    counts = cell.distribution
    if counts is None:
        spread.draw_band(page, SIDE_WIDTH, middle, why, width=POINTS_WIDTH)
    elif not any(counts):
        words = view.labels.nothing_rated
        page.text(SIDE_WIDTH + POINTS_WIDTH / 2, middle, words, size=NOTE, align="middle", colour=GREY)
    elif spread.is_in_percent(counts):
        spread.draw_bar(page, SIDE_WIDTH, middle, counts, width=POINTS_WIDTH)
    else:
        spread.draw_squares(page, SIDE_WIDTH, middle, counts, side=side, column=view.column)


def _figures(view: View, cell: StatementCell, *, is_split: bool) -> list[str]:
    """Return the row's figures in words: the mean, what was not scored, and whether opinions are divided."""
    said = [] if cell.mean is None else [view.labels.mean.format(mean=score(cell.mean))]
    counts = {"dk": cell.dont_know, "na": cell.not_applicable}
    for option in view.scale.non_answers:
        count = counts.get(option.key)
        if count:
            said.append(f"{option.label.in_(view.language)}: {count}")
    if is_split:
        said.append(view.labels.split)
    width = view.width - SIDE_WIDTH - POINTS_WIDTH - SPACE
    return wrapped(view.labels.separator.join(said), width, size=NOTE) if said else []
