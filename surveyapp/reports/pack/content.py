"""What one meeting pack is made of: released results, what was agreed, and the round before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveyapp.core.conduct.actions import Meeting
from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Language
from surveyapp.core.wire import canonical_json, digest
from surveyapp.store.earlier import Earlier


class Size(StrEnum):
    """How much of a pack is printed."""

    HANDOUT = "handout"
    """What is given to everybody: whose pack it is, and the summary."""

    MEETING = "meeting"
    """What a meeting works through: a sheet a topic, with as many comments on each as have room."""

    EVERYTHING = "everything"
    """Every comment, and the annex with every figure."""


_OF_HANDOUT = frozenset({"cover"})
_OF_MEETING = _OF_HANDOUT | {"summary", "principles", "promises", "comments", "plan", "how"}
OF_SIZE: Mapping[Size, frozenset[str]] = {
    Size.HANDOUT: _OF_HANDOUT,
    Size.MEETING: _OF_MEETING,
    Size.EVERYTHING: _OF_MEETING | {"priorities", "participation", "annex"},
}
"""The kinds of sheet that each size has."""


@dataclass(frozen=True, slots=True)
class MeetingPack:
    """What one pack is made of.

    ``closed_on`` is the day of closing, ``printed_on`` that of printing. Topics come in the meeting's order, or
    ``is_as_asked`` in the questionnaire's. ``chosen`` names sheets and sections in the place of those of a size.
    """

    review: Review
    questionnaire: Questionnaire
    result: ReviewResult
    meeting: Meeting
    earlier: Earlier | None
    languages: tuple[Language, ...]
    closed_on: date
    printed_on: date
    size: Size = Size.MEETING
    is_as_asked: bool = False
    chosen: frozenset[str] = frozenset()

    def key(self) -> str:
        """Return what the pack's bytes depend on, as a hash."""
        review, earlier = self.review, self.earlier
        before = earlier and [earlier.round_title, earlier.meeting, earlier.moves]
        parts = [self.result, self.meeting, before, list(self.languages), sorted(self.chosen)]
        names = [review.partner.name, review.round.title, review.questionnaire]
        asked = [self.closed_on, self.printed_on, self.size, self.is_as_asked]
        return digest(canonical_json([*parts, *names, *asked]))
