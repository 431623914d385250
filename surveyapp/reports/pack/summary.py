"""The sheet after the cover: the summary in sentences, each of which leads to its topic."""

from collections.abc import Iterator

from surveyapp.reports.pack.reader import Reader, Sheet, block
from surveyapp.words.editions import editions_note
from surveyapp.words.guide import use_of_gaps
from surveyapp.words.summary import SummaryGroup, summary_words


def summary(reader: Reader) -> Iterator[Sheet]:
    """Yield what the page of results opens with, in the same words."""
    earlier = reader.pack.earlier
    moves = earlier.moves if earlier else None
    said = summary_words(reader.result, reader.questionnaire, names=reader.names, moves=moves)
    notes = [said.nothing, " ".join(words for words in (said.chance, use_of_gaps(reader.names)) if words)]
    editions = editions_note(moves.methods, reader.language) if moves else ""
    yield reader.sheet(
        reader.say("Summary"),
        *(block("framed", text=note) for note in notes if note),
        *(one for group in said.groups for one in _group(reader, group)),
        *([block("text", text=editions)] if editions else []),
        kind="summary",
    )


def _group(reader: Reader, group: SummaryGroup) -> Iterator[dict[str, object]]:
    yield block("heading", text=group.heading)
    lines = [{"topic": line.topic, "text": line.text, "place": reader.place(line.section)} for line in group.lines]
    yield block("topics", lines=lines, more=group.more)
