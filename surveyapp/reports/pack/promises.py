"""What was agreed last time and what became of it: on the sheet of its topic, or on one of their own."""

from collections.abc import Iterator, Sequence

from surveyapp.core.conduct.actions import Action
from surveyapp.reports.pack.reader import Block, Reader, Sheet, block
from surveyapp.store.earlier import Earlier
from surveyapp.words.actions import STATUSES
from surveyapp.words.editions import editions_note
from surveyapp.words.joining import named
from surveyapp.words.verdicts import verdicts


def promises_on(reader: Reader, section_id: str) -> Iterator[Block]:
    """Yield what was promised on a topic last time, and whether its gap closed."""
    earlier = reader.pack.earlier
    if earlier is not None:
        yield from _listed(reader, [one for one in earlier.meeting.actions if one.promise.section == section_id])


def promises(reader: Reader) -> Iterator[Sheet]:
    """Yield what was promised last time on no topic of this round; nothing where all of it stands on other sheets."""
    earlier = reader.pack.earlier
    topics = {section.id for section in reader.result.sections}
    rest = [one for one in earlier.meeting.actions if one.promise.section not in topics] if earlier else []
    if rest:
        yield reader.sheet(reader.say("What was agreed last time"), *_listed(reader, rest), kind="promises")


def _listed(reader: Reader, actions: Sequence[Action]) -> Iterator[Block]:
    earlier = reader.pack.earlier
    if earlier is None or not actions:
        return
    yield block(
        "promises",
        heading=reader.say("Actions agreed in %(round)s", round=reader.name(earlier.round_title)),
        lines=[_line(reader, action, earlier) for action in actions],
        note=editions_note(earlier.moves.methods, reader.language),
    )


def _line(reader: Reader, action: Action, earlier: Earlier) -> dict[str, object]:
    """Return a promise, what became of it, and what became of the gap."""
    became = reader.say(STATUSES[action.status])
    return {
        "words": action.promise.words,
        "outcome": named(became, action.note, reader.language) if action.note else became,
        "closed": [one.sentence for one in verdicts(reader.names, action.promise, earlier.moves)],
    }
