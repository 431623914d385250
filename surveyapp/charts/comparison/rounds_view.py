"""One partnership over several rounds as one reader sees it: each comparison's figures, round by round. No drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from surveyapp.charts.reasons import reason, score_reason
from surveyapp.charts.view import Pair, View, is_asked
from surveyapp.core.comparison.comparability import NO_SCORES, Answered, Basis, Scores, Subject, released_scores
from surveyapp.core.comparison.movements import Course, Movement
from surveyapp.core.comparison.rounds import RoundMoves, ScoreMoves, SectionMoves, compare_rounds
from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.results import Index, SectionResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.rounding import written
from surveyapp.words import demonstration
from surveyapp.words.catalogue import marked, say
from surveyapp.words.certainty import gap_text
from surveyapp.words.editions import editions_note
from surveyapp.words.joining import lowered, named, semicolons
from surveyapp.words.naming import Names
from surveyapp.words.rounds import moved_sentence, why_not_compared
from surveyapp.words.signs import gap_named, no_whole
from surveyapp.words.topics import AS_A_WHOLE

INDICES = frozenset({"indices"})
_TITLE, _ALL_TOPICS = marked("Round by round: %(topic)s"), marked("All topics together")


@dataclass(frozen=True, slots=True)
class Strand:
    """One comparison over all rounds: both sides' released scores, and what moved between each two rounds."""

    facet: Facet | None
    name: str
    scores: Sequence[Scores]
    moves: Sequence[ScoreMoves]

    def means(self, side: Side) -> list[float | None]:
        """Return the side's mean in each round."""
        return [scores.sides[side].mean for scores in self.scores]

    @property
    def gaps(self) -> list[float | None]:
        """Return the gap in each round."""
        return [scores.gap.value for scores in self.scores]

    @property
    def course(self) -> Course | None:
        """Return what became of the gap since the round before."""
        return self.moves[-1].course

    def is_current(self, place: int) -> bool:
        """Tell whether the figures of a round can be compared with the newest, over all rounds between them."""
        return all(moves.basis is Basis.SAME for moves in self.moves[place:])


@dataclass(frozen=True)
class RoundsView:
    """Two rounds or more of one partnership, the oldest first, with each round's title and the partner's name."""

    rounds: tuple[Answered, ...]
    titles: tuple[Text, ...]
    language: Language
    partner: Text

    @cached_property
    def moves(self) -> list[RoundMoves]:
        """Return what moved between each two rounds."""
        return [compare_rounds(old, new) for old, new in pairwise(self.rounds)]

    @property
    def newest(self) -> View:
        """Return the newest round as its own charts show it."""
        return self.view_of(-1)

    @property
    def is_demonstration(self) -> bool:
        """Tell whether any round is invented."""
        return any(one.result.review.demonstration for one in self.rounds)

    @property
    def badge(self) -> str:
        """Return what marks a chart with an invented round; nothing for any other."""
        return say(demonstration.IN_SHORT, self.language) if self.is_demonstration else ""

    @property
    def sections(self) -> Sequence[SectionMoves]:
        """Return the topics of the two newest rounds."""
        return self.moves[-1].sections

    def view_of(self, place: int) -> View:
        """Return one round as its own charts show it."""
        return View(self.rounds[place].result, self.rounds[place].questionnaire, self.language, self.partner)

    def words(self, text: Text) -> str:
        """Return ``text`` in the reader's language."""
        return text.in_(self.language)

    def topic(self, section_id: str | None) -> str:
        """Return what a topic is called; KeyError when no round knows it."""
        if section_id is None:
            return say(_ALL_TOPICS, self.language)
        return self.words(self._asked(section_id)[1].title)

    def title(self, section_id: str | None) -> str:
        """Return the title of a topic's chart."""
        return say(_TITLE, self.language, topic=self.topic(section_id))

    def in_round(self, place: int, words: str) -> str:
        """Return what is said of one round behind its title."""
        return named(self.words(self.titles[place]), words, self.language)

    def statement(self, statement_id: str) -> str:
        """Return a statement as the newest round that asked it has it, as PRCS reads it of itself or of both."""
        for place in reversed(range(len(self.rounds))):
            for section in self.rounds[place].questionnaire.sections:
                for one in section.statements:
                    if one.id == statement_id:
                        facet = Facet.JOINT if one.kind == "joint" else Facet.PRCS
                        return self.view_of(place).wording(section, statement_id, facet=facet)
        raise KeyError(statement_id)

    def top(self, section_id: str | None) -> int:
        """Return the highest point of the scale."""
        if section_id is None:
            newest = self.rounds[-1].questionnaire
            return max(newest.scale_of(section).top for section in newest.sections)
        questionnaire, section = self._asked(section_id)
        return questionnaire.scale_of(section).top

    def strands(self, section_id: str | None) -> list[Strand]:
        """Return what is compared of a topic, or of all topics: its facets, or the whole where that is given now."""
        asked = None if section_id is None else self._asked(section_id)[1]
        if section_id is not None and self._newest_of(section_id).overall is not None:
            return [self._strand(section_id, None)]
        return [self._strand(section_id, facet) for facet in Facet if asked is None or is_asked(asked, facet)]

    def why(self, strand: Strand, place: int, *, section_id: str | None) -> str:
        """Return why a round shows no gap, or nothing where it shows one or did not ask."""
        scores, view = strand.scores[place], self.view_of(place)
        if scores.gap.value is not None or not self.is_asked(place, section_id):
            return ""
        if scores is NO_SCORES:
            return no_whole(self.language)
        if isinstance(scores, Index):
            return reason(view, INDICES, section="", facet=strand.facet)
        return score_reason(view, Pair(strand.facet, strand.name, scores), section=section_id or "")

    def is_asked(self, place: int, section_id: str | None) -> bool:
        """Tell whether a round asked about a topic."""
        return section_id is None or self.rounds[place].questionnaire.find_section(section_id) is not None

    def said(self, strand: Strand) -> str:
        """Return what became of the gap since the round before, or why that cannot be said."""
        moves = strand.moves[-1]
        return moved_sentence(self.newest.names, strand.facet, moves) or self.why_not(moves.basis)

    def told(self, strand: Strand, place: int) -> str:
        """Return all figures of one round, for whoever points at its marks: both scores, the gap and its interval."""
        means = {side: strand.means(side)[place] for side in Side}
        shown = {side: "" if mean is None else written(mean) for side, mean in means.items()}
        gap = gap_text(strand.scores[place].gap, self.language)
        figures = [self.view_of(place).means(shown), *([gap_named(gap, self.language)] if gap else [])]
        about = named(lowered(strand.name), semicolons(figures, self.language), self.language)
        return self.in_round(place, about)

    def why_not(self, basis: Basis) -> str:
        """Return why two rounds are not compared."""
        return why_not_compared(basis, self.language)

    @property
    def note(self) -> str:
        """Return what to know of rounds that were sealed under an earlier edition of the method, or nothing."""
        return editions_note([one.result.method for one in self.rounds], self.language)

    def movements(self, strand: Strand) -> Mapping[Side, Movement]:
        """Return how both sides' scores moved since the round before."""
        return strand.moves[-1].sides

    def _strand(self, section_id: str | None, facet: Facet | None) -> Strand:
        subject = Subject(section_id, facet)
        scores = [released_scores(one.result, subject) for one in self.rounds]
        moves = [_moves_of(one, subject) for one in self.moves]
        names = Names(self.rounds[-1].questionnaire, self.partner, self.language)
        name = say(AS_A_WHOLE, self.language) if facet is None else names.facet(facet)
        return Strand(facet, name, scores, moves)

    def _newest_of(self, section_id: str) -> SectionResult:
        """Return a topic in the newest round that asked about it."""
        found = (one for held in reversed(self.rounds) for one in held.result.sections if one.id == section_id)
        return next(found)

    def _asked(self, section_id: str) -> tuple[Questionnaire, Section]:
        for one in reversed(self.rounds):
            section = one.questionnaire.find_section(section_id)
            if section is not None:
                return one.questionnaire, section
        raise KeyError(section_id)


def _moves_of(moves: RoundMoves, subject: Subject) -> ScoreMoves:
    """Return what moved in one subject; nothing where neither round asked."""
    if subject.section is None and subject.facet is not None:
        return moves.indices[subject.facet]
    for section in moves.sections:
        if section.id == subject.section:
            return section.facets[subject.facet] if subject.facet else section.overall
    return ScoreMoves(Basis.ADDED, dict.fromkeys(Side, Movement()), Movement(), None, (None, None))
