"""From answers to the results document: what is counted, in which order, and what else leaves beside figures."""

import random
from dataclasses import replace

import pytest

from surveyapp.core import wire
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.release.computing import compute_result
from surveyapp.core.release.disclosure import What
from surveyapp.core.results import Comments, Priority, ReviewResult
from surveyapp.core.sides import Facet, Side
from tests.core.building import (
    computed,
    even_sheets,
    joint,
    many_sheets,
    questionnaire,
    review,
    section,
    sheets_of,
)

ASKED = questionnaire()


def test_answers_without_a_score_are_counted_apart() -> None:
    rows = ["4" * 9, "5" * 9, "4" * 9, "-" + "4" * 8, "x" + "4" * 8, "." + "4" * 8]
    cell = computed(ASKED, sheets_of(ASKED, Side.PRCS, rows)).sections[0].statements[0].facets[Facet.PRCS].prcs
    assert (cell.n, cell.dont_know, cell.not_applicable, cell.skipped) == (3, 1, 1, 1)
    assert (cell.distribution, cell.favourable) == ((0, 0, 0, 2, 1), 3)


def test_a_reverse_worded_statement_is_printed_as_worded_and_scored_the_other_way() -> None:
    asked = questionnaire(section("one", joint("late", reverse=True)))
    result = computed(asked, sheets_of(asked, Side.PRCS, ["1", "1", "2", "2", "4"])).sections[0]
    cell = result.statements[0].facets[Facet.JOINT].prcs
    assert (cell.distribution, cell.mean, cell.favourable) == ((2, 2, 0, 1, 0), 4.0, 4)
    assert result.facets[Facet.JOINT].sides[Side.PRCS].mean == 4.0


def test_a_side_that_disagrees_is_split() -> None:
    result = computed(ASKED, even_sheets(ASKED, Side.PRCS, "111555") + even_sheets(ASKED, Side.PARTNER, "33333"))
    assert result.sections[0].statements[0].facets[Facet.PRCS].split == (Side.PRCS,)


def test_statements_have_the_facets_that_they_are_about() -> None:
    result = computed(ASKED, [])
    assert [(s.id, s.kind, tuple(s.facets)) for s in result.sections[0].statements] == [
        ("honest", "mirrored", (Facet.PRCS, Facet.PARTNER)),
        ("open", "mirrored", (Facet.PRCS, Facet.PARTNER)),
        ("fair", "joint", (Facet.JOINT,)),
    ]


def test_what_a_section_does_not_ask_about_is_not_named_as_withheld() -> None:
    asked = questionnaire(section("one", joint("fair")))
    result = computed(asked, even_sheets(asked, Side.PRCS, "44444") + even_sheets(asked, Side.PARTNER, "33333"))
    assert result.sections[0].facets[Facet.PRCS].reading is None
    assert not [note for note in result.withheld if note.what != What.CLOSING]


def chosen(side: Side, points: str, *topics: tuple[str, ...]) -> list[AnswerSheet]:
    sheets = even_sheets(ASKED, side, points)
    return [AnswerSheet(s.side, s.ratings, priorities=t) for s, t in zip(sheets, topics, strict=True)]


def test_topics_that_both_sides_chose_are_ranked_by_their_shares_of_votes() -> None:
    both, second = ("integrity", "diversity"), ("diversity",)
    prcs = chosen(Side.PRCS, "44444", both, second, second, (), ())
    partner = chosen(Side.PARTNER, "444444", both, both, both, (), (), ())
    assert computed(ASKED, prcs + partner).priorities == (
        Priority("diversity", 3, 3, 1),
        Priority("integrity", 1, 3, 2),
    )


def test_a_topic_counts_once_a_person_and_one_that_few_want_has_no_rank() -> None:
    prcs = chosen(Side.PRCS, "44444", ("diversity", "diversity"), (), (), (), ())
    partner = chosen(Side.PARTNER, "44444", (), (), (), (), ())
    assert computed(ASKED, prcs + partner).priorities == (Priority("diversity", 1, 0), Priority("integrity", 0, 0))


def test_a_gap_that_few_rated_moves_no_topic_up() -> None:
    """Two people of the partner see PRCS's part in diversity two points higher: the ranks must not tell."""
    sheets = even_sheets(ASKED, Side.PRCS, "33333", priorities=("integrity", "diversity"))
    rows = ["33334" + "3533"] * 2 + ["33334" + "3.33"] * 3
    sheets += sheets_of(ASKED, Side.PARTNER, rows, priorities=("integrity", "diversity"))
    result = computed(ASKED, sheets)
    assert result.sections[1].facets[Facet.PRCS].gap.value is None
    assert [topic.section for topic in result.priorities] == ["integrity", "diversity"]


def test_a_questionnaire_that_asks_for_no_topics_has_none() -> None:
    asked = replace(ASKED, closing=ASKED.closing[:1])
    sheets = even_sheets(asked, Side.PRCS, "33333") + even_sheets(asked, Side.PARTNER, "33333")
    assert computed(asked, sheets).priorities == ()


def commented(side: Side, count: int, **comments: Comment) -> list[AnswerSheet]:
    return even_sheets(ASKED, side, "4" * count, comments=comments)


def test_comments_are_shown_when_their_writer_lets_them_and_five_answered() -> None:
    given = {
        "integrity": Comment("we keep our word", share=True),
        "diversity": Comment("not for you"),
        "start_stop_continue": Comment("keep meeting", share=True),
        "elsewhere": Comment("of another version", share=True),
    }
    sheets = commented(Side.PRCS, 1, **given) + even_sheets(ASKED, Side.PRCS, "4444")
    sheets += commented(Side.PARTNER, 4, **given)
    assert computed(ASKED, sheets).comments == (
        Comments("integrity", Side.PRCS, ("we keep our word",)),
        Comments("start_stop_continue", Side.PRCS, ("keep meeting",)),
    )


def test_comments_come_in_the_order_given_from_outside() -> None:
    sheets = [
        AnswerSheet(s.side, s.ratings, comments={"integrity": Comment(words, share=True)})
        for s, words in zip(even_sheets(ASKED, Side.PRCS, "44444"), ("a", "b", "c", "d", " "), strict=True)
    ]
    result = compute_result(
        ASKED, review(), sheets=sheets, invited=dict.fromkeys(Side, 5), comment_order=lambda words: -ord(words)
    )
    assert result.comments[0].texts == ("d", "c", "b", "a")


def test_the_facts_of_the_review_are_named() -> None:
    result = computed(ASKED, [], of=review(demonstration=True), invited={Side.PRCS: 8, Side.PARTNER: 7})
    assert (result.review.round, result.review.partner, result.review.demonstration) == ("2026", "norcross", True)
    assert [(facts.invited, facts.responses) for facts in result.sides.values()] == [(8, 0), (7, 0)]


@pytest.mark.parametrize("size", [4, 12, 60, 300])
def test_the_result_does_not_depend_on_the_order_of_the_sheets(size: int) -> None:
    sheets = many_sheets(ASKED, size, seed=size)
    shuffled = random.Random(1).sample(sheets, len(sheets))
    assert wire.canonical_json(computed(ASKED, sheets)) == wire.canonical_json(computed(ASKED, shuffled))


def test_the_result_survives_writing_and_reading() -> None:
    result = computed(ASKED, many_sheets(ASKED, 40))
    assert wire.from_plain(ReviewResult, wire.to_plain(result)) == result


def test_each_sheet_is_visited_once() -> None:
    visits = 0

    class Sheets(list[AnswerSheet]):
        def __iter__(self):  # type: ignore[no-untyped-def]
            nonlocal visits
            visits += 1
            return super().__iter__()

    computed_sheets = Sheets(many_sheets(ASKED, 30))
    compute_result(
        ASKED, review(), sheets=computed_sheets, invited=dict.fromkeys(Side, 15), comment_order=lambda words: words
    )
    assert visits == 1
