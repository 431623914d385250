"""The first sheet: whose pack it is, who answered, when it closed and was printed, who may read it, and its agenda."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from surveyapp.core.conduct.review import Answering
from surveyapp.core.sides import Side
from surveyapp.reports.pack.content import Size
from surveyapp.reports.pack.reader import Block, Cell, Reader, Sheet, block, leading, table
from surveyapp.reports.pack.summary import clearest, summary_blocks
from surveyapp.reports.pack.topics import TOPICS, printed_topics
from surveyapp.words import demonstration
from surveyapp.words.catalogue import marked
from surveyapp.words.joining import named
from surveyapp.words.listed import withdrawn_of
from surveyapp.words.method import edition_note

_WAYS: Mapping[Answering, str] = {
    Answering.INDIVIDUAL: marked("Each person individually, anonymously"),
    Answering.ORGANISATION: marked("One agreed form of the organisation"),
}
_PACK, _HANDOUT = marked("Meeting pack: %(title)s"), marked("Handout: %(title)s")
_DAYS = marked("Closed on %(closed)s; printed on %(printed)s.")
READERS = marked(
    "For those who take part in this review’s meeting on behalf of %(prcs)s and %(partner)s. Please do not pass it on."
)
SIZE, _BETWEEN_ROWS = 11, 1.2
"""Of the tables, in points; and the room above and below a row's words, in millimetres."""


def cover(reader: Reader) -> Iterator[Sheet]:
    """Yield the first sheet; of a handout all that it has."""
    is_handout = reader.pack.size is Size.HANDOUT
    rest = summary_blocks(reader) if is_handout else chain(clearest(reader), _agenda(reader))
    blocks = [*_facts(reader), *rest]
    yield reader.sheet(_title(reader), *blocks, kind="handout" if is_handout else "cover")


def _title(reader: Reader) -> str:
    is_handout = reader.pack.size is Size.HANDOUT
    return reader.say(_HANDOUT if is_handout else _PACK, title=reader.words(reader.questionnaire.title))


def _facts(reader: Reader) -> Iterator[Block]:
    review, full = reader.pack.review, reader.questionnaire.sides[Side.PRCS].full_name
    sides = {"prcs": reader.name(full), "partner": reader.name(review.partner.name)}
    marks = [reader.say(demonstration.DATA)] if review.is_demonstration else []
    note = edition_note(reader.result, reader.language)
    yield block("lead", text=reader.say("Between %(prcs)s and %(partner)s", **sides))
    yield block("lead", text=reader.say("Round: %(name)s", name=reader.name(review.round.title)))
    yield from (block("badge", text=text) for text in [*marks, *([note] if note else [])])
    yield block("text", text=_days(reader))
    yield block("framed", text=reader.say(READERS, **{side.value: reader.names.of(side) for side in Side}))
    yield _who_answered(reader)
    for side, facts in reader.result.sides.items():
        if facts.withdrawn:
            told = withdrawn_of(facts.withdrawn, reader.language)
            yield block("text", text=named(reader.names.of(side), told, reader.language))


def _days(reader: Reader) -> str:
    pack = reader.pack
    return reader.say(_DAYS, closed=reader.day(pack.closed_on), printed=reader.day(pack.printed_on))


def _who_answered(reader: Reader) -> Block:
    head: list[Cell] = [
        reader.say("Side"),
        reader.say("Way of answering"),
        reader.say("Invited"),
        reader.say("Answered"),
    ]
    rows = [_side_row(reader, side) for side in Side]
    return table(head, rows, widths=["1.4fr", "1.7fr", "20mm", "20mm"], size=SIZE, inset=_BETWEEN_ROWS)


def _side_row(reader: Reader, side: Side) -> list[Any]:
    facts = reader.result.sides[side]
    name = reader.pack.review.partner.name if side is Side.PARTNER else reader.questionnaire.sides[side].full_name
    return [reader.words(name), reader.say(_WAYS[facts.answering]), str(facts.invited), str(facts.responses)]


def _agenda(reader: Reader) -> Iterator[Block]:
    """Yield the topics in their order, with the votes of each side and the page of each; then the other sheets."""
    has_votes = bool(reader.result.priorities)
    votes = [reader.say("%(side)s chose", side=reader.view.side_name(side)) for side in Side] if has_votes else []
    head: list[Cell] = [reader.say(TOPICS), *votes]
    rows = [
        [leading(topic.title, reader.place(topic.section)), *(topic.votes[side] for side in Side if has_votes)]
        for topic in printed_topics(reader)
    ]
    if rows:
        yield table(head, rows, widths=["1fr", *["26mm"] * len(votes)], size=SIZE, inset=_BETWEEN_ROWS)
    yield block("contents")
