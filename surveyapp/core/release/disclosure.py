"""What may be shown: how many people it takes, and why something is withheld.

Every cell passes one of the two policies, ``standard`` and ``protected``; both decide with the rules of this module.
Whether something is hidden depends on counts (of people, of ratings, of "don't know") and never on what was ticked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import ClosingRating, Questionnaire, Section, Thresholds
from surveyapp.core.method.standing import RATINGS_OF_A_FEW, Standing, Tier
from surveyapp.core.release.counting import SideCount
from surveyapp.core.results import ClosingCell, Cut, StatementCell, Why, Withheld
from surveyapp.core.sides import Facet, PromptKey, Side

LEAST = {Policy.STANDARD: 3, Policy.PROTECTED: 5}
"""People below which a policy shows no figure, whatever a questionnaire says."""

SENTENCES: Mapping[Why, str] = {
    Why.FEW_PEOPLE: "fewer than {min_side} people answered",
    Why.FEW_FOR_DETAIL: "fewer than {min_detail} people answered",
    Why.FEW_RATED: "fewer than {min_side} people rated it",
    Why.FEW_STATEMENTS: "fewer than half of its statements can be shown",
    Why.FEW_RATINGS: "too few people answered to show a topic with fewer than {ratings} ratings",
    Why.SMALL_GROUP: "a group, or those left over, would number fewer than {min_cell}",
    Why.PROTECTED: "the protected rules of this review do not show it",
}


class What(StrEnum):
    """Kinds of figure that may be withheld."""

    OVERALL = "overall"
    INDICES = "indices"
    FACETS = "facets"
    STATEMENTS = "statements"
    DISTRIBUTIONS = "distributions"
    CLOSING = "closing"
    CUTS = "cuts"
    COMMENTS = "comments"
    GAPS = "gaps"
    FACET_GAPS = "facet_gaps"
    GAP_DETAIL = "gap_detail"
    PRIORITIES = "priorities"


@dataclass(frozen=True, slots=True)
class View:
    """One side: what its people answered, and what their number allows."""

    count: SideCount
    standing: Standing

    @property
    def tier(self) -> Tier:
        """Return what the number of people allows."""
        return self.standing.tier


class Rules(Protocol):
    """A disclosure policy: for each kind of figure why it is withheld (None: it is shown), and what is shown."""

    @property
    def questionnaire(self) -> Questionnaire:
        """Return what was asked."""

    @property
    def limits(self) -> Thresholds:
        """Return the numbers of people in force."""

    @property
    def views(self) -> Mapping[Side, View]:
        """Return what was answered, side by side."""

    def why_no_cell(self, side: Side, key: PromptKey) -> Why | None:
        """Return why the side's answers to one rating are withheld."""

    def why_no_closing(self, side: Side, question: ClosingRating) -> Why | None:
        """Return why the side's answers to a closing rating are withheld."""

    def cell(self, side: Side, section: Section, *, key: PromptKey) -> StatementCell:
        """Return the side's answers to one rating of ``section`` as they may be shown; empty where withheld."""

    def closing(self, side: Side, question: ClosingRating) -> ClosingCell:
        """Return the side's answers to a closing rating as they may be shown."""

    def shows_broad_scores(self, side: Side) -> bool:
        """Say whether scores of persons may be shown, their number being too small for cells."""

    def cuts(self, side: Side) -> tuple[Cut, ...]:
        """Return the side's cuts, those with nothing to show among them."""

    def shows_comments(self, side: Side) -> bool:
        """Say whether the side's comments may be shown."""

    def shows_priorities(self) -> bool:
        """Say whether the topics that people chose may be counted."""

    def withheld_as_a_whole(self) -> tuple[Withheld, ...]:
        """Return the kinds of figure that are withheld of a side, or of both, whatever the topic."""


def limits_in_force(thresholds: Thresholds, policy: Policy) -> Thresholds:
    """Return ``thresholds`` raised to what the policy and their own order demand.

    Source:
        docs/method.md, section 7: never fewer than 3 people, 5 under ``protected``; detail and cuts never need fewer.
        Under ``protected`` nothing is shown of people too few for cells, so that one number holds for both.
    """
    min_side = max(LEAST[policy], thresholds.min_side)
    min_detail = max(min_side, thresholds.min_detail)
    if policy is Policy.PROTECTED:
        min_side = min_detail
    return Thresholds(min_side, min_detail, max(min_side, thresholds.min_cell))


def why_not_narrow(standing: Standing, *, n: int, limits: Thresholds) -> Why | None:
    """Return why one statement or one closing rating is withheld; None when it is shown.

    Args:
        standing: of the side.
        n: people who rated it.
        limits: in force.
    Source:
        docs/method.md, section 7.
    """
    if standing.is_attributed:
        return None
    if standing.tier is not Tier.CELLS:
        return Why.FEW_PEOPLE if standing.tier is Tier.NUMBER else Why.FEW_FOR_DETAIL
    return Why.FEW_RATED if n < limits.min_side else None


def sentence(why: Why, limits: Thresholds) -> str:
    """Return the one English sentence for ``why``, its number filled in."""
    return SENTENCES[why].format(
        min_side=limits.min_side, min_detail=limits.min_detail, min_cell=limits.min_cell, ratings=RATINGS_OF_A_FEW
    )


def withheld_note(
    what: What,
    why: Why,
    *,
    limits: Thresholds,
    side: Side | None = None,
    section: str | None = None,
    statement: str | None = None,
    facet: Facet | None = None,
    by: str | None = None,
) -> Withheld:
    """Return the entry that names a withheld figure and why."""
    return Withheld(what, sentence(why, limits), why, side, section, statement, facet, by)
