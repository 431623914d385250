"""The overview: what stands where, in both directions, and what never stands anywhere."""

from dataclasses import replace

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from surveyapp.charts.dumbbell import gap_dumbbell
from surveyapp.core.questionnaire import Questionnaire, SideLabels
from surveyapp.core.results import Reading, ReviewResult
from surveyapp.core.review import Answering
from surveyapp.core.sides import Facet, Language, Side, Text
from tests.charts.builder import (
    AR,
    EN,
    NOTHING,
    PAIRS,
    middle_tier,
    nothing_shown,
    only,
    review_result,
    texts_of,
)


def panels(figure: Figure, language: Language) -> list[Axes]:
    """Return the panels in reading order."""
    return sorted(figure.axes, key=lambda axes: axes.get_position().x0, reverse=language is AR)


def marks(axes: Axes, side: Side) -> list[Line2D]:
    return [line for line in axes.lines if line.get_gid() == f"mark-{side}"]


def joins(axes: Axes) -> list[str]:
    return [gid for line in axes.lines if (gid := str(line.get_gid())).startswith("line-")]


def draw(result: ReviewResult, questionnaire: Questionnaire, language: Language = EN) -> Figure:
    return gap_dumbbell(result, questionnaire=questionnaire, language=language)


@pytest.mark.parametrize(("language", "is_inverted"), [(EN, False), (AR, True)])
def test_one_stands_where_reading_starts(questionnaire: Questionnaire, language: Language, is_inverted: bool) -> None:
    figure = draw(review_result(questionnaire), questionnaire, language)
    assert [axes.xaxis_inverted() for axes in figure.axes] == [is_inverted] * 3


@pytest.mark.parametrize("language", [EN, AR])
def test_panels_follow_each_other_in_reading_order(questionnaire: Questionnaire, language: Language) -> None:
    figure = draw(review_result(questionnaire), questionnaire, language)
    first_rows = [[marks(axes, side)[0].get_xdata()[0] for side in Side] for axes in panels(figure, language)]
    assert first_rows == [list(pair) for pair in PAIRS[0]]
    titles = [questionnaire.facets[facet].in_(language) for facet in Facet]
    heads = [text for text in figure.texts if text.get_text() in titles and text.get_ha() == "center"]
    ordered = sorted(heads, key=lambda text: text.get_position()[0], reverse=language is AR)
    assert [text.get_text() for text in ordered] == titles


@pytest.mark.parametrize(("language", "ends"), [(EN, ("left", 0)), (AR, ("right", 1))])
def test_topics_stand_where_reading_starts(
    questionnaire: Questionnaire, language: Language, ends: tuple[str, int]
) -> None:
    figure = draw(review_result(questionnaire), questionnaire, language)
    title = questionnaire.sections[2].title.in_(language)
    label = next(text for text in figure.texts if text.get_text() == title)
    assert (label.get_ha(), round(label.get_position()[0])) == ends


def test_sides_have_their_own_shapes_and_the_diamond_is_hollow_and_larger(questionnaire: Questionnaire) -> None:
    axes = draw(review_result(questionnaire), questionnaire).axes[0]
    [circle, *_], [diamond, *_] = marks(axes, Side.PRCS), marks(axes, Side.PARTNER)
    assert (circle.get_marker(), diamond.get_marker()) == ("o", "D")
    assert diamond.get_markerfacecolor() == "#ffffff"
    assert circle.get_markerfacecolor() != "#ffffff"
    assert diamond.get_markersize() > circle.get_markersize()
    assert circle.get_zorder() > diamond.get_zorder()


def test_the_line_says_what_the_reading_says(questionnaire: Questionnaire) -> None:
    axes = draw(only(questionnaire, (4.1, 3.2), (3.4, 4.0), (3.5, 3.5)), questionnaire).axes
    assert [joins(panel) for panel in axes] == [["line-gap"], ["line-unclear"], ["line-none"]]
    widths = [panel.lines[0].get_linewidth() for panel in axes]
    assert widths[0] > widths[1] > widths[2]
    assert [panel.lines[0].get_linestyle() for panel in axes] == ["-", "--", "-"]


def test_the_gap_stands_at_the_end_as_a_signed_isolated_number(questionnaire: Questionnaire) -> None:
    texts = texts_of(draw(only(questionnaire, (4.1, 3.2), (3.0, 3.8), (3.52, 3.5)), questionnaire))
    assert [text for text in texts if text.startswith("\u2066")] == [
        "\u2066+0.9\u2069",
        "\u2066\u22120.8\u2069",
        "\u20660.0\u2069",
    ]


def test_a_gap_is_written_in_bold(questionnaire: Questionnaire) -> None:
    figure = draw(only(questionnaire, (4.1, 3.2), (3.4, 4.0), (3.5, 3.5)), questionnaire)
    numbers = [text for text in figure.texts if text.get_text().startswith("\u2066")]
    assert [number.get_weight() for number in numbers] == ["bold", "normal", "normal"]


def test_identical_means_show_both_marks_on_one_place(questionnaire: Questionnaire) -> None:
    axes = draw(only(questionnaire, (4.0, 4.0), (4.0, 4.0), (4.0, 4.0)), questionnaire).axes[0]
    assert [marks(axes, side)[0].get_xdata()[0] for side in Side] == [4.0, 4.0]


def test_a_withheld_cell_has_the_word_and_no_mark(questionnaire: Questionnaire) -> None:
    figure = draw(only(questionnaire, (4.1, 3.2), NOTHING, (3.5, 3.5)), questionnaire)
    assert [len(axes.lines) for axes in figure.axes] == [3, 0, 3]
    assert [[text.get_text() for text in axes.texts] for axes in figure.axes] == [[], ["Withheld"], []]
    assert any("too few people" in text for text in texts_of(figure))


def test_where_one_side_is_withheld_only_the_other_has_a_mark(questionnaire: Questionnaire) -> None:
    figure = draw(only(questionnaire, (4.1, 3.2), (3.0, None), (3.5, 3.5)), questionnaire)
    axes = figure.axes[1]
    assert ([len(marks(axes, side)) for side in Side], joins(axes)) == ([1, 0], [])
    assert "–" in texts_of(figure)


def test_three_or_four_people_on_a_side_make_one_panel_with_intervals(questionnaire: Questionnaire) -> None:
    figure = draw(middle_tier(questionnaire), questionnaire)
    assert len(figure.axes) == 1
    assert len(marks(figure.axes[0], Side.PRCS)) == len(questionnaire.sections)
    texts = texts_of(figure)
    assert any("can hide gaps" in text for text in texts)
    assert any(text.endswith("to \u20660.7\u2069)") for text in texts)


def test_under_three_people_nothing_has_a_mark(questionnaire: Questionnaire) -> None:
    figure = draw(nothing_shown(questionnaire), questionnaire)
    assert [axes.lines[:] for axes in figure.axes] == [[]]
    assert [text.get_text() for text in figure.axes[0].texts] == ["Withheld"] * len(questionnaire.sections)


def test_one_agreed_answer_has_a_number_and_a_dotted_line(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire, n=(6, 1), half_width=None, answering=Answering.ORGANISATION)
    figure = draw(result, questionnaire)
    assert set(joins(figure.axes[0])) == {"line-no_interval"}
    assert "\u2066+0.9\u2069" in texts_of(figure)
    assert any(text.startswith("One agreed answer") for text in texts_of(figure))


def test_many_who_do_not_know_are_marked_and_explained(questionnaire: Questionnaire) -> None:
    result = only(questionnaire, (4.1, 3.2), (3.5, 3.5), (3.5, 3.5))
    section = result.sections[0]
    unseen = replace(section.facets[Facet.PRCS], reading=Reading.UNSEEN)
    result = replace(result, sections=(replace(section, facets={**section.facets, Facet.PRCS: unseen}),))
    texts = texts_of(draw(result, questionnaire))
    assert "\u2066+0.9\u2069?" in texts
    assert "Many don’t know" in texts


def test_a_facet_without_statements_stays_empty(questionnaire: Questionnaire) -> None:
    section = questionnaire.sections[0]
    joint_only = tuple(statement for statement in section.statements if statement.kind == "joint")
    small = replace(questionnaire, sections=(replace(section, statements=joint_only),))
    figure = draw(only(small, NOTHING, NOTHING, (3.5, 3.5)), small)
    assert [(len(axes.lines), len(axes.texts)) for axes in figure.axes] == [(0, 0), (0, 0), (3, 0)]


@pytest.mark.parametrize(("language", "words"), [(EN, "Demonstration data"), (AR, "بيانات توضيحية")])
@pytest.mark.parametrize("is_titled", [True, False])
def test_demonstration_data_is_marked(
    questionnaire: Questionnaire, language: Language, words: str, is_titled: bool
) -> None:
    for is_demonstration in (True, False):
        result = review_result(questionnaire, demonstration=is_demonstration)
        figure = gap_dumbbell(result, questionnaire=questionnaire, language=language, is_titled=is_titled)
        assert (words in texts_of(figure)) is is_demonstration


def test_a_dollar_and_a_latin_name_first_stay_what_they_are(questionnaire: Questionnaire) -> None:
    label = Text(ar="IFRC $1 الاتحاد الدولي $2", en="Cash $1 & <Partners> $2")
    sides = {**questionnaire.sides, Side.PARTNER: SideLabels(label, label)}
    named = replace(questionnaire, sides=sides)
    result = review_result(named)
    assert any("Cash $1 & <Partners> $2" in text for text in texts_of(draw(result, named)))
    labels = Text(ar="IFRC الاتحاد الدولي", en="IFRC")
    named = replace(questionnaire, facets={**questionnaire.facets, Facet.PARTNER: labels})
    assert "\u200fIFRC الاتحاد الدولي" in texts_of(draw(result, named, AR))


@pytest.mark.parametrize("language", [EN, AR])
def test_it_fits_on_one_page_of_a4(questionnaire: Questionnaire, language: Language) -> None:
    width, height = (
        25.4 * inches for inches in draw(review_result(questionnaire), questionnaire, language).get_size_inches()
    )
    assert round(width) == 267
    assert height <= 180


@pytest.mark.parametrize("language", [EN, AR])
def test_no_text_is_smaller_than_nine_points(questionnaire: Questionnaire, language: Language) -> None:
    figure = draw(review_result(questionnaire, demonstration=True), questionnaire, language)
    labels = [label for axes in figure.axes for label in (*axes.get_xticklabels(), *axes.texts)]
    assert min(text.get_fontsize() for text in (*figure.texts, *labels)) >= 9
