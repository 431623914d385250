"""The topics for the meeting: each side's votes beside the clearest reading, never multiplied."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.method.summary import order_of_talk
from surveyapp.core.results import Priority, Reading, ReviewResult
from surveyapp.core.sides import Side
from surveyapp.words.catalogue import marked, say
from surveyapp.words.naming import Names
from surveyapp.words.topics import Said, clearest

_OF = marked("%(n)s of %(total)s")
_NOT_CHOSEN = marked("Not chosen, but a clear gap")


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its rank, which equal topics share; votes as ``4 of 6``, empty where they are withheld.

    ``said`` is its clearest comparison, None where nothing is compared; ``note`` says of a clear gap that nobody chose.
    """

    section: str
    title: str
    rank: int | None
    votes: Mapping[Side, str]
    said: Said | None
    note: str = ""


def topics_for_meeting(result: ReviewResult, names: Names) -> list[Topic]:
    """Return all topics in the order in which a meeting takes them up: as released, or by gaps where votes are not.

    Source:
        docs/method.md, section 4.
    """
    rows = {row.section: row for row in result.priorities}
    order = [row.section for row in result.priorities] or order_of_talk(result)
    return [_topic(result, section, row=rows.get(section), names=names) for section in order]


def _topic(result: ReviewResult, section_id: str, *, row: Priority | None, names: Names) -> Topic:
    section = next(one for one in result.sections if one.id == section_id)
    said = clearest(result, section, names=names)
    is_clear = said is not None and said.comparison.reading is Reading.CLEAR_GAP
    is_missed = row is not None and is_clear and not row.prcs and not row.partner
    return Topic(
        section=section_id,
        title=names.words(section.title),
        rank=None if row is None else row.rank,
        votes={side: _votes(result, row, side, names) for side in Side},
        said=said,
        note=say(_NOT_CHOSEN, names.language) if is_missed else "",
    )


def _votes(result: ReviewResult, row: Priority | None, side: Side, names: Names) -> str:
    if row is None:
        return ""
    chosen = row.prcs if side is Side.PRCS else row.partner
    return say(_OF, names.language, n=chosen, total=result.sides[side].responses)
