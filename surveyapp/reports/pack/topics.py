"""The sheets that a meeting works through: the topics in their order, then one page a topic."""

from collections.abc import Iterator

from surveyapp.charts import on_demand
from surveyapp.charts.describe import STATEMENTS, priorities_reason
from surveyapp.charts.reasons import score_reason
from surveyapp.charts.topic.pieces import pieces_of
from surveyapp.core.release.disclosure import What
from surveyapp.core.results import SectionResult
from surveyapp.core.sides import Side
from surveyapp.reports.pack.charts import chart_block
from surveyapp.reports.pack.reader import NOTHING, Block, Cell, Reader, Sheet, block, leading, ltr, table, told_of
from surveyapp.words.agreed import agreed_scores
from surveyapp.words.catalogue import say
from surveyapp.words.joining import lowered, named
from surveyapp.words.meeting import Topic, topics_for_meeting
from surveyapp.words.openings import openings
from surveyapp.words.topics import Said, said_of
from surveyapp.words.withheld import WITHHELD, what_name

_BETWEEN_ROWS = 1.3
"""Room above and below a row of the table of topics, in millimetres: all of them stand on one page, as a rule."""

TOPIC_CHART = 225
"""The most that a topic's chart may take of its page's height, in millimetres."""


def priorities(reader: Reader) -> Iterator[Sheet]:
    """Yield the topics in the order in which the meeting takes them up: votes of each side, and what the gaps say."""
    has_votes = bool(reader.result.priorities)
    votes = [reader.say("%(side)s chose", side=reader.view.side_name(side)) for side in Side]
    head: list[Cell] = [
        *([reader.say("Rank")] if has_votes else []),
        reader.say("Topic"),
        *(votes if has_votes else []),
    ]
    topics = topics_for_meeting(reader.result, reader.names)
    rows = [_topic_row(reader, topic, has_votes=has_votes) for topic in topics]
    widths = ["13mm", "2.1fr", "18mm", "18mm", "4fr"] if has_votes else ["2.1fr", "4fr"]
    reason = [] if has_votes else [block("text", text=_no_votes(reader))]
    shown = table([*head, reader.say("What the gaps say")], rows, widths=widths, inset=_BETWEEN_ROWS)
    yield reader.sheet(reader.say("Topics for this meeting"), *reason, shown, kind="priorities")


def principles(reader: Reader) -> Iterator[Sheet]:
    """Yield one page a principle: what is said of it, its chart, a prompt, and room for what both sides agree on."""
    for section in reader.result.sections:
        if reader.wants(section.id):
            blocks = _principle(reader, section)
            yield reader.sheet(reader.words(section.title), *blocks, kind="principle", place=reader.place(section.id))


def _no_votes(reader: Reader) -> str:
    return named(what_name(What.PRIORITIES, reader.language), lowered(priorities_reason(reader.view)), reader.language)


def _topic_row(reader: Reader, topic: Topic, *, has_votes: bool) -> list[Cell]:
    title, said = leading(topic.title, reader.place(topic.section)), topic.said
    told = told_of(said.reading, said.sentence) if said else say(WITHHELD, reader.language)
    if not has_votes:
        return [title, told]
    rank = NOTHING if topic.rank is None else ltr(str(topic.rank))
    return [rank, title, *(topic.votes[side] for side in Side), told]


def _principle(reader: Reader, section: SectionResult) -> Iterator[Block]:
    lines = [_line(reader, section, said) for said in said_of(reader.result, section, names=reader.names)]
    yield block("said", lines=lines)
    yield from _charts(reader, section)
    asked = [{"about": one.about, "text": one.prompt} for one in openings(reader.names, section)]
    yield block("openings", label=reader.say("For discussion"), lines=asked)
    yield _agreement(reader, section.id)


def _charts(reader: Reader, section: SectionResult) -> Iterator[Block]:
    """Yield the topic's chart, in pieces where it has more statements than a page can hold; the first says it all."""
    for piece, _ in enumerate(pieces_of(section)):
        names = reader.for_charts
        chart = on_demand.topic(reader.result, section.id, has_key=False, has_words=False, piece=piece, **names)
        title, description = chart.describe()
        alt = named(title, say(STATEMENTS, reader.language), reader.language) if piece else description
        yield chart_block(reader, f"{section.id}-{piece}", chart, alt=alt, height=TOPIC_CHART)


def _line(reader: Reader, section: SectionResult, said: Said) -> dict[str, object]:
    """Return one comparison: its name and reading, its sentence, its flags; or why there is no gap, and one's score."""
    told = [said.sentence] if said.gap else _without_gap(reader, section, said)
    texts = [f"{words.removesuffix('.')}." for words in (*told, *said.flags)]
    return {"name": said.name, "reading": said.reading, "texts": texts}


def _without_gap(reader: Reader, section: SectionResult, said: Said) -> list[str]:
    view = reader.view
    pairs = [view.whole(section)] if said.facet is None else view.facet_pairs(section)
    pair = next(pair for pair in pairs if pair.facet is said.facet)
    alone = [view.means(said.scores)] if any(said.scores.values()) else []
    return [score_reason(view, pair, section=section.id), *alone]


def _agreement(reader: Reader, section_id: str) -> Block:
    form, agreed = reader.questionnaire.meeting_form, reader.pack.meeting.agreement(section_id)
    section = reader.questionnaire.find_section(section_id)
    scores = agreed_scores(reader.names, section, agreed) if section else []
    return block(
        "agree",
        label=reader.say("Agreed in the meeting"),
        scores=[{"name": name, "score": score or ""} for name, score in scores],
        differ=reader.words(form.still_differ),
        words=agreed.words if agreed else "",
    )
