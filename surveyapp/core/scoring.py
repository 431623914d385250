"""From ticks to scores: one person's mean over a set of ratings, and one side's mean over its people."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from surveyapp.core import stats
from surveyapp.core.answers import Answer, AnswerSheet, NonAnswer
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.sides import PromptKey

NOT_REVERSED: Mapping[str, int] = {}


class Marks(NamedTuple):
    """What one person did with a set of ratings: how many carry a score, their sum, how many "don't know"."""

    scored: int
    total: int
    dont_know: int


def reversals(questionnaire: Questionnaire) -> Mapping[str, int]:
    """Return 1 + K for each reverse-worded statement, by id: its score is that minus what was ticked.

    Source:
        docs/method.md, section 2.
    """
    return {
        statement.id: 1 + questionnaire.scale_of(section).top
        for section in questionnaire.sections
        for statement in section.statements
        if statement.reverse
    }


def scores_needed(asked: int) -> int:
    """Return how many of ``asked`` ratings a person must have scored to have a score: half, rounded up, at least one.

    Source:
        docs/method.md, section 2.
    """
    return max(1, (asked + 1) // 2)


def marks(answers: Sequence[Answer | None], mirrors: Sequence[int]) -> Marks:
    """Return one person's marks over a set of ratings.

    Args:
        answers: what was ticked (length n); None where the rating was skipped.
        mirrors: for each rating 1 + K where it is reverse-worded, else 0 (length n).
    Source:
        docs/method.md, section 2.
    """
    scored = total = dont_know = 0
    for answer, mirror in zip(answers, mirrors, strict=True):
        if isinstance(answer, int):
            scored += 1
            total += mirror - answer if mirror else answer
        elif answer is NonAnswer.DONT_KNOW:
            dont_know += 1
    return Marks(scored, total, dont_know)


def total_marks(parts: Iterable[Marks]) -> Marks:
    """Return one person's marks over several sets of ratings together."""
    scored = total = dont_know = 0
    for own in parts:
        scored += own.scored
        total += own.total
        dont_know += own.dont_know
    return Marks(scored, total, dont_know)


def person_score(
    sheet: AnswerSheet, prompts: Collection[PromptKey], *, reversed_from: Mapping[str, int] = NOT_REVERSED
) -> float | None:
    """Return one person's mean over ``prompts``, in scale points (1–K).

    Args:
        sheet: one person; "don't know", "does not apply" and what was skipped carry no score.
        prompts: keys of one facet of one section, of one section, or of one facet of all sections; at least one.
        reversed_from: 1 + K for each reverse-worded statement, by id.

    Returns:
        None when fewer than half of ``prompts``, rounded up, were scored.

    Raises:
        ValueError: ``prompts`` is empty.
    Source:
        docs/method.md, section 2.
    """
    if not prompts:
        raise ValueError("a score needs at least one rating")
    answers = [sheet.ratings.get(key) for key in prompts]
    own = marks(answers, [reversed_from.get(key.statement, 0) for key in prompts])
    return own.total / own.scored if own.scored >= scores_needed(len(prompts)) else None


@dataclass
class ScoreTally:
    """Everybody's scores over one set of ``asked`` ratings, of one side.

    Persons are counted by the sum and number of what they scored, of which there are few kinds however many people
    there are. Add everybody first, then read: the figures below are computed once.
    """

    asked: int
    persons: Counter[tuple[int, int]] = field(default_factory=Counter)
    dont_know: int = 0
    scored: int = 0

    def add(self, own: Marks, times: int = 1) -> None:
        """Count one person, or several alike; without a score when under half of the ratings were scored."""
        self.dont_know += own.dont_know * times
        self.scored += own.scored * times
        if own.scored >= scores_needed(self.asked):
            self.persons[own.total, own.scored] += times

    @cached_property
    def scores(self) -> Mapping[Fraction, int]:
        """Return how many persons have each score."""
        scores: Counter[Fraction] = Counter()
        for (total, scored), count in self.persons.items():
            scores[Fraction(total, scored)] += count
        return scores

    @cached_property
    def n(self) -> int:
        """Return the number of persons with a score."""
        return self.persons.total()

    @cached_property
    def exact_mean(self) -> Fraction | None:
        """Return the mean of the person scores in scale points; None when nobody has one."""
        return stats.mean(self.scores) if self.n else None

    @property
    def mean(self) -> float | None:
        """Return the mean of the person scores in scale points (1–K); None when nobody has one."""
        return None if self.exact_mean is None else float(self.exact_mean)

    @cached_property
    def sd(self) -> float | None:
        """Return the SD (n-1) of the person scores in scale points; None for fewer than two persons."""
        return stats.sd(self.scores)

    @property
    def dont_know_share(self) -> float | None:
        """Return "don't know" as a share (0–1) of itself and the scored ratings; None when there is neither."""
        given = self.dont_know + self.scored
        return self.dont_know / given if given else None

    def values(self) -> list[float]:
        """Return every person's score, ascending (length n)."""
        return [float(score) for score in sorted(self.scores) for _ in range(self.scores[score])]
