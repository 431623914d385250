"""The overview: what stands where, in both directions, and what never stands anywhere."""

from dataclasses import replace

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.text import Text as Text2D

from surveyapp.charts.dumbbell import LABEL_WIDTH, WIDTH, gap_dumbbell
from surveyapp.charts.standing import Standing
from surveyapp.charts.style import HEAD, text_width
from surveyapp.core.conduct.review import Answering
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult, Why
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language
from tests.charts.builder import (
    AR,
    EN,
    NORCROSS,
    NOTHING,
    PAIRS,
    middle_tier,
    nothing_shown,
    only,
    protected,
    review_result,
    texts_of,
    with_facet,
    withheld,
    without_controls,
)
from tests.charts.gallery import LONG
from tests.languages import BOTH, text


def panels(figure: Figure, language: Language) -> list[Axes]:
    """Return the panels in reading order."""
    return sorted(figure.axes, key=lambda axes: axes.get_position().x0, reverse=language is AR)


def marks(axes: Axes, side: Side) -> list[Line2D]:
    return [line for line in axes.lines if line.get_gid() == f"mark-{side}"]


def joins(axes: Axes) -> list[str]:
    return [gid for line in axes.lines if (gid := str(line.get_gid())).startswith("line-")]


def whisker(axes: Axes) -> Line2D:
    [found] = [line for line in axes.lines if line.get_gid() == "whisker"]
    return found


def beyond(axes: Axes) -> list[float]:
    """Return where arrows point at, as scores."""
    return [float(line.get_xdata()[1]) for line in axes.lines if line.get_gid() == "beyond"]


def numbers(figure: Figure) -> list[Text2D]:
    return [text for text in figure.texts if text.get_text().startswith("\u2066")]


def wedges(figure: Figure) -> int:
    return sum(one.get_gid() == "split" for one in figure.findobj(Polygon))


def question_marks(figure: Figure) -> int:
    return texts_of(figure).count("?")


def key(figure: Figure) -> str:
    """Return everything that is written, as one text."""
    return without_controls(" ".join(texts_of(figure)))


def draw(result: ReviewResult, questionnaire: Questionnaire, language: Language = EN) -> Figure:
    return gap_dumbbell(result, questionnaire=questionnaire, language=language, partner=NORCROSS)


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
    assert [joins(panel) for panel in axes] == [["line-clear"], ["line-possible"], []]
    widths = [panel.lines[0].get_linewidth() for panel in axes[:2]]
    assert widths[0] > widths[1]
    assert [panel.lines[0].get_linestyle() for panel in axes[:2]] == ["-", "--"]


@pytest.mark.parametrize("flag", ["unseen", "split"])
def test_a_flag_changes_no_line(questionnaire: Questionnaire, flag: str) -> None:
    result = only(questionnaire, (4.1, 3.2), (3.4, 4.0), (3.5, 3.5))
    for facet in Facet:
        result = with_facet(result, result.sections[0].id, facet, **{flag: (Side.PRCS,)})
    figure = draw(result, questionnaire)
    assert [joins(panel) for panel in figure.axes] == [["line-clear"], ["line-possible"], []]
    assert [number.get_weight() for number in numbers(figure)] == ["bold", "normal", "normal"]


@pytest.mark.parametrize("language", [EN, AR])
def test_every_interval_is_drawn_from_the_diamond(questionnaire: Questionnaire, language: Language) -> None:
    """PRCS 4.1, the partner 3.2: the gap's interval 0.3 to 1.6 ends where PRCS would stand at 3.5 and at 4.8."""
    figure = draw(only(questionnaire, (4.1, 3.2), (3.4, 4.0), (3.5, 3.5)), questionnaire, language)
    ends = [[round(float(x), 2) for x in whisker(axes).get_xdata()] for axes in panels(figure, language)]
    assert ends == [[3.45, 4.75], [2.75, 4.05], [2.85, 4.15]]
    assert [len([line for line in axes.lines if line.get_gid() == "cap"]) for axes in figure.axes] == [2, 2, 2]
    for axes in figure.axes:
        (y, _), (mark, *_) = whisker(axes).get_ydata(), marks(axes, Side.PRCS)[0].get_ydata()
        assert y - mark > 2  # millimetres under the marks, clear of the line between them


def test_a_whisker_ends_with_the_scale(questionnaire: Questionnaire) -> None:
    figure = draw(only(questionnaire, (4.9, 4.7), (1.0, 1.2), (3.5, 3.5)), questionnaire)
    ends = [[round(float(x), 2) for x in whisker(axes).get_xdata()] for axes in figure.axes[:2]]
    assert ends == [[4.25, 5.0], [1.0, 1.65]]


def test_a_gap_without_an_interval_has_no_whisker(questionnaire: Questionnaire) -> None:
    form = review_result(questionnaire, n=(6, 1), half_width=None, answering=Answering.ORGANISATION)
    for result in (form, protected(questionnaire)):
        figure = draw(result, questionnaire)
        assert [line for axes in figure.axes for line in axes.lines if line.get_gid() == "whisker"] == []
        assert "interval" not in key(figure).replace("no interval is given", "")


def test_the_gap_stands_at_the_end_as_a_signed_isolated_number(questionnaire: Questionnaire) -> None:
    texts = texts_of(draw(only(questionnaire, (4.1, 3.2), (3.0, 3.8), (3.5, 3.5)), questionnaire))
    assert [text for text in texts if text.startswith("\u2066")] == [
        "\u2066+0.9\u2069",
        "\u2066\u22120.8\u2069",
        "\u20660.0\u2069",
    ]


def test_a_clear_gap_alone_is_written_in_bold(questionnaire: Questionnaire) -> None:
    figure = draw(only(questionnaire, (4.1, 3.2), (3.4, 4.0), (3.5, 3.5)), questionnaire)
    assert [number.get_weight() for number in numbers(figure)] == ["bold", "normal", "normal"]


def test_identical_means_show_both_marks_on_one_place(questionnaire: Questionnaire) -> None:
    axes = draw(only(questionnaire, (4.0, 4.0), (4.0, 4.0), (4.0, 4.0)), questionnaire).axes[0]
    assert [marks(axes, side)[0].get_xdata()[0] for side in Side] == [4.0, 4.0]


def test_a_withheld_cell_has_the_word_and_no_mark(questionnaire: Questionnaire) -> None:
    figure = draw(only(questionnaire, (4.1, 3.2), NOTHING, (3.5, 3.5)), questionnaire)
    assert [len(axes.lines) for axes in figure.axes] == [6, 1, 5]  # marks, whisker with two strokes; a line
    assert figure.axes[1].lines[0].get_gid() == "withheld"
    assert [[text.get_text() for text in axes.texts] for axes in figure.axes] == [[], ["Withheld"], []]


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
    assert "\u20660.0\u2069 (\u2066\u22120.7\u2069 to \u2066+0.7\u2069)" in texts


def test_topics_as_a_whole_are_for_a_few_people_alone(questionnaire: Questionnaire) -> None:
    for result in (review_result(questionnaire), nothing_shown(questionnaire), protected(questionnaire)):
        texts = texts_of(draw(result, questionnaire))
        assert len(draw(result, questionnaire).axes) == 3
        assert not any("whole" in text for text in texts)


def test_under_three_people_nothing_has_a_mark_and_the_key_says_why(questionnaire: Questionnaire) -> None:
    figure = draw(nothing_shown(questionnaire), questionnaire)
    assert {line.get_gid() for axes in figure.axes for line in axes.lines} == {"withheld"}
    assert [text.get_text() for text in figure.axes[0].texts] == ["Withheld"] * len(questionnaire.sections)
    assert "Withheld: fewer than 3 people answered" in key(figure)
    assert "Rating by" not in key(figure)


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (Why.FEW_STATEMENTS, "Withheld: fewer than half of its statements can be shown"),
        (Why.PROTECTED, "Withheld: the protected rules of this review do not show it"),
    ],
)
def test_the_key_says_the_right_reason(questionnaire: Questionnaire, why: Why, expected: str) -> None:
    result = only(questionnaire, (4.1, 3.2), NOTHING, (3.5, 3.5))
    first = result.sections[0].id
    entries = [replace(withheld("facets", why, side), section=first, facet=Facet.PARTNER) for side in Side]
    assert expected in key(draw(replace(result, withheld=tuple(entries)), questionnaire))


def test_one_agreed_answer_has_a_number_and_a_dotted_line(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire, n=(6, 1), half_width=None, answering=Answering.ORGANISATION)
    figure = draw(result, questionnaire)
    assert set(joins(figure.axes[0])) == {"line-agreed"}
    assert "\u2066+0.9\u2069" in texts_of(figure)
    assert "One agreed answer: no certainty can be given" in texts_of(figure)


def test_flags_are_marks_of_their_own_shape_beside_the_number(questionnaire: Questionnaire) -> None:
    result = only(questionnaire, (4.1, 3.2), (3.4, 4.0), (3.5, 3.5))
    first = result.sections[0].id
    plain = draw(result, questionnaire)
    assert (wedges(plain), question_marks(plain)) == (0, 0)
    assert not {"Opinions divided", "Many don’t know"} & set(texts_of(plain))
    split = draw(with_facet(result, first, Facet.PRCS, split=(Side.PARTNER,)), questionnaire)
    assert (wedges(split), question_marks(split)) == (4, 0)  # two at the number, two in the key
    assert "Opinions divided" in texts_of(split)
    unseen = draw(with_facet(result, first, Facet.PRCS, unseen=(Side.PRCS,)), questionnaire)
    assert (wedges(unseen), question_marks(unseen)) == (0, 2)
    assert "Many don’t know" in texts_of(unseen)


def test_the_key_names_each_sign_once_and_only_those_that_are_drawn(questionnaire: Questionnaire) -> None:
    said = [
        ("Clear gap (number in bold)", ((4.1, 3.2), (3.5, 3.5), (3.5, 3.5))),
        ("Possible gap", ((3.4, 4.0), (3.5, 3.5), (3.5, 3.5))),
        ("", ((3.5, 3.5), (3.5, 3.5), (3.5, 3.5))),
    ]
    for words, pairs in said:
        texts = texts_of(draw(only(questionnaire, *pairs), questionnaire))
        found = [text for text in texts if text in {"Clear gap (number in bold)", "Possible gap"}]
        assert found == [words] * bool(words)
    texts = texts_of(draw(review_result(questionnaire), questionnaire))
    samples = ("Rating by", "Clear gap", "Possible gap", "Thin line", "Opinions divided", "Gap =", "Scale:")
    assert [sum(text.startswith(sample) for text in texts) for sample in samples] == [2, 1, 1, 1, 1, 1, 1]


def test_a_score_at_an_end_of_what_is_shown_has_an_arrow_outwards(questionnaire: Questionnaire) -> None:
    pairs = ((4.0, 3.0), (2.0, 3.0), (3.0, 3.0))
    for language in BOTH:
        figure = draw(protected(questionnaire, pairs), questionnaire, language)
        tips = [beyond(axes) for axes in panels(figure, language)]
        assert [len(found) for found in tips] == [len(questionnaire.sections), len(questionnaire.sections), 0]
        assert all(tip > 4 for tip in tips[0])
        assert all(tip < 2 for tip in tips[1])
    assert "(≥ 4.0, ≤ 2.0)" in key(draw(protected(questionnaire, pairs), questionnaire))
    at_one_end = draw(protected(questionnaire, ((4.0, 4.0), (2.0, 2.0), (4.0, 2.0))), questionnaire)
    found = {without_controls(text) for text in texts_of(at_one_end)}
    assert found & {"0.0", "+2.0"} == {"+2.0"}
    assert "≥" not in key(draw(protected(questionnaire, ((3.0, 3.0),) * 3), questionnaire))


def test_a_facet_with_a_long_name_does_not_run_into_its_neighbour(questionnaire: Questionnaire) -> None:
    """PRCS has its full name where the partner is called a society too."""
    society = text(ar="الجمعية الوطنية", en="National Society")
    figure = gap_dumbbell(review_result(questionnaire), questionnaire=questionnaire, language=AR, partner=society)
    heads = [one.get_text() for one in figure.texts if one.get_size() == HEAD]
    assert len(heads) == 4
    assert max(text_width(head, HEAD, bold=True) for head in heads) <= (WIDTH - LABEL_WIDTH) / 3


@pytest.mark.parametrize("language", [EN, AR])
def test_the_note_says_of_the_first_edition_and_of_the_policy(questionnaire: Questionnaire, language: Language) -> None:
    first = {EN: "first edition of the method", AR: "الطبعة الأولى من المنهجية"}[language]
    policy = {EN: "The protected rules round scores", AR: "القواعد المشدّدة تقرّب الدرجات"}[language]
    for result, has_first, has_policy in (
        (review_result(questionnaire), False, False),
        (review_result(questionnaire, method=1), True, False),
        (protected(questionnaire), False, True),
    ):
        words = key(draw(result, questionnaire, language))
        assert (first in words, policy in words) == (has_first, has_policy)


def test_chance_is_counted_under_the_chart(questionnaire: Questionnaire) -> None:
    words = key(draw(only(questionnaire, (4.1, 3.2), (3.4, 4.0), (3.5, 3.5)), questionnaire))
    assert "3 comparisons are shown. 2 lie 0.5 points or more apart; if nobody saw anything differently" in words
    assert "comparison" not in key(draw(protected(questionnaire), questionnaire))


@pytest.mark.parametrize("language", [EN, AR])
def test_the_partner_is_called_by_its_name_and_a_long_one_goes_on_in_the_next_row(
    questionnaire: Questionnaire, language: Language
) -> None:
    figure = gap_dumbbell(review_result(questionnaire), questionnaire=questionnaire, language=language, partner=LONG)
    assert LONG.in_(language) in key(figure)
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in figure.texts if text.get_text()]
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)


def test_a_facet_without_statements_stays_empty(questionnaire: Questionnaire) -> None:
    section = questionnaire.sections[0]
    joint_only = tuple(statement for statement in section.statements if statement.kind == "joint")
    small = replace(questionnaire, sections=(replace(section, statements=joint_only),))
    figure = draw(only(small, NOTHING, NOTHING, (3.5, 3.5)), small)
    assert [(len(axes.lines), len(axes.texts)) for axes in figure.axes] == [(0, 0), (0, 0), (5, 0)]


@pytest.mark.parametrize(("language", "words"), [(EN, "Demonstration data"), (AR, "بيانات توضيحية")])
@pytest.mark.parametrize("is_titled", [True, False])
def test_demonstration_data_is_marked(
    questionnaire: Questionnaire, language: Language, words: str, is_titled: bool
) -> None:
    for is_demonstration in (True, False):
        result = review_result(questionnaire, demonstration=is_demonstration)
        figure = gap_dumbbell(
            result, questionnaire=questionnaire, language=language, partner=NORCROSS, standing=Standing(is_titled)
        )
        assert (words in texts_of(figure)) is is_demonstration


def test_a_dollar_and_a_latin_name_first_stay_what_they_are(questionnaire: Questionnaire) -> None:
    partner = text(ar="IFRC $1 الاتحاد الدولي $2", en="Cash $1 & <Partners> $2")
    result = review_result(questionnaire)
    figure = gap_dumbbell(result, questionnaire=questionnaire, language=EN, partner=partner)
    assert any("Cash $1 & <Partners> $2" in text for text in texts_of(figure))
    labels = text(ar="IFRC الاتحاد الدولي", en="IFRC")
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
