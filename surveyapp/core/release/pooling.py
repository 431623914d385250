"""What is not a cell and leaves all the same: broad scores of a few people, and the pooled numbers of a review."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from surveyapp.core.conduct.review import Policy
from surveyapp.core.method.cells import CellKey
from surveyapp.core.method.standing import RATINGS_OF_A_FEW, Tier
from surveyapp.core.release.correlating import Column, column_of, correlation
from surveyapp.core.release.disclosure import Rules
from surveyapp.core.release.scoring import broad_score, person_scores, pooled_spread, reversals
from surveyapp.core.results import BroadScore, Pooled, StatementCell
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


def pooled_numbers(
    rules: Rules,
    policy: Policy,
    *,
    cells: Mapping[Side, Mapping[CellKey, StatementCell]],
    few: Mapping[Side, BroadScores],
) -> Pooled:
    """Return the numbers that are pooled over a whole review; None each where nothing is made from it.

    Source:
        docs/method.md, section 3.
    """
    spread = pooled_spread(scores for one in few.values() for scores in one.spreads())
    sides = [
        side for side in Side if rules.views[side].tier is Tier.CELLS and not rules.views[side].standing.is_attributed
    ]
    if policy is Policy.PROTECTED or not sides:
        return Pooled(spread=spread)
    facets = [_columns(rules, side, facet=facet, cells=cells[side]) for side in sides for facet in Facet]
    return Pooled(correlation(facets, within=True), correlation(facets, within=False), spread)


def _columns(rules: Rules, side: Side, *, facet: Facet, cells: Mapping[CellKey, StatementCell]) -> list[Column]:
    mirrors, count = reversals(rules.questionnaire), rules.views[side].count
    return [
        column_of(count.column(key), topic=section.id, mirror=mirrors.get(key.statement, 0))
        for section in rules.questionnaire.sections
        for key in section.keys(about_for(side, facet))
        if cells[CellKey(key.statement, facet)].mean is not None
    ]
