"""How a figure is written on a page: as ``core.rounding`` and ``words`` say it, set apart from the text around it."""

from markupsafe import Markup

from surveyapp.core.instrument.scale import Scale
from surveyapp.core.results import ClosingCell, StatementCell
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.rounding import written
from surveyapp.web.i18n import current_language, gettext
from surveyapp.words.certainty import Interval, interval_text, p_text
from surveyapp.words.rounds import signed
from surveyapp.words.scores import cell_text, point_text

PEOPLE_FOR_SHARE = 20
"""People from which a share of them means something."""

NOTHING, MINUS = "–", "\u2212"


def score(value: float | None, *, digits: int = 1) -> Markup | str:
    """Return a figure that has no plus sign, with one decimal unless told otherwise, or a dash where it is withheld."""
    return NOTHING if value is None else shown(written(value, digits).replace("-", MINUS))


def mean(cell: StatementCell, *, top: int) -> Markup | str:
    """Return the mean of one statement on a scale of ``top`` points: ``≥ 4.0`` where more may lie beyond."""
    return shown(cell_text(cell, top=top))


def point(cell: ClosingCell, scale: Scale) -> str:
    """Return which answer the mean of a closing question is nearest to, in words."""
    return point_text(cell, scale, current_language())


def gap(value: float | None, *, digits: int = 1) -> Markup | str:
    """Return a difference with its sign, or a dash where it is withheld."""
    return NOTHING if value is None else shown(signed(value, digits))


def interval(of: Interval) -> Markup | str:
    """Return an interval's two ends in the reader's words, or a dash where there is none."""
    words = interval_text(of, current_language())
    return Markup('<bdi class="num">{}</bdi>').format(words) if words else NOTHING


def probability(value: float | None) -> Markup | str:
    """Return a probability, or a dash where there is none."""
    return shown(p_text(value))


def favourable(cell: StatementCell) -> Markup | str:
    """Return how many rated a statement with one of the top two points: ``4 of 6``, with the share from 20 people on.

    Source:
        docs/method.md, section 2.
    """
    if cell.favourable is None or not cell.n:
        return NOTHING
    words = str(gettext("%(n)s of %(total)s", n=cell.favourable, total=cell.n))
    return words if cell.n < PEOPLE_FOR_SHARE else Markup("{} ({})").format(words, share(cell.favourable / cell.n))


def share(value: float | None) -> Markup | str:
    """Return a share, 0–1, in whole per cent, or a dash where it is withheld."""
    return NOTHING if value is None else shown(f"{written(value * 100, 0)}%")


def shown(text: str) -> Markup | str:
    """Return a figure that is written already, to be read from left to right; a dash where there is none."""
    return Markup('<bdi class="num" dir="ltr">{}</bdi>').format(without_controls(text)) if text else NOTHING
