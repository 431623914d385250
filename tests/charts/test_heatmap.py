"""The map of partners by topics: a number or a hatch in each cell, greys by size, all together at the foot."""

from dataclasses import replace

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle

from surveyapp.charts.describe_partners import describe_partners
from surveyapp.charts.heatmap import partners_heatmap
from surveyapp.charts.partners_view import STEPS, Partner, PartnersView, Shows, shows, step_of
from surveyapp.core.comparability import Answered, Basis
from surveyapp.core.comparing import PartnerGap, compare_partners
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import Reading, ReviewResult
from surveyapp.core.sides import Facet, Language, Text
from tests.charts.builder import AR, EN, PAIRS, middle_tier, nothing_shown, review_result, texts_of, without_controls

NAMES = [
    Text(ar="الصليب الأحمر النرويجي", en="Norwegian Red Cross"),
    Text(ar="IFRC الاتحاد الدولي", en="IFRC"),
    Text(ar="وزارة", en="Ministry"),
    Text(ar="جامعة", en="University"),
    Text(ar="شركة", en="Company"),
]


def round_view(
    questionnaire: Questionnaire, *results: ReviewResult, language: Language = EN, group: Text | None = None
) -> PartnersView:
    answered = [
        Answered(replace(result, review=replace(result.review, partner=f"p{number}")), questionnaire)
        for number, result in enumerate(results)
    ]
    partners = tuple(Partner(NAMES[number % 5], group) for number in range(len(results)))
    return PartnersView(compare_partners(answered, reference=questionnaire), partners, questionnaire, language)


def boxes(figure: Figure, gid: str) -> list[Rectangle]:
    return [one for one in figure.findobj(Rectangle) if one.get_gid() == gid]


def seen(figure: Figure) -> list[str]:
    return [without_controls(text) for text in texts_of(figure)]


def test_each_cell_has_its_number_and_a_grey_that_holds_in_black_and_white(questionnaire: Questionnaire) -> None:
    figure = partners_heatmap(round_view(questionnaire, review_result(questionnaire)), Facet.PRCS)
    gaps = [prcs - partner for (prcs, partner), *_ in PAIRS[: len(questionnaire.sections)]]
    numbers = [text for text in seen(figure) if text[:1] in "+−0" and text[-2:-1] == "."]
    shown = [f"{'+' if gap > 0.05 else '−' if gap < -0.05 else ''}{abs(gap):.1f}" for gap in gaps]
    assert numbers[: len(gaps)] == shown
    for box, gap in zip(boxes(figure, "gap"), gaps, strict=False):
        red, green, blue, _ = box.get_facecolor()
        assert red == green == blue
        assert (red < 0.5) == (step_of(gap) >= 3)


@pytest.mark.parametrize(
    ("gap", "step"),
    [(0.0, 0), (-0.24, 0), (0.26, 1), (0.44, 1), (0.46, 2), (-0.94, 2), (0.96, 3), (1.44, 3), (-4.0, 4)],
)
def test_the_grey_goes_by_the_number_that_is_printed(gap: float, step: int) -> None:
    assert step_of(gap) == step
    assert len(STEPS) == 5


def test_what_is_withheld_is_hatched_and_says_nothing_else(questionnaire: Questionnaire) -> None:
    results = (review_result(questionnaire), nothing_shown(questionnaire), middle_tier(questionnaire))
    view = round_view(questionnaire, *results)
    for facet, hidden in ((Facet.PRCS, 2), (None, 1)):
        figure = partners_heatmap(view, facet)
        index = 0 if facet is None else len(results)  # no index is released in these
        hatched = boxes(figure, "withheld")
        assert len(hatched) == hidden * len(questionnaire.sections) + index
        lines = [path.get_path() for path in figure.findobj(PathPatch) if path.get_gid() == "hatch"]
        assert len(lines) == len(hatched) + 1  # and one in the key
        assert {len(path.vertices) for path in lines[1:-1]} == {len(lines[0].vertices)}
        assert any("too few people" in text for text in texts_of(figure))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (PartnerGap(0.4, Reading.SIMILAR, Basis.SAME), Shows.GAP),
        (PartnerGap(0.4, Reading.SIMILAR, Basis.WORDING), Shows.OTHER_WORDS),
        (PartnerGap(None, None, Basis.SAME), Shows.WITHHELD),
        (PartnerGap(None, None, Basis.WORDING), Shows.WITHHELD),
        (PartnerGap(None, None, Basis.ADDED), Shows.NOT_ASKED),
    ],
)
def test_a_cell_shows_one_of_four_things(cell: PartnerGap, expected: Shows) -> None:
    assert shows(cell) is expected


@pytest.mark.parametrize(("partners", "has_interval"), [(4, False), (5, True)])
def test_all_together_say_k_and_n_and_have_an_interval_from_five(
    questionnaire: Questionnaire, partners: int, has_interval: bool
) -> None:
    results = [review_result(questionnaire, pairs=PAIRS[n:] + PAIRS[:n]) for n in range(partners)]
    texts = seen(partners_heatmap(round_view(questionnaire, *results), Facet.JOINT))
    assert ("90% interval, from" in texts) is has_interval
    k, people = texts.index("Partnerships (k)"), texts.index("PRCS: people (n)")
    assert texts[k + 1] == str(partners)
    assert texts[people + 1] == str(6 * partners)


@pytest.mark.parametrize("language", [EN, AR])
def test_it_says_that_it_ranks_nobody(questionnaire: Questionnaire, language: Language) -> None:
    view = round_view(questionnaire, review_result(questionnaire), language=language)
    assert view.labels.no_ranking.split()[0] in " ".join(texts_of(partners_heatmap(view, None)))
    assert view.labels.no_ranking.rstrip(".") in describe_partners(view, None).description


def test_the_words_name_gaps_and_what_is_withheld(questionnaire: Questionnaire) -> None:
    view = round_view(questionnaire, review_result(questionnaire, demonstration=True), nothing_shown(questionnaire))
    said = without_controls(describe_partners(view, Facet.PRCS).description)
    assert said.startswith(
        "Demonstration data. Norwegian Red Cross: gaps in Respect and empower vulnerable people +0.9"
    )
    assert "IFRC: withheld. All partners together, 1 counted" in said


def test_partners_stand_under_their_kind(questionnaire: Questionnaire) -> None:
    group = Text(ar="جامعة", en="University group")
    view = round_view(questionnaire, *[review_result(questionnaire)] * 2, group=group)
    assert seen(partners_heatmap(view, None)).count("University group") == 1
    assert view.groups() == [("University group", [0, 1])]


@pytest.mark.parametrize("language", [EN, AR])
def test_thirteen_topics_fit_across_a4(questionnaire: Questionnaire, language: Language) -> None:
    view = round_view(questionnaire, review_result(questionnaire, demonstration=True), language=language)
    figure = partners_heatmap(view, Facet.PRCS)
    assert 25.4 * figure.get_size_inches()[0] <= 182
    assert min(text.get_fontsize() for text in figure.texts) >= 9
