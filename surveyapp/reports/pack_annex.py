"""The annex: every released figure, and the method on one page."""

from collections.abc import Iterator

from surveyapp.charts.view import View, is_asked, is_withheld, reading_words
from surveyapp.charts.wording import difference
from surveyapp.core.questionnaire import Section
from surveyapp.core.results import FacetResult, Gap, Overall, SectionResult, StatementCell
from surveyapp.core.sides import Facet, Side
from surveyapp.reports.pack_reader import NOTHING, Cell, Reader, Sheet, block, ltr, number, signed, table
from surveyapp.words.method import method_paragraphs

SIZE = 9
"""Type size of the tables, in points: they are looked things up in, and not put before the meeting."""


def annex(reader: Reader) -> Iterator[Sheet]:
    """Yield the tables of scores and of statements, and the method."""
    labels = reader.labels
    texts = method_paragraphs(reader.questionnaire, reader.result, reader.language)
    yield reader.sheet(f"{labels.annex}: {labels.annex_scores}", _scores(reader), kind="annex", is_wide=True)
    yield reader.sheet(f"{labels.annex}: {labels.annex_statements}", _statements(reader), kind="annex", is_wide=True)
    yield reader.sheet(f"{labels.annex}: {labels.method}", block("method", texts=texts), kind="method")


def _scores(reader: Reader) -> dict[str, object]:
    labels, view = reader.labels, reader.view
    of_side = [
        f"{view.side_name(side)}: {name}" for side in Side for name in (labels.people, labels.mean, labels.spread)
    ]
    head = [labels.topic, labels.about, *of_side, view.labels.gap, labels.interval, "df", labels.delta, "p"]
    rows = [row for section in reader.result.sections for row in _section_rows(reader, section)]
    widths = ["2.4fr", "1.9fr", *["1fr"] * 6, "1fr", "1.9fr", "0.8fr", "0.9fr", "0.9fr", "0.9fr", "2fr"]
    return table([*head, "H–L", labels.reading], rows, widths=widths, size=SIZE)


def _section_rows(reader: Reader, section: SectionResult) -> Iterator[list[Cell]]:
    view, asked = reader.view, reader.questionnaire.find_section(section.id)
    compared: list[tuple[str, Overall | FacetResult]] = [
        (reader.say(reader.questionnaire.facets[facet]), section.facets[facet])
        for facet in Facet
        if asked is None or is_asked(asked, facet)
    ]
    for name, one in [*compared, (view.labels.overall, section.overall)]:
        sides = [cell for side in Side for cell in _side_cells(one, side)]
        reading = reader.labels.withheld_cell if is_withheld(one) else reading_words(one, view.labels)
        yield [reader.say(section.title), name, *sides, *_gap_cells(one.gap), reading]


def _side_cells(one: Overall | FacetResult, side: Side) -> list[Cell]:
    score = one.sides[side]
    spread = getattr(score, "sd", None)
    return [NOTHING if score.n is None else str(score.n), number(score.mean, digits=2), number(spread, digits=2)]


def _gap_cells(gap: Gap) -> list[Cell]:
    ends = NOTHING if gap.low is None or gap.high is None else ltr(f"{difference(gap.low)} … {difference(gap.high)}")
    others = [number(gap.df), number(gap.cliffs_delta, digits=2), number(gap.p, digits=3)]
    return [signed(gap.value), ends, *others, signed(gap.hodges_lehmann)]


def _statements(reader: Reader) -> dict[str, object]:
    labels, view = reader.labels, reader.view
    scale = reader.questionnaire.scale_of(reader.questionnaire.sections[0])
    points = [reader.say(point.label) for point in scale.points]
    others = [reader.say(option.label) for option in scale.non_answers]
    head = [labels.statement, labels.about, labels.side, labels.people, labels.mean, *points, *others, labels.agreement]
    rows = []
    for section in reader.result.sections:
        asked = reader.questionnaire.find_section(section.id)
        if asked is not None:
            rows += list(_statement_rows(view, section, asked, reader))
    widths = ["5fr", "2fr", "1.5fr", "0.7fr", "0.9fr", *["1fr"] * len(points), *["1fr"] * len(others), "0.9fr"]
    return table(list(head), rows, widths=widths, size=SIZE)


def _statement_rows(view: View, section: SectionResult, asked: Section, reader: Reader) -> Iterator[list[Cell]]:
    for statement in section.statements:
        for facet in Facet:
            if facet in statement.facets:
                words = view.wording(asked, statement.id, facet=facet)
                about = reader.say(reader.questionnaire.facets[facet])
                for side in Side:
                    cell = statement.facets[facet].of(side)
                    yield [
                        words,
                        about,
                        view.side_name(side),
                        *_counts(cell, top=reader.questionnaire.scale_of(asked).top),
                    ]


def _counts(cell: StatementCell, *, top: int) -> list[Cell]:
    counts = cell.distribution or (None,) * top
    plain = [cell.n, *counts, cell.dont_know, cell.not_applicable]
    people, *others = (NOTHING if value is None else str(value) for value in plain)
    return [people, number(cell.mean, digits=2), *others, number(cell.agreement, digits=2)]
