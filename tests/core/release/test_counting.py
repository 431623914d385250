"""One pass over the sheets: who counts, and what is kept of each answer."""

import pytest

from surveyapp.core.conduct.review import Policy
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.scale import NonAnswer
from surveyapp.core.release.counting import count_sides, side_keys
from surveyapp.core.sides import About, PromptKey, Side
from tests.core.building import computed, even_sheets, questionnaire, review, sheets_of

ASKED = questionnaire()


@pytest.mark.parametrize(
    "blank",
    [
        pytest.param("-" * 9, id="nothing but don't know"),
        pytest.param("x" * 9, id="nothing but does not apply"),
        pytest.param("." * 9, id="nothing at all"),
        pytest.param("-x.-x.-x.", id="a mixture"),
    ],
)
def test_a_form_without_a_rating_counts_for_nobody(blank: str) -> None:
    """Not even with everything beside the ratings filled in; nor do its don't-knows count."""
    beside = {
        "profile": {"role": "field"},
        "comments": {"integrity": Comment("words", share=True)},
        "closing": {"overall": 1},
        "priorities": ("integrity",),
    }
    people = even_sheets(ASKED, Side.PRCS, "4444") + even_sheets(ASKED, Side.PARTNER, "33333")
    with_blank = [*people, *sheets_of(ASKED, Side.PRCS, [blank], **beside)]
    for policy in Policy:
        of = review(policy=policy)
        invited = dict.fromkeys(Side, 5)
        assert computed(ASKED, with_blank, of=of, invited=invited) == computed(ASKED, people, of=of, invited=invited)


def test_one_rating_makes_a_form_an_answer() -> None:
    sheets = sheets_of(ASKED, Side.PRCS, ["-" * 8 + "3"])
    assert count_sides(ASKED, sheets)[Side.PRCS].people == 1


def test_what_was_answered_is_kept_as_it_was_ticked() -> None:
    count = count_sides(ASKED, sheets_of(ASKED, Side.PRCS, ["5-x.12345", "5-x.12345"]))[Side.PRCS]
    assert count.cell(PromptKey("honest", About.SELF)) == {5: 2}
    assert count.cell(PromptKey("open", About.SELF)) == {NonAnswer.DONT_KNOW: 2}
    assert count.cell(PromptKey("honest", About.OTHER)) == {NonAnswer.NOT_APPLICABLE: 2}
    assert count.cell(PromptKey("open", About.OTHER)) == {None: 2}
    assert count.cell(PromptKey("fair", About.JOINT)) == {1: 2}


@pytest.mark.parametrize("side", Side)
def test_every_rating_of_a_form_is_counted_once(side: Side) -> None:
    keys = side_keys(ASKED, side)
    assert len(keys) == len(set(keys)) == 9


def test_sides_are_counted_apart() -> None:
    counts = count_sides(ASKED, even_sheets(ASKED, Side.PRCS, "44") + even_sheets(ASKED, Side.PARTNER, "333"))
    assert {side: count.people for side, count in counts.items()} == {Side.PRCS: 2, Side.PARTNER: 3}


def test_who_prefers_not_to_say_is_as_one_who_did_not() -> None:
    sheets = [
        AnswerSheet(one.side, one.ratings, profile=profile)
        for one, profile in zip(
            even_sheets(ASKED, Side.PRCS, "444"),
            ({"role": "field", "location": "no_answer"}, {"role": "no_answer"}, {}),
            strict=True,
        )
    ]
    assert count_sides(ASKED, sheets)[Side.PRCS].atoms == [("field", None), (None, None), (None, None)]


def test_a_topic_is_chosen_once_a_person() -> None:
    sheets = sheets_of(ASKED, Side.PRCS, ["4" * 9], priorities=("diversity", "diversity"))
    assert count_sides(ASKED, sheets)[Side.PRCS].priorities == {"diversity": 1}
