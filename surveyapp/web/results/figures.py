"""How a figure is written on a page."""

from markupsafe import Markup, escape

from surveyapp.core.results import StatementCell
from surveyapp.web.i18n import gettext

PEOPLE_FOR_SHARE = 20
"""People from which a share of them means something."""

MINUS = "\u2212"


def score(value: float | None, *, digits: int = 1) -> Markup | str:
    """Return a mean, with one decimal unless more are asked for, or a dash where it is withheld."""
    return "–" if value is None else _isolated(f"{value:.{digits}f}".replace("-", MINUS))


def gap(value: float | None) -> Markup | str:
    """Return a gap with its sign, or a dash where it is withheld."""
    if value is None:
        return "–"
    shown = _one_decimal(abs(value))
    sign = "" if shown == _one_decimal(0) else (MINUS if value < 0 else "+")
    return _isolated(sign + shown)


def interval(low: float | None, high: float | None) -> Markup | str:
    """Return an interval's two ends, or a dash where there is none."""
    if low is None or high is None:
        return "–"
    return _isolated(f"{_signed(low)} … {_signed(high)}")


def favourable(cell: StatementCell) -> Markup | str:
    """Return how many rated a statement with one of the top two points: ``4 of 6``, with the share from 20 people on.

    Source:
        docs/method.md, section 2.
    """
    if cell.favourable is None or not cell.n:
        return "–"
    words = str(gettext("%(n)s of %(total)s", n=cell.favourable, total=cell.n))
    return words if cell.n < PEOPLE_FOR_SHARE else Markup("{} ({})").format(words, share(cell.favourable / cell.n))


def share(value: float | None) -> Markup | str:
    """Return a share, 0–1, in whole per cent, or a dash where it is withheld."""
    return "–" if value is None else _isolated(f"{round(value * 100)}%")


def _signed(value: float) -> str:
    return (MINUS if round(value, 1) < 0 else "+" if round(value, 1) > 0 else "") + _one_decimal(abs(value))


def _one_decimal(value: float) -> str:
    return f"{value:.1f}"  # as charts do, or a 1.15 would be 1.1 in one place and 1.2 in the other


def _isolated(shown: str) -> Markup:
    return Markup('<bdi class="num" dir="ltr">{}</bdi>').format(escape(shown))
