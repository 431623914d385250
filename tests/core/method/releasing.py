"""Releases made by hand: cells from their counts, and no answers behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from surveyapp.core.conduct.review import Answering, Policy, State
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.agreement import agreement
from surveyapp.core.method.cells import CellKey, Release, Votes, points_mean
from surveyapp.core.method.evaluating import evaluate
from surveyapp.core.results import BroadScore, Pooled, ReviewFacts, ReviewResult, SideFacts, StatementCell
from surveyapp.core.sides import Facet, Side
from tests.core.building import SCORING, THRESHOLDS, joint, questionnaire, section

Points = tuple[int, ...]
"""People at each point of the scale."""


def cell(*points: int, dont_know: int = 0, is_reverse: bool = False) -> StatementCell:
    scores = points[::-1] if is_reverse else points
    mean = points_mean(scores)
    return StatementCell(
        n=sum(points),
        mean=None if mean is None else float(mean),
        distribution=points,
        favourable=sum(scores[3:]),
        dont_know=dont_know,
        not_applicable=0,
        skipped=0,
        agreement=agreement(points),
    )


def blurred_cell(mean: str, step: str) -> StatementCell:
    return StatementCell(mean=float(Fraction(mean)), step=float(Fraction(step)))


def ticked(row: str) -> Points:
    """Return how many gave each point, one character a person."""
    return tuple(row.count(point) for point in "12345")


def facts(people: int, answering: Answering = Answering.INDIVIDUAL) -> SideFacts:
    return SideFacts(answering, invited=people, responses=people)


@dataclass
class Cells:
    """A review of joint statements alone: the cells of each side, statement by statement."""

    asked: Questionnaire
    prcs: Mapping[str, StatementCell]
    partner: Mapping[str, StatementCell]
    people: tuple[int, int] = (8, 8)
    policy: Policy = Policy.STANDARD
    pooled: Pooled = field(default_factory=lambda: Pooled(0.5, 0.5))
    answering: tuple[Answering, Answering] = (Answering.INDIVIDUAL, Answering.INDIVIDUAL)
    topics: Mapping[Side, Mapping[str, BroadScore]] = field(default_factory=dict)
    indices: Mapping[Side, Mapping[Facet, BroadScore]] = field(default_factory=dict)
    votes: Mapping[str, Votes] | None = None

    def release(self) -> Release:
        given = zip(Side, (self.prcs, self.partner), self.people, self.answering, strict=True)
        cells, sides = {}, {}
        for side, own, people, answering in given:
            names = [statement.id for one in self.asked.sections for statement in one.statements]
            cells[side] = {CellKey(name, Facet.JOINT): own.get(name, StatementCell()) for name in names}
            sides[side] = facts(people, answering)
        return Release(
            method=2,
            review=ReviewFacts(1, "2026", "norcross", "test@0123456789ab", State.CLOSED, self.policy, False),
            thresholds=THRESHOLDS,
            sides=sides,
            cells=cells,
            topics=self.topics,
            indices=self.indices,
            pooled=self.pooled,
            votes=self.votes,
            closing={},
            cuts=(),
            comments=(),
            withheld=(),
        )

    def evaluated(self, **scoring: float) -> ReviewResult:
        return evaluate(replace(self.asked, scoring=replace(SCORING, **scoring)), self.release())


def asked_in(*topics: tuple[str, ...]) -> Questionnaire:
    """Return a questionnaire of joint statements, topic by topic; a topic is named like its first statement."""
    return questionnaire(*[section(f"{names[0]}_topic", *map(joint, names)) for names in topics])
