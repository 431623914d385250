"""All partners side by side: the partnership is the unit."""

from dataclasses import replace

import pytest

from surveyapp.core.comparison.comparability import Answered, Basis
from surveyapp.core.comparison.partners import MeanGap, PartnerGap, compare_partners, gap_size, mean_gap
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.statement import MirroredStatement
from surveyapp.core.results import Reading
from surveyapp.core.sides import Facet, Side
from tests.core.building import SECTIONS, computed, even_sheets, questionnaire, section, sheets_of, text
from tests.languages import text as worded

ASKED = questionnaire()
PEOPLE = {Side.PRCS: 30, Side.PARTNER: 25}


def partner(name: str, prcs: str, other: str, asked: Questionnaire = ASKED) -> Answered:
    result = computed(asked, even_sheets(asked, Side.PRCS, prcs) + even_sheets(asked, Side.PARTNER, other))
    return Answered(replace(result, review=replace(result.review, partner=name)), asked)


def test_partnerships_weigh_the_same_whatever_their_size() -> None:
    reviews = [partner("ifrc", "44444" * 4, "33333" * 4), partner("icrc", "44444", "44444")]
    found = compare_partners(reviews, reference=ASKED).sections[0].facets[Facet.PRCS]
    assert found.partners == (
        PartnerGap(1.0, Reading.CLEAR_GAP, Basis.SAME),
        PartnerGap(0.0, Reading.BOTH_HIGH, Basis.SAME),
    )
    assert found.mean == MeanGap(2, {Side.PRCS: 25, Side.PARTNER: 25}, 0.5)


def test_the_interval_is_a_one_sample_t_from_five_partnerships() -> None:
    from scipy import stats as scipy_stats

    gaps = [0.5, -0.25, 1.0, 0.75, 0.0]
    ends = scipy_stats.ttest_1samp(gaps, 0).confidence_interval(0.9)
    found = mean_gap(gaps, n=PEOPLE, level=0.9)
    assert (found.low, found.high, found.df) == pytest.approx((ends.low, ends.high, 4), rel=1e-12)
    assert (found.k, found.n, found.value, found.level) == (5, PEOPLE, 0.4, 0.9)
    assert mean_gap(gaps[:4], n=PEOPLE, level=0.9) == MeanGap(4, PEOPLE, 0.5)


def test_no_partnership_has_no_mean() -> None:
    nobody = dict.fromkeys(Side, 0)
    assert mean_gap([], n=nobody, level=0.9) == MeanGap(0, nobody)
    assert compare_partners([], reference=ASKED).sections[1].overall.mean == MeanGap(0, nobody)


def test_a_gap_that_is_withheld_has_no_weight() -> None:
    reviews = [partner("ifrc", "44444", "33333"), partner("icrc", "44", "33333"), partner("norcross", "4444", "33333")]
    found = compare_partners(reviews, reference=ASKED).sections[0]
    assert found.facets[Facet.PRCS].mean == MeanGap(1, {Side.PRCS: 5, Side.PARTNER: 5}, 1.0)
    assert found.facets[Facet.PRCS].partners[1:] == (
        PartnerGap(None, Reading.TOO_FEW, Basis.SAME),
        PartnerGap(None, None, Basis.SAME),
    )
    assert found.overall.mean == MeanGap(1, {Side.PRCS: 4, Side.PARTNER: 5}, 1.0)  # a whole topic, of the few alone


def test_a_part_of_the_partners_stands_beside_the_mean_of_all() -> None:
    reviews = [partner("ifrc", "44444", "33333"), partner("icrc", "44444", "44444"), partner("un", "44444", "22222")]
    whole = compare_partners(reviews, reference=ASKED)
    part = whole.at([2, 0])
    assert [one.partner for one in part.reviews] == ["un", "ifrc"]
    of_part, of_all = (found.sections[0].facets[Facet.PRCS] for found in (part, whole))
    assert ([one.gap for one in of_part.partners], of_part.mean) == ([2.0, 1.0], of_all.mean)
    assert part.indices[Facet.JOINT].mean == whole.indices[Facet.JOINT].mean
    assert whole.at([0, 1, 2]) == whole


def test_flags_and_sides_stand_beside_a_gap() -> None:
    sheets = sheets_of(ASKED, Side.PRCS, ["1-3333333", "1-3333333", "5-3333333", "5-3333333", "555333333", "155333333"])
    result = computed(ASKED, sheets + even_sheets(ASKED, Side.PARTNER, "33333"))
    found = compare_partners([Answered(result, ASKED)], reference=ASKED)
    (one,) = found.sections[0].facets[Facet.PRCS].partners
    assert (one.gap, one.reading, one.split, one.unseen) == (0.0, Reading.DIVIDED, (Side.PRCS,), ())
    assert found.sides == (result.sides,)


def test_a_partner_asked_in_other_words_is_shown_and_not_counted() -> None:
    reworded = MirroredStatement("honest", worded(ar="honest", en="We are honest"), text("honest"))
    other = questionnaire(section("integrity", reworded, *SECTIONS[0].statements[1:]))
    reviews = [partner("ifrc", "44444", "33333"), partner("icrc", "55555", "33333", other)]
    first, second = compare_partners(reviews, reference=ASKED).sections
    assert (first.facets[Facet.PRCS].partners[1].gap, first.facets[Facet.PRCS].partners[1].basis) == (
        2.0,
        Basis.WORDING,
    )
    assert (first.facets[Facet.PRCS].mean.k, first.facets[Facet.PRCS].mean.value) == (1, 1.0)
    assert first.facets[Facet.JOINT].mean.k == 2  # the joint statement is as it was
    assert second.overall.partners[1] == PartnerGap(None, None, Basis.ADDED)


def test_partners_stand_in_the_order_given_and_sections_in_the_questionnaire_s() -> None:
    reviews = [partner("b", "44444", "33333"), partner("a", "55555", "33333")]
    found = compare_partners(reviews, reference=ASKED)
    assert [one.partner for one in found.reviews] == ["b", "a"]
    assert [one.gap for one in found.indices[Facet.JOINT].partners] == [1.0, 2.0]
    assert [(one.id, one.part) for one in found.sections] == [("integrity", "principles"), ("diversity", "principles")]


def test_a_partner_s_gaps_have_a_mean_size_of_what_is_released() -> None:
    reviews = [partner("a", "44444", "33333"), partner("b", "3333", "55555"), partner("c", "33", "55555")]
    found = compare_partners(reviews, reference=ASKED)
    assert [gap_size(found, place) for place in range(3)] == [1.0, 2.0, None]
    assert found.sections[0].facets[Facet.PRCS].partners[1].gap is None
