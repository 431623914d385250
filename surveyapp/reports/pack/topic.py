"""One topic's sheet: last time's promises, what is said of each facet, comments, what opens the talk, room to write."""

from collections.abc import Iterator

from surveyapp.charts.view import is_withheld
from surveyapp.core.results import SectionResult
from surveyapp.reports.pack.comments import comments_on
from surveyapp.reports.pack.facets import facet_blocks, notes_on
from surveyapp.reports.pack.promises import promises_on
from surveyapp.reports.pack.reader import Block, Reader, block
from surveyapp.words.agreed import agreed_scores
from surveyapp.words.catalogue import marked
from surveyapp.words.joining import commas, named
from surveyapp.words.meeting import Topic
from surveyapp.words.openings import openings

_CHOSEN = marked("Chosen as a topic")


def topic_blocks(reader: Reader, section: SectionResult, topic: Topic) -> Iterator[Block]:
    """Yield what stands on a topic's sheet, in the order in which a meeting takes it up."""
    notes = [*_votes(reader, topic), *notes_on(reader, section)]
    yield from [block("note", text=" ".join(f"{words.removesuffix('.')}." for words in notes))] if notes else []
    yield from promises_on(reader, section.id)
    yield from facet_blocks(reader, section)
    yield from comments_on(reader, section.id)
    asked = [{"about": one.about, "text": one.prompt} for one in openings(reader.names, section)]
    yield block("openings", label=reader.say("For discussion"), lines=asked)
    yield _agreement(reader, section.id)


def has_content(reader: Reader, section: SectionResult) -> bool:
    """Say whether anything is shown of a topic, or was said of it in either meeting."""
    return (
        any(not is_withheld(pair.comparison) for pair in reader.view.pairs(section))
        or any(True for _ in notes_on(reader, section))
        or any(entry.section == section.id and entry.texts for entry in reader.result.comments)
        or any(True for _ in promises_on(reader, section.id))
        or reader.pack.meeting.agreement(section.id) is not None
    )


def is_brief(reader: Reader, section: SectionResult) -> bool:
    """Say whether a topic is compared at most: no statement of it is shown, and nobody wrote anything of it."""
    agreed = reader.pack.meeting.agreement(section.id)
    return not (
        any(True for _ in notes_on(reader, section))
        or any(True for _ in comments_on(reader, section.id))
        or any(True for _ in promises_on(reader, section.id))
        or (agreed is not None and agreed.words)
    )


def _votes(reader: Reader, topic: Topic) -> Iterator[str]:
    """Yield how many on each side chose the topic; of a clear gap that nobody chose, that it is one."""
    votes = commas((f"{reader.names.of(side)} {told}" for side, told in topic.votes.items() if told), reader.language)
    if votes:
        yield named(reader.say(_CHOSEN), votes, reader.language)
    if topic.note:
        yield topic.note


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
