"""The first slides: whose review it is and who may see it, then the summary in sentences."""

from collections.abc import Iterator

from surveyapp.core.conduct.review import Answering
from surveyapp.core.sides import Side
from surveyapp.reports.pack.cover import READERS
from surveyapp.reports.pack.reader import Reader
from surveyapp.reports.slides.content import SMALL, Line, Slide
from surveyapp.reports.slides.framing import slide
from surveyapp.words import demonstration
from surveyapp.words.editions import editions_note
from surveyapp.words.guide import guide, use_of_gaps
from surveyapp.words.joining import named
from surveyapp.words.listed import withdrawn_of
from surveyapp.words.method import edition_note
from surveyapp.words.summary import SummaryGroup, summary_words


def title(reader: Reader) -> Iterator[Slide]:
    """Yield what the file is: both organisations, round, who answered, by when, and for whom it is."""
    review = reader.pack.review
    marks = [reader.say(demonstration.DATA)] if review.is_demonstration else []
    sides = {
        "prcs": reader.name(reader.questionnaire.sides[Side.PRCS].full_name),
        "partner": reader.name(review.partner.name),
    }
    lines = [
        Line(reader.say("Between %(prcs)s and %(partner)s", **sides)),
        Line(reader.say("Round: %(name)s", name=reader.name(review.round.title))),
        *(Line(_answered(reader, side), size=SMALL) for side in Side),
        Line(reader.say("Closed on %(day)s.", day=reader.day(reader.pack.closed_on)), size=SMALL),
        *(
            Line(words, size=SMALL)
            for words in (edition_note(reader.result, reader.language), *_readers(reader))
            if words
        ),
        *(Line("", lead=words) for words in marks),
    ]
    told = guide(reader.result, reader.names)
    yield slide(reader, reader.words(reader.questionnaire.title), lines=lines, notes=told, is_first=True)


def summary(reader: Reader) -> Iterator[Slide]:
    """Yield what the page of results opens with, in the same words."""
    earlier = reader.pack.earlier
    moves = earlier.moves if earlier else None
    said = summary_words(reader.result, reader.questionnaire, names=reader.names, moves=moves)
    editions = editions_note(moves.methods, reader.language) if moves else ""
    lines = [Line(words) for words in (said.chance, said.nothing) if words]
    lines += [line for group in said.groups for line in _group(group)]
    told = (said.chance, use_of_gaps(reader.names), *(group.note for group in said.groups), editions)
    notes = [words for words in told if words]
    yield slide(reader, reader.say("Summary"), lines=lines, notes=notes)


def _answered(reader: Reader, side: Side) -> str:
    facts = reader.result.sides[side]
    if facts.answering is Answering.ORGANISATION:
        told = reader.say("one agreed form")
    else:
        told = reader.say("%(n)s of %(total)s answered", n=facts.responses, total=facts.invited)
    if facts.withdrawn:
        told = f"{told} – {withdrawn_of(facts.withdrawn, reader.language)}"
    return named(reader.names.of(side), told, reader.language)


def _readers(reader: Reader) -> list[str]:
    """Return for whom the slides are; before both sides may see the results, that too."""
    both = {"prcs": reader.names.of(Side.PRCS), "partner": reader.names.of(Side.PARTNER)}
    told = [reader.say(READERS, **both)]
    early = reader.say("These results have not been shared with both sides yet: share them before you show the slides.")
    return told if reader.pack.review.is_shared else [*told, early]


def _group(group: SummaryGroup) -> Iterator[Line]:
    yield Line("", lead=group.heading, is_heading=True)
    if group.note:
        yield Line(group.note, size=SMALL, is_heading=True)
    for line in group.lines[:-1]:
        yield Line(line.text, lead=f"{line.topic}:")
    for line in group.lines[-1:]:  # how many more there are stays with the last
        yield Line(" ".join(filter(None, [line.text, group.more])), lead=f"{line.topic}:")
    if group.more and not group.lines:
        yield Line(group.more)
