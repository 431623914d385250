"""What to discuss first: votes of each side beside what the gaps say; the two are not multiplied."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from surveyapp.core.method.cells import Votes
from surveyapp.core.method.judging import comparisons_in
from surveyapp.core.results import Priority, Reading, SectionResult, SideFacts
from surveyapp.core.sides import Side
from surveyapp.core.text.rounding import rounded


class _Topic(NamedTuple):
    section: str
    votes: Votes
    weight: tuple[bool, Fraction, Fraction]
    """Whether it has a rank; both sides' shares of votes together; the largest gap without its sign."""


def rank_topics(
    sections: Sequence[SectionResult], votes: Mapping[str, Votes] | None, *, sides: Mapping[Side, SideFacts]
) -> tuple[Priority, ...]:
    """Return all topics in the order in which a meeting takes them up.

    Topics with a clear gap or with votes from both sides come first and have a rank, which equal ones share: by votes,
    then by gap. The others follow, likewise in order, without a rank.

    Args:
        sections: evaluated, in the questionnaire's order, which equal ones keep.
        votes: of each side, by section; None where they are withheld or were not asked for.
        sides: how many answered, of whom votes are shares. A side of one speaks with the same weight as one of twenty.

    Returns:
        Nothing without votes.
    Source:
        docs/method.md, section 4.
    """
    if votes is None:
        return ()
    topics = [_topic(section, votes[section.id], sides) for section in sections]
    ordered = sorted(topics, key=lambda topic: topic.weight, reverse=True)
    weights = [topic.weight for topic in ordered]
    return tuple(
        Priority(topic.section, *topic.votes, rank=weights.index(topic.weight) + 1 if topic.weight[0] else None)
        for topic in ordered
    )


def _topic(section: SectionResult, votes: Votes, sides: Mapping[Side, SideFacts]) -> _Topic:
    chosen = dict(zip(Side, votes, strict=True))
    shares = [Fraction(chosen[side], sides[side].responses) for side in Side if sides[side].responses]
    gaps = [rounded(abs(one.gap.value)) for _, one in comparisons_in(section) if one.gap.value is not None]
    is_clear = any(one.reading is Reading.CLEAR_GAP for _, one in comparisons_in(section))
    is_ranked = is_clear or all(votes)
    return _Topic(section.id, votes, (is_ranked, sum(shares, Fraction(0)), max(gaps, default=Fraction(0))))
