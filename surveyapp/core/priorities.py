"""What to discuss first: topics ranked by how many chose them and how far apart the sides are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from surveyapp.core.results import Priority, SectionResult
from surveyapp.core.sides import Side


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: how many people of each side chose it, and its largest released facet gap without its sign (or 0)."""

    section: str
    chosen: Mapping[Side, int]
    largest_gap: float


def topic_of(section: SectionResult, chosen: Mapping[Side, int]) -> Topic:
    """Return the topic that ``section`` is, with the largest of its released facet gaps; overall does not count."""
    gaps = [facet.gap.value for facet in section.facets.values()]
    return Topic(section.id, chosen, max((abs(gap) for gap in gaps if gap is not None), default=0.0))


def rank_topics(topics: Iterable[Topic], *, people: Mapping[Side, int]) -> tuple[Priority, ...]:
    """Return all topics by rank: the mean of both sides' shares of people who chose it, times its largest gap.

    Args:
        topics: in the questionnaire's order, which equal ones keep.
        people: how many answered, by side; at least 1 each. A side of one speaks with the same weight as one of twenty.

    Returns:
        One entry for each topic, ranks 1, 2, 3 … without gaps; counts of the sides stay apart.

    Raises:
        ValueError: nobody answered on a side.
    Source:
        docs/method.md, section 6.
    """
    if not all(people[side] for side in Side):
        raise ValueError("a share needs people on both sides")

    def urgency(topic: Topic) -> Fraction:
        shares = sum((Fraction(topic.chosen[side], people[side]) for side in Side), Fraction(0))
        return shares / len(Side) * Fraction(topic.largest_gap)

    ranked = sorted(topics, key=urgency, reverse=True)
    return tuple(
        Priority(topic.section, topic.chosen[Side.PRCS], topic.chosen[Side.PARTNER], rank)
        for rank, topic in enumerate(ranked, start=1)
    )
