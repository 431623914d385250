"""The figures that decide what a result says, as they are in force for one review, ready to stand in a sentence."""

from collections.abc import Mapping

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.ranks import EXACT_UP_TO, EXACT_WITH_A_SIDE_OF
from surveyapp.core.method.readings import SPLIT_FROM
from surveyapp.core.method.standing import RATINGS_OF_A_FEW, Tier, standing_of
from surveyapp.core.method.uncertainty import UNMEASURED
from surveyapp.core.release.blurring import COARSENESS, bounds_of
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.core.text.rounding import written


def percent(share: float) -> str:
    """Return a share of 0–1 in whole percent, isolated: ``62%``."""
    return isolated_ltr(f"{written(share * 100, 0)}%")


def figures_in_force(questionnaire: Questionnaire, result: ReviewResult) -> Mapping[str, object]:
    """Return the limits of the version that was answered and of the review, by the names that sentences use."""
    scoring, limits, pooled = questionnaire.scoring, result.thresholds, result.pooled
    within = UNMEASURED if pooled.within is None else pooled.within
    return {
        "level": percent(scoring.level),
        "floor": written(scoring.sd_floor, 2),
        "min_n": scoring.min_n,
        "flag": written(scoring.flag_gap_at),
        "high": written(scoring.shared_strength_min),
        "low": written(scoring.shared_concern_max),
        "alike": written(scoring.alike_within),
        "rate": percent(scoring.false_discovery),
        "split": written(scoring.split_agreement_max),
        "split_from": SPLIT_FROM,
        "unseen": percent(scoring.high_dont_know),
        "within": written(within),
        **_ends(questionnaire, limits.min_detail),
        "spread": "" if pooled.spread is None else written(pooled.spread),
        "min_side": limits.min_side,
        "min_detail": limits.min_detail,
        "ratings": RATINGS_OF_A_FEW,
        "exact": EXACT_UP_TO,
        "exact_side": EXACT_WITH_A_SIDE_OF,
    }


def _ends(questionnaire: Questionnaire, fewest: int) -> Mapping[str, object]:
    """Return what the mean of the ``fewest`` people is kept within under ``protected``, and the scale's own end."""
    top = questionnaire.scale_of(questionnaire.sections[0]).top
    low, high = bounds_of(next(rule for rule in COARSENESS if fewest <= rule.people).step, top=top)
    return {"lowest": written(low), "highest": written(high), "top": top}


def is_attributed(result: ReviewResult) -> bool:
    """Say whether a side gave one agreed answer, known to be its own."""
    return any(standing_of(result.sides[side], result.thresholds).is_attributed for side in Side)


def shows_cells(result: ReviewResult) -> bool:
    """Say whether single statements are shown of a side's people or of its agreed answer."""
    return any(standing_of(result.sides[side], result.thresholds).tier is Tier.CELLS for side in Side)


def sees_three_ways(result: ReviewResult) -> bool:
    """Say whether every topic has statements on either side's conduct and on the joint work."""
    asked = [{facet for one in section.statements for facet in one.facets} for section in result.sections]
    return all(facets >= set(Facet) for facets in asked if facets)


def shows_wholes(result: ReviewResult) -> bool:
    """Say whether topics have scores as a whole, because too few people of a side answered for facets."""
    return any(section.overall is not None for section in result.sections)
