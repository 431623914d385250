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

from surveyapp.charts.dumbbell import gap_dumbbell
from surveyapp.charts.heatmap import partners_heatmap
from surveyapp.charts.partners_view import Partner, PartnersView
from surveyapp.charts.priorities import priorities_chart
from surveyapp.charts.render import to_png
from surveyapp.charts.rounds_view import RoundsView
from surveyapp.charts.section import section_chart
from surveyapp.charts.slopes import rounds_chart
from surveyapp.core.comparability import Answered
from surveyapp.core.comparing import compare_partners
from surveyapp.core.questionnaire import Questionnaire, SideLabels
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet, Language, Side, Text
from tests.charts.builder import NOTHING, PAIRS, middle_tier, nothing_shown, review_result

GOLDEN = Path(__file__).with_name("golden")
DPI = 55
LATIN_FIRST = Text(ar="IFRC الاتحاد الدولي", en="IFRC")
TITLES = (Text(ar="استعراض 2025", en="Review 2025"), Text(ar="UN75 استعراض", en="UN75 review"))
PARTLY = ((PAIRS[2][0], (3.0, 3.8), NOTHING), *PAIRS[1:])
"""Means of the first topic with a gap of −0.8 and a facet that is withheld; then as usual."""


def named(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire with a partner whose Arabic name begins with Latin letters."""
    return replace(questionnaire, sides={**questionnaire.sides, Side.PARTNER: SideLabels(LATIN_FIRST, LATIN_FIRST)})


def overview(asked: Questionnaire, language: Language) -> Figure:
    return gap_dumbbell(_result(asked), questionnaire=asked, language=language)


def overview_of_few(asked: Questionnaire, language: Language) -> Figure:
    return gap_dumbbell(middle_tier(asked), questionnaire=asked, language=language)


def topic(asked: Questionnaire, language: Language) -> Figure:
    return section_chart(_result(asked), asked.sections[0].id, questionnaire=asked, language=language)


def topic_of_many(asked: Questionnaire, language: Language) -> Figure:
    result = review_result(asked, n=(26, 30), pairs=PARTLY)
    return section_chart(result, asked.sections[0].id, questionnaire=asked, language=language)


def priorities(asked: Questionnaire, language: Language) -> Figure:
    return priorities_chart(_result(asked), questionnaire=asked, language=language)


def partners(asked: Questionnaire, language: Language) -> Figure:
    results = [_result(asked), nothing_shown(asked), *(review_result(asked, pairs=PAIRS[n:]) for n in range(1, 5))]
    answered = [
        Answered(replace(result, review=replace(result.review, partner=f"p{number}")), asked)
        for number, result in enumerate(results)
    ]
    names = [LATIN_FIRST, *(Text(ar=f"جهة {n}", en=f"Partner {n}") for n in range(2, 7))]
    kinds = [option.label for option in asked.organisation_types]
    rows = tuple(Partner(name, kinds[place // 3]) for place, name in enumerate(names))
    return partners_heatmap(
        PartnersView(compare_partners(answered, reference=asked), rows, asked, language), Facet.PARTNER
    )


def rounds(asked: Questionnaire, language: Language) -> Figure:
    section, *others = asked.sections
    statement, *rest = section.statements
    changed = replace(section, statements=(replace(statement, they=Text(ar="كلمات", en="Words")), *rest))
    old = replace(asked, sections=(changed, *others))
    held = Answered(review_result(old, pairs=PAIRS[6:]), old), Answered(_result(asked), asked)
    return rounds_chart(RoundsView(held, TITLES, language), section.id)


CHARTS: tuple[Callable[[Questionnaire, Language], Figure], ...] = (
    overview,
    overview_of_few,
    topic,
    topic_of_many,
    priorities,
    partners,
    rounds,
)


def pictures() -> Iterator[tuple[str, Callable[[Questionnaire, Language], Figure], Language]]:
    """Yield each picture's name, what draws it, and its language."""
    for draw in CHARTS:
        for language in Language:
            yield f"{draw.__name__}-{language}", draw, language


def small(figure: Figure) -> Image.Image:
    """Return a figure as a small grey picture."""
    return Image.open(BytesIO(to_png(figure, dpi=DPI))).convert("L")


def unlike(one: Image.Image, other: Image.Image, *, tile: int = 12) -> float:
    """Return how far two pictures of one size differ in the tile where they differ most, from 0 to 1.

    By tiles, or a number whose sign stands at the wrong end would drown in the white around it.
    """
    apart = np.abs(np.asarray(one, dtype=float) - np.asarray(other, dtype=float)) / 255
    rows, columns = (size // tile * tile for size in apart.shape)
    tiles = apart[:rows, :columns].reshape(rows // tile, tile, columns // tile, tile)
    return float(tiles.mean(axis=(1, 3)).max())


def _result(asked: Questionnaire) -> ReviewResult:
    return review_result(asked, pairs=PARTLY, demonstration=True)
