"""Released scores as text: one decimal everywhere; an end of what ``protected`` shows says that more may lie beyond."""

from collections.abc import Collection

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.scale import Scale
from surveyapp.core.method.summary import Line
from surveyapp.core.release.blurring import bounds_of
from surveyapp.core.results import ClosingCell, StatementCell
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.core.text.languages import Language
from surveyapp.core.text.rounding import rounded, written
from surveyapp.words.catalogue import marked, say


def score_text(questionnaire: Questionnaire, line: Line, side: Side) -> str:
    """Return a side's score in one comparison: ``4.1``, or ``≥ 4.0`` where it is as high as the policy shows; or ""."""
    mean = line.comparison.sides[side].mean
    if mean is None:
        return ""
    return marked_score(mean, sign_of_score(questionnaire, line, side))


def cell_text(cell: StatementCell, *, top: int) -> str:
    """Return the mean of a cell on a scale of ``top`` points, likewise; "" where it is withheld."""
    return "" if cell.mean is None else marked_score(cell.mean, sign_of(cell, top=top))


def point_text(cell: ClosingCell, scale: Scale, language: Language) -> str:
    """Return which point the mean of a closing rating is nearest to, in the scale's words; "" where it is withheld."""
    if cell.mean is None:
        return ""
    label = scale.points[int(rounded(cell.mean, 0)) - 1].label.in_(language)
    return say(_NEAREST, language, label=label)


_NEAREST = marked("nearest to “%(label)s”")


def sign_of(cell: StatementCell, *, top: int) -> str:
    """Return ``≥`` or ``≤`` for a mean at an end of what ``protected`` shows; else nothing."""
    if cell.mean is None or cell.step is None:
        return ""
    low, high = bounds_of(cell.step, top=top)
    return "≥" if cell.mean >= high else "≤" if cell.mean <= low else ""


def sign_of_score(questionnaire: Questionnaire, line: Line, side: Side) -> str:
    """Return the sign that all released cells of a side's score share; else nothing."""
    asked, facet = questionnaire.find_section(line.section.id), line.facet
    if facet is None or asked is None:
        return ""
    top = questionnaire.scale_of(asked).top
    pairs = [one.facets[facet].of(side) for one in line.section.statements if facet in one.facets]
    signs = {sign_of(cell, top=top) for cell in pairs if cell.mean is not None}
    return signs.pop() if len(signs) == 1 else ""


def is_at_one_end(signs: Collection[str]) -> bool:
    """Say whether both scores, by the signs that they carry, stand at one end of what the policy shows.

    How far apart they are is then not known.
    """
    return len(signs) == len(Side) and len(set(signs)) == 1


def marked_score(mean: float, sign: str) -> str:
    """Return a score as text, behind the sign that says that it may lie further out."""
    return isolated_ltr(f"{sign} {written(mean)}") if sign else written(mean)
