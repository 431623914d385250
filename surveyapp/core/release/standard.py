"""The policy ``standard``: cells from ``min_detail`` people, broad scores from ``min_side``, nothing below."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.instrument.questionnaire import ClosingRating, Questionnaire, Section, Thresholds
from surveyapp.core.method.standing import Tier
from surveyapp.core.release.cuts import cuts_of
from surveyapp.core.release.disclosure import View, What, why_not_narrow, withheld_note
from surveyapp.core.release.figures import closing_cell, scored, statement_cell
from surveyapp.core.release.scoring import reversals
from surveyapp.core.results import ClosingCell, Cut, StatementCell, Why, Withheld
from surveyapp.core.sides import PromptKey, Side

_OF_A_SIDE: Mapping[Tier, tuple[Why, tuple[What, ...]]] = {
    Tier.NUMBER: (
        Why.FEW_PEOPLE,
        (What.INDICES, What.FACETS, What.STATEMENTS, What.CLOSING, What.CUTS, What.COMMENTS),
    ),
    Tier.BROAD: (Why.FEW_FOR_DETAIL, (What.FACETS, What.STATEMENTS, What.CLOSING, What.CUTS, What.COMMENTS)),
    Tier.CELLS: (Why.FEW_FOR_DETAIL, ()),
}
_OF_BOTH: Mapping[Tier, tuple[Why, tuple[What, ...]]] = {
    Tier.NUMBER: (Why.FEW_PEOPLE, (What.GAPS, What.PRIORITIES)),
    Tier.BROAD: (Why.FEW_FOR_DETAIL, (What.FACET_GAPS, What.PRIORITIES)),
    Tier.CELLS: (Why.FEW_FOR_DETAIL, ()),
}


@dataclass(frozen=True)
class Standard:
    """The policy over one review's counts (docs/method.md, section 7)."""

    questionnaire: Questionnaire
    limits: Thresholds
    views: Mapping[Side, View]

    @property
    def tier(self) -> Tier:
        """Return what a figure made from both sides may show: what the side with fewer people allows."""
        return min(view.tier for view in self.views.values())

    def why_no_cell(self, side: Side, key: PromptKey) -> Why | None:
        """Return why the side's answers to one rating are withheld."""
        view = self.views[side]
        return why_not_narrow(view.standing, n=scored(view.count.cell(key)), limits=self.limits)

    def why_no_closing(self, side: Side, question: ClosingRating) -> Why | None:
        """Return why the side's answers to a closing rating are withheld."""
        view = self.views[side]
        return why_not_narrow(view.standing, n=scored(view.count.closing[question.id]), limits=self.limits)

    def cell(self, side: Side, section: Section, *, key: PromptKey) -> StatementCell:
        """Return the side's answers to one rating of ``section``."""
        if self.why_no_cell(side, key):
            return StatementCell()
        counts, scale = self.views[side].count.cell(key), self.questionnaire.scale_of(section)
        return statement_cell(counts, scale=scale, is_reverse=key.statement in reversals(self.questionnaire))

    def closing(self, side: Side, question: ClosingRating) -> ClosingCell:
        """Return the side's answers to a closing rating."""
        if self.why_no_closing(side, question):
            return ClosingCell()
        return closing_cell(self.views[side].count.closing[question.id], self.questionnaire.scale_of(question))

    def shows_broad_scores(self, side: Side) -> bool:
        """Say whether scores of persons may be shown, their number being too small for cells."""
        return self.views[side].tier is Tier.BROAD

    def cuts(self, side: Side) -> tuple[Cut, ...]:
        """Return the side's cuts; none below ``min_detail`` people, and none of one agreed answer."""
        view = self.views[side]
        if view.tier is not Tier.CELLS or view.standing.is_attributed:
            return ()
        return cuts_of(self.questionnaire, side, count=view.count, minimum=self.limits.min_cell)

    def shows_comments(self, side: Side) -> bool:
        """Say whether ``min_detail`` people answered, or the organisation itself."""
        return self.views[side].tier is Tier.CELLS

    def shows_priorities(self) -> bool:
        """Say whether ``min_detail`` people answered on both sides."""
        return self.tier is Tier.CELLS

    def withheld_as_a_whole(self) -> tuple[Withheld, ...]:
        """Return the kinds of figure that the number of people withholds, side by side, then of both."""
        of_sides = [(side, *_OF_A_SIDE[self.views[side].tier]) for side in Side]
        of_both = (None, *_OF_BOTH[self.tier])
        topics = [
            (side, Why.FEW_PEOPLE, (What.OVERALL,))
            for side in Side
            if self.views[side].tier is Tier.NUMBER and self.views[side.opposite].tier is Tier.BROAD
        ]
        return tuple(
            withheld_note(what, why, limits=self.limits, side=side)
            for side, why, kinds in [*topics, *of_sides, of_both]
            for what in kinds
        )
