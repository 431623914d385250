"""What one meeting pack is made of: released results, what was agreed, and the round before."""

from dataclasses import dataclass

from surveyapp.core.conduct.actions import Meeting
from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Language
from surveyapp.core.wire import canonical_json, digest
from surveyapp.store.earlier import Earlier


@dataclass(frozen=True, slots=True)
class MeetingPack:
    """What one pack is made of. ``chosen`` names sheets and sections; empty means all of them."""

    review: Review
    questionnaire: Questionnaire
    result: ReviewResult
    meeting: Meeting
    earlier: Earlier | None
    languages: tuple[Language, ...]
    chosen: frozenset[str] = frozenset()

    def key(self) -> str:
        """Return what the pack's bytes depend on, as a hash."""
        review, earlier = self.review, self.earlier
        before = earlier and [earlier.round_title, earlier.meeting, earlier.moves]
        parts = [self.result, self.meeting, before, list(self.languages), sorted(self.chosen)]
        names = [review.partner.name, review.round.title, review.questionnaire, review.closes_on]
        return digest(canonical_json([*parts, *names]))
