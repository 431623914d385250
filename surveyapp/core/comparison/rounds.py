"""One partnership in two rounds: what moved, and whether by more than chance. Made from released results alone.

Nobody is followed from one round to the next: the people are taken for different people, and what moved is told as of
unpaired groups. Nothing here can show what the two results withhold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveyapp.core.comparison.comparability import (
    Answered,
    Basis,
    Scores,
    Subject,
    basis_of,
    released_scores,
    statement_bases,
)
from surveyapp.core.comparison.movements import Course, Figure, Movement, course_of, figure_of, movement, unmoved
from surveyapp.core.method.cells import release_in
from surveyapp.core.method.comparing_wholes import Wholes
from surveyapp.core.method.grounds import parts_of
from surveyapp.core.method.stats import Error
from surveyapp.core.results import Index, Reading, ReviewFacts, SectionResult, StatementCell, StatementResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Text


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
    """Two reviews of one partnership: sections in the new questionnaire's order, then those that went.

    ``methods`` are the editions of docs/method.md under which the two were sealed.
    """

    methods: tuple[int, int]
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
    return _Rounds(old, new).moves()


def gap_courses(old: Answered, new: Answered, subjects: Iterable[Subject]) -> list[Course]:
    """Return what became of the gaps of these subjects, as ``compare_rounds`` says; of none that cannot be compared.

    Outlines of the two results do: nothing else is looked at than the gaps that they release.
    """
    rounds = _Rounds(old, new)
    found = (course_of(rounds.gap(subject)[1], new.questionnaire.scoring) for subject in subjects)
    return [course for course in found if course is not None]


class _Told:
    """One round: what it released, and how far each figure may be off."""

    def __init__(self, answered: Answered) -> None:
        self.result, self.questionnaire = answered.result, answered.questionnaire
        self._cells = Wholes(answered.questionnaire, release_in(answered.result))

    def score(self, side: Side, subject: Subject) -> Figure:
        """Return a side's score, with its error where it is made of cells."""
        value = released_scores(self.result, subject).sides[side].mean
        return Figure(value, None if value is None or subject.facet is None else self._error(side, subject))

    def gap(self, subject: Subject) -> Figure:
        """Return a gap."""
        return figure_of(released_scores(self.result, subject).gap)

    def statement(self, cell: StatementCell) -> Figure:
        """Return one cell of a statement."""
        parts = parts_of([cell]) if self._cells.is_certain else []
        return Figure(cell.mean, self._cells.noise.error([parts]) if parts else None)

    def _error(self, side: Side, subject: Subject) -> Error | None:
        if not self._cells.is_certain or subject.facet is None:
            return None
        found = [one for one in self.questionnaire.sections if subject.section in {None, one.id}]
        topics = [parts_of(topic) for topic in self._cells.topics(side, subject.facet, found)]
        return self._cells.noise.error(topics) if all(topics) and topics else None


class _Rounds:
    """Two rounds of one partnership, side by side."""

    def __init__(self, old: Answered, new: Answered) -> None:
        self._old, self._new = _Told(old), _Told(new)
        self._scoring = new.questionnaire.scoring
        self._is_shown_alike = old.result.review.policy is new.result.review.policy

    def moves(self) -> RoundMoves:
        """Return everything that can be compared, and what cannot with the reason."""
        rounds = (self._old, self._new)
        sections = {section.id: section for one in rounds for section in one.result.sections}
        statements = self._statements()
        order = dict.fromkeys(section.id for one in reversed(rounds) for section in one.result.sections)
        return RoundMoves(
            methods=(self._old.result.method, self._new.result.method),
            old=self._old.result.review,
            new=self._new.result.review,
            indices={facet: self._scores(Subject(facet=facet)) for facet in Facet},
            sections=tuple(self._section(sections[name], statements.get(name, ())) for name in order),
        )

    def _section(self, known: SectionResult, statements: Iterable[StatementMoves]) -> SectionMoves:
        return SectionMoves(
            id=known.id,
            part=known.part,
            title=known.title,
            overall=self._scores(Subject(known.id)),
            facets={facet: self._scores(Subject(known.id, facet)) for facet in Facet},
            statements=tuple(statements),
        )

    def _scores(self, subject: Subject) -> ScoreMoves:
        rounds, (basis, gap) = (self._old, self._new), self.gap(subject)
        sides = {side: self._moved(*(one.score(side, subject) for one in rounds), basis=basis) for side in Side}
        readings = tuple(_reading(released_scores(one.result, subject)) for one in rounds)
        return ScoreMoves(basis, sides, gap, course_of(gap, self._scoring), (readings[0], readings[1]))

    def gap(self, subject: Subject) -> tuple[Basis, Movement]:
        """Return what moved of one gap, and on what it can be compared."""
        basis = self._basis(basis_of(self._old.questionnaire, self._new.questionnaire, subject))
        return basis, self._moved(*(one.gap(subject) for one in (self._old, self._new)), basis=basis)

    def _basis(self, asked: Basis) -> Basis:
        return asked if self._is_shown_alike or asked is not Basis.SAME else Basis.POLICY

    def _moved(self, old: Figure, new: Figure, *, basis: Basis) -> Movement:
        return movement(old, new, scoring=self._scoring) if basis is Basis.SAME else unmoved(old, new)

    def _statements(self) -> Mapping[str, list[StatementMoves]]:
        """Return every statement by the section it stands in, or stood in; one that changed its section is the same."""
        rounds = (self._old, self._new)
        befores, afters = ({s.id: s for one in held.result.sections for s in one.statements} for held in rounds)
        homes = {s.id: one.id for held in rounds for one in held.result.sections for s in one.statements}
        bases = statement_bases(self._old.questionnaire, self._new.questionnaire)
        moves: dict[str, list[StatementMoves]] = {section: [] for section in homes.values()}
        for name in dict.fromkeys([*afters, *befores]):
            moves[homes[name]].append(
                self._statement((befores.get(name), afters.get(name)), name, basis=self._basis(bases[name]))
            )
        return moves

    def _statement(
        self, pair: tuple[StatementResult | None, StatementResult | None], name: str, *, basis: Basis
    ) -> StatementMoves:
        def figures(facet: Facet, side: Side) -> list[Figure]:
            told = zip((self._old, self._new), pair, strict=True)
            return [held.statement(_cell(one, facet, side=side)) for held, one in told]

        asked = [facet for facet in Facet if any(facet in one.facets for one in pair if one)]
        facets = {facet: {side: self._moved(*figures(facet, side), basis=basis) for side in Side} for facet in asked}
        return StatementMoves(name, basis, facets)


def _cell(statement: StatementResult | None, facet: Facet, *, side: Side) -> StatementCell:
    return statement.facets[facet].of(side) if statement and facet in statement.facets else StatementCell()


def _reading(scores: Scores) -> Reading | None:
    return None if isinstance(scores, Index) else scores.reading
