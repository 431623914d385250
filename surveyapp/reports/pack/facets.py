"""What a topic's sheet says of each facet: its reading, both marks, and how people answered its statements."""

from collections.abc import Iterator

from surveyapp.charts.describe import STATEMENTS
from surveyapp.charts.distribution import MIN_FOR_PERCENT, PARTED, Reach, is_in_percent, shade, widest
from surveyapp.charts.reasons import OF_STATEMENTS, reason, score_reason
from surveyapp.charts.view import Pair
from surveyapp.core.instrument.questionnaire import Section
from surveyapp.core.instrument.scale import NonAnswer, Scale
from surveyapp.core.results import Reading, SectionResult, StatementCell, StatementResult
from surveyapp.core.sides import Facet, Side
from surveyapp.reports.pack.figures import answers_figure, comparison_figure
from surveyapp.reports.pack.reader import Block, Reader, block
from surveyapp.words.catalogue import marked
from surveyapp.words.joining import commas, lowered, named
from surveyapp.words.readings import SPLIT
from surveyapp.words.scores import cell_text
from surveyapp.words.signs import gap_named
from surveyapp.words.topics import Said, said_of
from surveyapp.words.whose import us_note

_MEAN, _SQUARES = marked("mean %(mean)s"), marked("One square is one person.")
_MEANS = marked("A circle or a diamond marks a side’s rounded mean.")


def facet_blocks(reader: Reader, section: SectionResult) -> Iterator[Block]:
    """Yield a block for each comparison of a topic, with the statements that it comes from.

    Statements of a facet that is not compared stand in a block of their own; of none that may be shown, only why.
    """
    asked = reader.view.topic(section.id)[1]
    pairs = {pair.facet: pair for pair in reader.view.pairs(section)}
    said = {one.facet: one for one in said_of(reader.result, section, names=reader.names)}
    reach = widest(cell.distribution or () for cell in _cells(section))
    is_shown = any(_is_shown(cell) for cell in _cells(section))
    for facet in [*pairs, *(facet for facet in Facet if facet not in pairs)]:
        rows = [one for one in section.statements if is_shown and facet in one.facets]
        told = _comparison(reader, section, pairs[facet], asked=asked, said=said[facet]) if facet in pairs else {}
        if told or rows:
            listed = [_statement(reader, asked, one, facet=facet, reach=reach) for one in rows if facet]
            yield block("facet", **{**_unsaid(reader, asked, facet), **told, "statements": listed})
    if not is_shown:
        why = reason(reader.view, OF_STATEMENTS, section=section.id)
        yield block("text", text=named(reader.say(STATEMENTS), lowered(why), reader.language))


def notes_on(reader: Reader, section: SectionResult) -> Iterator[str]:
    """Yield how to read a topic's statements, and the answers that are drawn."""
    cells = list(filter(_is_shown, _cells(section)))
    drawn = [cell.distribution for cell in cells if cell.distribution is not None]
    if any(not is_in_percent(counts) for counts in drawn):
        yield reader.say(_SQUARES)
    if any(is_in_percent(counts) for counts in drawn):
        yield reader.counted(
            "Answers are shown as percentages if at least %(n)s person answered.",
            "Answers are shown as percentages if at least %(n)s people answered.",
            MIN_FOR_PERCENT,
        )
        yield reader.say(PARTED)
    if len(drawn) < len(cells):
        yield reader.say(_MEANS)
    asked = reader.view.topic(section.id)[1]
    if us := us_note(reader.names, asked.statements) if cells else "":
        yield us


def _cells(section: SectionResult) -> list[StatementCell]:
    return [pair.of(side) for one in section.statements for pair in one.facets.values() for side in Side]


def _is_shown(cell: StatementCell) -> bool:
    return cell.distribution is not None or cell.mean is not None


def _unsaid(reader: Reader, asked: Section, facet: Facet | None) -> Block:
    """Return a facet of which nothing is said but its name and the points of its scale."""
    name = reader.words(reader.questionnaire.facets[facet]) if facet else ""
    points = reader.questionnaire.scale_of(asked).points
    labels = [{"words": reader.words(one.label), "fill": shade(one.value, len(points))[0]} for one in points]
    return {"name": name, "reading": "", "texts": [], "gap": "", "is_clear": False, "figure": None, "labels": labels}


def _comparison(reader: Reader, section: SectionResult, pair: Pair, *, asked: Section, said: Said) -> Block:
    """Return one comparison: its name and reading, its sentence, its flags; or why there is no gap, and one's score."""
    told, gap = [said.sentence], reader.view.gap(pair)
    if gap is None:
        alone = [reader.view.means(said.scores)] if any(said.scores.values()) else []
        told = [score_reason(reader.view, pair, section=section.id), *alone]
    return {
        "name": said.name,
        "reading": said.reading,
        "texts": [f"{words.removesuffix('.')}." for words in (*told, *said.flags)],
        "gap": gap_named(gap, reader.language) if gap else "",
        "is_clear": pair.comparison.reading is Reading.CLEAR_GAP,
        "figure": comparison_figure(reader, pair, reader.questionnaire.scale_of(asked)),
    }


def _statement(reader: Reader, asked: Section, statement: StatementResult, *, facet: Facet, reach: Reach) -> Block:
    """Return a statement, and a row for each side."""
    pair, scale = statement.facets[facet], reader.questionnaire.scale_of(asked)
    rows = []
    for side in Side:
        cell, told = pair.of(side), commas(_said(reader, pair.of(side), scale), reader.language)
        why = reason(reader.view, OF_STATEMENTS, section=asked.id, facet=facet, side=side, statement=statement.id)
        rows.append(
            {
                "side": side.value,
                "figure": answers_figure(reader, cell, scale, side=side, why=why, reach=reach),
                "said": named(reader.column(side), told, reader.language) if told else reader.column(side),
                "split": reader.say(SPLIT) if side in pair.split else "",
            }
        )
    return {"text": reader.view.wording(asked, statement.id, facet=facet), "rows": rows}


def _said(reader: Reader, cell: StatementCell, scale: Scale) -> Iterator[str]:
    """Yield a row's figures in words: the mean, and what was not scored."""
    mean = cell_text(cell, top=scale.top)
    if mean:
        yield reader.say(_MEAN, mean=mean)
    counts = {NonAnswer.DONT_KNOW: cell.dont_know, NonAnswer.NOT_APPLICABLE: cell.not_applicable}
    for option in scale.non_answers:
        if counts[NonAnswer(option.key)]:
            yield named(reader.words(option.label), str(counts[NonAnswer(option.key)]), reader.language)
