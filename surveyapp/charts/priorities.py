"""The topics for the meeting: beside each the votes of either side, and the reading most worth talking about.

Votes and gaps stand beside each other and are not multiplied; the order is the document's (docs/method.md, section 4).
"""

from collections.abc import Iterator

from matplotlib.figure import Figure

from surveyapp.charts import distribution as spread
from surveyapp.charts.describe import PRIORITIES, priorities_reason
from surveyapp.charts.legend import HIDDEN, foot
from surveyapp.charts.marks import place_mark
from surveyapp.charts.page import Block, Page, assemble, heading, paragraph, space
from surveyapp.charts.standing import ALONE, Standing
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

WIDTH = 174.0  # with the page's own margin 180: A4 portrait less 15 mm on either side
_RANK, _NAME, _GAP = 8.0, 72.0, 3.0
_SIDE = (WIDTH - _RANK - _NAME - _GAP) / 2
_COUNT = 18.0
_ROOM = _SIDE - _COUNT
_HEAD_LINES = 2
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
    """Return the topics for the meeting, 180 mm wide; a sentence instead where votes are withheld.

    Args:
        result: its ``priorities``; counts are of people, PRCS and the partner apart.
        questionnaire: the version that was answered.
        language: Arabic is the mirror image of English.
        partner: the partner's name.
        standing: under its own title, or a page's; over what it is of, or not.
    """
    view = View(result, questionnaire, language, partner)
    blocks = heading(say(PRIORITIES, language) if standing.is_titled else "", badge=view.badge, width=WIDTH)
    if not result.priorities:
        blocks.append(paragraph(priorities_reason(view), width=WIDTH, size=BODY))
    else:
        blocks += [*_note(view), _head(view), *_rows(view)]
    return assemble([*blocks, *foot(standing.source, width=WIDTH)], width=WIDTH, language=language)


def _note(view: View) -> list[Block]:
    note = votes_note(view.language, has_squares=_has_squares(view))
    return [paragraph(note, width=WIDTH, size=NOTE, after=1)]


def _has_squares(view: View) -> bool:
    """Tell whether a square for each person of the larger side fits into its column."""
    return max(facts.responses for facts in view.result.sides.values()) * spread.PITCH <= _ROOM


def _x_of(side: Side) -> float:
    """Return where a side's column starts."""
    return _RANK + _NAME + _GAP + (0.0 if side is Side.PRCS else _SIDE)


def _head(view: View) -> Block:
    """Return the sides' names over their columns."""
    names = {side: wrapped(view.names.alone(side), _SIDE - 7, size=NOTE, bold=True) for side in Side}
    names = {side: lines if len(lines) <= _HEAD_LINES else [view.side_name(side)] for side, lines in names.items()}
    height = max(map(len, names.values())) * line_height(NOTE) + 2

    def draw(page: Page, top: float) -> None:
        for side, lines in names.items():
            place_mark(page, (_x_of(side) + 2, top + height / 2), side=side)
            page.lines((_x_of(side) + 6, top + height / 2), lines, size=NOTE, bold=True)
        page.rule((0, top + height), length=WIDTH, width=0.9, colour=INK)

    return Block(height + 0.5, draw)


def _rows(view: View) -> Iterator[Block]:
    """Yield the topics in the document's order, those without a rank under a heading of their own."""
    is_ranked = True
    for topic in topics_for_meeting(view.result, view.names):
        if is_ranked and topic.rank is None:
            is_ranked = False
            yield space(2)
            yield paragraph(unranked_heading(view.language), width=WIDTH, size=NOTE, bold=True, after=0.5)
        yield _row(view, topic)


def _row(view: View, topic: Topic) -> Block:
    """Return one topic: its rank and name, what its gaps say, and for each side the people who chose it."""
    name = wrapped(topic.title, _NAME, size=BODY)
    said = [line for words in _said(topic, view.language) for line in wrapped(words, _NAME, size=NOTE)]
    height = len(name) * line_height(BODY) + len(said) * line_height(NOTE) + 2.4

    def draw(page: Page, top: float) -> None:
        first = top + 1.2 + line_height(BODY) / 2
        page.text((0, first), HIDDEN if topic.rank is None else str(topic.rank), size=BODY, bold=True)
        page.lines((_RANK, top + 1.2 + len(name) * line_height(BODY) / 2), name, size=BODY)
        page.lines((_RANK, top + height - 1.2 - len(said) * line_height(NOTE) / 2), said, size=NOTE)
        for side in Side:
            _draw_side(page, view, y=top + height / 2, side=side, topic=topic)
        page.rule((0, top + height), length=WIDTH, width=0.5, colour=PALE)

    return Block(height, draw)


def _said(topic: Topic, language: Language) -> Iterator[str]:
    """Yield the reading that is most worth talking about, of what it is, and that nobody chose a clear gap."""
    if topic.said is not None and topic.said.comparison.reading in _FOR_TALK:
        yield named(topic.said.reading, topic.said.name, language)
    if topic.note:
        yield topic.note


def _draw_side(page: Page, view: View, *, y: float, side: Side, topic: Topic) -> None:
    """Draw how many of one side's people chose a topic."""
    row = next(one for one in view.result.priorities if one.section == topic.section)
    people, count = view.result.sides[side].responses, row.prcs if side is Side.PRCS else row.partner
    at = (_x_of(side), y)
    if _has_squares(view):
        spread.draw_row(page, at, count=count, people=people, side=side)
    else:
        spread.draw_share(page, at, share=count / people if people else 0.0, side=side, width=_ROOM - 2)
    page.text((at[0] + _ROOM, y), topic.votes[side], size=NOTE)
