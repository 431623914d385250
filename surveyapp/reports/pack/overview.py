"""Both views of every topic at a glance: a row a topic, in the order of the pack, and a column a facet."""

from collections.abc import Iterator

from surveyapp.charts.describe import OVERVIEW
from surveyapp.charts.drawn import Sign, drawn_signs
from surveyapp.charts.view import Pair
from surveyapp.core.instrument.scale import Scale
from surveyapp.core.results import Reading, SectionResult
from surveyapp.core.sides import Facet
from surveyapp.reports.pack.figures import comparison_figure
from surveyapp.reports.pack.reader import NOTHING, Block, Reader, block
from surveyapp.reports.pack.topics import topics_of
from surveyapp.words.certainty import gap_text
from surveyapp.words.joining import commas
from surveyapp.words.rounds import signed
from surveyapp.words.topics import AS_A_WHOLE, WHOLE_ALONE

_KEY = {Sign.CIRCLE, Sign.DIAMOND, Sign.CLEAR, Sign.POSSIBLE, Sign.AGREED}


def overview(reader: Reader) -> Iterator[Block]:
    """Yield all comparisons as marks and gaps; nothing where none of them may be shown."""
    sections = {section.id: section for section in reader.result.sections}
    rows = [_row(reader, sections[topic.section]) for topic in topics_of(reader)]
    if not reader.has_scores:
        return
    pairs = [pair for section in sections.values() for pair in reader.view.compared(section)]
    has_facets, facets = reader.view.shows_facets, reader.questionnaire.facets
    heads = [reader.words(facets[facet]) for facet in Facet] if has_facets else [reader.say(AS_A_WHOLE)]
    notes = [*([] if has_facets else [reader.say(WHOLE_ALONE)]), *_scales(reader)]
    key = [{"sign": sign.value, "words": words} for sign, words in drawn_signs(reader.view, pairs) if sign in _KEY]
    yield block(
        "overview", heading=reader.say(OVERVIEW), heads=[reader.say("Topic"), *heads], rows=rows, notes=notes, key=key
    )


def _scales(reader: Reader) -> Iterator[str]:
    """Yield what the hairlines of each scale are, from one end to the other."""
    for scale in {reader.questionnaire.scale_of(section): None for section in reader.questionnaire.sections}:
        points = [f"{point.value} {reader.words(point.label)}" for point in scale.points]
        yield reader.say("Answers: %(points)s", points=commas(points, reader.language))


def _row(reader: Reader, section: SectionResult) -> dict[str, object]:
    scale = reader.questionnaire.scale_of(reader.view.topic(section.id)[1])
    pairs = {pair.facet: pair for pair in reader.view.compared(section)}
    columns = list(Facet) if reader.view.shows_facets else [None]
    cells = [_cell(reader, pairs[one], scale) if one in pairs else None for one in columns]
    return {"topic": reader.words(section.title), "cells": cells}


def _cell(reader: Reader, pair: Pair, scale: Scale) -> dict[str, object]:
    """Return one comparison: its marks, and its gap, in bold where it is clear; of a whole topic with the interval."""
    gap = pair.comparison.gap
    said = gap_text(gap, reader.language) if pair.facet is None else None if gap.value is None else signed(gap.value)
    return {
        "figure": comparison_figure(reader, pair, scale),
        "gap": "" if pair.is_at_one_end else said or NOTHING,
        "is_clear": pair.comparison.reading is Reading.CLEAR_GAP,
    }
