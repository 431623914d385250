"""The sheets that show the results: cover, how to read it, who took part, overview, priorities, principles, words."""

from collections.abc import Iterator
from typing import Any

from surveyapp.charts.describe import describe_overview, describe_priorities, describe_section
from surveyapp.charts.labels import LABELS as CHART_LABELS
from surveyapp.charts.reasons import sentence
from surveyapp.charts.view import prompt_reading, reading_words
from surveyapp.core.results import Reading, SectionResult
from surveyapp.core.sides import Facet, Side
from surveyapp.reports.pack_charts import chart_block
from surveyapp.reports.pack_reader import Block, Cell, Reader, Sheet, block, number, signed, table

WIDE_CHART, TALL_CHART, TOPIC_CHART = 160, 225, 190
"""The most that a chart may take of a page's height, in millimetres."""


def cover(reader: Reader) -> Iterator[Sheet]:
    """Yield the first sheet: whose pack it is, and what is in it."""
    labels, review = reader.labels, reader.pack.review
    sides = {
        "prcs": reader.name(reader.questionnaire.sides[Side.PRCS].full_name),
        "partner": reader.name(review.partner.name),
    }
    marks = [block("badge", text=labels.demonstration)] if review.is_demonstration else []
    yield reader.sheet(
        f"{labels.pack}: {reader.say(reader.questionnaire.title)}",
        block("lead", text=labels.between.format(**sides)),
        block("lead", text=f"{labels.round}: {reader.name(review.round.title)}"),
        *marks,
        block("heading", text=labels.contents),
        block("contents"),
        kind="cover",
    )


def how_to_read(reader: Reader) -> Iterator[Sheet]:
    """Yield what to know before the first chart: what a gap is, chance, signs and words."""
    labels, charts = reader.labels, CHART_LABELS[reader.language]
    noise = labels.how_noise.format(topics=len(reader.result.sections))
    signs = [
        ("circle", charts.rating_of.format(side=reader.view.side_name(Side.PRCS))),
        ("diamond", charts.rating_of.format(side=reader.view.side_name(Side.PARTNER))),
        ("thick", charts.gap_found),
        ("dashed", charts.gap_unclear),
        ("thin", charts.no_gap),
    ]
    yield reader.sheet(
        labels.how_title,
        block("text", text=labels.how_what),
        block("text", text=labels.how_gap),
        block("framed", text=noise),
        block("heading", text=labels.how_signs),
        block("signs", signs=[{"sign": sign, "text": text} for sign, text in signs]),
        block("text", text=labels.how_withheld),
        block("heading", text=labels.how_readings),
        block("terms", terms=[{"term": charts.readings[one], "text": labels.readings[one]} for one in Reading]),
        kind="how",
    )


def participation(reader: Reader) -> Iterator[Sheet]:
    """Yield who took part under which rules, the scores over all topics, and what is withheld."""
    labels, limits = reader.labels, reader.result.thresholds
    rules = labels.thresholds.format(side=limits.min_side, detail=limits.min_detail)
    policy = f"{labels.policy}: {labels.policies[reader.result.review.policy]}. {rules}"
    yield reader.sheet(
        labels.participation,
        table(
            [labels.side, labels.answering, labels.invited, labels.answered],
            [_side_row(reader, side) for side in Side],
            widths=["1.2fr", "2fr", "1fr", "1fr"],
        ),
        block("text", text=policy),
        *_indices(reader),
        *_closing(reader),
        *_withheld(reader),
        kind="participation",
    )


def overview(reader: Reader) -> Iterator[Sheet]:
    """Yield the dumbbell chart of every topic, on a page of its own."""
    words = describe_overview(reader.result, **reader.for_charts)
    chart = chart_block(reader, "dumbbell", "gap_dumbbell", alt=words.description, height=WIDE_CHART)
    yield reader.sheet(words.title, chart, kind="overview", is_wide=True)


def priorities(reader: Reader) -> Iterator[Sheet]:
    """Yield the topics that people chose for the meeting."""
    words = describe_priorities(reader.result, **reader.for_charts)
    chart = chart_block(reader, "priorities", "priorities_chart", alt=words.description, height=TALL_CHART)
    yield reader.sheet(reader.labels.priorities, chart, kind="priorities")


def principles(reader: Reader) -> Iterator[Sheet]:
    """Yield one page a principle: its chart, a prompt, and room for what both sides agree on."""
    for section in reader.result.sections:
        if reader.wants(section.id):
            yield reader.sheet(reader.say(section.title), *_principle(reader, section), kind="principle")


def comments(reader: Reader) -> Iterator[Sheet]:
    """Yield what people wrote and allowed to be shown, by topic and side, in an order that says nothing."""
    titles = {section.id: section.title for section in reader.questionnaire.sections}
    titles |= {question.id: question.question for question in reader.questionnaire.closing}
    blocks: list[Block] = []
    for entry in reader.result.comments:
        if entry.texts:
            heading = f"{reader.say(titles[entry.section])} – {reader.view.side_name(entry.side)}"
            blocks += [block("heading", text=heading), block("quotes", texts=list(entry.texts))]
    if blocks:
        yield reader.sheet(reader.labels.comments, *blocks, kind="comments")


def _principle(reader: Reader, section: SectionResult) -> Iterator[Block]:
    words = describe_section(reader.result, section.id, **reader.for_charts)
    yield chart_block(
        reader, "section", "section_chart", section.id, alt=words.description, height=TOPIC_CHART, has_key=False
    )
    form, agreed = reader.questionnaire.meeting_form, reader.pack.meeting.agreement(section.id)
    yield block(
        "agree",
        said=[{"label": label, "text": text} for label, text in _openings(reader, section)],
        score_label=reader.labels.agreed_score,
        score="" if agreed is None or agreed.score is None else f"{agreed.score:g}",
        differ=reader.say(form.still_differ),
        differs=agreed is not None and agreed.still_differs,
        words=agreed.words if agreed else "",
    )


def _openings(reader: Reader, section: SectionResult) -> Iterator[tuple[str, str]]:
    """Yield what opens the discussion: the reading of the topic as a whole, and questions to talk about."""
    whole = reading_words(section.overall, reader.view.labels)
    if whole:
        yield reader.view.labels.overall, whole
    prompts = reader.questionnaire.discussion_prompts
    reading = prompt_reading(section, reader.questionnaire.scoring)
    if reading:
        yield reader.labels.prompt, reader.say(prompts[reading])
    if any(cells.split for statement in section.statements for cells in statement.facets.values()):
        yield reader.labels.prompt, reader.say(prompts["split"])


def _side_row(reader: Reader, side: Side) -> list[Any]:
    facts = reader.result.sides[side]
    name = reader.pack.review.partner.name if side is Side.PARTNER else reader.questionnaire.sides[side].full_name
    return [reader.say(name), reader.labels.ways[facts.answering], str(facts.invited), str(facts.responses)]


def _indices(reader: Reader) -> Iterator[Block]:
    view, labels = reader.view, reader.labels
    yield block("heading", text=labels.over_all)
    rows = []
    for facet in Facet:
        index = reader.result.indices[facet]
        means = [number(index.sides[side].mean) for side in Side]
        rows.append([reader.say(reader.questionnaire.facets[facet]), *means, signed(index.gap.value)])
    head: list[Cell] = [labels.about, *(view.side_name(side) for side in Side), view.labels.gap]
    yield table(head, rows, widths=["2fr", "1fr", "1fr", "1fr"])


def _closing(reader: Reader) -> Iterator[Block]:
    rows = []
    for question in reader.questionnaire.closing:
        cells = reader.result.closing.get(question.id)
        if cells is not None:
            rows.append([reader.say(question.question), *(number(cells[side].mean) for side in Side)])
    if rows:
        yield block("heading", text=reader.labels.closing)
        head: list[Cell] = [reader.labels.topic, *(reader.view.side_name(side) for side in Side)]
        yield table(head, rows, widths=["3fr", "1fr", "1fr"])


def _withheld(reader: Reader) -> Iterator[Block]:
    said = list(dict.fromkeys(sentence(reader.view, entry) for entry in reader.result.withheld))
    if said:
        yield block("heading", text=reader.labels.withheld)
        yield block("list", items=said)
