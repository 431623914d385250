"""Scores that span several facets or topics: a topic of a few people, and a facet over all topics."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Section
from surveyapp.core.method.cells import exact_mean
from surveyapp.core.method.grounds import Grounds, parts_of
from surveyapp.core.method.standing import RATINGS_OF_A_FEW, Tier, half_of
from surveyapp.core.method.stats import Error
from surveyapp.core.method.uncertainty import errors_of_a_few, gap_between, people_behind
from surveyapp.core.results import BroadScore, Gap, Index, Overall, Reading, StatementCell
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.rounding import rounded, tenth

NO_SCORE = BroadScore()


class Wholes(Grounds):
    """The broad scores of one review (docs/method.md, section 3)."""

    def topic(self, section: Section) -> Overall | None:
        """Return a topic as a whole, where too few people of a side answered for cells; elsewhere there is none."""
        if not any(self.release.tier(side) is Tier.BROAD for side in Side):
            return None
        scores = {side: self._topic_score(side, section) for side in Side}
        shown = {side: self.shown(side, section) for side in Side}
        gap = self._gap_of_a_few(scores, shown)
        is_asked = len(self.asked(Side.PRCS, section)) >= RATINGS_OF_A_FEW
        is_few = self.least_tier is Tier.NUMBER or (is_asked and (self.is_attributed or gap.value is None))
        return Overall(scores, gap, Reading.TOO_FEW if is_few else None)

    def index(self, facet: Facet) -> Index:
        """Return one facet over all topics."""
        scores = {side: self._index_score(side, facet) for side in Side}
        if any(self.release.tier(side) is Tier.BROAD for side in Side):
            cells = {
                side: [cell for one in self.questionnaire.sections for cell in self.shown(side, one, facet)]
                for side in Side
            }
            return Index(scores, self._gap_of_a_few(scores, cells))
        return Index(scores, self._gap_of_cells(scores, facet))

    def _topic_score(self, side: Side, section: Section) -> BroadScore:
        if self.release.tier(side) is not Tier.CELLS:
            return self.release.topics.get(side, {}).get(section.id, NO_SCORE)
        asked, shown = self.asked(side, section), self.shown(side, section)
        if len(asked) < RATINGS_OF_A_FEW or len(shown) < half_of(len(asked)):
            return NO_SCORE
        means = [mean for cell in shown if (mean := exact_mean(cell)) is not None]
        return BroadScore(mean=tenth(sum(means, Fraction(0)) / len(means)))

    def _index_score(self, side: Side, facet: Facet) -> BroadScore:
        if self.release.tier(side) is not Tier.CELLS:
            return self.release.indices.get(side, {}).get(facet, NO_SCORE)
        if self.release.review.policy is Policy.PROTECTED and not self.release.is_attributed(side):
            return NO_SCORE
        sections = self.questionnaire.sections
        means = [
            rounded(mean) for topic in self.topics(side, facet, sections) if (mean := _facet_mean(topic)) is not None
        ]
        return BroadScore(mean=tenth(sum(means, Fraction(0)) / len(means))) if means else NO_SCORE

    def _gap_of_cells(self, scores: Mapping[Side, BroadScore], facet: Facet) -> Gap:
        prcs, partner = (scores[side].mean for side in Side)
        if prcs is None or partner is None:
            return Gap()
        errors: list[Error] = []
        if self.is_certain:
            sections = self.questionnaire.sections
            topics = [[parts_of(topic) for topic in self.topics(side, facet, sections)] for side in Side]
            errors = [self.noise.error(own) for own in topics]
        return gap_between(prcs, partner, errors=errors, scoring=self.scoring)

    def _gap_of_a_few(self, scores: Mapping[Side, BroadScore], cells: Mapping[Side, Sequence[StatementCell]]) -> Gap:
        prcs, partner = (scores[side].mean for side in Side)
        if prcs is None or partner is None:
            return Gap()
        spread, errors = self.release.pooled.spread, []
        if self.is_certain and spread is not None:
            errors = errors_of_a_few([people_behind(scores[side], cells[side]) for side in Side], spread=spread)
        return gap_between(prcs, partner, errors=errors, scoring=self.scoring)


def _facet_mean(cells: Sequence[StatementCell]) -> Fraction | None:
    means = [mean for cell in cells if (mean := exact_mean(cell)) is not None]
    return sum(means, Fraction(0)) / len(means) if means else None
