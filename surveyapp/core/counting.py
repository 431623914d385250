"""One pass over the sheets of a side: everything that the figures are made from, and nothing of a person."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from surveyapp.core.answers import Answer, AnswerSheet
from surveyapp.core.questionnaire import LOCATION, UNDISCLOSED, ClosingRating, Questionnaire, Section
from surveyapp.core.scoring import Marks, ScoreTally, marks, reversals, total_marks
from surveyapp.core.sides import About, Facet, PromptKey, Side, about_for

PREDEFINED_CUTS = ("role", LOCATION)
"""Ids of the profile questions that a side may be cut by."""

Atom = tuple[str | None, ...]
"""One person's answers to the questions that sides are cut by; None where there is none."""

AnswerCounts = Counter[Answer | None]
"""How many people gave each answer, as ticked; None counts those who skipped the question."""


class Scope(NamedTuple):
    """What a score is made from: a section, a facet, or one facet of a section; at least one is given."""

    section: str | None = None
    facet: Facet | None = None

    @property
    def is_broad(self) -> bool:
        """Say whether it takes in a whole section, or a facet of all sections."""
        return self.section is None or self.facet is None


@dataclass
class SideCount:
    """What the people of one side answered, counted.

    ``atoms`` counts the people of each combination of profile answers; ``cut_scores`` holds their scores of each
    section. ``comments`` are only those that may be shown, by section's or question's id.
    """

    scores: Mapping[Scope, ScoreTally]
    cells: Mapping[PromptKey, AnswerCounts]
    closing: Mapping[str, AnswerCounts]
    people: int = 0
    priorities: Counter[str] = field(default_factory=Counter)
    atoms: Counter[Atom] = field(default_factory=Counter)
    cut_scores: dict[Atom, Mapping[str, ScoreTally]] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)


class _Part(NamedTuple):
    """The ratings of one section in one facet; ``mirrors`` is 1 + K for those that are reverse-worded, else 0.

    ``patterns`` counts the people of each row of answers: there are few kinds of rows, however many people there are.
    """

    keys: tuple[PromptKey, ...]
    mirrors: tuple[int, ...]
    patterns: Counter[tuple[Answer | None, ...]]
    known: dict[tuple[Answer | None, ...], Marks]


class _Block(NamedTuple):
    """One section: its parts in the order of ``Facet``, and its whole."""

    section: str
    parts: tuple[_Part, ...]
    whole: ScoreTally


def cut_questions(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the ids of the profile questions that this questionnaire's sides are cut by."""
    return tuple(question.id for question in questionnaire.profile if question.id in PREDEFINED_CUTS)


def count_sides(questionnaire: Questionnaire, sheets: Iterable[AnswerSheet]) -> Mapping[Side, SideCount]:
    """Return the counts of both sides; each sheet is visited once and let go. Blank ones are passed over.

    What is kept grows with the kinds of answers, the comments that may be shown, and not with the number of people.

    Source:
        docs/method.md, section 2.
    """
    counters = {side: _Counter(questionnaire, side) for side in Side}
    for sheet in sheets:
        if not sheet.is_blank:
            counters[sheet.side].add(sheet)
    return {side: counter.finished() for side, counter in counters.items()}


class _Counter:
    """The counting of one side."""

    def __init__(self, questionnaire: Questionnaire, side: Side) -> None:
        self._blocks = [_block(questionnaire, section, side=side) for section in questionnaire.sections]
        asked = [sum(len(block.parts[i].keys) for block in self._blocks) for i in range(len(Facet))]
        self._indices = [ScoreTally(ratings) for ratings in asked]
        self._questions = cut_questions(questionnaire)
        self._count = _nothing_counted(questionnaire, self._blocks, indices=self._indices)

    def add(self, sheet: AnswerSheet) -> None:
        """Count one person of this side."""
        count = self._count
        atom = tuple(_disclosed(sheet.profile.get(question)) for question in self._questions)
        if atom not in count.atoms:
            count.cut_scores[atom] = {block.section: ScoreTally(block.whole.asked) for block in self._blocks}
        count.atoms[atom] += 1
        count.people += 1
        _count_ratings(sheet, self._blocks, indices=self._indices, cut=count.cut_scores[atom])
        _count_the_rest(sheet, count)

    def finished(self) -> SideCount:
        """Return the counts; nobody may be added afterwards."""
        _unfold(self._count, self._blocks)
        return self._count


def _block(questionnaire: Questionnaire, section: Section, *, side: Side) -> _Block:
    mirror, parts = reversals(questionnaire), []
    for facet in Facet:
        keys = section.keys(about_for(side, facet))
        mirrors = tuple(mirror.get(key.statement, 0) for key in keys)
        parts.append(_Part(keys, mirrors, Counter(), {}))
    return _Block(section.id, tuple(parts), ScoreTally(sum(len(section.keys(about)) for about in About)))


def _nothing_counted(
    questionnaire: Questionnaire, blocks: Sequence[_Block], *, indices: Sequence[ScoreTally]
) -> SideCount:
    scores = {Scope(None, facet): tally for facet, tally in zip(Facet, indices, strict=True)}
    for block in blocks:
        scores[Scope(block.section)] = block.whole
        for facet, part in zip(Facet, block.parts, strict=True):
            scores[Scope(block.section, facet)] = ScoreTally(len(part.keys))
    cells: dict[PromptKey, AnswerCounts] = {k: Counter() for block in blocks for part in block.parts for k in part.keys}
    ratings = [question for question in questionnaire.closing if isinstance(question, ClosingRating)]
    return SideCount(scores, cells, closing={question.id: Counter() for question in ratings})


def _count_ratings(
    sheet: AnswerSheet, blocks: Sequence[_Block], *, indices: Sequence[ScoreTally], cut: Mapping[str, ScoreTally]
) -> None:
    """Add one person's ratings to the patterns, and to every score that spans several of them."""
    find, by_facet = sheet.ratings.get, []
    for block in blocks:
        owns = []
        for part in block.parts:
            answers = tuple(map(find, part.keys))
            part.patterns[answers] += 1
            own = part.known.get(answers)
            if own is None:
                own = part.known[answers] = marks(answers, part.mirrors)
            owns.append(own)
        whole = total_marks(owns)
        block.whole.add(whole)
        cut[block.section].add(whole)
        by_facet.append(owns)
    for index, column in zip(indices, zip(*by_facet, strict=True), strict=True):
        index.add(total_marks(column))


def _unfold(count: SideCount, blocks: Sequence[_Block]) -> None:
    """Add everybody's patterns to the cells and to the scores of single facets."""
    for block in blocks:
        for facet, part in zip(Facet, block.parts, strict=True):
            for answers, people in part.patterns.items():
                count.scores[Scope(block.section, facet)].add(part.known[answers], people)
                for key, answer in zip(part.keys, answers, strict=True):
                    count.cells[key][answer] += people


def _count_the_rest(sheet: AnswerSheet, count: SideCount) -> None:
    for question, cell in count.closing.items():
        cell[sheet.closing.get(question)] += 1
    count.priorities.update(set(sheet.priorities))
    for topic, comment in sheet.comments.items():
        if comment.share and comment.text.strip():
            count.comments.setdefault(topic, []).append(comment.text)


def _disclosed(option: str | None) -> str | None:
    return None if option == UNDISCLOSED else option
