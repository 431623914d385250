"""One topic: its facets with the gaps' intervals in words, and below them how people answered each statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from matplotlib.figure import Figure

from surveyapp.charts.drawn import Sign, drawn_signs
from surveyapp.charts.legend import foot, gap_sentences, legend, note_sentences, sign_items
from surveyapp.charts.marks import FLAG_WIDTH, draw_comparison, draw_grid, draw_withheld, place_flag
from surveyapp.charts.page import Block, Page, assemble, heading, space
from surveyapp.charts.reasons import score_reason
from surveyapp.charts.standing import ALONE, Standing
from surveyapp.charts.style import BODY, NOTE, line_height, one_at_a_time, unbroken, wrapped
from surveyapp.charts.topic.columns import SIDE_BY_SIDE, STACKED, Columns
from surveyapp.charts.topic.statements import numbers_block, point_names, statement_blocks
from surveyapp.charts.view import FLAG_NAMES, Flag, Pair, View, flags_of, is_withheld
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.scale import Scale
from surveyapp.core.results import ReviewResult, SectionResult
from surveyapp.core.text.languages import Language, Text
from surveyapp.words.catalogue import say
from surveyapp.words.signs import gap_named
from surveyapp.words.withheld import WITHHELD

_AXIS_HEAD, _ROW_PADDING, _LEAST = 6.0, 1.1, 8.5


class Said(NamedTuple):
    """One line at the end of a row, behind the mark of a flag where it names one."""

    words: str
    is_bold: bool = False
    flag: Flag | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the upper part: its name, its marks, at the end what they say, and all in one sentence below."""

    pair: Pair
    name: Sequence[str]
    said: Sequence[Said]
    sentence: Sequence[str]
    columns: Columns

    @property
    def above(self) -> float:
        """Return what the name needs where it stands over the marks, in millimetres."""
        return len(self.name) * line_height(BODY) if self.columns.is_stacked else 0.0

    @property
    def marks_height(self) -> float:
        """Return what marks and the longer of the texts beside them need."""
        beside = 0 if self.columns.is_stacked else max(len(self.name), len(self.said))
        return max(beside * line_height(BODY), _LEAST) + _ROW_PADDING

    @property
    def below(self) -> float:
        """Return what is said where it stands under the marks needs."""
        return len(self.said) * line_height(BODY) if self.columns.is_stacked else 0.0

    @property
    def height(self) -> float:
        """Return what all of it needs."""
        sentence = len(self.sentence) * line_height(NOTE)
        return self.above + self.marks_height + self.below + sentence + _ROW_PADDING


@one_at_a_time
def section_chart(
    result: ReviewResult,
    section_id: str,
    *,
    questionnaire: Questionnaire,
    language: Language,
    partner: Text,
    standing: Standing = ALONE,
    is_brief: bool = False,
) -> Figure:
    """Return the chart of one topic, 180 mm wide or as a phone, and as high as its statements need.

    Args:
        result: released figures only; what is None is drawn as withheld, with the reason in words.
        section_id: a section of ``result``.
        questionnaire: the version that was answered.
        language: Arabic is the mirror image of English, the axes with 1 at the right.
        partner: the partner's name.
        standing: under its own title, or a page's; over what it is of, or not.
        is_brief: the comparisons alone, with their readings, for a slide that is read from far.

    Raises:
        KeyError: ``result`` has no such section.
    """
    view = View(result, questionnaire, language, partner)
    shown, asked = view.topic(section_id)
    columns = STACKED if standing.is_narrow else SIDE_BY_SIDE
    bands = [_band(view, pair, shown=shown, columns=columns, is_brief=is_brief) for pair in view.pairs(shown)]
    width = columns.width
    statements = [] if is_brief else [space(3), *statement_blocks(view, shown, asked=asked, columns=columns)]
    blocks = [
        *heading(view.words(shown.title) if standing.is_titled else "", badge=view.badge, width=width),
        _bands(view, bands, scale=questionnaire.scale_of(asked)),
        *numbers_block(view, questionnaire.scale_of(asked), columns),
        space(1.5),
        _key(view, [band.pair for band in bands], width=width),
        *statements,
        *foot(standing.source, width=width),
    ]
    return assemble(blocks, width=width, language=language)


def _band(view: View, pair: Pair, *, shown: SectionResult, columns: Columns, is_brief: bool) -> Band:
    why = score_reason(view, pair, section=shown.id)
    return Band(
        pair,
        wrapped(pair.name, columns.name_width, size=BODY, bold=True),
        _said(view, pair, why=why, width=columns.said_width),
        [] if is_brief else _sentence(view, pair, shown=shown, width=columns.width),
        columns,
    )


def _said(view: View, pair: Pair, *, why: str, width: float) -> list[Said]:
    """Return what stands at the end of a row: the reading in bold, the gap, the flags; or why there is no gap."""
    gap = view.gap(pair)
    if gap is None:
        return [Said(line) for line in wrapped(why, width, size=NOTE)]
    reading = view.reading(pair.comparison)
    said = [Said(line, is_bold=True) for line in wrapped(reading, width, size=NOTE, bold=True) if line]
    said.append(Said(unbroken(gap_named(gap, view.language))))
    return [*said, *(Said(say(FLAG_NAMES[flag], view.language), flag=flag) for flag in flags_of(pair.comparison))]


def _sentence(view: View, pair: Pair, *, shown: SectionResult, width: float) -> list[str]:
    """Return the comparison in words; where one side alone may be shown, its score."""
    words = view.sentence(shown, pair)
    if not words and not is_withheld(pair.comparison):
        words = view.means(view.scores(shown, pair))
    return wrapped(words, width, size=NOTE) if words else []


def _bands(view: View, bands: Sequence[Band], *, scale: Scale) -> Block:
    """Return the upper part: names, marks on one axis, and what they say."""
    height, columns = sum(band.height for band in bands), bands[0].columns

    def draw(page: Page, top: float) -> None:
        at = top + _AXIS_HEAD
        axes = page.axes(
            (columns.points_at, at), width=columns.points_width, height=height, points=scale.top, margin=0.5
        )
        axes.tick_params(labeltop=True, labelsize=NOTE, pad=1.5)
        axes.set_xticks([point.value for point in scale.points], point_names(view, scale, columns))
        y = 0.0
        for band in bands:
            marks = y + band.above
            middle = marks + band.marks_height / 2
            draw_grid(axes, spans=[(marks, marks + band.marks_height)])
            _draw_texts(page, band, top=at + y)
            if is_withheld(band.pair.comparison):
                draw_withheld(axes, say(WITHHELD, view.language), y=middle)
            else:
                draw_comparison(axes, band.pair, y=middle)
            y += band.height
            page.rule((0, at + y), length=columns.width, width=0.4)

    return Block(_AXIS_HEAD + height, draw)


def _draw_texts(page: Page, band: Band, *, top: float) -> None:
    """Write a row's name at the start, what it says at the end, and below the sentence; or all below each other."""
    under = top + band.above + band.marks_height
    middle = top + band.marks_height / 2
    page.lines((0, top + band.above / 2 if band.above else middle), band.name, size=BODY, bold=True)
    for number, said in enumerate(band.said):
        of_said = under + band.below / 2 if band.below else middle
        y = of_said + (number - (len(band.said) - 1) / 2) * line_height(BODY)
        x = band.columns.said_at
        if said.flag is not None:
            place_flag(page, (x + FLAG_WIDTH[said.flag] / 2, y), flag=said.flag)
            x += FLAG_WIDTH[said.flag] + 1
        page.text((x, y), said.words, size=NOTE, bold=said.is_bold)
    below = under + band.below + len(band.sentence) * line_height(NOTE) / 2
    page.lines((0, below), band.sentence, size=NOTE)


def _key(view: View, pairs: Sequence[Pair], *, width: float) -> Block:
    """Return the key of the upper part; flags have their names beside them."""
    signs = [(sign, words) for sign, words in drawn_signs(view, pairs) if sign not in {Sign.SPLIT, Sign.UNSEEN}]
    return legend([*sign_items(signs), *gap_sentences(view, pairs), *note_sentences(view)], width=width)
