"""Why a figure is withheld, in the words that charts use everywhere."""

from surveyapp.charts.labels import ChartLabels
from surveyapp.core.questionnaire import Facet, Side
from surveyapp.core.results import ReviewResult, Withheld


def reason(
    result: ReviewResult,
    *,
    labels: ChartLabels,
    section: str,
    facet: Facet | None = None,
    side: Side | None = None,
    statement: str | None = None,
) -> str:
    """Return the sentence of the entry in ``withheld`` that speaks most precisely about this figure."""
    entries = [entry for entry in result.withheld if _covers(entry, section, facet, side, statement)]
    if not entries:
        return labels.withheld
    best = max(entries, key=_precision)
    limits = result.thresholds
    return labels.why[best.code].format(min_side=limits.min_side, min_detail=limits.min_detail)


def _covers(entry: Withheld, section: str, facet: Facet | None, side: Side | None, statement: str | None) -> bool:
    """Tell whether an entry speaks about this figure; what an entry leaves open, it says of all."""
    return (
        entry.section in (None, section)
        and entry.facet in (None, facet)
        and entry.statement in (None, statement)
        and (side is None or entry.side in (None, side))
        and entry.what.startswith(("cut", "comment", "closing", "prior")) is False
    )


def _precision(entry: Withheld) -> int:
    return sum(value is not None for value in (entry.section, entry.facet, entry.statement, entry.side))
