"""Why a chart lacks a figure: the entry of what is withheld that speaks most precisely about it, in words."""

from surveyapp.charts.view import Pair, View
from surveyapp.core.results import Withheld
from surveyapp.core.sides import Facet, Side
from surveyapp.words.joining import semicolons
from surveyapp.words.withheld import gap_withheld_because, why_withheld, withheld_because

_OF_FACETS = frozenset({"facets", "facet_gaps", "gaps"})
_OF_TOPICS = frozenset({"overall", "gaps"})
OF_STATEMENTS = frozenset({"statements", "distributions"})


def score_reason(view: View, pair: Pair, *, section: str) -> str:
    """Return why a comparison of a topic has no gap, by the side that is withheld; by both where neither is."""
    return _in_words(view, _entry_of_gap(view, pair, section=section))


def no_gap_reason(view: View) -> str:
    """Return why no topic's gap is shown, where that has one reason everywhere; else nothing."""
    pairs = [(section.id, pair) for section in view.result.sections for pair in view.compared(section)]
    if any(pair.comparison.gap.value is not None for _, pair in pairs):
        return ""
    known = {entry and _why(view, entry) for entry in (_entry_of_gap(view, pair, section=at) for at, pair in pairs)}
    why = known.pop() if len(known) == 1 else None
    return gap_withheld_because(why, view.language) if why else ""


def gap_reasons(view: View) -> str:
    """Return why gaps of any topic are withheld, each reason once; nothing where none is."""
    hidden = [
        _entry_of_gap(view, pair, section=section.id)
        for section in view.result.sections
        for pair in view.compared(section)
        if pair.comparison.gap.value is None
    ]
    known = dict.fromkeys(_why(view, entry) for entry in hidden if entry)
    return withheld_because(semicolons(known, view.language), view.language) if hidden else ""


def reason(
    view: View,
    whats: frozenset[str],
    *,
    section: str,
    facet: Facet | None = None,
    side: Side | None = None,
    statement: str | None = None,
) -> str:
    """Return why a figure is withheld, from the entry of ``withheld`` that speaks most precisely about it.

    Args:
        view: what an entry of its result leaves open, it says of all.
        whats: the kinds of figure that the entry may be about.
        section: the topic.
        facet: None for the topic as a whole.
        side: None for a figure made from both sides.
        statement: None for a score.
    """
    return _in_words(view, _entry(view, whats, section=section, facet=facet, side=side, statement=statement))


def _entry_of_gap(view: View, pair: Pair, *, section: str) -> Withheld | None:
    hidden = [side for side in Side if pair.comparison.sides[side].mean is None]
    side = hidden[0] if len(hidden) == 1 else None
    whats = _OF_TOPICS if pair.facet is None else _OF_FACETS
    return _entry(view, whats, section=section, facet=pair.facet, side=side)


def _entry(
    view: View,
    whats: frozenset[str],
    *,
    section: str,
    facet: Facet | None = None,
    side: Side | None = None,
    statement: str | None = None,
) -> Withheld | None:
    entries = [
        entry
        for entry in view.result.withheld
        if entry.what in whats
        and entry.section in (None, section)
        and entry.facet in (None, facet)
        and entry.statement in (None, statement)
        and (side is None or entry.side in (None, side))
    ]
    return max(entries, key=_precision, default=None)


def _in_words(view: View, entry: Withheld | None) -> str:
    return withheld_because("" if entry is None else _why(view, entry), view.language)


def _why(view: View, entry: Withheld) -> str:
    return why_withheld(entry, view.result.thresholds, view.language)


def _precision(entry: Withheld) -> int:
    return sum(value is not None for value in (entry.section, entry.facet, entry.statement))
