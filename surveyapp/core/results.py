"""The results of one review: the only numbers that leave ``workflow``.

Field names are those of the results document, so that ``wire`` writes and reads it without a table. A figure that is
withheld is None in its place and named in ``withheld``. Scores are in scale points, 1–K, and in tenths but for the
means of single statements; shares run from 0 to 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.core.conduct.review import Answering, Policy, State
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.scores import BroadScore, Chance, ClosingCell, Gap, Pooled, SideScore, StatementCell
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Text
from surveyapp.core.wire import added_later

__all__ = ["BroadScore", "Chance", "ClosingCell", "Gap", "Pooled", "SideScore", "StatementCell"]
"""The figures, which are had from here too, with the document that they stand in."""

METHOD = 2
"""The edition of docs/method.md under which results are sealed now."""


class Reading(StrEnum):
    """What a comparison says, in words, the first that holds (docs/method.md, section 4)."""

    CLEAR_GAP = "clear_gap"
    POSSIBLE_GAP = "possible_gap"
    DIVIDED = "divided"
    BOTH_HIGH = "both_high"
    BOTH_LOW = "both_low"
    ALIKE = "alike"
    UNSETTLED = "unsettled"
    TOO_FEW = "too_few"
    """Too few people answered; where there is a gap all the same, a side gave one agreed answer."""


class Why(StrEnum):
    """Why a figure is withheld; each has one sentence, the same everywhere."""

    FEW_PEOPLE = "fewer_than_min_side"
    FEW_FOR_DETAIL = "fewer_than_min_detail"
    FEW_RATED = "few_rated"
    FEW_STATEMENTS = "few_statements"
    FEW_RATINGS = "fewer_than_four_ratings"
    SMALL_GROUP = "small_group"
    PROTECTED = "protected_policy"


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Which review this is."""

    id: int
    round: str
    partner: str
    questionnaire: str
    state: State
    policy: Policy
    demonstration: bool


@dataclass(frozen=True, slots=True)
class SideFacts:
    """How a side answered, how many of those invited did, and how many of their links were withdrawn after opening."""

    answering: Answering
    invited: int
    responses: int
    withdrawn: int = added_later(0)


@dataclass(frozen=True, slots=True)
class Overall:
    """A principle as a whole; only where too few people answered to compare it facet by facet."""

    sides: Mapping[Side, BroadScore]
    gap: Gap
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class FacetResult:
    """A principle in one facet; flags beside the reading name the sides of which many do not know, or are split."""

    sides: Mapping[Side, SideScore]
    gap: Gap
    reading: Reading | None
    unseen: tuple[Side, ...] = ()
    split: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """One facet over all principles."""

    sides: Mapping[Side, BroadScore]
    gap: Gap


@dataclass(frozen=True, slots=True)
class StatementFacet:
    """One statement in one facet; ``split`` names the sides whose own people disagree.

    ``cliffs_delta`` and ``p`` compare the two distributions, for readers who ask.
    """

    prcs: StatementCell
    partner: StatementCell
    split: tuple[Side, ...] = ()
    cliffs_delta: float | None = None
    p: float | None = None

    def of(self, side: Side) -> StatementCell:
        """Return the cell of ``side``."""
        return self.prcs if side is Side.PRCS else self.partner


@dataclass(frozen=True, slots=True)
class StatementResult:
    """One statement in each of its facets."""

    id: str
    kind: str
    facets: Mapping[Facet, StatementFacet]


@dataclass(frozen=True, slots=True)
class SectionResult:
    """One principle."""

    id: str
    part: str
    title: Text
    overall: Overall | None
    facets: Mapping[Facet, FacetResult]
    statements: tuple[StatementResult, ...]


@dataclass(frozen=True, slots=True)
class Priority:
    """A topic for the meeting: how many of each side chose it, and its rank from 1, which equal topics share.

    No rank where neither both sides chose it nor a clear gap was found.
    """

    section: str
    prcs: int
    partner: int
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class CutGroup:
    """The people of one side who chose one profile option: their score of each principle, in tenths."""

    key: str
    n: int
    sections: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Cut:
    """One side, cut by one profile question."""

    by: str
    side: Side
    groups: tuple[CutGroup, ...]


@dataclass(frozen=True, slots=True)
class Comments:
    """What one side wrote on one topic and allowed to be shown, in an order that says nothing."""

    section: str
    side: Side
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Figures that are not shown: which, of which side (None when made from both), and why.

    ``what`` is one of ``disclosure.What``. What ``section``, ``statement``, ``facet`` and ``by`` (a cut's profile
    question) leave open is meant as a whole: no section means every section. A closing question's id stands in
    ``section``.
    """

    what: str
    why: str
    code: Why
    side: Side | None = None
    section: str | None = None
    statement: str | None = None
    facet: Facet | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """The results document. ``method`` is the edition of docs/method.md under which it was sealed."""

    method: int
    review: ReviewFacts
    thresholds: Thresholds
    sides: Mapping[Side, SideFacts]
    pooled: Pooled
    chance: Chance | None
    indices: Mapping[Facet, Index]
    sections: tuple[SectionResult, ...]
    priorities: tuple[Priority, ...]
    closing: Mapping[str, Mapping[Side, ClosingCell]]
    cuts: tuple[Cut, ...]
    comments: tuple[Comments, ...]
    withheld: tuple[Withheld, ...]
