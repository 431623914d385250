"""One topic: its facets with the gaps' intervals in words, and below them how people answered each statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from surveyapp.charts.columns import NAME_WIDTH, POINTS_AT, POINTS_WIDTH, SAID_AT, SAID_WIDTH, SPACE, WIDTH
from surveyapp.charts.heading import heading
from surveyapp.charts.legend import gap_sentence, interval_sentences, legend, line_items, mark_items
from surveyapp.charts.marks import draw_comparison, draw_grid, draw_withheld
from surveyapp.charts.page import Block, Page, assemble, space
from surveyapp.charts.reasons import score_reason
from surveyapp.charts.statements import statement_blocks
from surveyapp.charts.style import BODY, NOTE, line_height, one_at_a_time, wrapped
from surveyapp.charts.view import Comparison, Pair, View, is_withheld, means_of, reading_words
from surveyapp.charts.wording import gap_text, unbroken
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.scale import Scale
from surveyapp.core.sides import Language, Text

_AXIS_HEAD, _ROW_PADDING = 6.0, 1.1


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the upper part: its name and means at the start, its marks, and at the end what they say."""

    comparison: Comparison
    name: Sequence[str]
    means: Sequence[str]
    said: Sequence[tuple[str, bool]]

    @property
    def height(self) -> float:
        """Return what the longer of both texts needs, in millimetres."""
        lines = max(len(self.name) + len(self.means), len(self.said), 2)
        return lines * line_height(BODY) + 2 * _ROW_PADDING


@one_at_a_time
def section_chart(
    result: ReviewResult,
    section_id: str,
    *,
    questionnaire: Questionnaire,
    language: Language,
    partner: Text,
    is_titled: bool = True,
    has_key: bool = True,
) -> Figure:
    """Return the chart of one topic, 180 mm wide and as high as its statements need.

    Args:
        result: released figures only; what is None is drawn as withheld, with the reason in words.
        section_id: a section of ``result``.
        questionnaire: the version that was answered.
        language: Arabic is the mirror image of English, the axes with 1 at the right.
        partner: the partner's name.
        is_titled: False where the page has its own heading.
        has_key: False where the signs are explained elsewhere.

    Raises:
        KeyError: ``result`` has no such section.
    """
    view = View(result, questionnaire, language, partner)
    shown, asked = view.topic(section_id)
    bands = [_band(view, pair, section_id=section_id) for pair in view.pairs(shown)]
    blocks = [
        *heading(
            view.words(shown.title),
            is_demonstration=result.review.demonstration,
            labels=view.labels,
            width=WIDTH,
            is_titled=is_titled,
        ),
        _bands(view, bands, scale=questionnaire.scale_of(asked)),
        *([space(1.5), _key(view, [band.comparison for band in bands])] if has_key else []),
        space(3),
        *statement_blocks(view, shown, asked=asked),
    ]
    return assemble(blocks, width=WIDTH, language=language)


def _band(view: View, pair: Pair, *, section_id: str) -> Band:
    comparison = pair.comparison
    return Band(
        comparison,
        wrapped(pair.name, NAME_WIDTH, size=BODY, bold=True),
        [] if is_withheld(comparison) else wrapped(view.means(means_of(comparison)), NAME_WIDTH + SPACE, size=NOTE),
        _said(comparison, why=score_reason(view, pair, section=section_id), view=view),
    )


def _said(comparison: Comparison, *, why: str, view: View) -> list[tuple[str, bool]]:
    """Return the lines at the end of a row: the gap, in bold, and what it means; or why there is none."""
    gap = gap_text(comparison.gap, view.labels)
    words = why if gap is None else reading_words(comparison, view.labels)
    lines = [(line, False) for line in wrapped(words, SAID_WIDTH, size=NOTE)]
    return lines if gap is None else [(unbroken(gap), True), *lines]


def _bands(view: View, bands: Sequence[Band], *, scale: Scale) -> Block:
    """Return the upper part: names, marks on one axis, and the gaps in words."""
    height = sum(band.height for band in bands)

    def draw(page: Page, top: float) -> None:
        at = top + _AXIS_HEAD
        axes = page.axes((POINTS_AT, at), width=POINTS_WIDTH, height=height, top=scale.top, margin=0.5)
        axes.tick_params(labeltop=True, labelsize=NOTE, pad=1.5)
        axes.set_xticks([point.value for point in scale.points], [view.words(point.label) for point in scale.points])
        draw_grid(axes, top=scale.top, spans=[(0, height)])
        y = 0.0
        for band in bands:
            _draw_texts(page, band, top=at + y)
            if is_withheld(band.comparison):
                draw_withheld(axes, view.labels.withheld, y=y + band.height / 2)
            else:
                draw_comparison(axes, band.comparison, y=y + band.height / 2)
            y += band.height
            page.rule((0, at + y), length=WIDTH, width=0.4)

    return Block(_AXIS_HEAD + height, draw)


def _draw_texts(page: Page, band: Band, *, top: float) -> None:
    """Write a row's name with its means at the start, and what they say at the end."""
    names = [(line, True) for line in band.name] + [(line, False) for line in band.means]
    for x, lines in ((0.0, names), (SAID_AT, band.said)):
        for number, (line, is_bold) in enumerate(lines):
            y = top + band.height / 2 + (number - (len(lines) - 1) / 2) * line_height(BODY)
            page.text((x, y), line, size=BODY if is_bold else NOTE, bold=is_bold)


def _key(view: View, comparisons: Sequence[Comparison]) -> Block:
    """Return the key of the upper part."""
    items = [*mark_items(view), *line_items(comparisons, view.labels), gap_sentence(view)]
    items += interval_sentences(comparisons, view.labels)
    return legend(items, width=WIDTH)
