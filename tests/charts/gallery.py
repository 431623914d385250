"""Every kind of chart as a small picture, with what goes wrong first: Latin before Arabic, −0.8, something withheld.

``tools/golden.py`` writes the pictures down; ``test_golden`` draws them again.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from surveyapp.charts.comparison.heatmap import partners_heatmap
from surveyapp.charts.comparison.partners_view import Partner, PartnersView
from surveyapp.charts.comparison.rounds_view import RoundsView
from surveyapp.charts.comparison.slopes import rounds_chart
from surveyapp.charts.dumbbell import gap_dumbbell
from surveyapp.charts.priorities import priorities_chart
from surveyapp.charts.render import to_png
from surveyapp.charts.stacked import stacked_dumbbell
from surveyapp.charts.standing import Standing
from surveyapp.charts.topic.section import section_chart
from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.comparison.partners import compare_partners
from surveyapp.core.conduct.review import Answering
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language, Text
from tests.charts.builder import (
    NORCROSS,
    NOTHING,
    PAIRS,
    middle_tier,
    nothing_shown,
    protected,
    review_result,
    with_facet,
)
from tests.languages import BOTH, text

GOLDEN = Path(__file__).with_name("golden")
DPI = 55
LATIN_FIRST = text(ar="IFRC الاتحاد الدولي", en="IFRC")
LONG = text(
    ar="الاتحاد الدولي لجمعيات الصليب الأحمر والهلال الأحمر، المكتب الإقليمي للشرق الأوسط وشمال أفريقيا، بعثة الأراضي "
    "الفلسطينية المحتلة ووحدة الشراكات",
    en="International Federation of Red Cross and Red Crescent Societies, Regional Office for the Middle East and "
    "North Africa, Delegation in the occupied Palestinian territory",
)
TITLES = (text(ar="استعراض 2025", en="Review 2025"), text(ar="UN75 استعراض", en="UN75 review"))
ON_A_PHONE = Standing(is_titled=False, is_narrow=True)
PARTLY = ((PAIRS[2][0], (3.0, 3.8), NOTHING), *PAIRS[1:])
"""Means of the first topic with a gap of −0.8 and a facet that is withheld; then as usual."""


def overview(asked: Questionnaire, language: Language) -> Figure:
    result = with_facet(_result(asked), "ownership", Facet.JOINT, unseen=(Side.PARTNER,))
    return _overview(with_facet(result, "integrity", Facet.PRCS, unseen=(Side.PRCS,)), asked, language)


def overview_of_few(asked: Questionnaire, language: Language) -> Figure:
    return _overview(middle_tier(asked), asked, language)


def overview_of_one_form(asked: Questionnaire, language: Language) -> Figure:
    return _overview(_one_form(asked), asked, language)


def overview_protected(asked: Questionnaire, language: Language) -> Figure:
    return _overview(protected(asked), asked, language)


def overview_first_edition(asked: Questionnaire, language: Language) -> Figure:
    return _overview(review_result(asked, method=1, half_width=1.2), asked, language, partner=LONG)


def overview_on_a_phone(asked: Questionnaire, language: Language) -> Figure:
    result = with_facet(_result(asked), "ownership", Facet.JOINT, unseen=(Side.PARTNER,))
    return stacked_dumbbell(result, questionnaire=asked, language=language, partner=LATIN_FIRST)


def overview_withheld(asked: Questionnaire, language: Language) -> Figure:
    return _overview(nothing_shown(asked), asked, language)


def topic(asked: Questionnaire, language: Language) -> Figure:
    result = with_facet(_result(asked), "integrity", Facet.PRCS, unseen=(Side.PRCS,))
    return _topic(result, asked, language, section_id="integrity")


def topic_of_many(asked: Questionnaire, language: Language) -> Figure:
    return _topic(review_result(asked, n=(26, 30), pairs=PARTLY), asked, language, partner=LONG)


def topic_on_a_phone(asked: Questionnaire, language: Language) -> Figure:
    few = replace(_result(asked), sections=_result(asked).sections[:1])
    names = {"questionnaire": asked, "language": language, "partner": LATIN_FIRST}
    return section_chart(few, few.sections[0].id, standing=ON_A_PHONE, **names)


def topic_of_few(asked: Questionnaire, language: Language) -> Figure:
    return _topic(middle_tier(asked), asked, language)


def topic_of_one_form(asked: Questionnaire, language: Language) -> Figure:
    return _topic(_one_form(asked), asked, language)


def topic_protected(asked: Questionnaire, language: Language) -> Figure:
    return _topic(protected(asked), asked, language, partner=NORCROSS)


def priorities(asked: Questionnaire, language: Language) -> Figure:
    return priorities_chart(_result(asked), questionnaire=asked, language=language, partner=LATIN_FIRST)


def priorities_of_many(asked: Questionnaire, language: Language) -> Figure:
    votes = {"integrity": (20, 9), "communication": (13, 4), "relevance": (0, 13), "added_value": (26, 0)}
    result = review_result(asked, n=(26, 13), half_width=1.2, votes=votes)
    return priorities_chart(result, questionnaire=asked, language=language, partner=LONG)


def priorities_on_a_phone(asked: Questionnaire, language: Language) -> Figure:
    names = {"questionnaire": asked, "language": language, "partner": LONG}
    return priorities_chart(_result(asked), standing=ON_A_PHONE, **names)


def partners(asked: Questionnaire, language: Language) -> Figure:
    return partners_heatmap(_round(asked, language), Facet.PARTNER)


def partners_whole(asked: Questionnaire, language: Language) -> Figure:
    return partners_heatmap(_round(asked, language), None)


def partners_on_a_phone(asked: Questionnaire, language: Language) -> Figure:
    few = replace(asked, sections=asked.sections[:7])
    return partners_heatmap(_round(few, language), Facet.PARTNER, standing=ON_A_PHONE)


def rounds(asked: Questionnaire, language: Language) -> Figure:
    section, *others = asked.sections
    statement, *rest = section.statements
    changed = replace(section, statements=(replace(statement, they=text(ar="كلمات", en="Words")), *rest))
    old = replace(asked, sections=(changed, *others))
    held = Answered(review_result(old, pairs=PAIRS[6:], method=1), old), Answered(_result(asked), asked)
    return rounds_chart(RoundsView(held, TITLES, language, NORCROSS), section.id)


def rounds_of_three(asked: Questionnaire, language: Language) -> Figure:
    results = review_result(asked, pairs=PAIRS[5:]), review_result(asked, pairs=PAIRS[3:]), review_result(asked)
    held = tuple(Answered(result, asked) for result in results)
    titles = (text(ar="استعراض 2024", en="Review 2024"), *TITLES)
    return rounds_chart(RoundsView(held, titles, language, LATIN_FIRST), asked.sections[0].id)


def rounds_on_a_phone(asked: Questionnaire, language: Language) -> Figure:
    held = (Answered(review_result(asked, pairs=PAIRS[5:]), asked), Answered(_result(asked), asked))
    return rounds_chart(RoundsView(held, TITLES, language, LONG), asked.sections[0].id, standing=ON_A_PHONE)


CHARTS: tuple[Callable[[Questionnaire, Language], Figure], ...] = (
    overview,
    overview_of_few,
    overview_on_a_phone,
    overview_of_one_form,
    overview_protected,
    overview_first_edition,
    overview_withheld,
    topic,
    topic_of_many,
    topic_of_few,
    topic_on_a_phone,
    topic_of_one_form,
    topic_protected,
    priorities,
    priorities_of_many,
    priorities_on_a_phone,
    partners,
    partners_on_a_phone,
    partners_whole,
    rounds,
    rounds_of_three,
    rounds_on_a_phone,
)


def pictures() -> Iterator[tuple[str, Callable[[Questionnaire, Language], Figure], Language]]:
    """Yield each picture's name, what draws it, and its language."""
    for draw in CHARTS:
        for language in BOTH:
            yield f"{draw.__name__}-{language}", draw, language


def small(figure: Figure) -> Image.Image:
    """Return a figure as a small picture in its colours."""
    return Image.open(BytesIO(to_png(figure, dpi=DPI))).convert("RGB")


def unlike(one: Image.Image, other: Image.Image, *, tile: int = 6) -> float:
    """Return how far two pictures of one size differ in the tile where they differ most, from 0 to 1.

    By tiles, or a thin line in another colour would drown in the white around it; by the colour that differs most,
    red, green or blue, or black would be near to every dark colour.
    """
    apart = (np.abs(np.asarray(one, dtype=float) - np.asarray(other, dtype=float)) / 255).max(axis=2)
    rows, columns = (size // tile * tile for size in apart.shape)
    tiles = apart[:rows, :columns].reshape(rows // tile, tile, columns // tile, tile)
    return float(tiles.mean(axis=(1, 3)).max())


def _result(asked: Questionnaire) -> ReviewResult:
    return review_result(asked, pairs=PARTLY, demonstration=True)


def _one_form(asked: Questionnaire) -> ReviewResult:
    return review_result(asked, n=(6, 1), half_width=None, answering=Answering.ORGANISATION)


def _overview(result: ReviewResult, asked: Questionnaire, language: Language, *, partner: Text = LATIN_FIRST) -> Figure:
    return gap_dumbbell(result, questionnaire=asked, language=language, partner=partner)


def _topic(
    result: ReviewResult,
    asked: Questionnaire,
    language: Language,
    *,
    section_id: str | None = None,
    partner: Text = LATIN_FIRST,
) -> Figure:
    name = section_id or asked.sections[0].id
    return section_chart(result, name, questionnaire=asked, language=language, partner=partner)


def _round(asked: Questionnaire, language: Language) -> PartnersView:
    flagged = with_facet(_result(asked), "integrity", Facet.PARTNER, split=(Side.PRCS,), unseen=(Side.PRCS,))
    flagged = with_facet(flagged, "ownership", Facet.PARTNER, split=(Side.PRCS,))
    others = (review_result(asked, pairs=PAIRS[n:]) for n in range(1, 3))
    results = [flagged, nothing_shown(asked), middle_tier(asked), *others, _one_form(asked), protected(asked)]
    answered = [
        Answered(replace(result, review=replace(result.review, partner=f"p{number}")), asked)
        for number, result in enumerate(results)
    ]
    names = [LATIN_FIRST, LONG, *(text(ar=f"جهة {n}", en=f"Partner {n}") for n in range(3, 8))]
    kinds = [option.label for option in asked.organisation_types]
    rows = tuple(Partner(name, kinds[place // 3]) for place, name in enumerate(names))
    return PartnersView(compare_partners(answered, reference=asked), rows, asked, language)
