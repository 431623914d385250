"""The scores, gaps and statements of an export; each figure is that of the results document."""

from collections.abc import Iterator

from surveyapp.core.instrument.statement import Statement
from surveyapp.core.method.judging import Comparison, comparisons_in
from surveyapp.core.results import Gap, Index, SectionResult, StatementCell, StatementFacet
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.shown import shown
from surveyapp.reports.exports.content import (
    Exported,
    Row,
    Table,
    Value,
    columns_of_points,
    padded,
)
from surveyapp.words.readings import reading_name

WHOLE = "overall"
"""What stands under ``facet`` for a topic as a whole."""

_OF_SCORE = ("n", "mean", "statements", "dont_know_share")
_FLAGS = ("unseen", "split")
_OF_GAP = ("value", "low", "high", "level", "se", "df", "p", "q")
_OF_CELL = ("n", "mean", "favourable", "dont_know", "not_applicable", "skipped", "agreement", "step")


def scores(exported: Exported) -> Table:
    """Return every score and gap: over all topics, then topic by topic."""
    of_sides = tuple(f"{side}_{name}" for side in Side for name in (*_OF_SCORE, *_FLAGS))
    of_gap = tuple(f"gap_{name}" for name in _OF_GAP)
    said = ("reading", *exported.columns("reading"))
    columns = ("section", *exported.columns("title"), "facet", *of_sides, *of_gap, *said)
    rows = [_index(exported, facet) for facet in Facet]
    for section in exported.result.sections:
        named = (section.id, *exported.each(section.title))
        asked = {None, *(facet for statement in section.statements for facet in statement.facets)}
        for facet, one in comparisons_in(section):
            if facet not in asked:
                continue
            row = (*named, facet.value if facet else WHOLE, *_sides(one), *_gap(one.gap))
            rows.append((*row, *_reading(exported, one)))
    return Table("scores", columns, tuple(rows))


def statements(exported: Exported) -> Table:
    """Return every side's answers to every statement."""
    texts = (*exported.columns("text"), *exported.columns("named"))
    counts = (*_OF_CELL, *columns_of_points(exported.top))
    columns = ("section", "statement", *texts, "facet", "side", *counts, "split", "reverse")
    rows = [
        (*keys, *_texts(exported, one, facet), facet.value, side.value, *cell, side in pair.split, one.reverse)
        for section, keys, facet, pair in _pairs(exported)
        for one in [_asked(exported, section, keys[1])]
        for side in Side
        for cell in [_cell(pair.of(side), exported.top)]
    ]
    return Table("statements", columns, tuple(rows))


def statement_gaps(exported: Exported) -> Table:
    """Return what compares both sides' ratings of a statement, where both may be shown."""
    rows = [
        (*keys, facet.value, pair.cliffs_delta, pair.p)
        for _, keys, facet, pair in _pairs(exported)
        if pair.cliffs_delta is not None
    ]
    return Table("statement_gaps", ("section", "statement", "facet", "cliffs_delta", "p"), tuple(rows))


def _pairs(exported: Exported) -> Iterator[tuple[SectionResult, tuple[str, str], Facet, StatementFacet]]:
    for section in exported.result.sections:
        for statement in section.statements:
            for facet in Facet:  # a stored document keeps no order of its own
                if facet in statement.facets:
                    yield section, (section.id, statement.id), facet, statement.facets[facet]


def _index(exported: Exported, facet: Facet) -> Row:
    index = exported.result.indices[facet]
    nothing = (None,) * len(("reading", *exported.columns("reading")))
    titles = ("",) * len(exported.columns("title"))
    return ("", *titles, facet.value, *_sides(index), *_gap(index.gap), *nothing)


def _sides(one: Comparison | Index) -> Iterator[Value]:
    for side in Side:
        yield from (getattr(one.sides[side], name, None) for name in _OF_SCORE)
        yield from (side in getattr(one, flag) if hasattr(one, flag) else None for flag in _FLAGS)


def _gap(gap: Gap) -> Iterator[Value]:
    yield from (getattr(gap, name) for name in _OF_GAP)


def _reading(exported: Exported, one: Comparison) -> Iterator[Value]:
    yield one.reading.value if one.reading else None
    for names in exported.names:
        yield reading_name(exported.result, one, names.language) or None


def _cell(cell: StatementCell, top: int) -> Row:
    return (*(getattr(cell, name) for name in _OF_CELL), *padded(cell.distribution, top))


def _asked(exported: Exported, section: SectionResult, statement_id: str) -> Statement:
    asked = exported.questionnaire.find_section(section.id)
    return next(one for one in (asked.statements if asked else ()) if one.id == statement_id)


def _texts(exported: Exported, statement: Statement, facet: Facet) -> Iterator[str]:
    """Yield a statement as it is asked, then with the organisation's name, each in every language."""
    yield from exported.each(statement.text_about(statement.abouts[0]))
    for names in exported.names:
        yield shown(names.statement(statement, facet=facet))
