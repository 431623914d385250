import random
from dataclasses import replace

import pytest

from surveyapp.core import wire
from surveyapp.core.answers import AnswerSheet, Comment
from surveyapp.core.release.computing import compute_result
from surveyapp.core.results import Comments, Priority, Reading, ReviewResult, StatementCell
from surveyapp.core.sides import Facet, Side
from tests.core.building import (
    PLACES,
    ROLES,
    answer,
    computed,
    even_sheets,
    facet_rows,
    joint,
    mirrored,
    questionnaire,
    review,
    section,
    sheets_of,
)

ASKED = questionnaire()
WORKED = questionnaire(section("worked", *[mirrored(name) for name in ("first", "second", "third", "fourth")]))
PRCS_ROWS = ("5445", "4444", "5544", "4-43", "443-", "5---")
PARTNER_ROWS = ("3343", "2333", "4334", "32-2", "4443")


@pytest.fixture(name="worked")
def _worked() -> ReviewResult:
    sheets = facet_rows(WORKED, Side.PRCS, PRCS_ROWS, facet=Facet.PRCS)
    return computed(WORKED, sheets + facet_rows(WORKED, Side.PARTNER, PARTNER_ROWS, facet=Facet.PRCS))


def test_the_worked_example(worked: ReviewResult) -> None:
    facet = worked.sections[0].facets[Facet.PRCS]
    prcs, partner = facet.sides[Side.PRCS], facet.sides[Side.PARTNER]
    assert (prcs.n, round(prcs.mean or 0, 4)) == (5, 4.0667)
    assert (partner.n, round(partner.mean or 0, 4)) == (5, 3.1167)
    assert (prcs.dont_know_share, partner.dont_know_share) == (5 / 24, 1 / 20)
    gap = facet.gap
    assert (gap.value, gap.level, gap.cliffs_delta, gap.p) == (0.95, 0.9, 0.84, 8 / 252)
    ends = (gap.df, gap.low, gap.high, gap.hodges_lehmann)
    assert tuple(round(end or 0, 4) for end in ends) == (7.3198, 0.3527, 1.5473, 0.9167)
    assert facet.reading is Reading.GAP


def test_the_worked_example_at_95_per_cent() -> None:
    asked = questionnaire(*WORKED.sections, scoring=replace(WORKED.scoring, level=0.95))
    sheets = facet_rows(asked, Side.PRCS, PRCS_ROWS, facet=Facet.PRCS)
    sheets += facet_rows(asked, Side.PARTNER, PARTNER_ROWS, facet=Facet.PRCS)
    gap = computed(asked, sheets).sections[0].facets[Facet.PRCS].gap
    assert (gap.level, round(gap.low or 0, 4), round(gap.high or 0, 4)) == (0.95, 0.2062, 1.6938)


def test_the_worked_example_s_first_statement(worked: ReviewResult) -> None:
    cells = worked.sections[0].statements[0].facets[Facet.PRCS]
    assert cells.prcs == StatementCell(6, 4.5, (0, 0, 0, 3, 3), 6, 0, 0, 0, 0.75)
    assert cells.partner == StatementCell(5, 3.2, (0, 1, 2, 2, 0), 2, 0, 0, 0, 0.6)
    assert cells.split == ()


def test_each_side_s_words_about_itself_meet_the_other_s_about_it() -> None:
    """Each side rates itself one step above what the other sees: the overall gap is 0, both conduct gaps are 1."""
    asked = questionnaire(section("one", mirrored("a"), mirrored("b"), joint("c")))
    rows = ["55" + "44" + "3"] * 5
    result = computed(asked, sheets_of(asked, Side.PRCS, rows) + sheets_of(asked, Side.PARTNER, rows))
    only = result.sections[0]
    assert only.overall.gap.value == 0
    assert {facet: shown.gap.value for facet, shown in only.facets.items()} == {
        Facet.PRCS: 1.0,
        Facet.PARTNER: -1.0,
        Facet.JOINT: 0.0,
    }


def test_answers_without_a_score_are_counted_apart() -> None:
    rows = ["4" * 9, "5" * 9, "4" * 9, "-" * 9, "x" * 9, "." * 8 + "4"]
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


def test_a_facet_that_a_section_does_not_ask_about_is_empty() -> None:
    asked = questionnaire(section("one", joint("fair")))
    result = computed(asked, even_sheets(asked, Side.PRCS, "44444") + even_sheets(asked, Side.PARTNER, "33333"))
    facet = result.sections[0].facets[Facet.PRCS]
    assert (facet.reading, facet.gap.value, facet.sides[Side.PRCS].n) == (None, None, None)
    assert not [note for note in result.withheld if note.section == "one"]


def chosen(side: Side, points: str, *topics: tuple[str, ...]) -> list[AnswerSheet]:
    sheets = even_sheets(ASKED, side, points)
    return [AnswerSheet(s.side, s.ratings, priorities=t) for s, t in zip(sheets, topics, strict=True)]


def test_priorities_rank_by_shares_times_the_largest_gap() -> None:
    both, second = ("integrity", "diversity"), ("diversity",)
    prcs = chosen(Side.PRCS, "44444", both, second, second, (), ())
    partner = chosen(Side.PARTNER, "333333", both, both, both, (), (), ())
    assert computed(ASKED, prcs + partner).priorities == (
        Priority("diversity", 3, 3, 1),
        Priority("integrity", 1, 3, 2),
    )


def test_a_topic_counts_once_a_person_and_ties_keep_the_questionnaire_s_order() -> None:
    prcs = chosen(Side.PRCS, "44444", ("diversity", "diversity"), (), (), (), ())
    partner = chosen(Side.PARTNER, "44444", (), (), (), (), ())
    assert computed(ASKED, prcs + partner).priorities == (
        Priority("integrity", 0, 0, 1),
        Priority("diversity", 1, 0, 2),
    )


def test_a_gap_that_few_rated_moves_no_topic_up() -> None:
    """Two people of the partner see PRCS's part in diversity two points higher: the ranks must not tell."""
    sheets = even_sheets(ASKED, Side.PRCS, "33333", priorities=("integrity", "diversity"))
    rows = ["33334" + "3533"] * 2 + ["33334" + "3.33"] * 3
    sheets += sheets_of(ASKED, Side.PARTNER, rows, priorities=("integrity", "diversity"))
    result = computed(ASKED, sheets)
    assert result.sections[1].facets[Facet.PRCS].gap.value is None
    assert [topic.section for topic in result.priorities] == ["integrity", "diversity"]


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


def test_a_blank_sheet_is_no_answer() -> None:
    sheets = [*even_sheets(ASKED, Side.PRCS, "4444"), AnswerSheet(Side.PRCS, profile={"role": "field"})]
    assert computed(ASKED, sheets).sides[Side.PRCS].responses == 4


def test_the_facts_of_the_review_are_named() -> None:
    result = computed(ASKED, [], of=review(demonstration=True), invited={Side.PRCS: 8, Side.PARTNER: 7})
    assert (result.review.round, result.review.partner, result.review.demonstration) == ("2026", "norcross", True)
    assert [(facts.invited, facts.responses) for facts in result.sides.values()] == [(8, 0), (7, 0)]


def many_sheets(seed: int, *, size: int) -> list[AnswerSheet]:
    rng = random.Random(seed)
    return [
        AnswerSheet(
            rng.choice(tuple(Side)),
            {key: value for key in ASKED_KEYS if (value := answer(rng.choice("12345445-x."))) is not None},
            {"role": rng.choice(ROLES), "location": rng.choice(PLACES)},
            {"integrity": Comment(str(number), share=True)},
            {"overall": rng.randint(1, 5)},
            tuple(rng.sample(("integrity", "diversity"), rng.randint(0, 2))),
        )
        for number in range(size)
    ]


ASKED_KEYS = tuple(key for side_key in (Side.PRCS,) for facet in Facet for key in ASKED.keys(side_key, facet))


@pytest.mark.parametrize("size", [4, 12, 60, 300])
def test_the_result_does_not_depend_on_the_order_of_the_sheets(size: int) -> None:
    sheets = many_sheets(size, size=size)
    shuffled = random.Random(1).sample(sheets, len(sheets))
    assert wire.canonical_json(computed(ASKED, sheets)) == wire.canonical_json(computed(ASKED, shuffled))


def test_the_result_survives_writing_and_reading() -> None:
    result = computed(ASKED, many_sheets(3, size=40))
    assert wire.from_plain(ReviewResult, wire.to_plain(result)) == result


def test_each_sheet_is_visited_once() -> None:
    visits = 0

    class Sheets(list[AnswerSheet]):
        def __iter__(self):  # type: ignore[no-untyped-def]
            nonlocal visits
            visits += 1
            return super().__iter__()

    computed_sheets = Sheets(many_sheets(5, size=30))
    compute_result(
        ASKED, review(), sheets=computed_sheets, invited=dict.fromkeys(Side, 15), comment_order=lambda words: words
    )
    assert visits == 1
