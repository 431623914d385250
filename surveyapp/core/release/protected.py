"""The policy ``protected``: coarse means of single statements, so coarse that nobody's answer can be worked out.

Only the mean of a cell (one statement, one facet, one side) is released, in steps and clamped away from both ends of
the scale. What one agreed, attributed answer says is shown as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.instrument.questionnaire import ClosingRating, Questionnaire, Section, Thresholds
from surveyapp.core.method.cells import points_mean
from surveyapp.core.method.standing import Tier
from surveyapp.core.release.blurring import blurred, step_of
from surveyapp.core.release.disclosure import View, What, withheld_note
from surveyapp.core.release.figures import distribution
from surveyapp.core.release.scoring import reversals
from surveyapp.core.release.standard import Standard
from surveyapp.core.results import ClosingCell, Cut, StatementCell, Why, Withheld
from surveyapp.core.sides import PromptKey, Side

_OF_A_FEW = (What.INDICES, What.FACETS, What.STATEMENTS, What.CLOSING, What.CUTS, What.COMMENTS)
_ALWAYS = (What.INDICES, What.DISTRIBUTIONS, What.CLOSING, What.CUTS)


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

    def why_no_cell(self, side: Side, key: PromptKey) -> Why | None:
        """Return why the side's answers to one rating are withheld."""
        return self.attributed.why_no_cell(side, key)

    def why_no_closing(self, side: Side, question: ClosingRating) -> Why | None:  # noqa: ARG002 - whatever is asked
        """Return why the side's answers to a closing rating are withheld."""
        if self.is_attributed(side):
            return None
        return Why.FEW_PEOPLE if self.views[side].tier is Tier.NUMBER else Why.PROTECTED

    def cell(self, side: Side, section: Section, *, key: PromptKey) -> StatementCell:
        """Return the blurred mean with its step, and nothing else; an attributed answer in full."""
        if self.is_attributed(side):
            return self.attributed.cell(side, section, key=key)
        if self.why_no_cell(side, key):
            return StatementCell()
        scale = self.questionnaire.scale_of(section)
        points = distribution(self.views[side].count.cell(key), scale)
        mean = points_mean(points[::-1] if key.statement in reversals(self.questionnaire) else points)
        people = sum(points)
        if mean is None:
            return StatementCell()
        return StatementCell(mean=float(blurred(mean, people=people, top=scale.top)), step=float(step_of(people)))

    def closing(self, side: Side, question: ClosingRating) -> ClosingCell:
        """Return an attributed answer, and of people nothing."""
        return self.attributed.closing(side, question) if self.is_attributed(side) else ClosingCell()

    def shows_broad_scores(self, side: Side) -> bool:  # noqa: ARG002 - of neither side
        """Say no: under this policy cells alone are shown."""
        return False

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
        few = {side: self.views[side].tier is Tier.NUMBER for side in Side}
        notes = [
            (side, Why.FEW_PEOPLE if few[side] else Why.PROTECTED, what)
            for side in Side
            if not self.is_attributed(side)
            for what in (_OF_A_FEW if few[side] else _ALWAYS)
        ]
        why, kinds = (Why.FEW_PEOPLE, What.GAPS) if any(few.values()) else (Why.PROTECTED, What.GAP_DETAIL)
        both = [(None, why, what) for what in (kinds, What.PRIORITIES)]
        return tuple(withheld_note(what, why, limits=self.limits, side=side) for side, why, what in [*notes, *both])
