"""The topics in the order in which a meeting takes them up: as a list, and a sheet for each."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from surveyapp.charts.describe import PRIORITIES, priorities_reason
from surveyapp.core.release.disclosure import What
from surveyapp.core.results import SectionResult
from surveyapp.core.sides import Side
from surveyapp.reports.pack.reader import NOTHING, Cell, Reader, Sheet, block, leading, ltr, table, told_of
from surveyapp.reports.pack.topic import has_content, is_brief, topic_blocks
from surveyapp.words.catalogue import marked, say
from surveyapp.words.joining import lowered, named
from surveyapp.words.meeting import Topic, topics_for_meeting
from surveyapp.words.withheld import WITHHELD, what_name

TOPICS = marked("Topics for this meeting")
BRIEF_ON_A_SHEET = 2
"""How many topics share a sheet of which no statement is shown and nothing was written."""
_BETWEEN_ROWS = 1.3
"""Room above and below a row of the table of topics, in millimetres: all of them stand on one page, as a rule."""


def topics_of(reader: Reader) -> Sequence[Topic]:
    """Return all topics: in the meeting's order, or in the questionnaire's where that is asked for."""
    topics = topics_for_meeting(reader.result, reader.names)
    if not reader.pack.is_as_asked:
        return topics
    asked = [section.id for section in reader.result.sections]
    return sorted(topics, key=lambda topic: asked.index(topic.section))


def printed_topics(reader: Reader) -> Iterator[Topic]:
    """Yield the topics that have a sheet: those that are wanted, but none of which nothing is shown or known."""
    sections = {section.id: section for section in reader.result.sections}
    for topic in topics_of(reader):
        if reader.wants(topic.section) and (
            topic.section in reader.pack.chosen or has_content(reader, sections[topic.section])
        ):
            yield topic


def priorities(reader: Reader) -> Iterator[Sheet]:
    """Yield the topics in their order: votes of each side, and what the gaps say; nothing where neither is shown."""
    has_votes = bool(reader.result.priorities)
    if not has_votes and not reader.has_scores:
        return
    votes = [reader.say("%(side)s chose", side=reader.view.side_name(side)) for side in Side]
    head: list[Cell] = [
        *([reader.say("Rank")] if has_votes else []),
        reader.say("Topic"),
        *(votes if has_votes else []),
    ]
    rows = [_topic_row(reader, topic, has_votes=has_votes) for topic in topics_of(reader)]
    widths = ["13mm", "2.1fr", "18mm", "18mm", "4fr"] if has_votes else ["2.1fr", "4fr"]
    reason = [] if has_votes else [block("text", text=_no_votes(reader))]
    shown = table([*head, reader.say("What the gaps say")], rows, widths=widths, inset=_BETWEEN_ROWS)
    yield reader.sheet(reader.say(PRIORITIES), *reason, shown, kind="priorities")


def principles(reader: Reader) -> Iterator[Sheet]:
    """Yield a sheet for each topic that is wanted; neighbours of which little is said share one."""
    sections = {section.id: section for section in reader.result.sections}
    for is_short, run in groupby(printed_topics(reader), lambda topic: is_brief(reader, sections[topic.section])):
        sheets = [_principle(reader, sections[topic.section], topic) for topic in run]
        step = BRIEF_ON_A_SHEET if is_short else 1
        for first, *below in (sheets[at : at + step] for at in range(0, len(sheets), step)):
            yield {**first, "below": below}


def _principle(reader: Reader, section: SectionResult, topic: Topic) -> Sheet:
    blocks = topic_blocks(reader, section, topic)
    return reader.sheet(topic.title, *blocks, kind="principle", place=topic.section, over=reader.say(TOPICS))


def _no_votes(reader: Reader) -> str:
    return named(what_name(What.PRIORITIES, reader.language), lowered(priorities_reason(reader.view)), reader.language)


def _topic_row(reader: Reader, topic: Topic, *, has_votes: bool) -> list[Cell]:
    title, said = leading(topic.title, reader.place(topic.section)), topic.said
    told = told_of(said.reading, said.sentence) if said else say(WITHHELD, reader.language)
    if not has_votes:
        return [title, told]
    rank = NOTHING if topic.rank is None else ltr(str(topic.rank))
    return [rank, title, *(topic.votes[side] for side in Side), told]
