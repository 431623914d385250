"""One partnership in two rounds: what moved, and whether by more than chance. Made from released results alone.

Nobody is followed from one round to the next: the people are taken for different people, and what moved is told as of
unpaired groups. Nothing here can show what the two results withhold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.core.comparability import Answered, Basis, Scores, basis_of, released_scores, statement_bases
from surveyapp.core.counting import Scope
from surveyapp.core.movements import Course, Movement, Score, course_of, gap_movement, score_movement
from surveyapp.core.questionnaire import Scoring
from surveyapp.core.results import Index, Reading, ReviewFacts, SectionResult, StatementCell, StatementResult
from surveyapp.core.sides import Facet, Side, Text


@dataclass(frozen=True, slots=True)
class ScoreMoves:
    """Both sides' scores and their gap in two rounds. Where ``basis`` is not ``same`` nothing has a ``value``.

    ``readings`` are those of the old and of the new round, None where there is none; ``course`` says what became of the
    gap, None where it cannot be compared.
    """

    basis: Basis
    sides: Mapping[Side, Movement]
    gap: Movement
    course: Course | None
    readings: tuple[Reading | None, Reading | None]


@dataclass(frozen=True, slots=True)
class StatementMoves:
    """One statement in two rounds, facet by facet and side by side."""

    id: str
    basis: Basis
    facets: Mapping[Facet, Mapping[Side, Movement]]


@dataclass(frozen=True, slots=True)
class SectionMoves:
    """One principle in two rounds: its statements in the new questionnaire's order, then those that went."""

    id: str
    part: str
    title: Text
    overall: ScoreMoves
    facets: Mapping[Facet, ScoreMoves]
    statements: tuple[StatementMoves, ...]


@dataclass(frozen=True, slots=True)
class RoundMoves:
    """Two reviews of one partnership: sections in the new questionnaire's order, then those that went."""

    old: ReviewFacts
    new: ReviewFacts
    indices: Mapping[Facet, ScoreMoves]
    sections: tuple[SectionMoves, ...]


def compare_rounds(old: Answered, new: Answered) -> RoundMoves:
    """Return what moved between two reviews of one partnership.

    Statements are compared by id, and only where wording and scale are unchanged in both languages; a score, only where
    that holds for all statements that it is made from. What cannot be compared keeps the figures of each round, to be
    drawn in grey, and ``basis`` says why.

    Args:
        old: the earlier review, closed.
        new: the later one, closed; its questionnaire's scoring decides.

    Returns:
        Movements in scale points, new minus old; None where a round withholds a figure or did not ask for it.

    Raises:
        ValueError: the two reviews are of different partners.
    Source:
        docs/method.md, section 6.
    """
    if old.result.review.partner != new.result.review.partner:
        raise ValueError("two rounds are compared of one partnership")
    sections = {section.id: section for one in (old, new) for section in one.result.sections}
    moves = _statements(old, new)
    order = dict.fromkeys(section.id for one in (new, old) for section in one.result.sections)
    return RoundMoves(
        old=old.result.review,
        new=new.result.review,
        indices={facet: _scores(old, new, scope=Scope(facet=facet)) for facet in Facet},
        sections=tuple(_section(old, new, known=sections[name], statements=moves.get(name, ())) for name in order),
    )


def _section(
    old: Answered, new: Answered, *, known: SectionResult, statements: Iterable[StatementMoves]
) -> SectionMoves:
    return SectionMoves(
        id=known.id,
        part=known.part,
        title=known.title,
        overall=_scores(old, new, scope=Scope(known.id)),
        facets={facet: _scores(old, new, scope=Scope(known.id, facet)) for facet in Facet},
        statements=tuple(statements),
    )


def _scores(old: Answered, new: Answered, *, scope: Scope) -> ScoreMoves:
    before, after = (released_scores(one.result, scope) for one in (old, new))
    basis = _basis(old, new, basis_of(old.questionnaire, new.questionnaire, scope))
    scoring = new.questionnaire.scoring
    sides = {side: _moved(before.sides[side], after.sides[side], basis=basis, scoring=scoring) for side in Side}
    gap = Movement(before.gap.value, after.gap.value)
    if basis is Basis.SAME:
        gap = gap_movement(before.gap, after.gap, scoring=scoring)
    return ScoreMoves(basis, sides, gap, course_of(gap, scoring), (_reading(before), _reading(after)))


def _basis(old: Answered, new: Answered, asked: Basis) -> Basis:
    is_shown_alike = old.result.review.policy is new.result.review.policy
    return asked if is_shown_alike or asked is not Basis.SAME else Basis.POLICY


def _moved(old: Score, new: Score, *, basis: Basis, scoring: Scoring) -> Movement:
    return score_movement(old, new, scoring=scoring) if basis is Basis.SAME else Movement(old.mean, new.mean)


def _statements(old: Answered, new: Answered) -> Mapping[str, list[StatementMoves]]:
    """Return every statement by the section it stands in, or stood in; one that changed its section is the same one."""
    befores, afters = ({s.id: s for one in held.result.sections for s in one.statements} for held in (old, new))
    homes = {s.id: one.id for held in (old, new) for one in held.result.sections for s in one.statements}
    bases, scoring = statement_bases(old.questionnaire, new.questionnaire), new.questionnaire.scoring
    moves: dict[str, list[StatementMoves]] = {section: [] for section in homes.values()}
    for name in dict.fromkeys([*afters, *befores]):
        pair, basis = (befores.get(name), afters.get(name)), _basis(old, new, bases[name])
        facets = {
            facet: {side: _moved(*_cells(pair, facet, side=side), basis=basis, scoring=scoring) for side in Side}
            for facet in Facet
            if any(facet in one.facets for one in pair if one)
        }
        moves[homes[name]].append(StatementMoves(name, basis, facets))
    return moves


def _cells(pair: Sequence[StatementResult | None], facet: Facet, *, side: Side) -> list[StatementCell]:
    return [one.facets[facet].of(side) if one and facet in one.facets else StatementCell() for one in pair]


def _reading(scores: Scores) -> Reading | None:
    return None if isinstance(scores, Index) else scores.reading
