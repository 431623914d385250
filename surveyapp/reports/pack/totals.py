"""The sheets around the topics: cover, who took part, overview, people's own words."""

from collections.abc import Iterator, Mapping

from surveyapp.core.conduct.review import Answering, Policy
from surveyapp.core.instrument.questionnaire import ClosingRating
from surveyapp.core.results import ClosingCell
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.rounding import written
from surveyapp.reports.pack.reader import NOTHING, Block, Cell, Reader, Sheet, block, number, signed, table
from surveyapp.words.catalogue import marked
from surveyapp.words.certainty import interval_text
from surveyapp.words.scores import point_text

_WAYS: Mapping[Answering, str] = {
    Answering.INDIVIDUAL: marked("Each person individually, anonymously"),
    Answering.ORGANISATION: marked("One agreed form of the organisation"),
}
_POLICIES: Mapping[Policy, str] = {
    Policy.STANDARD: marked("Disclosure rules: standard."),
    Policy.PROTECTED: marked("Disclosure rules: protected."),
}
WIDE_CHART = 160
"""The most that the overview may take of a page's height, in millimetres."""


def participation(reader: Reader) -> Iterator[Sheet]:
    """Yield the scores over all topics, and of the partnership as a whole; nothing where none are shown."""
    blocks = [*_closing(reader), *_indices(reader)]
    if blocks:
        yield reader.sheet(reader.say("The partnership as a whole"), *blocks, kind="participation")


def _indices(reader: Reader) -> Iterator[Block]:
    indices = reader.result.indices
    if all(index.sides[side].mean is None for index in indices.values() for side in Side):
        return
    has_interval = any(index.gap.low is not None for index in indices.values())
    rows = [_index_row(reader, facet, has_interval=has_interval) for facet in Facet]
    head: list[Cell] = [reader.say("What is rated"), *map(reader.column, Side), reader.say("Gap")]
    yield block("heading", text=reader.say("Over all topics"))
    widths = ["2fr", "1.2fr", "1.2fr", "0.8fr", *(["1.3fr"] if has_interval else [])]
    yield table([*head, *([reader.say("Interval")] if has_interval else [])], rows, widths=widths)


def _index_row(reader: Reader, facet: Facet, *, has_interval: bool) -> list[Cell]:
    index, about = reader.result.indices[facet], reader.words(reader.questionnaire.facets[facet])
    interval = [interval_text(index.gap, reader.language) or NOTHING] if has_interval else []
    return [about, *(number(index.sides[side].mean) for side in Side), signed(index.gap.value), *interval]


def _closing(reader: Reader) -> Iterator[Block]:
    asked = [question for question in reader.questionnaire.closing if isinstance(question, ClosingRating)]
    told = [(question, reader.result.closing.get(question.id, {})) for question in asked]
    if any(cell.mean is not None for _, cells in told for cell in cells.values()):
        rows = [_closing_row(reader, question, cells) for question, cells in told]
        head: list[Cell] = [reader.say("Question"), *map(reader.column, Side)]
        yield table(head, rows, widths=["1.6fr", "1fr", "1fr"])


def _closing_row(reader: Reader, question: ClosingRating, cells: Mapping[Side, ClosingCell]) -> list[Cell]:
    """Return a closing question with each side's mean, and the point that it is nearest to."""
    scale, row = reader.questionnaire.scale_of(question), [reader.words(question.question)]
    for side in Side:
        cell = cells.get(side, ClosingCell())
        nearest = point_text(cell, scale, reader.language)
        row.append(NOTHING if cell.mean is None else f"{written(cell.mean)} – {nearest}")
    return list(row)
