"""What the template draws of a topic: marks on the points of a scale, and people over them, in the charts' own look."""

from collections.abc import Mapping, Sequence
from typing import Any

from surveyapp.charts.distribution import Reach, is_in_percent, shade
from surveyapp.charts.distribution import reach_of as reach_of_bar
from surveyapp.charts.marks import DOTS, LINES, WHISKER
from surveyapp.charts.style import BLUE, GREY, INK, PALE, PAPER, RULE
from surveyapp.charts.view import Pair, is_withheld, join_of, means_of, reach_of
from surveyapp.core.instrument.scale import Scale
from surveyapp.core.results import StatementCell
from surveyapp.core.sides import Side
from surveyapp.reports.pack.reader import Reader
from surveyapp.words.catalogue import marked
from surveyapp.words.joining import commas, named
from surveyapp.words.limits import percent
from surveyapp.words.withheld import WITHHELD

Figure = dict[str, object]
_OUT, _NOBODY = {"≥": 1, "≤": -1}, marked("Nobody gave a rating")


def looks() -> dict[str, object]:
    """Return colours and strokes as every chart has them: lines in points, their dashes too."""
    strokes = {join.value: look for join, look in LINES.items()} | {"whisker": WHISKER, "withheld": DOTS}
    inks = {"ink": INK, "grey": GREY, "rule": RULE, "pale": PALE, "paper": PAPER, "prcs": BLUE}
    return {"inks": inks, "strokes": {name: _stroke(look) for name, look in strokes.items()}}


def _stroke(look: Mapping[str, Any]) -> dict[str, object]:
    width, style = look["linewidth"], look.get("linestyle", "-")
    return {"width": width, "ink": look["color"], "dash": [] if style == "-" else [one * width for one in style[1]]}


def comparison_figure(reader: Reader, pair: Pair, scale: Scale) -> Figure:
    """Return both marks of a comparison, their line and the gap's whisker; places are shares of the figure's width."""
    means = {side: mean for side, mean in means_of(pair.comparison).items() if mean is not None}
    join, reach = join_of(pair.comparison), reach_of(pair.comparison, top=scale.top)
    at = {side: _place(reader, mean, scale) for side, mean in means.items()}
    way = -1 if reader.is_from_right else 1
    return {
        "points": [_place(reader, point.value, scale) for point in scale.points],
        "line": {"look": join.value, "ends": sorted(at.values())} if join else None,
        "whisker": sorted(_place(reader, end, scale) for end in reach) if reach else None,
        "marks": [
            {"side": side.value, "at": at[side], "beyond": way * _OUT.get(pair.beyond.get(side, ""), 0)}
            for side in reversed(Side)
            if side in at
        ],
        "withheld": reader.say(WITHHELD) if is_withheld(pair.comparison) else "",
    }


def _place(reader: Reader, score: float, scale: Scale) -> float:
    """Return where a score stands, from the left: each point has a column, and stands in its middle."""
    share = (score - 0.5) / scale.top
    return 1 - share if reader.is_from_right else share


def answers_figure(reader: Reader, cell: StatementCell, scale: Scale, *, side: Side, why: str, reach: Reach) -> Figure:
    """Return how one side answered one statement: people, their shares, a mark, or ``why`` nothing is shown.

    ``alt`` says it in words, and ``reach`` how far the topic's bars reach from the middle of the scale.
    """
    counts, mean = cell.distribution, cell.mean
    if counts is None and mean is None:
        return {"kind": "reason", "words": why, "alt": ""}
    if counts is None or not any(counts):
        words = "" if mean is not None else reader.say(_NOBODY)
        at = None if mean is None else _place(reader, mean, scale)
        return {"kind": "mark", "side": side.value, "at": at, "words": words, "columns": scale.top, "alt": ""}
    alt = _in_words(reader, counts, scale)
    if is_in_percent(counts):
        return {"kind": "bar", "is_from_right": reader.is_from_right, "alt": alt, **_bar(counts, reach)}
    return {"kind": "people", "side": side.value, "counts": list(counts), "alt": alt}


def _in_words(reader: Reader, counts: Sequence[int], scale: Scale) -> str:
    said = zip(scale.points, counts, strict=True)
    return commas((named(reader.words(point.label), str(n), reader.language) for point, n in said), reader.language)


def _bar(counts: Sequence[int], reach: Reach) -> Figure:
    """Return where the scale's middle stands, where a bar begins, and its parts, in shares of the figure's width."""
    unit = 1 / (reach.lower + reach.upper)
    before = (reach.lower - reach_of_bar(counts).lower) * unit
    return {"middle": reach.middle, "before": before, "parts": _parts(counts, unit)}


def _parts(counts: Sequence[int], unit: float) -> list[dict[str, object]]:
    """Return the parts of a bar that are any: their width, their share in words, fill and ink."""
    shares = [count / sum(counts) for count in counts]
    looks_of = [shade(point, len(counts)) for point in range(1, len(counts) + 1)]
    return [
        {"share": share * unit, "words": percent(share), "fill": fill, "ink": ink}
        for share, (fill, ink) in zip(shares, looks_of, strict=True)
        if share
    ]
