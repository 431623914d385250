"""The annex: every released figure, and the method on one page."""

from collections.abc import Iterator, Sequence

from surveyapp.core.instrument.scale import NonAnswer, Scale
from surveyapp.core.results import Gap, SectionResult, StatementCell, StatementFacet
from surveyapp.core.sides import Facet, Side
from surveyapp.reports.pack.reader import (
    NOTHING,
    Block,
    Cell,
    Reader,
    Sheet,
    block,
    ltr,
    number,
    over_rows,
    signed,
    table,
)
from surveyapp.words.catalogue import say
from surveyapp.words.certainty import p_text
from surveyapp.words.joining import commas, semicolons
from surveyapp.words.method import edition_note, method_paragraphs
from surveyapp.words.scores import cell_text
from surveyapp.words.topics import Said, said_of
from surveyapp.words.withheld import WITHHELD

SIZE = 9
"""Type size of the tables, in points: they are looked things up in, and not put before the meeting."""


def annex(reader: Reader) -> Iterator[Sheet]:
    """Yield the tables of scores and of statements, where any may be shown, and the method."""
    texts = method_paragraphs(reader.questionnaire, reader.result, reader.language)
    over, scored, stated = reader.say("Annex"), reader.say("All scores and gaps"), reader.say("All statements")
    if reader.has_scores:
        blocks = [*_notes(reader), _scores(reader)]
        yield reader.sheet(scored, *blocks, kind="annex", place="scores", is_wide=True, over=over)
    statements = list(_statements(reader))
    if statements:
        blocks = [*_notes(reader), *statements]
        yield reader.sheet(stated, *blocks, kind="annex", place="statements", is_wide=True, over=over)
    yield reader.sheet(reader.say("Method"), block("method", texts=texts), kind="method", over=over)


def _notes(reader: Reader) -> Iterator[Block]:
    note = edition_note(reader.result, reader.language)
    if note:
        yield block("text", text=note)


def _scores(reader: Reader) -> Block:
    head: list[Cell] = [
        reader.say("Topic"),
        reader.say("What is rated"),
        *map(reader.column, Side),
        reader.say("Gap"),
        reader.say("Interval"),
    ]
    rows = [row for section in reader.result.sections for row in _section_rows(reader, section)]
    widths = ["2.2fr", "1.9fr", "1.2fr", "1.2fr", "0.7fr", "1.3fr", *["0.75fr"] * 4, "3.2fr"]
    return table([*head, *map(ltr, ("SE", "df", "p", "q")), reader.say("Reading")], rows, widths=widths, size=SIZE)


def _section_rows(reader: Reader, section: SectionResult) -> Iterator[list[Cell]]:
    found = said_of(reader.result, section, names=reader.names)
    for place, said in enumerate(found):
        topic = [] if place else [over_rows(reader.words(section.title), len(found))]
        scores = [said.scores[side] or NOTHING for side in Side]
        figures = [said.gap or NOTHING, said.interval or NOTHING, *_certainty(said.comparison.gap)]
        yield [*topic, said.name, *map(ltr, scores), *figures, _reading(reader, said)]


def _certainty(gap: Gap) -> list[Cell]:
    return [number(gap.se, digits=2), number(gap.df), *(ltr(p_text(one) or NOTHING) for one in (gap.p, gap.q))]


def _reading(reader: Reader, said: Said) -> str:
    words = said.reading or (NOTHING if any(said.scores.values()) else say(WITHHELD, reader.language))
    return semicolons([words, *said.marks], reader.language)


def _statements(reader: Reader) -> Iterator[Block]:
    """Yield a table of statements for each scale, as heads name its answers; nothing where none may be shown."""
    pairs = [pair for section in reader.result.sections for one in section.statements for pair in one.facets.values()]
    if all(pair.of(side).mean is None and pair.of(side).n is None for pair in pairs for side in Side):
        return
    scales = {reader.questionnaire.scale_of(section): None for section in reader.questionnaire.sections}
    for scale in scales:
        shown = [one for one in reader.result.sections if _scale_of(reader, one) == scale]
        if len(scales) > 1:
            yield block("heading", text=commas((reader.words(one.title) for one in shown), reader.language))
        yield from _table_on(reader, scale, shown)


def _scale_of(reader: Reader, section: SectionResult) -> Scale | None:
    asked = reader.questionnaire.find_section(section.id)
    return reader.questionnaire.scale_of(asked) if asked else None


def _table_on(reader: Reader, scale: Scale, sections: Sequence[SectionResult]) -> Iterator[Block]:
    """Yield what the points of a scale are, and a table of all statements that are rated on it."""
    named = [f"{point.value} {reader.words(point.label)}" for point in scale.points]
    yield block("text", text=reader.say("Answers: %(points)s", points=commas(named, reader.language)))
    points = [str(point.value) for point in scale.points]
    others = [reader.words(one.label) for one in scale.non_answers]
    of_cell = [reader.say("Statement"), reader.say("Side"), reader.say("n"), reader.say("Mean")]
    head: list[Cell] = [*of_cell, *points, *others]
    rows = [row for section in sections for row in _rows_of(reader, section)]
    widths = ["5fr", "2.6fr", "0.6fr", "0.8fr", *["0.45fr"] * len(points), *["1fr"] * len(others), *["0.8fr"] * 3]
    yield table([*head, ltr("A"), reader.say("Cliff’s delta"), ltr("p")], rows, widths=widths, size=SIZE)


def _rows_of(reader: Reader, section: SectionResult) -> Iterator[list[Cell]]:
    asked = reader.questionnaire.find_section(section.id)
    if asked is None:
        return
    for statement in asked.statements:
        pairs = next(one.facets for one in section.statements if one.id == statement.id)
        for facet in Facet:
            if facet in pairs:
                words = reader.names.wording(asked, statement.id, facet=facet)
                yield from _pair_rows(reader, words, pairs[facet], scale=reader.questionnaire.scale_of(asked))


def _pair_rows(reader: Reader, words: str, pair: StatementFacet, *, scale: Scale) -> Iterator[list[Cell]]:
    """Yield a row a side; the statement, and what compares both sides, stand beside both rows."""
    compared = [signed(pair.cliffs_delta, digits=2), ltr(p_text(pair.p) or NOTHING)]
    for side in Side:
        own = [reader.column(side), *_cell(pair.of(side), scale)]
        is_first = side is Side.PRCS
        before, after = ([over_rows(words, 2)], [over_rows(one, 2) for one in compared]) if is_first else ([], [])
        yield [*before, *own, *after]


def _cell(cell: StatementCell, scale: Scale) -> list[Cell]:
    unscored = {NonAnswer.DONT_KNOW: cell.dont_know, NonAnswer.NOT_APPLICABLE: cell.not_applicable}
    counts = [*(cell.distribution or (None,) * scale.top), *(unscored[NonAnswer(one.key)] for one in scale.non_answers)]
    people, *others = (NOTHING if one is None else str(one) for one in (cell.n, *counts))
    return [people, ltr(cell_text(cell, top=scale.top) or NOTHING), *others, number(cell.agreement, digits=2)]
