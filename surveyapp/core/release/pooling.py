"""What leaves where people are too few for cells: their broad scores, and one spread for the whole review."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from surveyapp.core.method.standing import RATINGS_OF_A_FEW, Tier
from surveyapp.core.method.uncertainty import UNMEASURED
from surveyapp.core.release.disclosure import Rules
from surveyapp.core.release.scoring import broad_score, person_scores, pooled_spread, reversals
from surveyapp.core.results import BroadScore, Pooled
from surveyapp.core.review import Policy
from surveyapp.core.sides import Facet, PromptKey, Side, about_for

NO_SCORE = BroadScore()


class BroadScores:
    """The scores of persons of one side, too few for cells, over whole topics and over facets of all topics."""

    def __init__(self, rules: Rules, side: Side) -> None:
        self._rules, self._count = rules, rules.views[side].count
        self._mirrors = reversals(rules.questionnaire)
        self._keys = {
            (section.id, facet): section.keys(about_for(side, facet))
            for section in rules.questionnaire.sections
            for facet in Facet
        }

    def topics(self) -> Mapping[str, BroadScore]:
        """Return the score of each topic; empty where it asks too little, or too few people have one."""
        return {
            section.id: self._released(self._topic_keys(section.id)) for section in self._rules.questionnaire.sections
        }

    def indices(self) -> Mapping[Facet, BroadScore]:
        """Return the score of each facet over all topics."""
        return {
            facet: self._released([key for (_, one), keys in self._keys.items() if one is facet for key in keys])
            for facet in Facet
        }

    def spreads(self) -> list[Sequence[Fraction]]:
        """Return the person scores of each topic that has a broad score."""
        found = [self._topic_keys(section.id) for section in self._rules.questionnaire.sections]
        return [scores for keys in found if (scores := self._shown(keys))]

    def _topic_keys(self, topic: str) -> list[PromptKey]:
        return [key for (section, _), keys in self._keys.items() if section == topic for key in keys]

    def _shown(self, keys: Sequence[PromptKey]) -> Sequence[Fraction]:
        """Return the person scores over ``keys``; none where they may not be shown."""
        if len(keys) < RATINGS_OF_A_FEW:
            return ()
        scores = person_scores(self._count, keys, mirrors=self._mirrors)
        return scores if len(scores) >= self._rules.limits.min_side else ()

    def _released(self, keys: Sequence[PromptKey]) -> BroadScore:
        scores = self._shown(keys)
        return broad_score(scores) if scores else NO_SCORE


def broad_scores_of(rules: Rules) -> Mapping[Side, BroadScores]:
    """Return the broad scores of the sides whose people are too few for cells."""
    return {side: BroadScores(rules, side) for side in Side if rules.shows_broad_scores(side)}


def pooled_numbers(rules: Rules, policy: Policy, *, few: Mapping[Side, BroadScores]) -> Pooled:
    """Return the numbers that are pooled over a whole review; None each where nothing is made from it.

    The correlations are taken, not measured: pairs of answers leave in no form, not even in one number for all.

    Source:
        docs/method.md, section 3.
    """
    spread = pooled_spread(scores for one in few.values() for scores in one.spreads())
    has_cells = any(view.tier is Tier.CELLS and not view.standing.is_attributed for view in rules.views.values())
    if policy is Policy.PROTECTED or not has_cells:
        return Pooled(spread=spread)
    return Pooled(UNMEASURED, UNMEASURED, spread)
