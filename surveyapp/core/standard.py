"""The policy ``standard``: everything from ``min_detail`` people, broad scores from ``min_side``, nothing below."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.counting import Scope
from surveyapp.core.cuts import cuts_of
from surveyapp.core.disclosure import Judged, Tier, View, What, why_not_broad, why_not_narrow, withheld_note
from surveyapp.core.figures import closing_cell, scored, side_score, statement_cell
from surveyapp.core.gaps import bare_gap, coarse_gap, full_gap
from surveyapp.core.questionnaire import ClosingRating, Questionnaire, Section, Thresholds
from surveyapp.core.readings import Comparison, read
from surveyapp.core.results import (
    ClosingCell,
    Cut,
    Gap,
    Reading,
    SideScore,
    StatementCell,
    Why,
    Withheld,
)
from surveyapp.core.scoring import ScoreTally, reversals
from surveyapp.core.sides import PromptKey, Side

_OF_A_SIDE: Mapping[Tier, tuple[Why, tuple[What, ...]]] = {
    Tier.NUMBER: (
        Why.FEW_PEOPLE,
        (What.OVERALL, What.INDICES, What.FACETS, What.STATEMENTS, What.CLOSING, What.CUTS, What.COMMENTS),
    ),
    Tier.SCORES: (
        Why.FEW_FOR_DETAIL,
        (What.SPREAD, What.FACETS, What.STATEMENTS, What.CLOSING, What.CUTS, What.COMMENTS),
    ),
    Tier.DETAIL: (Why.FEW_FOR_DETAIL, ()),
}
_OF_BOTH: Mapping[Tier, tuple[Why, tuple[What, ...]]] = {
    Tier.NUMBER: (Why.FEW_PEOPLE, (What.GAPS, What.PRIORITIES)),
    Tier.SCORES: (Why.FEW_FOR_DETAIL, (What.FACET_GAPS, What.GAP_DETAIL, What.PRIORITIES)),
    Tier.DETAIL: (Why.FEW_FOR_DETAIL, ()),
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
        return min(view.standing.tier for view in self.views.values())

    def tally(self, side: Side, scope: Scope) -> ScoreTally:
        """Return the side's person scores of ``scope``, shown or not."""
        return self.views[side].count.scores[scope]

    def why_no_score(self, side: Side, scope: Scope) -> Why | None:
        """Return why the side's score of ``scope`` is withheld."""
        tally, standing = self.tally(side, scope), self.views[side].standing
        if scope.is_broad:
            return why_not_broad(standing, asked=tally.asked, n=tally.n, limits=self.limits)
        return why_not_narrow(standing, n=tally.n, limits=self.limits)

    def why_no_cell(self, side: Side, key: PromptKey) -> Why | None:
        """Return why the side's answers to one rating are withheld."""
        view = self.views[side]
        return why_not_narrow(view.standing, n=scored(view.count.cells[key]), limits=self.limits)

    def why_no_closing(self, side: Side, question: ClosingRating) -> Why | None:
        """Return why the side's answers to a closing rating are withheld."""
        view = self.views[side]
        return why_not_narrow(view.standing, n=scored(view.count.closing[question.id]), limits=self.limits)

    def score(self, side: Side, scope: Scope) -> SideScore:
        """Return the side's score of ``scope``; without spread below ``min_detail`` people."""
        if self.why_no_score(side, scope) or not self.tally(side, scope).asked:
            return SideScore()
        full = side_score(self.tally(side, scope))
        return full if self.views[side].standing.tier is Tier.DETAIL else SideScore(full.n, full.mean)

    def cell(self, side: Side, section: Section, *, key: PromptKey) -> StatementCell:
        """Return the side's answers to one rating of ``section``."""
        if self.why_no_cell(side, key):
            return StatementCell()
        counts, scale = self.views[side].count.cells[key], self.questionnaire.scale_of(section)
        return statement_cell(counts, scale=scale, is_reverse=key.statement in reversals(self.questionnaire))

    def closing(self, side: Side, question: ClosingRating) -> ClosingCell:
        """Return the side's answers to a closing rating."""
        if self.why_no_closing(side, question):
            return ClosingCell()
        return closing_cell(self.views[side].count.closing[question.id], self.questionnaire.scale_of(question))

    def judged(self, scope: Scope) -> Judged:
        """Return the gap of ``scope`` and its reading, as coarse as the side with fewer people demands."""
        whys = {self.why_no_score(side, scope) for side in Side}
        prcs, partner = (self.tally(side, scope) for side in Side)
        if not prcs.asked:
            return Judged(Gap(), None)
        if Why.FEW_PEOPLE in whys:
            return Judged(Gap(), Reading.TOO_FEW)
        if whys & {Why.FEW_FOR_DETAIL, Why.FEW_RATINGS}:
            return Judged(Gap(), None)
        if Why.FEW_RATED in whys or prcs.exact_mean is None or partner.exact_mean is None:
            return Judged(Gap(), Reading.TOO_FEW)
        if any(view.standing.is_attributed for view in self.views.values()):
            return Judged(bare_gap(prcs.exact_mean, partner.exact_mean), Reading.TOO_FEW)
        return self._compared(prcs, partner)

    def cuts(self, side: Side) -> tuple[Cut, ...]:
        """Return the side's cuts; none below ``min_detail`` people, and none of one agreed answer."""
        view = self.views[side]
        if view.standing.tier is not Tier.DETAIL or view.standing.is_attributed:
            return ()
        return cuts_of(self.questionnaire, side, count=view.count, minimum=self.limits.min_cell)

    def shows_comments(self, side: Side) -> bool:
        """Say whether ``min_detail`` people answered, or the organisation itself."""
        return self.views[side].standing.tier is Tier.DETAIL

    def shows_priorities(self) -> bool:
        """Say whether ``min_detail`` people answered on both sides."""
        return self.tier is Tier.DETAIL

    def withheld_as_a_whole(self) -> tuple[Withheld, ...]:
        """Return the kinds of figure that the number of people withholds, side by side, then of both."""
        of_sides = [(side, *_OF_A_SIDE[self.views[side].standing.tier]) for side in Side]
        of_both = (None, *_OF_BOTH[self.tier])
        return tuple(
            withheld_note(what, why, limits=self.limits, side=side)
            for side, why, kinds in [*of_sides, of_both]
            for what in kinds
        )

    def _compared(self, prcs: ScoreTally, partner: ScoreTally) -> Judged:
        detailed, scoring = self.tier is Tier.DETAIL, self.questionnaire.scoring
        gap = (full_gap if detailed else coarse_gap)(prcs, partner, scoring=scoring)
        shares = [tally.dont_know_share or 0.0 for tally in (prcs, partner)]
        seen = Comparison(
            gap, prcs=prcs.mean or 0.0, partner=partner.mean or 0.0, dont_know=max(shares) if detailed else None
        )
        return Judged(gap, read(seen, scoring))
