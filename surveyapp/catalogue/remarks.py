"""What stands in a questionnaire file, is no fault, and does nothing: named, so that nobody waits for it to show."""

from collections.abc import Mapping
from typing import Any

from surveyapp.catalogue.faults import Report
from surveyapp.catalogue.tree import EACH, Leaf, Node, Path, find_all, label, place_of, place_of_key
from surveyapp.core.instrument.questionnaire import CUT_BY

_OWN_WORDS = "pages and prints say it in words of the app's own"
IDLE: Mapping[Path, str] = {
    ("privacy_notice",): "what people are told follows from each review's own rules",
    **{
        ("labels", name): _OWN_WORDS
        for name in ("optional", "required", "progress", "people_answered", "gap", "favourable", "dont_know_rate")
    },
    ("scales", EACH, "unfavourable_max"): "no figure is made of it",
    ("meeting_form", "agreed_score"): _OWN_WORDS,
}
"""Keys of earlier files that nothing reads any more, and why. A version that holds them keeps them, and its name."""


def report_idle(root: Node, report: Report) -> None:
    """Report profile questions that no figure is made of, and what nothing shows."""
    for path, node in find_all(root, ("profile", EACH, "id")):
        if isinstance(node, Leaf) and node.value not in CUT_BY:
            sentence = "no figure is made of this question, so no form asks it; remove it"
            report.add(place_of(root, path), f"{label(root, path[:-1])}: {sentence}")
    for pattern, why in IDLE.items():
        for path, _ in find_all(root, pattern):
            report.add(place_of_key(root, path), f"{label(root, path)}: is shown nowhere: {why}; remove it")


def without_idle(plain: Any) -> Any:
    """Return a file's tables, lists and values without what nothing reads."""
    for path in IDLE:
        plain = _without(plain, path)
    return plain


def _without(plain: Any, path: Path) -> Any:
    """Return ``plain`` without what stands at ``path``, of which no part is an item of a list."""
    if not isinstance(plain, dict):
        return plain
    first, *rest = path
    if not rest:
        return {key: held for key, held in plain.items() if key != first}
    return {key: _without(held, tuple(rest)) if first in (EACH, key) else held for key, held in plain.items()}
