"""The policy ``protected``: coarse means of single statements, so coarse that nobody's answer can be worked out.

Only the mean of a cell (one statement, one facet, one side) is released, in steps and clamped away from both ends of
the scale; everything else is made from released means. What one agreed, attributed answer says is shown as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from surveyapp.core.blurring import blurred
from surveyapp.core.counting import Scope
from surveyapp.core.disclosure import Judged, Tier, View, What, withheld_note
from surveyapp.core.figures import distribution, mean_point
from surveyapp.core.gaps import bare_gap
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
from surveyapp.core.scoring import reversals
from surveyapp.core.sides import Facet, PromptKey, Side, about_for
from surveyapp.core.standard import Standard

LEAST_CELLS = 2
"""Released cells that a section's mean is made from, at least, and at least half of those asked."""


_OF_A_FEW = (What.OVERALL, What.INDICES, What.FACETS, What.STATEMENTS, What.CLOSING, What.CUTS, What.COMMENTS)
_ALWAYS = (What.INDICES, What.SPREAD, What.DISTRIBUTIONS, What.CLOSING, What.CUTS)


@dataclass(frozen=True)
class Protected:
    """The policy over one review's counts (docs/method.md, section 7)."""

    questionnaire: Questionnaire
    limits: Thresholds
    views: Mapping[Side, View]

    @property
    def attributed(self) -> Standard:
        """Return the policy for a side that answered as an organisation: its answer is known to be its own."""
        return Standard(self.questionnaire, self.limits, self.views)

    def is_attributed(self, side: Side) -> bool:
        """Say whether the side's one answer is the organisation's own."""
        return self.views[side].standing.is_attributed

    def cell_mean(self, side: Side, section: Section, *, key: PromptKey) -> Fraction | None:
        """Return the released mean score of one rating; None when it is withheld."""
        if (side, key) not in self._cell_means:
            self._cell_means[side, key] = self._cell_mean(side, section, key)
        return self._cell_means[side, key]

    @cached_property
    def _cell_means(self) -> dict[tuple[Side, PromptKey], Fraction | None]:
        """Return what was released so far: of one cell a statement, its facet and its topic are made."""
        return {}

    def _cell_mean(self, side: Side, section: Section, key: PromptKey) -> Fraction | None:
        if self.why_no_cell(side, key):
            return None
        scale = self.questionnaire.scale_of(section)
        points = distribution(self.views[side].count.cells[key], scale)
        mean = mean_point(points[::-1] if key.statement in reversals(self.questionnaire) else points)
        return None if mean is None else blurred(mean, people=sum(points), top=scale.top)

    def cell_means(self, side: Side, scope: Scope) -> list[Fraction]:
        """Return the released means of the cells of a section, or of one of its facets."""
        section = self.questionnaire.find_section(scope.section or "")
        if section is None:
            return []
        facets = [scope.facet] if scope.facet else list(Facet)
        keys = [key for facet in facets for key in section.keys(about_for(side, facet))]
        means = [self.cell_mean(side, section, key=key) for key in keys]
        return [mean for mean in means if mean is not None]

    def released_mean(self, side: Side, scope: Scope) -> Fraction | None:
        """Return the mean that is shown of ``scope``, exactly; None when it is withheld."""
        if self.is_attributed(side):
            return self.views[side].count.scores[scope].exact_mean
        if self.why_no_score(side, scope):
            return None
        means = self.cell_means(side, scope)
        return sum(means, Fraction(0)) / len(means)

    def why_no_cell(self, side: Side, key: PromptKey) -> Why | None:
        """Return why the side's answers to one rating are withheld."""
        return self.attributed.why_no_cell(side, key)

    def why_no_score(self, side: Side, scope: Scope) -> Why | None:
        """Return why the side's score of ``scope`` is withheld."""
        if self.is_attributed(side):
            return None
        if self.views[side].standing.tier is Tier.NUMBER:
            return Why.FEW_PEOPLE
        if scope.section is None:
            return Why.PROTECTED
        released, asked = len(self.cell_means(side, scope)), self.views[side].count.scores[scope].asked
        enough = released >= (1 if scope.facet else max(LEAST_CELLS, asked / 2))
        return None if enough else Why.FEW_RATED

    def why_no_closing(self, side: Side, question: ClosingRating) -> Why | None:  # noqa: ARG002 - whatever is asked
        """Return why the side's answers to a closing rating are withheld."""
        if self.is_attributed(side):
            return None
        return Why.FEW_PEOPLE if self.views[side].standing.tier is Tier.NUMBER else Why.PROTECTED

    def score(self, side: Side, scope: Scope) -> SideScore:
        """Return the mean of the released cells, and nothing else; an attributed answer in full."""
        if self.is_attributed(side):
            return self.attributed.score(side, scope)
        mean = self.released_mean(side, scope)
        return SideScore() if mean is None else SideScore(mean=float(mean))

    def cell(self, side: Side, section: Section, *, key: PromptKey) -> StatementCell:
        """Return the blurred mean, and nothing else; an attributed answer in full."""
        if self.is_attributed(side):
            return self.attributed.cell(side, section, key=key)
        mean = self.cell_mean(side, section, key=key)
        return StatementCell() if mean is None else StatementCell(mean=float(mean))

    def closing(self, side: Side, question: ClosingRating) -> ClosingCell:
        """Return an attributed answer, and of people nothing."""
        return self.attributed.closing(side, question) if self.is_attributed(side) else ClosingCell()

    def judged(self, scope: Scope) -> Judged:
        """Return the difference of the released means, without an interval, and its reading."""
        if scope.section is None or not self.views[Side.PRCS].count.scores[scope].asked:
            return Judged(Gap(), None)
        prcs, partner = (self.released_mean(side, scope) for side in Side)
        if prcs is None or partner is None:
            return Judged(Gap(), Reading.TOO_FEW)
        gap = bare_gap(prcs, partner)
        if any(self.is_attributed(side) for side in Side):
            return Judged(gap, Reading.TOO_FEW)
        return Judged(gap, read(Comparison(gap, float(prcs), float(partner)), self.questionnaire.scoring))

    def cuts(self, side: Side) -> tuple[Cut, ...]:  # noqa: ARG002 - of neither side
        """Return nothing: under this policy no side is cut."""
        return ()

    def shows_comments(self, side: Side) -> bool:
        """Say whether ``min_detail`` people answered, or the organisation itself."""
        return self.attributed.shows_comments(side)

    def shows_priorities(self) -> bool:
        """Say no: how many chose a topic is a count of people, which this policy never shows."""
        return False

    def withheld_as_a_whole(self) -> tuple[Withheld, ...]:
        """Return the kinds of figure that the number of people or the policy withholds."""
        few = {side: self.views[side].standing.tier is Tier.NUMBER for side in Side}
        notes = [
            (side, Why.FEW_PEOPLE if few[side] else Why.PROTECTED, what)
            for side in Side
            if not self.is_attributed(side)
            for what in (_OF_A_FEW if few[side] else _ALWAYS)
        ]
        why, kinds = (Why.FEW_PEOPLE, What.GAPS) if any(few.values()) else (Why.PROTECTED, What.GAP_DETAIL)
        both = [(None, why, what) for what in (kinds, What.PRIORITIES)]
        return tuple(withheld_note(what, why, limits=self.limits, side=side) for side, why, what in [*notes, *both])
