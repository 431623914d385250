"""The topics for the meeting: beside each the votes of either side, and the reading most worth talking about.

Votes and gaps stand beside each other and are not multiplied; the order is the document's (docs/method.md, section 4).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from matplotlib.figure import Figure

from surveyapp.charts import distribution as spread
from surveyapp.charts.describe import PRIORITIES, priorities_reason
from surveyapp.charts.legend import HIDDEN, foot
from surveyapp.charts.marks import place_mark
from surveyapp.charts.page import Block, Page, assemble, heading, paragraph, space
from surveyapp.charts.standing import ALONE, NARROW, Standing
from surveyapp.charts.style import BODY, INK, NOTE, PALE, line_height, one_at_a_time, wrapped
from surveyapp.charts.view import View
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Reading, ReviewResult
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.words.catalogue import say
from surveyapp.words.joining import named
from surveyapp.words.meeting import Topic, topics_for_meeting
from surveyapp.words.signs import unranked_heading, votes_note

_RANK, _COUNT = 8.0, 18.0


class _Columns(NamedTuple):
    """Where a topic and the people of each side stand, in millimetres: beside each other, or for phones below."""

    width: float
    name: float
    people_at: Mapping[Side, float]
    room: float
    """For people, before their number."""
    is_stacked: bool = False


_SIDE_BY_SIDE = _Columns(174.0, 72.0, {Side.PRCS: 83.0, Side.PARTNER: 128.5}, 27.5)
"""174; with the page's own margin 180: A4 portrait less 15 mm on either side."""
_STACKED = _Columns(NARROW, NARROW - _RANK, dict.fromkeys(Side, 14.0), NARROW - 14.0 - _COUNT, is_stacked=True)
_HEAD_LINES, _SIDE_HEIGHT = 2, 5.4
_FOR_TALK = frozenset({Reading.CLEAR_GAP, Reading.POSSIBLE_GAP, Reading.DIVIDED})


@one_at_a_time
def priorities_chart(
    result: ReviewResult,
    *,
    questionnaire: Questionnaire,
    language: Language,
    partner: Text,
    standing: Standing = ALONE,
) -> Figure:
    """Return the topics for the meeting, 180 mm wide or as a phone; a sentence instead where votes are withheld.

    Args:
        result: its ``priorities``; counts are of people, PRCS and the partner apart.
        questionnaire: the version that was answered.
        language: Arabic is the mirror image of English.
        partner: the partner's name.
        standing: under its own title, or a page's; over what it is of, or not.
    """
    view = View(result, questionnaire, language, partner)
    columns = _STACKED if standing.is_narrow else _SIDE_BY_SIDE
    width = columns.width
    blocks = heading(say(PRIORITIES, language) if standing.is_titled else "", badge=view.badge, width=width)
    if not result.priorities:
        blocks.append(paragraph(priorities_reason(view), width=width, size=BODY))
    else:
        blocks += [*_note(view, columns), _head(view, columns), *_rows(view, columns)]
    return assemble([*blocks, *foot(standing.source, width=width)], width=width, language=language)


def _note(view: View, columns: _Columns) -> list[Block]:
    note = votes_note(view.language, has_squares=_has_squares(view, columns))
    return [paragraph(note, width=columns.width, size=NOTE, after=1)]


def _has_squares(view: View, columns: _Columns) -> bool:
    """Tell whether a square for each person of the larger side fits into its column."""
    return max(facts.responses for facts in view.result.sides.values()) * spread.PITCH <= columns.room


def _head(view: View, columns: _Columns) -> Block:
    """Return the sides' names over their columns, or below each other."""
    room = (columns.width if columns.is_stacked else columns.room + _COUNT) - 7
    names = {side: wrapped(view.names.alone(side), room, size=NOTE, bold=True) for side in Side}
    names = {side: lines if len(lines) <= _HEAD_LINES else [view.side_name(side)] for side, lines in names.items()}
    heights = [len(lines) * line_height(NOTE) for lines in names.values()]
    height = (sum(heights) if columns.is_stacked else max(heights)) + 2

    def draw(page: Page, top: float) -> None:
        middle = top + height / 2
        for place, (side, lines) in enumerate(names.items()):
            x = 0.0 if columns.is_stacked else columns.people_at[side]
            if columns.is_stacked:
                middle = top + 1 + sum(heights[:place]) + heights[place] / 2
            place_mark(page, (x + 2, middle), side=side)
            page.lines((x + 6, middle), lines, size=NOTE, bold=True)
        page.rule((0, top + height), length=columns.width, width=0.9, colour=INK)

    return Block(height + 0.5, draw)


def _rows(view: View, columns: _Columns) -> Iterator[Block]:
    """Yield the topics in the document's order, those without a rank under a heading of their own."""
    is_ranked = True
    for topic in topics_for_meeting(view.result, view.names):
        if is_ranked and topic.rank is None:
            is_ranked = False
            yield space(2)
            yield paragraph(unranked_heading(view.language), width=columns.width, size=NOTE, bold=True, after=0.5)
        yield _row(view, topic, columns)


def _row(view: View, topic: Topic, columns: _Columns) -> Block:
    """Return one topic: its rank and name, what its gaps say, and for each side the people who chose it."""
    name = wrapped(topic.title, columns.name, size=BODY)
    said = [line for words in _said(topic, view.language) for line in wrapped(words, columns.name, size=NOTE)]
    above = len(name) * line_height(BODY) + len(said) * line_height(NOTE) + 2.4
    below = len(Side) * _SIDE_HEIGHT if columns.is_stacked else 0.0

    def draw(page: Page, top: float) -> None:
        first = top + 1.2 + line_height(BODY) / 2
        page.text((0, first), HIDDEN if topic.rank is None else str(topic.rank), size=BODY, bold=True)
        page.lines((_RANK, top + 1.2 + len(name) * line_height(BODY) / 2), name, size=BODY)
        page.lines((_RANK, top + above - 1.2 - len(said) * line_height(NOTE) / 2), said, size=NOTE)
        for place, side in enumerate(Side):
            y = top + above + (place + 0.35) * _SIDE_HEIGHT if columns.is_stacked else top + above / 2
            if columns.is_stacked:
                place_mark(page, (_RANK + 2, y), side=side)
            _draw_side(page, view, y=y, side=side, topic=topic, columns=columns)
        page.rule((0, top + above + below), length=columns.width, width=0.5, colour=PALE)

    return Block(above + below, draw)


def _said(topic: Topic, language: Language) -> Iterator[str]:
    """Yield the reading that is most worth talking about, of what it is, and that nobody chose a clear gap."""
    if topic.said is not None and topic.said.comparison.reading in _FOR_TALK:
        yield named(topic.said.reading, topic.said.name, language)
    if topic.note:
        yield topic.note


def _draw_side(page: Page, view: View, *, y: float, side: Side, topic: Topic, columns: _Columns) -> None:
    """Draw how many of one side's people chose a topic."""
    row = next(one for one in view.result.priorities if one.section == topic.section)
    people, count = view.result.sides[side].responses, row.prcs if side is Side.PRCS else row.partner
    at = (columns.people_at[side], y)
    if _has_squares(view, columns):
        spread.draw_row(page, at, count=count, people=people, side=side)
    else:
        spread.draw_share(page, at, share=count / people if people else 0.0, side=side, width=columns.room - 2)
    page.text((at[0] + columns.room, y), topic.votes[side], size=NOTE)
