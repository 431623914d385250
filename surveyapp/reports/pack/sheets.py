"""The sheets around the topics: cover, who took part, overview, people's own words."""

from collections.abc import Iterator, Mapping
from typing import Any

from surveyapp.charts import on_demand
from surveyapp.core.conduct.review import Answering, Policy
from surveyapp.core.instrument.questionnaire import ClosingRating
from surveyapp.core.results import ClosingCell
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.rounding import written
from surveyapp.reports.pack.charts import chart_block
from surveyapp.reports.pack.reader import NOTHING, Block, Cell, Reader, Sheet, block, number, signed, table
from surveyapp.reports.pack.withheld import withheld_terms
from surveyapp.words import demonstration
from surveyapp.words.catalogue import marked
from surveyapp.words.certainty import interval_text
from surveyapp.words.method import edition_note
from surveyapp.words.scores import point_text

_WAYS: Mapping[Answering, str] = {
    Answering.INDIVIDUAL: marked("Each person individually, anonymously"),
    Answering.ORGANISATION: marked("One agreed form of the organisation"),
}
_POLICIES: Mapping[Policy, str] = {
    Policy.STANDARD: marked("Disclosure rules: standard."),
    Policy.PROTECTED: marked("Disclosure rules: protected."),
}
WIDE_CHART = 169
"""The most that the overview may take of a page's height, in millimetres."""


def cover(reader: Reader) -> Iterator[Sheet]:
    """Yield the first sheet: whose pack it is, and what is in it."""
    review = reader.pack.review
    sides = {
        "prcs": reader.name(reader.questionnaire.sides[Side.PRCS].full_name),
        "partner": reader.name(review.partner.name),
    }
    marks = [reader.say(demonstration.DATA)] if review.is_demonstration else []
    note = edition_note(reader.result, reader.language)
    yield reader.sheet(
        reader.say("Meeting pack: %(title)s", title=reader.words(reader.questionnaire.title)),
        block("lead", text=reader.say("Between %(prcs)s and %(partner)s", **sides)),
        block("lead", text=reader.say("Round: %(name)s", name=reader.name(review.round.title))),
        block("text", text=reader.say("Deadline for answers: %(day)s.", day=reader.day(review.closes_on))),
        *(block("badge", text=text) for text in [*marks, *([note] if note else [])]),
        block("heading", text=reader.say("In this pack")),
        block("contents"),
        kind="cover",
    )


def participation(reader: Reader) -> Iterator[Sheet]:
    """Yield who took part under which rules, the scores over all topics, and what is withheld."""
    yield reader.sheet(
        reader.say("Who took part"),
        table(
            [reader.say("Side"), reader.say("Way of answering"), reader.say("Invited"), reader.say("Answered")],
            [_side_row(reader, side) for side in Side],
            widths=["1.2fr", "1.9fr", "1fr", "1fr"],
        ),
        block("text", text=_rules(reader)),
        *_indices(reader),
        *_closing(reader),
        *_withheld(reader),
        kind="participation",
    )


def overview(reader: Reader) -> Iterator[Sheet]:
    """Yield the dumbbell chart of every topic, on a page of its own."""
    chart = on_demand.overview(reader.result, **reader.for_charts)
    words = chart.describe()
    drawn = chart_block(reader, "overview", chart, alt=words.description, height=WIDE_CHART)
    yield reader.sheet(words.title, drawn, kind="overview", is_wide=True)


def comments(reader: Reader) -> Iterator[Sheet]:
    """Yield what people wrote and allowed to be shown, by topic and side, in an order that says nothing."""
    titles = {section.id: section.title for section in reader.questionnaire.sections}
    titles |= {question.id: question.question for question in reader.questionnaire.closing}
    blocks: list[Block] = []
    for entry in reader.result.comments:
        if entry.texts:
            heading = f"{reader.words(titles[entry.section])} – {reader.names.of(entry.side)}"
            if reader.result.sides[entry.side].answering is Answering.ORGANISATION:
                heading += " (" + reader.say("in the organisation’s own words") + ")"
            blocks += [block("heading", text=heading), block("quotes", texts=list(entry.texts))]
    if blocks:
        yield reader.sheet(reader.say("In people’s own words"), *blocks, kind="comments")


def _rules(reader: Reader) -> str:
    """Return the policy, and from how many people on what is shown."""
    limits = reader.result.thresholds
    shown = reader.counted(
        "Scores if at least %(n)s person on a side answered; statements and comments if at least %(detail)s did.",
        "Scores if at least %(n)s people on a side answered; statements and comments if at least %(detail)s did.",
        limits.min_side,
        detail=limits.min_detail,
    )
    return f"{reader.say(_POLICIES[reader.result.review.policy])} {shown}"


def _side_row(reader: Reader, side: Side) -> list[Any]:
    facts = reader.result.sides[side]
    name = reader.pack.review.partner.name if side is Side.PARTNER else reader.questionnaire.sides[side].full_name
    return [reader.words(name), reader.say(_WAYS[facts.answering]), str(facts.invited), str(facts.responses)]


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
        yield block("heading", text=reader.say("The partnership as a whole"))
        yield table(head, rows, widths=["1.6fr", "1fr", "1fr"])


def _closing_row(reader: Reader, question: ClosingRating, cells: Mapping[Side, ClosingCell]) -> list[Cell]:
    """Return a closing question with each side's mean, and the point that it is nearest to."""
    scale, row = reader.questionnaire.scale_of(question), [reader.words(question.question)]
    for side in Side:
        cell = cells.get(side, ClosingCell())
        nearest = point_text(cell, scale, reader.language)
        row.append(NOTHING if cell.mean is None else f"{written(cell.mean)} – {nearest}")
    return list(row)


def _withheld(reader: Reader) -> Iterator[Block]:
    terms = withheld_terms(reader)
    if terms:
        yield block("heading", text=reader.say("Not shown, and why"))
        yield block("terms", terms=terms)
