"""Round by round: slopes where rounds are compared, a break where they must not be, a reason where nothing is shown."""

from dataclasses import replace

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from surveyapp.charts.comparison.describe import describe_rounds
from surveyapp.charts.comparison.rounds_view import RoundsView
from surveyapp.charts.comparison.slopes import rounds_chart
from surveyapp.charts.style import GREY
from surveyapp.core.comparison.comparability import Answered, Basis
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language
from tests.charts.builder import (
    AR,
    EN,
    NORCROSS,
    PAIRS,
    middle_tier,
    review_result,
    texts_of,
    without_controls,
)
from tests.languages import text

TITLES = [text(ar=f"استعراض {year}", en=f"Review {year}") for year in (2024, 2025, 2026)]
FIRST = "respect_empower"
BEFORE = PAIRS[1:] + PAIRS[:1]


def reworded(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire with other words in the first topic's first statement, of what each side does."""
    section, *others = questionnaire.sections
    statement, *rest = section.statements
    changed = replace(statement, we=text(ar="كلمات أخرى", en="Other words"))
    return replace(questionnaire, sections=(replace(section, statements=(changed, *rest)), *others))


def rounds(*held: tuple[ReviewResult, Questionnaire], language: Language = EN) -> RoundsView:
    return RoundsView(tuple(Answered(*one) for one in held), tuple(TITLES[-len(held) :]), language, NORCROSS)


def two(questionnaire: Questionnaire, *, old: Questionnaire | None = None, language: Language = EN) -> RoundsView:
    asked = old or questionnaire
    before, now = (review_result(asked, pairs=BEFORE), asked), (review_result(questionnaire), questionnaire)
    return rounds(before, now, language=language)


def lines(figure: Figure, gid: str) -> list[Line2D]:
    return [line for line in figure.findobj(Line2D) if line.get_gid() == gid]


def seen(figure: Figure) -> list[str]:
    return [without_controls(text) for text in texts_of(figure)]


def test_both_sides_go_from_score_to_score_in_every_facet(questionnaire: Questionnaire) -> None:
    figure = rounds_chart(two(questionnaire), FIRST)
    assert [len(lines(figure, f"slope-{side}")) for side in Side] == [3, 3]
    assert [len(lines(figure, f"mark-{side}")) for side in Side] == [6, 6]
    texts = seen(figure)
    assert [text for text in texts if text.startswith(("Gap +", "Gap −")) or text == "Gap 0.0"] == [
        *("Gap 0.0", "Gap +0.9"),
        *("Gap +0.9", "Gap −0.9"),
        *("Gap −0.2", "Gap +0.1"),
    ]
    assert not lines(figure, "break")


@pytest.mark.parametrize(("language", "is_rising"), [(EN, True), (AR, False)])
def test_time_goes_the_way_one_reads(questionnaire: Questionnaire, language: Language, is_rising: bool) -> None:
    figure = rounds_chart(two(questionnaire, language=language), FIRST)
    for line in lines(figure, "slope-prcs"):
        old, new = line.get_xdata()
        assert (old < new) is is_rising


def test_changed_wording_breaks_the_line_and_greys_what_was_before(questionnaire: Questionnaire) -> None:
    figure = rounds_chart(two(questionnaire, old=reworded(questionnaire)), FIRST)
    assert len(lines(figure, "break")) == 2  # what each side does; the joint statements are as they were
    assert [len(lines(figure, f"slope-{side}")) for side in Side] == [1, 1]
    greys = [line for line in lines(figure, "mark-prcs") if line.get_markerfacecolor() == GREY]
    assert len(greys) == 2
    assert "in different words" in " ".join(seen(figure))
    assert not lines(rounds_chart(two(questionnaire, old=reworded(questionnaire)), "integrity"), "break")


def test_a_round_that_withholds_has_dots_a_word_and_the_reason(questionnaire: Questionnaire) -> None:
    few = middle_tier(questionnaire, n=(4, 4))
    view = rounds((few, questionnaire), (review_result(questionnaire), questionnaire))
    figure = rounds_chart(view, FIRST)
    assert (len(lines(figure, "withheld")), len(lines(figure, "mark-prcs")), len(lines(figure, "slope-prcs"))) == (
        3,
        3,
        0,
    )
    assert seen(figure).count("Withheld") == 3
    assert "fewer than 5 people" in " ".join(seen(figure))


def test_the_whole_is_shown_where_few_answer_now_and_else_never(questionnaire: Questionnaire) -> None:
    few, many = (middle_tier(questionnaire), questionnaire), (review_result(questionnaire), questionnaire)
    assert [strand.facet for strand in rounds(few, few).strands(FIRST)] == [None]
    assert len(lines(rounds_chart(rounds(few, few), FIRST), "mark-partner")) == 2
    assert [strand.facet for strand in rounds(few, many).strands(FIRST)] == list(Facet)
    grown = rounds(many, few)
    assert [strand.facet for strand in grown.strands(FIRST)] == [None]
    said = " ".join(seen(rounds_chart(grown, FIRST)))
    assert "Review 2025: No score for the whole topic: what each side does and the joint work are scored" in said


def test_each_gap_has_its_whisker_beside_the_marks_and_in_the_key(questionnaire: Questionnaire) -> None:
    figure = rounds_chart(two(questionnaire), FIRST)
    assert (len(lines(figure, "whisker")), len(lines(figure, "cap"))) == (6, 12)
    assert any(text.startswith("Thin line with end strokes") for text in seen(figure))
    form = review_result(questionnaire, half_width=None), questionnaire
    without = rounds_chart(rounds(form, form), FIRST)
    assert not lines(without, "whisker")
    assert not any(text.startswith("Thin line") for text in seen(without))


def test_the_verdict_is_a_sentence_and_never_two_bare_numbers(questionnaire: Questionnaire) -> None:
    said = " ".join(seen(rounds_chart(two(questionnaire), FIRST)))
    assert "The gap on the conduct of PRCS is wider: 0.0 before, +0.9 now." in said
    assert "The gap on the conduct of Norwegian Red Cross has reversed: +0.9 before, −0.9 now." in said
    assert "The gap on the joint work shows no change beyond chance (−0.2 before, +0.1 now)." in said
    wide = rounds(
        (review_result(questionnaire, pairs=PAIRS[5:]), questionnaire), (review_result(questionnaire), questionnaire)
    )
    said = " ".join(seen(rounds_chart(wide, FIRST)))
    assert "The gap on the conduct of PRCS is narrower: +3.7 before, +0.9 now." in said
    assert said.count("Red Cross is narrower: −3.9 before, −0.9 now.") == 1


@pytest.mark.parametrize("language", [EN, AR])
def test_rounds_of_different_editions_say_so(questionnaire: Questionnaire, language: Language) -> None:
    first, second = ((review_result(questionnaire, method=method), questionnaire) for method in (1, 2))
    words = {EN: "across editions of the method", AR: "مقارنة بين طبعتين"}[language]
    for held, is_said in (((first, second), True), ((second, second), False)):
        view = rounds(*held, language=language)
        assert (words in " ".join(seen(rounds_chart(view, FIRST)))) is is_said
        assert (words in describe_rounds(view, FIRST).description) is is_said


def test_three_rounds_are_compared_two_by_two(questionnaire: Questionnaire) -> None:
    old = reworded(questionnaire)
    held = [(review_result(old, pairs=BEFORE), old), *[(review_result(questionnaire), questionnaire)] * 2]
    view = rounds(*held)
    (strand, *_) = view.strands(FIRST)
    assert [moves.basis for moves in strand.moves] == [Basis.WORDING, Basis.SAME]
    assert [strand.is_current(place) for place in range(3)] == [False, True, True]
    figure = rounds_chart(view, FIRST)
    assert (len(lines(figure, "break")), len(lines(figure, "slope-prcs"))) == (2, 4)


def test_a_topic_that_is_new_was_not_asked_and_is_not_called_withheld(questionnaire: Questionnaire) -> None:
    without = replace(questionnaire, sections=questionnaire.sections[1:])
    view = rounds((review_result(without), without), (review_result(questionnaire), questionnaire))
    figure = rounds_chart(view, FIRST)
    assert "Withheld" not in seen(figure)
    assert "Not compared: not asked before" in " ".join(seen(figure))
    assert view.topic(FIRST) == "Respect and empower vulnerable people"
    with pytest.raises(KeyError):
        view.topic("nonsense")


def test_one_reason_a_side_where_only_one_is_withheld(questionnaire: Questionnaire) -> None:
    pairs = (((4.0, None),) * 3,)
    view = rounds(*[(review_result(questionnaire, pairs=pairs), questionnaire)] * 2)
    figure = rounds_chart(view, FIRST)
    assert [len(lines(figure, f"slope-{side}")) for side in Side] == [3, 0]
    assert not lines(figure, "withheld")


@pytest.mark.parametrize("language", [EN, AR])
def test_the_words_tell_both_sides_round_by_round(questionnaire: Questionnaire, language: Language) -> None:
    view = two(questionnaire, language=language)
    title, said = describe_rounds(view, FIRST)
    assert view.topic(FIRST) in title
    verdict = {
        EN: "the conduct of Norwegian Red Cross has reversed",
        AR: "الفجوة في تقييم أداء الصليب الأحمر النرويجي",
    }
    assert verdict[language] in without_controls(said)
    assert {EN: "4.0, then 4.1", AR: "4.0، ثم 4.1"}[language] in said
    assert questionnaire.facets[Facet.JOINT].in_(language) in said


@pytest.mark.parametrize("language", [EN, AR])
def test_it_fits_across_a4_in_readable_type(questionnaire: Questionnaire, language: Language) -> None:
    figure = rounds_chart(two(questionnaire, language=language), None)
    assert round(25.4 * figure.get_size_inches()[0]) == 180
    assert min(text.get_fontsize() for text in figure.texts) >= 9
