"""The sheet after the cover: the summary in sentences, each of which leads to its topic."""

from collections.abc import Iterator

from surveyapp.reports.pack.comments import closing_comments, goes_with_summary
from surveyapp.reports.pack.content import Size
from surveyapp.reports.pack.overview import overview
from surveyapp.reports.pack.reader import Block, Reader, Sheet, block
from surveyapp.words.editions import editions_note
from surveyapp.words.guide import use_of_gaps
from surveyapp.words.summary import SummaryGroup, clearest_lines, summary_words


def summary(reader: Reader) -> Iterator[Sheet]:
    """Yield the summary, every topic at a glance, and in a meeting's size what was written of no topic.

    Where the cover has said that there is no summary, the last stands alone.
    """
    blocks = list(summary_blocks(reader))
    written = list(closing_comments(reader)) if goes_with_summary(reader) else []
    if reader.pack.chosen or any(one["kind"] != "framed" for one in blocks):
        yield {**reader.sheet(reader.say("Summary"), *blocks, kind="summary"), "below": written}
    else:
        yield from written


def summary_blocks(reader: Reader) -> Iterator[Block]:
    """Yield what the page of results opens with, in the same words, then both views of every topic."""
    earlier = reader.pack.earlier
    moves = earlier.moves if earlier else None
    said = summary_words(reader.result, reader.questionnaire, names=reader.names, moves=moves)
    use = use_of_gaps(reader.names) if said.groups else ""
    notes = [said.nothing, " ".join(words for words in (said.chance, use) if words)]
    editions = editions_note(moves.methods, reader.language) if moves else ""
    yield from (block("framed", text=note) for note in notes if note)
    first = len(clearest_lines(said).lines) if reader.pack.size is Size.HANDOUT else 0
    yield from (_group(reader, group, large=0 if at else first) for at, group in enumerate(said.groups))
    yield from [block("text", text=editions)] if editions else []
    yield from overview(reader)


def clearest(reader: Reader) -> Iterator[Block]:
    """Yield what the two sides see most differently, for who reads no more than the first sheet."""
    said = summary_words(reader.result, reader.questionnaire, names=reader.names)
    group = clearest_lines(said)
    yield from [_group(reader, group, large=len(group.lines))] if group.lines else []
    yield from [block("framed", text=said.nothing)] if said.nothing else []


def _group(reader: Reader, group: SummaryGroup, *, large: int) -> Block:
    lines = [{"topic": line.topic, "text": line.text, "place": reader.place(line.section)} for line in group.lines]
    return block("topics", heading=group.heading, lines=lines, more=group.more, note=group.note, large=large)
