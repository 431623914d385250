"""The map of partners by topics: a number or a hatch in each cell, greys by size, all together at the foot."""

from dataclasses import replace

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon, Rectangle

from surveyapp.charts.comparison.describe import describe_partners
from surveyapp.charts.comparison.heatmap import partners_heatmap
from surveyapp.charts.comparison.partners_view import STEPS, Partner, PartnersView, Shows, shows, step_of
from surveyapp.core.comparison.comparability import Answered, Basis
from surveyapp.core.comparison.partners import PartnerGap, compare_partners
from surveyapp.core.conduct.review import Answering
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import BroadScore, Gap, Index, Reading, ReviewResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language, Text
from tests.charts.builder import (
    AR,
    EN,
    PAIRS,
    middle_tier,
    nothing_shown,
    only,
    protected,
    review_result,
    texts_of,
    with_facet,
    without_controls,
)
from tests.charts.gallery import LONG
from tests.languages import text

NAMES = [
    text(ar="الصليب الأحمر النرويجي", en="Norwegian Red Cross"),
    text(ar="IFRC الاتحاد الدولي", en="IFRC"),
    text(ar="وزارة", en="Ministry"),
    text(ar="جامعة", en="University"),
    text(ar="شركة", en="Company"),
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
    figure = partners_heatmap(round_view(questionnaire, *results), Facet.PRCS)
    hatched = boxes(figure, "withheld")
    assert len(hatched) == 2 * len(questionnaire.sections) + len(results)  # no index is released in these
    lines = [path.get_path() for path in figure.findobj(PathPatch) if path.get_gid() == "hatch"]
    assert len(lines) == len(hatched) + 1  # and one in the key
    assert {len(path.vertices) for path in lines[1:-1]} == {len(lines[0].vertices)}


def test_the_key_says_the_right_reason(questionnaire: Questionnaire) -> None:
    plain, coarse, few = review_result(questionnaire), protected(questionnaire), nothing_shown(questionnaire)
    for results, expected in (
        ((plain, few), "Withheld: too few people answered"),
        ((with_index(plain), coarse), "Withheld: the protected rules do not show it"),
        ((plain, coarse), "Withheld: too few people answered, or the protected rules do not show it"),
    ):
        texts = seen(partners_heatmap(round_view(questionnaire, *results), Facet.PRCS))
        assert [text for text in texts if text.startswith("Withheld")] == [expected]
    assert not any(
        "Withheld" in text for text in seen(partners_heatmap(round_view(questionnaire, with_index(plain)), Facet.PRCS))
    )


def with_index(result: ReviewResult) -> ReviewResult:
    shown = Index({side: BroadScore(mean=4.0) for side in Side}, Gap(0.0))
    return replace(result, indices=dict.fromkeys(Facet, shown))


def test_a_clear_gap_alone_is_bold(questionnaire: Questionnaire) -> None:
    """Whatever flags stand beside it, and however large a gap is of which nothing is known."""
    result = only(questionnaire, (4.1, 3.2), (3.0, 3.6), (3.5, 3.5))
    first = result.sections[0].id
    flagged = with_facet(result, first, Facet.PRCS, split=(Side.PRCS,), unseen=(Side.PRCS,))
    form = review_result(questionnaire, n=(6, 1), half_width=None, answering=Answering.ORGANISATION)
    one_topic = replace(questionnaire, sections=questionnaire.sections[:1])
    for facet, expected in ((Facet.PRCS, ["bold", "normal"]), (Facet.PARTNER, ["normal", "normal"])):
        figure = partners_heatmap(round_view(one_topic, flagged, form), facet)
        numbers = [text for text in figure.texts if without_controls(text.get_text()) in {"+0.9", "−0.6", "−0.9"}]
        assert [text.get_weight() for text in numbers[:2]] == expected
        assert ("In bold: Clear gap" in seen(figure)) is (facet is Facet.PRCS)


def test_flags_stand_in_the_cell_and_in_the_key_where_they_occur(questionnaire: Questionnaire) -> None:
    result = only(questionnaire, (4.1, 3.2), (3.5, 3.5), (3.5, 3.5))
    one_topic, first = replace(questionnaire, sections=questionnaire.sections[:1]), result.sections[0].id
    plain = partners_heatmap(round_view(one_topic, result), Facet.PRCS)
    assert (flags(plain), seen(plain).count("?")) == (0, 0)
    split = with_facet(result, first, Facet.PRCS, split=(Side.PARTNER,), reading=Reading.DIVIDED)
    drawn = partners_heatmap(round_view(one_topic, split), Facet.PRCS)
    assert (flags(drawn), seen(drawn).count("Opinions divided")) == (4, 1)  # two wedges there, two in the key
    unseen = partners_heatmap(
        round_view(one_topic, with_facet(result, first, Facet.PRCS, unseen=(Side.PRCS,))), Facet.PRCS
    )
    assert (seen(unseen).count("?"), seen(unseen).count("Many don’t know")) == (2, 1)


def flags(figure: Figure) -> int:
    return sum(one.get_gid() == "split" for one in figure.findobj(Polygon))


@pytest.mark.parametrize("language", [EN, AR])
def test_one_form_and_coarse_scores_are_called_that(questionnaire: Questionnaire, language: Language) -> None:
    form = review_result(questionnaire, n=(6, 1), half_width=None, answering=Answering.ORGANISATION)
    view = round_view(questionnaire, review_result(questionnaire), form, protected(questionnaire), language=language)
    texts = seen(partners_heatmap(view, Facet.PRCS))
    notes = {
        EN: ("(one agreed form)", "(protected rules)", "no certainty can be given", "no gap is called clear"),
        AR: ("(استمارة واحدة متفق عليها)", "(القواعد المشدّدة)", "لا يمكن تحديد درجة التأكد", "أي فجوة بأنها واضحة"),
    }
    assert [sum(note in text for text in texts) for note in notes[language]] == [1, 1, 1, 1]
    plain = seen(
        partners_heatmap(round_view(questionnaire, review_result(questionnaire), language=language), Facet.PRCS)
    )
    assert [sum(note in text for text in plain) for note in notes[language]] == [0, 0, 0, 0]


def test_whole_topics_are_of_few_people_alone(questionnaire: Questionnaire) -> None:
    view = round_view(questionnaire, review_result(questionnaire), middle_tier(questionnaire))
    assert (view.places(None), view.places(Facet.PRCS)) == ([1], [0, 1])
    texts = seen(partners_heatmap(view, None))
    assert ("IFRC" in texts, "Norwegian Red Cross" in texts) == (True, False)
    assert not any("Withheld" in text for text in texts)


def test_a_cell_is_as_high_however_long_the_name(questionnaire: Questionnaire) -> None:
    split = with_facet(review_result(questionnaire), "ownership", Facet.PRCS, split=(Side.PRCS,))
    view = round_view(questionnaire, split, review_result(questionnaire))
    long = replace(view, partners=(Partner(LONG), view.partners[1]))
    heights = {
        round(box.get_height() * figure.get_size_inches()[1], 6)
        for figure in [partners_heatmap(long, Facet.PRCS)]
        for box in boxes(figure, "gap")  # those of all together too
    }
    assert len(heights) == 1
    assert any(text.endswith("…") for text in seen(partners_heatmap(long, Facet.PRCS)))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (PartnerGap(0.4, Reading.ALIKE, Basis.SAME), Shows.GAP),
        (PartnerGap(0.4, Reading.ALIKE, Basis.WORDING), Shows.OTHER_WORDS),
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
    assert view.no_ranking.split()[0] in " ".join(texts_of(partners_heatmap(view, None)))
    assert view.no_ranking.rstrip(".") in describe_partners(view, None).description


def test_the_words_name_gaps_flags_and_what_is_withheld(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire, demonstration=True)
    form = review_result(questionnaire, n=(6, 1), half_width=None, answering=Answering.ORGANISATION)
    flagged = with_facet(result, "ownership", Facet.PRCS, unseen=(Side.PRCS,))
    view = round_view(questionnaire, flagged, nothing_shown(questionnaire), form)
    told = without_controls(describe_partners(view, Facet.PRCS).description)
    assert told.startswith(
        "Demonstration data. Norwegian Red Cross: Clear gap: Respect and empower vulnerable people +0.9, Ensure"
    )
    assert "; Possible gap: Cooperate with actors outside the Movement −0.6; Opinions divided: Ensure" in told
    assert "; Many don’t know: Ownership. IFRC: withheld. " in told
    assert "Ministry, one agreed form: One agreed answer: Respect and empower vulnerable people +0.9, " in told
    assert "All partners together, 2 counted" in told
    alike = review_result(questionnaire, pairs=(((3.5, 3.5),) * 3,))
    assert "no clear or possible gap" in describe_partners(round_view(questionnaire, alike), Facet.JOINT).description


def test_partners_stand_under_their_kind(questionnaire: Questionnaire) -> None:
    group = text(ar="جامعة", en="University group")
    view = round_view(questionnaire, *[review_result(questionnaire)] * 2, group=group)
    assert seen(partners_heatmap(view, Facet.PRCS)).count("University group") == 1
    assert view.groups() == [("University group", [0, 1])]


@pytest.mark.parametrize("language", [EN, AR])
def test_thirteen_topics_fit_across_a4(questionnaire: Questionnaire, language: Language) -> None:
    view = round_view(questionnaire, review_result(questionnaire, demonstration=True), language=language)
    figure = partners_heatmap(view, Facet.PRCS)
    assert 25.4 * figure.get_size_inches()[0] <= 182
    assert min(text.get_fontsize() for text in figure.texts) >= 9
