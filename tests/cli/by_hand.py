"""The figures of a review worked out apart from the app, with NumPy and SciPy, from the method's text alone."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import numpy as np

FIELD = {
    ("prcs", "prcs"): "self",
    ("prcs", "partner"): "other",
    ("partner", "prcs"): "other",
    ("partner", "partner"): "self",
}


def hand_worked(questionnaire: Any, sheets: Mapping[str, Sequence[Any]]) -> dict:
    """Return expected figures by (section, facet), (section, "overall") and (statement, facet, side)."""
    flat = {
        side.value: [{f"{k.statement}.{k.about}": v for k, v in sheet.ratings.items()} for sheet in people]
        for side, people in sheets.items()
    }
    found: dict = {}
    for section in questionnaire.sections:
        names = {
            (side, facet): _fields(section, side, facet) for side in flat for facet in ("prcs", "partner", "joint")
        }
        for facet in ("prcs", "partner", "joint"):
            found[section.id, facet] = _compared({side: (flat[side], names[side, facet]) for side in flat})
            for statement in section.statements:
                for side, people in flat.items():
                    for field in names[side, facet]:
                        if field.startswith(statement.id + "."):
                            found[statement.id, facet, side] = _cell(people, field)
        whole = {
            side: (flat[side], [f for facet in ("prcs", "partner", "joint") for f in names[side, facet]])
            for side in flat
        }
        found[section.id, "overall"] = _compared(whole)
    return found


def _fields(section: Any, side: str, facet: str) -> list[str]:
    if facet == "joint":
        return [f"{s.id}.joint" for s in section.statements if s.kind == "joint"]
    return [f"{s.id}.{FIELD[side, facet]}" for s in section.statements if s.kind == "mirrored"]


def _compared(sides: dict) -> dict:
    scores = {side: _scores(*given) for side, given in sides.items()}
    shares = {side: _dont_know(*given) for side, given in sides.items()}
    if min(len(s) for s in scores.values()) < 3:
        return {"reading": "too_few", "gap": dict.fromkeys(("value", "low", "high"))} | {side: {} for side in sides}
    x, y = scores["prcs"], scores["partner"]
    gap = float(np.mean(x) - np.mean(y))
    a, b = (max(float(np.std(s, ddof=1)), 0.25) ** 2 / len(s) for s in (x, y))
    df = (a + b) ** 2 / (a**2 / (len(x) - 1) + b**2 / (len(y) - 1))
    from scipy.stats import t  # a second to import, in each process that collects tests

    half = float(t.ppf(0.95, df)) * (a + b) ** 0.5
    delta = float(np.mean([np.sign(p - q) for p in x for q in y]))
    figures = {"value": gap, "low": gap - half, "high": gap + half, "df": df, "level": 0.9, "cliffs_delta": delta}
    figures["hodges_lehmann"] = float(np.median([p - q for p in x for q in y]))
    sides_found = {
        side: {"n": len(s), "mean": float(np.mean(s)), "sd": float(np.std(s, ddof=1)), "dont_know_share": shares[side]}
        for side, s in scores.items()
    }
    return {"gap": figures, "reading": _reading(figures, sides_found)} | sides_found


def _reading(gap: dict, sides: dict) -> str:
    means = [s["mean"] for s in sides.values()]
    if max(s["dont_know_share"] for s in sides.values()) >= 0.3:
        return "unseen"
    if abs(gap["value"]) >= 0.5:
        return "gap" if gap["low"] > 0 or gap["high"] < 0 else "gap_unclear"
    if min(means) >= 4:
        return "shared_strength"
    return "shared_concern" if max(means) <= 3 else "similar"


def _scores(people: list[dict], fields: list[str]) -> list[float]:
    given = [[p[f] for f in fields if isinstance(p.get(f), int)] for p in people]
    return [sum(g) / len(g) for g in given if g and len(g) >= ceil(len(fields) / 2)]


def _dont_know(people: list[dict], fields: list[str]) -> float:
    answers = [p.get(f) for p in people for f in fields]
    unknown, scored = answers.count("dk"), sum(isinstance(a, int) for a in answers)
    return unknown / (unknown + scored)


def _cell(people: list[dict], field: str) -> dict:
    answers = [p.get(field) for p in people]
    points = [a for a in answers if isinstance(a, int)]
    counts = [points.count(v) for v in range(1, 6)]
    if len(points) < 3:
        return {"n": None, "mean": None, "distribution": None}
    return {
        "n": len(points),
        "mean": sum(points) / len(points),
        "distribution": counts,
        "favourable": counts[3] + counts[4],
        "dont_know": answers.count("dk"),
        "not_applicable": answers.count("na"),
        "skipped": answers.count(None),
    }
