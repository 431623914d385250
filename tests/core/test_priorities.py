import pytest

from surveyapp.core.method.priorities import Topic, rank_topics
from surveyapp.core.results import Priority
from surveyapp.core.sides import Side


def topic(name: str, prcs: int, partner: int, *, gap: float) -> Topic:
    return Topic(name, {Side.PRCS: prcs, Side.PARTNER: partner}, gap)


def ranked(*topics: Topic, prcs: int = 10, partner: int = 5) -> list[str]:
    return [one.section for one in rank_topics(topics, people={Side.PRCS: prcs, Side.PARTNER: partner})]


def test_a_large_side_does_not_outvote_a_small_one() -> None:
    assert ranked(topic("six of ten", 6, 0, gap=1.0), topic("four of five", 0, 4, gap=1.0)) == [
        "four of five",
        "six of ten",
    ]


def test_what_nobody_sees_differently_comes_last_however_many_chose_it() -> None:
    assert ranked(topic("wanted", 10, 5, gap=0.0), topic("apart", 1, 0, gap=0.1)) == ["apart", "wanted"]


def test_equal_topics_keep_their_order() -> None:
    """A third of 0.3 and a tenth of 1.0 would not be equal in floating point."""
    first, second = topic("first", 1, 1, gap=1.5), topic("second", 3, 3, gap=0.5)
    assert ranked(first, second, prcs=10, partner=10) == ["first", "second"]
    assert ranked(second, first, prcs=10, partner=10) == ["second", "first"]


def test_sides_are_counted_apart() -> None:
    people = {Side.PRCS: 10, Side.PARTNER: 5}
    assert rank_topics([topic("one", 3, 2, gap=1.0)], people=people) == (Priority("one", 3, 2, 1),)


def test_a_share_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="people on both sides"):
        rank_topics([], people={Side.PRCS: 0, Side.PARTNER: 5})
