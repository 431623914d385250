"""Each topic facet by facet: what is made of one side's cells there, and how far the two sides are apart."""

from collections.abc import Mapping
from fractions import Fraction

from surveyapp.core.instrument.questionnaire import Section
from surveyapp.core.instrument.statement import Statement
from surveyapp.core.method.cells import CellKey, exact_mean
from surveyapp.core.method.grounds import Grounds, parts_of
from surveyapp.core.method.ranks import cliffs_delta, permutation_p
from surveyapp.core.method.readings import dont_know_share, split_sides, unseen_sides
from surveyapp.core.method.standing import Tier, half_of
from surveyapp.core.method.uncertainty import gap_between
from surveyapp.core.results import (
    FacetResult,
    Gap,
    Reading,
    SideScore,
    StatementCell,
    StatementFacet,
    StatementResult,
)
from surveyapp.core.sides import About, Facet, Side
from surveyapp.core.text.rounding import tenth


class Facets(Grounds):
    """The facets of one review's topics (docs/method.md, sections 2 to 4)."""

    def facet(self, section: Section, facet: Facet) -> FacetResult:
        """Return one topic in one facet; its reading only where too few people answered for another."""
        scores = {side: self._score(side, section, facet) for side in Side}
        gap, shown = self._gap(section, facet, scores), {side: self.shown(side, section, facet) for side in Side}
        return FacetResult(
            sides=scores,
            gap=gap,
            reading=self._too_few(section, facet, gap),
            unseen=unseen_sides(self._shares_of_people(scores), self.scoring),
            split=split_sides(shown, self.scoring),
        )

    def statement(self, statement: Statement) -> StatementResult:
        """Return one statement's cells in each of its facets, with the figures for readers who ask."""
        facets = [Facet.JOINT] if About.JOINT in statement.abouts else [Facet.PRCS, Facet.PARTNER]
        return StatementResult(statement.id, statement.kind, {one: self._pair(statement, one) for one in facets})

    def _score(self, side: Side, section: Section, facet: Facet) -> SideScore:
        asked = self.asked(side, section, facet)
        released = [cell for cell in asked if cell != StatementCell()]
        if len(released) < half_of(len(asked)):
            return SideScore()
        share, means = dont_know_share(released), [mean for cell in released if (mean := exact_mean(cell)) is not None]
        if len(means) < half_of(len(asked)):  # one agreed answer that does not know
            return SideScore(dont_know_share=share)
        return SideScore(tenth(sum(means, Fraction(0)) / len(means)), len(means), share)

    def _shares_of_people(self, scores: Mapping[Side, SideScore]) -> Mapping[Side, float | None]:
        """Return the sides' shares of "don't know"; none of one agreed answer, which is not many people's."""
        return {
            side: None if self.release.is_attributed(side) else score.dont_know_share for side, score in scores.items()
        }

    def _gap(self, section: Section, facet: Facet, scores: Mapping[Side, SideScore]) -> Gap:
        prcs, partner = (scores[side].mean for side in Side)
        if prcs is None or partner is None:
            return Gap()
        parts = [parts_of(self.shown(side, section, facet)) for side in Side] if self.is_certain else []
        return gap_between(prcs, partner, errors=[self.noise.error([own]) for own in parts], scoring=self.scoring)

    def _too_few(self, section: Section, facet: Facet, gap: Gap) -> Reading | None:
        if not self.asked(Side.PRCS, section, facet):
            return None
        if self.least_tier is Tier.BROAD:
            return None
        is_few = self.least_tier is Tier.NUMBER or gap.value is None or self.is_attributed
        return Reading.TOO_FEW if is_few else None

    def _pair(self, statement: Statement, facet: Facet) -> StatementFacet:
        cells = {side: self.release.cells[side][CellKey(statement.id, facet)] for side in Side}
        split = split_sides({side: [cell] for side, cell in cells.items()}, self.scoring)
        prcs, partner = (scored_points(cells[side], is_reverse=statement.reverse) for side in Side)
        if not self.is_certain or not prcs or not partner:
            return StatementFacet(cells[Side.PRCS], cells[Side.PARTNER], split)
        delta, p = cliffs_delta(prcs, partner), permutation_p(prcs, partner)
        return StatementFacet(cells[Side.PRCS], cells[Side.PARTNER], split, delta, p)


def scored_points(cell: StatementCell, *, is_reverse: bool) -> Mapping[int, int]:
    """Return how many people gave each score; nothing where it is withheld or nobody rated."""
    ticked = cell.distribution or ()
    scores = ticked[::-1] if is_reverse else ticked
    return {value: count for value, count in enumerate(scores, start=1) if count}
