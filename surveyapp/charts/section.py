"""One topic: its facets with the gaps' intervals in words, and below them how people answered each statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from surveyapp.charts.heading import heading
from surveyapp.charts.labels import LABELS, ChartLabels
from surveyapp.charts.legend import comparison_items, gap_sentence, legend, sentence
from surveyapp.charts.marks import Comparison, Line, draw_comparison, draw_grid, draw_withheld, is_withheld, line_of
from surveyapp.charts.page import Block, Page, assemble, space
from surveyapp.charts.reasons import reason
from surveyapp.charts.statements import statement_blocks
from surveyapp.charts.style import BODY, NOTE, line_height, one_at_a_time, wrapped
from surveyapp.charts.wording import gap_text, percent, score
from surveyapp.core.questionnaire import Facet, Language, Questionnaire, Scale, Section, Side
from surveyapp.core.results import Reading, ReviewResult, SectionResult

WIDTH = 174.0  # with the page's own margin 180: A4 portrait less 15 mm on either side
NAME_WIDTH, SAID_WIDTH, SPACE = 50.0, 50.0, 4.0
_AXIS_HEAD, _ROW_PADDING = 6.5, 1.8


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the upper part: a facet, or the topic as a whole; lines of text beside its marks."""

    comparison: Comparison
    name: Sequence[str]
    figures: str
    said: Sequence[tuple[str, bool]]

    @property
    def height(self) -> float:
        """Return what the longer of both texts needs, in millimetres."""
        lines = max(len(self.name) + bool(self.figures), len(self.said), 1)
        return lines * line_height(BODY) + 2 * _ROW_PADDING


@one_at_a_time
def section_chart(
    result: ReviewResult, section_id: str, *, questionnaire: Questionnaire, language: Language, is_titled: bool = True
) -> Figure:
    """Return the chart of one topic, 180 mm wide and as high as its statements need.

    Args:
        result: released figures only; what is None is drawn as withheld, with the reason in words.
        section_id: a section of ``result``.
        questionnaire: the version that was answered.
        language: Arabic is the mirror image of English, the axes with 1 at the right.
        is_titled: False where the page has its own heading.

    Raises:
        KeyError: ``result`` has no such section.
    """
    labels = LABELS[language]
    section, asked = topic_of(result, section_id, questionnaire=questionnaire)
    bands = [
        _band(
            name,
            comparison,
            why=reason(result, labels=labels, section=section_id, facet=facet),
            questionnaire=questionnaire,
            language=language,
        )
        for facet, name, comparison in compared(section, questionnaire=questionnaire, language=language)
    ]
    blocks = [
        *heading(section.title.in_(language), result=result, labels=labels, width=WIDTH, is_titled=is_titled),
        _bands(bands, scale=questionnaire.scale_of(asked), language=language),
        space(1.5),
        _key(bands, questionnaire=questionnaire, language=language),
        space(4),
        *statement_blocks(result, section, section=asked, questionnaire=questionnaire, language=language, width=WIDTH),
    ]
    return assemble(blocks, width=WIDTH, language=language)


def topic_of(result: ReviewResult, section_id: str, *, questionnaire: Questionnaire) -> tuple[SectionResult, Section]:
    """Return a section's results and its statements; KeyError when either knows none of that id."""
    asked = questionnaire.find_section(section_id)
    shown = next((section for section in result.sections if section.id == section_id), None)
    if asked is None or shown is None:
        raise KeyError(section_id)
    return shown, asked


def compared(
    section: SectionResult, *, questionnaire: Questionnaire, language: Language
) -> list[tuple[Facet | None, str, Comparison]]:
    """Return what the upper part compares: the facets, or the topic as a whole where only that is released."""
    has_facets = any(facet.gap.value is not None for facet in section.facets.values())
    if not has_facets and section.overall.gap.value is not None:
        return [(None, LABELS[language].overall, section.overall)]
    return [(facet, questionnaire.facets[facet].in_(language), section.facets[facet]) for facet in Facet]


def _band(name: str, comparison: Comparison, *, why: str, questionnaire: Questionnaire, language: Language) -> Band:
    labels = LABELS[language]
    return Band(
        comparison,
        wrapped(name, NAME_WIDTH, size=BODY, bold=True),
        "" if is_withheld(comparison) else _means(comparison, questionnaire=questionnaire, language=language),
        _said(comparison, why=why, labels=labels),
    )


def _means(comparison: Comparison, *, questionnaire: Questionnaire, language: Language) -> str:
    """Return both means in words: ``PRCS 4.1, Partner 3.2``."""
    labels = LABELS[language]
    said = []
    for side in Side:
        mean = comparison.sides[side].mean
        shown = labels.withheld.lower() if mean is None else score(mean)
        said.append(labels.mean_of.format(side=questionnaire.sides[side].label.in_(language), mean=shown))
    return labels.separator.join(said)


def _said(comparison: Comparison, *, why: str, labels: ChartLabels) -> list[tuple[str, bool]]:
    """Return the lines at the end of a row: the gap, in bold, and what it means; or why there is none."""
    gap = gap_text(comparison.gap, labels)
    words = why if gap is None else reading_words(comparison, labels=labels)
    lines = [(line, False) for line in wrapped(words, SAID_WIDTH, size=NOTE)]
    return lines if gap is None else [(gap, True), *lines]


def reading_words(comparison: Comparison, *, labels: ChartLabels) -> str:
    """Return what a comparison says, in words; one agreed answer is called that; nothing when it is withheld."""
    if comparison.reading is Reading.TOO_FEW and line_of(comparison) is Line.NO_INTERVAL:
        return labels.one_agreed_answer
    return labels.readings[comparison.reading] if comparison.reading is not None else ""


def _bands(bands: Sequence[Band], *, scale: Scale, language: Language) -> Block:
    """Return the upper part: names, marks on one axis, and the gaps in words."""
    height = sum(band.height for band in bands)

    def draw(page: Page, top: float) -> None:
        x, width = NAME_WIDTH + SPACE, WIDTH - NAME_WIDTH - SAID_WIDTH - 2 * SPACE
        at = top + _AXIS_HEAD
        axes = page.axes(x, at, width=width, height=height, top=scale.top)
        axes.tick_params(labeltop=True, labelsize=NOTE, pad=1.5)
        axes.set_xticks([p.value for p in scale.points], [p.label.in_(language) for p in scale.points])
        draw_grid(axes, top=scale.top, spans=[(0, height)])
        y = 0.0
        for band in bands:
            _draw_band_text(page, at + y, band)
            if is_withheld(band.comparison):
                draw_withheld(axes, y + band.height / 2, LABELS[language].withheld)
            else:
                draw_comparison(axes, y + band.height / 2, band.comparison)
            y += band.height
            page.rule(0, WIDTH, at + y, width=0.4)

    return Block(_AXIS_HEAD + height, draw)


def _draw_band_text(page: Page, top: float, band: Band) -> None:
    """Write a row's name with its means at the start, and its gap in words at the end."""
    step, middle = line_height(BODY), top + band.height / 2
    start = middle - (len(band.name) + bool(band.figures) - 1) / 2 * step
    for number, line in enumerate(band.name):
        page.text(0, start + number * step, line, size=BODY, bold=True)
    page.text(0, start + len(band.name) * step, band.figures, size=NOTE)
    start = middle - (len(band.said) - 1) / 2 * step
    for number, (line, is_bold) in enumerate(band.said):
        size = BODY if is_bold else NOTE
        page.text(WIDTH - SAID_WIDTH, start + number * step, line, size=size, bold=is_bold)


def _key(bands: Sequence[Band], *, questionnaire: Questionnaire, language: Language) -> Block:
    """Return the key of the upper part."""
    labels = LABELS[language]
    shown = [band.comparison for band in bands]
    items = comparison_items(shown, labels=labels, questionnaire=questionnaire, language=language)
    level = next((band.comparison.gap.level for band in bands if band.comparison.gap.low is not None), None)
    items.append(gap_sentence(questionnaire, labels=labels, language=language))
    if level is not None:
        items.append(sentence(labels.interval_note.format(level=percent(level))))
    return legend(items, width=WIDTH)
