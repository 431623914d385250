"""The results of one review: the only numbers that leave ``workflow``.

Field names are those of the results document, so that ``wire`` writes and reads it without a table. A figure that is
withheld is None in its place and named in ``withheld``. Scores are in scale points, 1–K; shares run from 0 to 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.core.questionnaire import Thresholds
from surveyapp.core.review import Answering, Policy, State
from surveyapp.core.sides import Facet, Side, Text


class Reading(StrEnum):
    """What a comparison says, in words (docs/method.md, section 4)."""

    TOO_FEW = "too_few"
    UNSEEN = "unseen"
    GAP = "gap"
    GAP_UNCLEAR = "gap_unclear"
    SHARED_STRENGTH = "shared_strength"
    SHARED_CONCERN = "shared_concern"
    SIMILAR = "similar"


class Why(StrEnum):
    """Why a figure is withheld; each has one sentence, the same everywhere."""

    FEW_PEOPLE = "fewer_than_min_side"
    FEW_FOR_DETAIL = "fewer_than_min_detail"
    FEW_RATED = "few_rated"
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
    """How a side answered, and how many of those invited did."""

    answering: Answering
    invited: int
    responses: int


@dataclass(frozen=True, slots=True)
class OverallScore:
    """A side's score of a whole principle: persons with a score, and their mean."""

    n: int | None = None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class SideScore:
    """A side's score of one facet: persons with a score, their mean and SD (n-1), and the share of "don't know"."""

    n: int | None = None
    mean: float | None = None
    sd: float | None = None
    dont_know_share: float | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """PRCS's rating minus the partner's, with its interval at ``level`` and the annex's figures."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    df: float | None = None
    cliffs_delta: float | None = None
    p: float | None = None
    hodges_lehmann: float | None = None


@dataclass(frozen=True, slots=True)
class Overall:
    """A principle as a whole."""

    sides: Mapping[Side, OverallScore]
    gap: Gap
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class FacetResult:
    """A principle in one facet."""

    sides: Mapping[Side, SideScore]
    gap: Gap
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Index:
    """One facet over all principles."""

    sides: Mapping[Side, SideScore]
    gap: Gap


@dataclass(frozen=True, slots=True)
class StatementCell:
    """One statement, one facet, one side. ``distribution`` counts the points 1…K; ``agreement`` is van der Eijk's A."""

    n: int | None = None
    mean: float | None = None
    distribution: tuple[int, ...] | None = None
    favourable: int | None = None
    dont_know: int | None = None
    not_applicable: int | None = None
    skipped: int | None = None
    agreement: float | None = None


@dataclass(frozen=True, slots=True)
class StatementFacet:
    """One statement in one facet; ``split`` names the sides whose own people disagree."""

    prcs: StatementCell
    partner: StatementCell
    split: tuple[Side, ...]

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
    overall: Overall
    facets: Mapping[Facet, FacetResult]
    statements: tuple[StatementResult, ...]


@dataclass(frozen=True, slots=True)
class Priority:
    """A topic for the meeting: how many of each side chose it, and its rank from 1."""

    section: str
    prcs: int
    partner: int
    rank: int


@dataclass(frozen=True, slots=True)
class ClosingCell:
    """A closing rating of one side."""

    n: int | None = None
    mean: float | None = None
    distribution: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class CutGroup:
    """The people of one side who chose one profile option: their mean score of each principle."""

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
    """The results document."""

    review: ReviewFacts
    thresholds: Thresholds
    sides: Mapping[Side, SideFacts]
    indices: Mapping[Facet, Index]
    sections: tuple[SectionResult, ...]
    priorities: tuple[Priority, ...]
    closing: Mapping[str, Mapping[Side, ClosingCell]]
    cuts: tuple[Cut, ...]
    comments: tuple[Comments, ...]
    withheld: tuple[Withheld, ...]
