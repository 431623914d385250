"""The lower part of a topic's chart: each statement in its facet, and how each side's people answered it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from surveyapp.charts import distribution as spread
from surveyapp.charts.describe import STATEMENTS
from surveyapp.charts.legend import fitting_name, scale_words
from surveyapp.charts.marks import FLAG_WIDTH, place_flag, place_mark
from surveyapp.charts.page import Block, Page, Point, paragraph, space
from surveyapp.charts.reasons import OF_STATEMENTS, reason
from surveyapp.charts.style import BODY, GREY, HEAD, INK, NOTE, PALE, line_height, text_width, unbroken, wrapped
from surveyapp.charts.topic.columns import Columns
from surveyapp.charts.view import Flag, View
from surveyapp.core.instrument.questionnaire import Section
from surveyapp.core.instrument.scale import Scale
from surveyapp.core.results import SectionResult, StatementCell, StatementResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import counted, marked, say
from surveyapp.words.joining import commas
from surveyapp.words.readings import SPLIT
from surveyapp.words.scores import cell_text
from surveyapp.words.whose import us_note

_SQUARES = marked("One square is one person.")
_MEANS = marked("A circle or a diamond marks a side’s rounded mean.")
_MEAN, _NOTHING_RATED = marked("mean %(mean)s"), marked("Nobody gave a rating")
_MIN_ROW, _ROW_PADDING, _SHADE, _NAME_AT = 4.9, 1.5, 2.2, 6.5


class Place(NamedTuple):
    """One row: a statement in a facet, and the side that answered."""

    view: View
    section: Section
    statement: StatementResult
    facet: Facet
    side: Side
    reach: spread.Reach
    columns: Columns

    @property
    def cell(self) -> StatementCell:
        """Return the released answers."""
        return self.statement.facets[self.facet].of(self.side)

    @property
    def is_split(self) -> bool:
        """Tell whether the side's own people disagree."""
        return self.side in self.statement.facets[self.facet].split

    @property
    def scale(self) -> Scale:
        """Return the scale of the answers."""
        return self.view.questionnaire.scale_of(self.section)


def statement_blocks(view: View, shown: SectionResult, *, asked: Section, columns: Columns) -> list[Block]:
    """Return the lower part as blocks, with every statement; one sentence instead where every one is withheld."""
    width = columns.width
    head = paragraph(say(STATEMENTS, view.language), width=width, size=HEAD, bold=True, after=0.5)
    cells = _cells(shown)
    if all(cell.distribution is None and cell.mean is None for cell in cells):
        why = reason(view, OF_STATEMENTS, section=asked.id)
        return [head, paragraph(why, width=width, size=BODY)]
    notes = paragraph(_notes(cells, view, asked=asked), width=width, size=NOTE, after=1.5)
    parts = [
        _facet_blocks(view, shown, facet=facet, asked=asked, columns=columns)
        for facet in Facet
        if any(facet in one.facets for one in shown.statements)
    ]
    return [head, notes, *(block for part in parts for block in part)]


def _cells(shown: SectionResult) -> list[StatementCell]:
    return [facet.of(side) for one in shown.statements for facet in one.facets.values() for side in Side]


def _notes(cells: Sequence[StatementCell], view: View, *, asked: Section) -> str:
    """Return how to read what is drawn: squares, percentages, and who "us" is."""
    language = view.language
    drawn = [cell.distribution for cell in cells if cell.distribution is not None]
    notes = [say(_SQUARES, language)] if any(not spread.is_in_percent(counts) for counts in drawn) else []
    if any(spread.is_in_percent(counts) for counts in drawn):
        notes += [_shares(language), say(spread.PARTED, language)]
    if any(cell.distribution is None and cell.mean is not None for cell in cells):
        notes.append(say(_MEANS, language))
    return " ".join(filter(None, [*notes, us_note(view.names, asked.statements)]))


def _shares(language: Language) -> str:
    return counted(
        "Answers are shown as percentages if at least %(n)s person answered.",
        "Answers are shown as percentages if at least %(n)s people answered.",
        spread.MIN_FOR_PERCENT,
        language,
    )


def _facet_blocks(view: View, shown: SectionResult, *, facet: Facet, asked: Section, columns: Columns) -> list[Block]:
    """Return one facet: its name beside the points of the scale, then its statements."""
    statements = [one for one in shown.statements if facet in one.facets]
    reach = spread.widest(cell.distribution or () for cell in _cells(shown))
    places = [Place(view, asked, one, facet, side, reach, columns) for one in statements for side in Side]
    has_bar = any(spread.is_in_percent(place.cell.distribution or ()) for place in places)
    name = wrapped(view.names.facet(facet), columns.name_width, size=BODY, bold=True)
    scale = view.questionnaire.scale_of(asked)
    blocks = [_facet_head(view, name, scale=scale, has_bar=has_bar, columns=columns)]
    for one in statements:
        blocks.append(paragraph(view.wording(asked, one.id, facet=facet), width=columns.width, size=BODY))
        blocks += [_side_row(place) for place in places if place.statement is one]
        blocks.append(space(1.0))
    return blocks


def point_names(view: View, scale: Scale, columns: Columns) -> list[str]:
    """Return what stands over the points of the scale: their labels, or their numbers where labels would touch."""
    names, column = [view.words(point.label) for point in scale.points], columns.points_width / scale.top
    widths = [text_width(name, NOTE) for name in names]
    fits = all((one + other) / 2 < column - 1 for one, other in pairwise(widths))
    return names if fits else [str(point.value) for point in scale.points]


def numbers_block(view: View, scale: Scale, columns: Columns) -> list[Block]:
    """Return the sentence that names the points, where numbers stand over them."""
    if point_names(view, scale, columns) == [view.words(point.label) for point in scale.points]:
        return []
    return [space(1.5), paragraph(scale_words(view, scale), width=columns.width, size=NOTE)]


def _facet_head(view: View, name: Sequence[str], *, scale: Scale, has_bar: bool, columns: Columns) -> Block:
    """Return the facet's name, and beside or below it the points of the scale, over bars with their shades."""
    height, column = len(name) * line_height(BODY) + 1.6, columns.points_width / scale.top
    below = line_height(NOTE) if columns.is_stacked else 0.0

    def draw(page: Page, top: float) -> None:
        middle = top + height / 2 + 0.3
        page.rule((0, top), length=columns.width, width=0.9, colour=INK)
        page.lines((0, middle), name, size=BODY, bold=True)
        at = top + height + below / 2 if columns.is_stacked else middle
        for number, (point, label) in enumerate(zip(scale.points, point_names(view, scale, columns), strict=True)):
            x = columns.points_at + number * column
            page.text((x + column / 2, at), label, size=NOTE, align="middle")
            if has_bar:
                look = {"facecolor": spread.shade(point.value, scale.top)[0], "edgecolor": INK}
                page.box((x + 2, top + height + below), width=column - 4, height=_SHADE, **look)

    return Block(height + below + (_SHADE + 1 if has_bar else 0), draw)


def _side_row(place: Place) -> Block:
    """Return one side's answers to one statement: who, over the points, and in figures."""
    cell, columns = place.cell, place.columns
    figures = wrapped(_figures(place), columns.said_width, size=NOTE)
    split = [say(SPLIT, place.view.language)] if place.is_split else []
    said = len([*figures, *split]) * line_height(NOTE)
    drawn = spread.height_of(cell.distribution or (), columns.points_width / place.scale.top) + _ROW_PADDING
    name = _name(place)
    named = len(name) * line_height(NOTE) + 0.8
    if columns.is_stacked:
        height = named + drawn + said + 1
    else:
        height, named = max(_MIN_ROW, named, said + 1, drawn), 0.0

    def draw(page: Page, top: float) -> None:
        middle = top + (named + drawn / 2 if columns.is_stacked else height / 2)
        beside = top + named / 2 if columns.is_stacked else middle
        place_mark(page, (2.5, beside), side=place.side)
        page.lines((_NAME_AT, beside), name, size=NOTE)
        _draw_cell(page, place, middle=middle, height=drawn if columns.is_stacked else height)
        at = top + named + drawn + said / 2 if columns.is_stacked else middle
        page.lines((columns.said_at, at - len(split) * line_height(NOTE) / 2), figures, size=NOTE)
        for words in split:
            _draw_split(page, words, at=(columns.said_at, at + len(figures) * line_height(NOTE) / 2))
        page.rule((0, top + height), length=columns.width, width=0.4, colour=PALE)

    return Block(height, draw)


def _name(place: Place) -> list[str]:
    """Return who answered, in lines: also what the questionnaire calls a side may be wider than the column."""
    room = place.columns.name_width - _NAME_AT - 0.5
    return list(wrapped(fitting_name(place.view, place.side, room=room), room, size=NOTE))


def _draw_split(page: Page, words: str, *, at: Point) -> None:
    """Write that opinions are divided, behind the mark that stands for it on every chart."""
    width = FLAG_WIDTH[Flag.SPLIT]
    place_flag(page, (at[0] + width / 2, at[1]), flag=Flag.SPLIT)
    page.text((at[0] + width + 1, at[1]), words, size=NOTE)


def _draw_cell(page: Page, place: Place, *, middle: float, height: float) -> None:
    """Draw a cell's answers, or the reason why there are none."""
    cell, at = place.cell, (place.columns.points_at, middle)
    if cell.distribution is not None and spread.is_in_percent(cell.distribution):
        x = place.columns.points_at + place.reach.middle * place.columns.points_width
        page.upright((x, middle - height / 2), length=height, width=1.0, colour=INK)
        spread.draw_bar(page, at, distribution=cell.distribution, width=place.columns.points_width, reach=place.reach)
    elif cell.distribution is None and cell.mean is None:
        spread.draw_band(page, at, words=_reason(place), width=place.columns.points_width)
    else:
        _draw_over_points(page, place, middle=middle, height=height)


def _draw_over_points(page: Page, place: Place, *, middle: float, height: float) -> None:
    """Draw people as squares over the points, or where only a mean is released the side's mark."""
    cell, column = place.cell, place.columns.points_width / place.scale.top
    for number in range(place.scale.top + 1):
        page.upright((place.columns.points_at + number * column, middle - height / 2), length=height, colour=PALE)
    if cell.distribution is None and cell.mean is not None:
        place_mark(page, (place.columns.points_at + (cell.mean - 0.5) * column, middle), side=place.side)
    elif cell.distribution is not None and any(cell.distribution):
        at = (place.columns.points_at, middle)
        spread.draw_squares(page, at, distribution=cell.distribution, side=place.side, column=column)
    else:
        at, words = (
            (place.columns.points_at + place.columns.points_width / 2, middle),
            say(_NOTHING_RATED, place.view.language),
        )
        page.text(at, words, size=NOTE, align="middle", colour=GREY)


def _reason(place: Place) -> str:
    """Return why a row shows nothing."""
    return reason(
        place.view,
        OF_STATEMENTS,
        section=place.section.id,
        facet=place.facet,
        side=place.side,
        statement=place.statement.id,
    )


def _figures(place: Place) -> str:
    """Return the row's figures in words: the mean, and what was not scored."""
    cell, view = place.cell, place.view
    mean = cell_text(cell, top=place.scale.top)
    said = [say(_MEAN, view.language, mean=mean)] if mean else []
    counts = {"dk": cell.dont_know, "na": cell.not_applicable}
    said += [
        f"{view.words(option.label)}: {counts[option.key]}"
        for option in place.scale.non_answers
        if counts.get(option.key)
    ]
    return commas((unbroken(words) for words in said), view.language)
