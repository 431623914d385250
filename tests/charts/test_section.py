"""A topic's chart: intervals in words, people as squares or percentages, reasons where nothing may be shown."""

from dataclasses import replace
from itertools import cycle

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from surveyapp.charts.distribution import reach_of, widest
from surveyapp.charts.topic.section import section_chart
from surveyapp.core.instrument.questionnaire import Questionnaire, Thresholds
from surveyapp.core.release.disclosure import sentence
from surveyapp.core.results import ReviewResult, StatementCell, Why, Withheld
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language
from tests.charts.builder import (
    AR,
    EN,
    NORCROSS,
    middle_tier,
    nothing_shown,
    protected,
    review_result,
    texts_of,
    with_cell,
    with_facet,
    without_controls,
)
from tests.charts.gallery import LONG
from tests.languages import text

TOPIC = "integrity"
STATEMENT = "holds_principles"


def draw(result: ReviewResult, questionnaire: Questionnaire, language: Language = EN) -> Figure:
    return section_chart(result, TOPIC, questionnaire=questionnaire, language=language, partner=NORCROSS)


def count(figure: Figure, gid: str) -> int:
    return sum(str(artist.get_gid()).startswith(gid) for artist in figure.get_children())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (EN, "Gap +1.0 (+0.4 to +1.7)"),
        (AR, "الفجوة +1.0 (من +0.4 إلى +1.7)"),
        (EN, "Gap −0.8 (−1.5 to −0.2)"),
        (AR, "الفجوة −0.8 (من −1.5 إلى −0.2)"),
    ],
)
def test_the_interval_is_written_in_words(questionnaire: Questionnaire, language: Language, expected: str) -> None:
    texts = texts_of(draw(review_result(questionnaire), questionnaire, language))
    assert expected in [without_controls(text) for text in texts]


def test_every_signed_number_is_isolated(questionnaire: Questionnaire) -> None:
    texts = texts_of(draw(review_result(questionnaire), questionnaire, AR))
    expected = "\u2066−0.8\u2069\u00a0(من\u00a0\u2066−1.5\u2069\u00a0إلى\u00a0\u2066−0.2\u2069)"
    assert any(text.endswith(expected) for text in texts)


@pytest.mark.parametrize("language", [EN, AR])
def test_the_reading_stands_beside_the_marks_and_a_sentence_below(
    questionnaire: Questionnaire, language: Language
) -> None:
    figure = draw(review_result(questionnaire), questionnaire, language)
    texts = [without_controls(text) for text in texts_of(figure)]
    expected = {
        EN: ["Clear gap", "PRCS rates its own conduct higher (4.1) than Norwegian Red Cross does (3.1)."],
        AR: ["فجوة واضحة", "تقييم الجمعية لأدائها أعلى (4.1) من تقييم الصليب الأحمر النرويجي له (3.1)."],
    }
    assert [words for words in expected[language] if words not in texts] == []
    readings = [text for text in figure.texts if text.get_text() == expected[language][0]]
    assert {text.get_weight() for text in readings} == {"bold", "normal"}  # beside the marks, and in the key


def test_flags_stand_beside_the_reading_by_their_marks_and_names(questionnaire: Questionnaire) -> None:
    plain = draw(review_result(questionnaire), questionnaire)
    assert (wedges(plain), texts_of(plain).count("Opinions divided")) == (4, 2)  # at the facet, and at the statement
    result = with_facet(review_result(questionnaire), TOPIC, Facet.JOINT, unseen=(Side.PRCS,))
    figure = draw(result, questionnaire)
    assert (texts_of(figure).count("?"), texts_of(figure).count("Many don’t know")) == (1, 1)
    assert "Views are alike" in texts_of(figure)


def wedges(figure: Figure) -> int:
    return sum(one.get_gid() == "split" for one in figure.findobj(Polygon))


def test_every_interval_is_drawn_too(questionnaire: Questionnaire) -> None:
    lines = draw(review_result(questionnaire), questionnaire).axes[0].lines
    ends = [[round(float(x), 2) for x in line.get_xdata()] for line in lines if line.get_gid() == "whisker"]
    assert ends == [[3.45, 4.75], [2.35, 3.65], [2.85, 4.15]]
    words = " ".join(texts_of(draw(review_result(questionnaire), questionnaire)))
    assert "the gap’s \u206690%\u2069 interval" in words.replace("\u00a0", " ")


def test_protected_means_say_that_more_may_lie_beyond(questionnaire: Questionnaire) -> None:
    texts = [without_controls(text) for text in texts_of(draw(protected(questionnaire), questionnaire))]
    assert texts.count("mean ≥ 4.0") == 6
    assert texts.count("mean 3.0") == 2
    assert any("(≥ 4.0, ≤ 2.0)" in text for text in texts)
    assert not any("interval" in text and "no interval is given" not in text for text in texts)


def test_a_name_that_does_not_fit_gives_way_to_what_the_side_is_called(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire)
    for partner, count in ((NORCROSS, 0), (LONG, 5)):
        figure = section_chart(result, TOPIC, questionnaire=questionnaire, language=EN, partner=partner)
        assert texts_of(figure).count("Partner") == count


@pytest.mark.parametrize(("language", "is_inverted"), [(EN, False), (AR, True)])
def test_one_stands_where_reading_starts(questionnaire: Questionnaire, language: Language, is_inverted: bool) -> None:
    [axes] = draw(review_result(questionnaire), questionnaire, language).axes
    assert axes.xaxis_inverted() == is_inverted
    assert [label.get_text() for label in axes.get_xticklabels()] == [
        point.label.in_(language) for point in questionnaire.scales["frequency5"].points
    ]


def test_up_to_nineteen_people_are_squares(questionnaire: Questionnaire) -> None:
    figure = draw(with_cell(questionnaire, StatementCell(n=19, mean=3, distribution=(0, 4, 11, 4, 0))), questionnaire)
    others = count(draw(with_cell(questionnaire, StatementCell()), questionnaire), "person-prcs")
    assert count(figure, "person-prcs") - others == 19
    assert count(figure, "share-") == 0


def test_from_twenty_people_shares_are_percentages(questionnaire: Questionnaire) -> None:
    figure = draw(with_cell(questionnaire, StatementCell(n=20, mean=3, distribution=(0, 4, 12, 4, 0))), questionnaire)
    assert count(figure, "share-") == 3
    assert [text for text in texts_of(figure) if text.endswith("%\u2069") and "interval" not in text] == [
        "\u206620%\u2069",
        "\u206660%\u2069",
        "\u206620%\u2069",
    ]
    assert any("percentages" in text for text in texts_of(figure))


@pytest.mark.parametrize("language", [EN, AR])
def test_bars_lie_around_the_middle_of_the_scale(questionnaire: Questionnaire, language: Language) -> None:
    """Half of those who chose the middle lie on either side of one upright line, in every bar."""
    figure = draw(review_result(questionnaire, n=(26, 30)), questionnaire, language)
    between = [box for box in figure.get_children() if box.get_gid() == "share-3"]
    middles = {round(box.get_x() + box.get_width() / 2, 6) for box in between}
    assert (len(between) > 2, len(middles)) == (True, 1)
    lines = {round(line.get_xdata()[0], 6) for line in figure.findobj(Line2D) if line.get_linewidth() == 1.0}
    assert middles <= lines


@pytest.mark.parametrize(
    ("distribution", "lower"),
    [((10, 0, 0, 0, 10), 0.5), ((0, 0, 20, 0, 0), 0.5), ((5, 5, 10, 0, 0), 0.75), ((5, 10, 5, 0), 0.75)],
    ids=["both ends", "the middle", "low", "four points"],
)
def test_a_bar_reaches_as_far_as_its_shares(distribution: tuple[int, ...], lower: float) -> None:
    assert reach_of(distribution) == (lower, 1 - lower)
    assert widest([distribution, (0, 0, 0, 0, 20), (1,)]) == (lower, 1.0)
    assert widest([]).middle == 0.5


def test_a_share_too_small_for_its_number_has_none(questionnaire: Questionnaire) -> None:
    cell = StatementCell(n=200, mean=3, distribution=(1, 0, 199, 0, 0))
    figure = draw(with_cell(questionnaire, cell), questionnaire)
    assert count(figure, "share-") == 2
    assert [text for text in texts_of(figure) if text in ("\u20660%\u2069", "\u2066100%\u2069")] == ["\u2066100%\u2069"]


def test_sides_are_told_apart_by_solid_and_hollow_squares(questionnaire: Questionnaire) -> None:
    people = [
        p for p in draw(review_result(questionnaire), questionnaire).get_children() if "person" in str(p.get_gid())
    ]
    fills = {p.get_gid(): tuple(p.get_facecolor()) for p in people}
    assert fills["person-partner"] == (1, 1, 1, 1)
    assert fills["person-prcs"] != fills["person-partner"]


def test_people_who_did_not_score_are_counted_apart(questionnaire: Questionnaire) -> None:
    cell = StatementCell(n=6, mean=4, distribution=(0, 0, 0, 6, 0), dont_know=3, not_applicable=2)
    texts = " ".join(texts_of(draw(with_cell(questionnaire, cell), questionnaire))).replace("\u00a0", " ")
    assert "mean 4.0, I don’t know: 3" in texts
    assert "Does not apply: 2" in texts


def test_nobody_rated_it_is_not_the_same_as_withheld(questionnaire: Questionnaire) -> None:
    cell = StatementCell(n=0, mean=None, distribution=(0, 0, 0, 0, 0), dont_know=6)
    texts = texts_of(draw(with_cell(questionnaire, cell), questionnaire))
    assert "Nobody gave a rating" in texts
    assert not any("ithheld" in text for text in texts)


def test_a_mean_without_a_distribution_stands_as_the_sides_mark(questionnaire: Questionnaire) -> None:
    cell = StatementCell(mean=3.5)
    with_mean = draw(with_cell(questionnaire, cell), questionnaire)
    without = draw(with_cell(questionnaire, StatementCell()), questionnaire)
    assert count(with_mean, "key-prcs") == count(without, "key-prcs") + 1
    assert any("rounded mean" in text for text in texts_of(with_mean))


def test_a_withheld_cell_says_why(questionnaire: Questionnaire) -> None:
    entry = Withheld(
        "statements",
        sentence(Why.FEW_RATED, Thresholds(3, 5, 5)),
        Why.FEW_RATED,
        side=Side.PRCS,
        section=TOPIC,
        statement=STATEMENT,
        facet=Facet.PRCS,
    )
    result = replace(with_cell(questionnaire, StatementCell()), withheld=(entry,))
    assert "Withheld: fewer than 3 people rated it" in texts_of(draw(result, questionnaire))
    assert "محجوب: عدد من قيّموه أقل من 3" in texts_of(draw(result, questionnaire, AR))


def test_the_middle_tier_compares_the_topic_as_a_whole_and_no_statement(questionnaire: Questionnaire) -> None:
    figure = draw(middle_tier(questionnaire, n=(4, 4)), questionnaire)
    texts = texts_of(figure)
    assert "Topic as a whole" in texts
    assert "What PRCS does" not in texts
    assert "Withheld: fewer than 5 people answered" in texts
    assert count(figure, "person-") == 0


def test_behind_the_whole_stands_what_one_side_alone_may_show(questionnaire: Questionnaire) -> None:
    figure = draw(middle_tier(questionnaire), questionnaire)
    marks = [sum(line.get_gid() == f"mark-{side}" for line in figure.axes[0].lines) for side in Side]
    assert marks == [4, 1]
    texts = [without_controls(text) for text in texts_of(figure)]
    assert texts.count("PRCS 4.1, Norwegian Red Cross withheld") == 1
    assert "fewer than 5 people" in " ".join(texts)


def test_under_three_people_every_row_says_why(questionnaire: Questionnaire) -> None:
    figure = draw(nothing_shown(questionnaire), questionnaire)
    assert {line.get_gid() for line in figure.axes[0].lines} == {"withheld"}
    said = " ".join(texts_of(figure))
    assert said.count("Withheld: fewer than 3 people") == 4


@pytest.mark.parametrize("language", [EN, AR])
def test_each_facet_prints_the_statements_with_the_organisations_name(
    questionnaire: Questionnaire, language: Language
) -> None:
    said = without_controls(" ".join(texts_of(draw(review_result(questionnaire), questionnaire, language))))
    section = next(section for section in questionnaire.sections if section.id == TOPIC)
    mirrored = next(statement for statement in section.statements if statement.kind == "mirrored")
    partner = {EN: "Norwegian Red Cross", AR: "الجهة الشريكة (الصليب الأحمر النرويجي)"}[language]
    for name in ({EN: "PRCS", AR: "الجمعية"}[language], partner):
        words = mirrored.they.in_(language).replace("{Other}", name).replace("{other}", name)
        assert said.count(words) == 1
    assert mirrored.we.in_(language) not in said
    assert "{" not in said


@pytest.mark.slow
@pytest.mark.parametrize("languages", [(EN, AR), pytest.param((AR, EN), marks=pytest.mark.thorough)])
@pytest.mark.wide
def test_every_topic_is_as_wide_as_the_page_and_its_text_stays_on_it(
    questionnaire: Questionnaire, languages: tuple[Language, Language]
) -> None:
    """In one language or the other, by turns."""
    result = review_result(questionnaire, demonstration=True)
    for section, language in zip(result.sections, cycle(languages), strict=False):
        figure = section_chart(result, section.id, questionnaire=questionnaire, language=language, partner=NORCROSS)
        width, height = (25.4 * inches for inches in figure.get_size_inches())
        assert round(width) == 180
        assert height <= 267
        figure.draw_without_rendering()
        whole = figure.bbox
        boxes = [text.get_window_extent() for text in figure.texts if text.get_text()]
        assert all(whole.x0 <= box.x0 and box.x1 <= whole.x1 for box in boxes)
        assert all(whole.y0 <= box.y0 and box.y1 <= whole.y1 for box in boxes)


def test_an_unknown_topic_is_refused(questionnaire: Questionnaire) -> None:
    with pytest.raises(KeyError):
        section_chart(
            review_result(questionnaire), "profile", questionnaire=questionnaire, language=EN, partner=NORCROSS
        )


def test_a_name_that_is_wider_than_its_column_breaks(questionnaire: Questionnaire) -> None:
    """In full, as where the partner is a society too; it ran over the squares of the first point."""
    partner, full = text(ar="جمعية وطنية", en="National Society"), questionnaire.sides[Side.PRCS].full_name.in_(AR)
    drawn = section_chart(
        review_result(questionnaire), TOPIC, questionnaire=questionnaire, language=AR, partner=partner
    )
    texts = [without_controls(one) for one in texts_of(drawn)]
    assert full not in texts
    assert texts.count(full.split()[-1]) > 2
