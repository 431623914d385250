"""Each sign has one look, in charts and in every key: its shape, its colour, its width."""

from collections.abc import Mapping
from io import BytesIO

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image

from surveyapp.charts.drawn import MARK_OF, Sign, signs_of_result
from surveyapp.charts.dumbbell import gap_dumbbell
from surveyapp.charts.legend import sample
from surveyapp.charts.marks import DOTS, LINES, MARKS, WHISKER
from surveyapp.charts.render import to_png
from surveyapp.charts.view import Join, View
from surveyapp.core.conduct.review import Answering
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from tests.charts.builder import AR, EN, NORCROSS, NOTHING, nothing_shown, only, review_result

NEARLY_BLACK, DARK_BLUE, DARK_GREY, WHITE = "#1a1a1a", "#173a6b", "#555555", "#ffffff"


def lines(figure: Figure) -> Mapping[str, Line2D]:
    return {line.get_gid(): line for line in figure.findobj(Line2D) if line.get_gid()}


def look(line: Line2D) -> tuple[object, ...]:
    return line.get_color(), line.get_linewidth(), line.get_linestyle(), line._unscaled_dash_pattern


def shape(line: Line2D) -> tuple[object, ...]:
    parts = line.get_marker(), line.get_markersize(), line.get_markerfacecolor(), line.get_markeredgecolor()
    return *parts, line.get_markeredgewidth()


def overview(result: ReviewResult, questionnaire: Questionnaire) -> Figure:
    return gap_dumbbell(result, questionnaire=questionnaire, language=EN, partner=NORCROSS)


def one_form(questionnaire: Questionnaire) -> ReviewResult:
    return review_result(questionnaire, n=(6, 1), half_width=None, answering=Answering.ORGANISATION)


def test_lines_grow_with_what_they_say_and_all_are_of_one_ink() -> None:
    told = {join: (style["color"], style["linewidth"], style["linestyle"]) for join, style in LINES.items()}
    assert told == {
        Join.CLEAR: (NEARLY_BLACK, 3.4, "-"),
        Join.POSSIBLE: (NEARLY_BLACK, 1.7, (0, (2.1, 1.3))),
        Join.AGREED: (NEARLY_BLACK, 1.2, (0, (1, 1.6))),
    }
    assert (DOTS["color"], DOTS["linewidth"], DOTS["linestyle"]) == (DARK_GREY, 1.0, (0, (0.8, 3)))
    assert (WHISKER["color"], WHISKER["linewidth"]) == (NEARLY_BLACK, 0.7)


def test_the_circle_is_full_and_the_diamond_is_hollow() -> None:
    told = {
        side: (style["marker"], style["markerfacecolor"], style["markeredgecolor"]) for side, style in MARKS.items()
    }
    assert told == {Side.PRCS: ("o", DARK_BLUE, DARK_BLUE), Side.PARTNER: ("D", WHITE, NEARLY_BLACK)}


def test_a_key_draws_what_the_chart_draws(questionnaire: Questionnaire) -> None:
    results = one_form(questionnaire), nothing_shown(questionnaire), review_result(questionnaire)
    drawn = {gid: line for result in results for gid, line in lines(overview(result, questionnaire)).items()}
    for join in Join:
        (line,) = sample(Sign(join.value), EN).findobj(Line2D)
        assert look(line) == look(drawn[f"line-{join}"])
    for side, sign in MARK_OF.items():
        (line,) = sample(sign, EN).findobj(Line2D)
        assert shape(line) == shape(drawn[f"mark-{side}"])
    (dots,) = sample(Sign.WITHHELD, EN).findobj(Line2D)
    assert look(dots) == look(drawn["withheld"])
    whisker, *caps = [line for line in sample(Sign.WHISKER, EN).findobj(Line2D) if not line.get_gid()]
    assert look(whisker) == look(drawn["whisker"])
    assert {look(cap) for cap in caps} == {look(drawn["cap"])}


@pytest.mark.parametrize("sign", list(Sign))
def test_nothing_of_a_sign_is_cut(sign: Sign) -> None:
    pixels = np.asarray(Image.open(BytesIO(to_png(sample(sign, AR)))).convert("L"))
    edges = pixels[[0, -1], :], pixels[:, [0, -1]]
    assert [edge.min() for edge in edges] == [255, 255]
    assert pixels.min() < 128


@pytest.mark.parametrize("sign", [Sign.BEYOND, Sign.WITHHELD_OR_NO_GAP])
def test_a_sign_that_has_a_direction_is_mirrored_in_arabic(sign: Sign) -> None:
    arabic, english = (
        np.asarray(Image.open(BytesIO(to_png(sample(sign, one)))).convert("L"), dtype=int) for one in (AR, EN)
    )
    assert 2 * np.abs(arabic[:, ::-1] - english).mean() < np.abs(arabic - english).mean()


@pytest.mark.parametrize("language", [EN, AR])
def test_the_key_of_a_result_has_each_sign_that_its_charts_draw(
    questionnaire: Questionnaire, language: Language
) -> None:
    def signs(result: ReviewResult) -> list[Sign]:
        return [sign for sign, words in signs_of_result(View(result, questionnaire, language, NORCROSS)) if words]

    marks = [Sign.CIRCLE, Sign.DIAMOND]
    assert signs(one_form(questionnaire)) == [*marks, Sign.AGREED]
    assert signs(review_result(questionnaire)) == [*marks, Sign.CLEAR, Sign.POSSIBLE, Sign.WHISKER, Sign.SPLIT]
    assert signs(nothing_shown(questionnaire)) == [Sign.WITHHELD]
    one_side = only(questionnaire, (4.1, 3.2), (3.0, None), (3.5, 3.5))
    assert signs(one_side) == [*marks, Sign.CLEAR, Sign.WHISKER, Sign.NO_GAP]
    both = only(questionnaire, (4.1, 3.2), (3.0, None), NOTHING)
    assert signs(both)[-1] is Sign.WITHHELD_OR_NO_GAP
