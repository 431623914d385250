"""The figures of a review worked out apart from the app, with NumPy and SciPy, from the method's text alone."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations
from math import ceil
from typing import Any

import numpy as np

FIELD = {
    ("prcs", "prcs"): "self",
    ("prcs", "partner"): "other",
    ("partner", "prcs"): "other",
    ("partner", "partner"): "self",
}
FACETS = ("prcs", "partner", "joint")
People = list[dict]


def hand_worked(questionnaire: Any, sheets: Mapping[str, Sequence[Any]]) -> dict:
    """Return expected figures by (section, facet) and (statement, facet, side), "pooled" and "chance"."""
    flat = {
        side.value: [{f"{k.statement}.{k.about}": v for k, v in sheet.ratings.items()} for sheet in people]
        for side, people in sheets.items()
    }
    asked = {
        (section.id, facet): {side: _fields(section, side, facet) for side in flat}
        for section in questionnaire.sections
        for facet in FACETS
    }
    cells = {
        (side, field): _cell(flat[side], field) for fields in asked.values() for side in flat for field in fields[side]
    }
    noise = _noise(cells), _correlation(flat, asked, cells)
    found: dict = {key: _compared(cells, fields, noise) for key, fields in asked.items()}
    _judge(found)
    chance = {"comparisons": len(found), **_chance([one["gap"] for one in found.values()])}
    chance["clear"] = [one["reading"] for one in found.values()].count("clear_gap")
    for (_, facet), fields in asked.items():
        found |= {
            (field.rpartition(".")[0], facet, side): cells[side, field] for side in flat for field in fields[side]
        }
    return found | {"pooled": noise[1], "chance": chance}


def _fields(section: Any, side: str, facet: str) -> list[str]:
    if facet == "joint":
        return [f"{s.id}.joint" for s in section.statements if s.kind == "joint"]
    return [f"{s.id}.{FIELD[side, facet]}" for s in section.statements if s.kind == "mirrored"]


def _cell(people: People, field: str) -> dict:
    answers = [p.get(field) for p in people]
    points = [a for a in answers if isinstance(a, int)]
    if len(points) < 3:
        return {"n": None, "mean": None, "distribution": None}
    counts = [points.count(v) for v in range(1, 6)]
    return {
        "n": len(points),
        "mean": sum(points) / len(points),
        "distribution": counts,
        "favourable": counts[3] + counts[4],
        "dont_know": answers.count("dk"),
        "not_applicable": answers.count("na"),
        "skipped": answers.count(None),
    }


def _ticks(cell: dict) -> list[int]:
    return [point for point, count in enumerate(cell["distribution"], 1) for _ in range(count)]


def _noise(cells: Mapping) -> float:
    variances = [np.var(_ticks(cell), ddof=1) for cell in cells.values() if cell["n"]]
    return max(float(np.mean(variances)), 0.25**2)


def _correlation(flat: Mapping, asked: Mapping, cells: Mapping) -> float:
    """Return the correlation within a facet of a topic, over all pairs of its released cells, to a tenth."""
    top = bottom = 0.0
    pairs = 0
    for fields in asked.values():
        for side, people in flat.items():
            shown = [field for field in fields[side] if cells[side, field]["n"]]
            for one, other in combinations(shown, 2):
                both = [
                    (p[one], p[other]) for p in people if isinstance(p.get(one), int) and isinstance(p.get(other), int)
                ]
                if len(both) >= 3:
                    x, y = (np.array(values, float) - np.mean(values) for values in zip(*both, strict=True))
                    top, bottom, pairs = top + float(x @ y), bottom + float((x @ x) * (y @ y)) ** 0.5, pairs + 1
    return 0.5 if pairs < 10 or not bottom else min(1.0, max(0.0, _tenth(top / bottom)))


def _compared(cells: Mapping, fields: Mapping, noise: tuple[float, float]) -> dict:
    shown = {side: [cells[side, f] for f in own if cells[side, f]["n"]] for side, own in fields.items()}
    if any(len(own) < max(1, ceil(len(fields[side]) / 2)) for side, own in shown.items()):
        return {"reading": "too_few", "gap": dict.fromkeys(("value", "se", "df", "low", "high", "p", "q")), "sides": {}}
    means = {side: _tenth(sum(Fraction(sum(_ticks(c)), c["n"]) for c in own) / len(own)) for side, own in shown.items()}
    shares = {side: _share(own) for side, own in shown.items()}
    errors = [_error(own, noise) for own in shown.values()]
    value = round(means["prcs"] - means["partner"], 1)
    is_split = any(c["n"] >= 5 and _agreement(c["distribution"]) <= 0.2 for own in shown.values() for c in own)
    return {
        "gap": _gap(value, errors),
        "sides": {s: {"mean": means[s], "statements": len(shown[s]), "dont_know_share": shares[s]} for s in shown},
        "is_split": is_split,
    }


def _share(cells: list[dict]) -> float:
    unknown, rated = (sum(cell[name] for cell in cells) for name in ("dont_know", "n"))
    return unknown / (unknown + rated)


def _error(cells: list[dict], noise: tuple[float, float]) -> tuple[float, float]:
    """Return a side's squared error and its degrees of freedom."""
    s0, rho = noise
    sds = [((6 * s0 + (c["n"] - 1) * np.var(_ticks(c), ddof=1)) / (6 + c["n"] - 1)) ** 0.5 for c in cells]
    squared = (
        sum(
            (1.0 if i == j else rho) * sds[i] * sds[j] / max(cells[i]["n"], cells[j]["n"])
            for i in range(len(cells))
            for j in range(len(cells))
        )
        / len(cells) ** 2
    )
    return float(squared), 6 + float(np.mean([c["n"] for c in cells])) - 1


def _gap(value: float, errors: list[tuple[float, float]]) -> dict:
    from scipy.stats import t  # a second to import, in each process that collects tests

    (a, f), (b, g) = errors
    se, df = (a + b) ** 0.5, (a + b) ** 2 / (a**2 / f + b**2 / g)
    half = float(t.ppf(0.95, df)) * se
    p = float(2 * t.sf(abs(value) / se, df))
    return {"value": value, "low": value - half, "high": value + half, "level": 0.9, "se": se, "df": df, "p": p}


def _judge(found: dict) -> None:
    """Write q and the reading into every comparison."""
    from scipy.stats import false_discovery_control

    shown = [one for one in found.values() if one["gap"]["value"] is not None]
    for one, q in zip(shown, false_discovery_control([one["gap"]["p"] for one in shown]), strict=True):
        one["gap"]["q"] = float(q)
        one["reading"] = _reading(one["gap"], [side["mean"] for side in one["sides"].values()], one["is_split"])


def _reading(gap: dict, means: list[float], is_split: bool) -> str:
    if abs(gap["value"]) >= 0.5:
        return "clear_gap" if gap["q"] <= 0.1 else "possible_gap"
    if is_split:
        return "divided"
    if min(means) >= 4 or max(means) <= 3:
        return "both_high" if min(means) >= 4 else "both_low"
    return "alike" if gap["low"] >= -1 and gap["high"] <= 1 else "unsettled"


def _chance(gaps: list[dict]) -> dict:
    from scipy.stats import t

    expected = sum(2 * t.sf(0.45 / gap["se"], gap["df"]) for gap in gaps)
    return {"apart": sum(abs(gap["value"]) >= 0.5 for gap in gaps), "expected": int(expected + 0.5)}


def _agreement(counts: list[int]) -> float:
    """Return van der Eijk's A, layer by layer."""
    left, total, whole, points = list(counts), 0.0, sum(counts), len(counts)
    while any(left):
        height, pattern = min(c for c in left if c), [int(bool(c)) for c in left]
        filled = sum(pattern)
        triples = [tuple(pattern[i] for i in at) for at in combinations(range(points), 3)]
        tu, tdu = (sum(triple in kinds for triple in triples) for kinds in ({(1, 1, 0), (0, 1, 1)}, {(1, 0, 1)}))
        unimodal = 1.0
        if tu + tdu:
            unimodal = ((points - 2) * tu - (points - 1) * tdu) / ((points - 2) * (tu + tdu))
        layer = 1.0 if filled == 1 else 0.0 if not tu + tdu else unimodal * (1 - (filled - 1) / (points - 1))
        total += layer * height * filled / whole
        left = [c - height if c else 0 for c in left]
    return total


def _tenth(value: Fraction | float) -> float:
    exact = (
        Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(repr(value))
    )
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
