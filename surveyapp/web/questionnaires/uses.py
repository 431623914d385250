"""Where versions are used."""

from collections import Counter
from collections.abc import Iterable, Mapping

from surveyapp.core.conduct.review import Review, Round

Uses = Mapping[str, Mapping[Round, int]]
"""``slug@version`` → round → how many reviews of that round ask by it."""


def uses_of(reviews: Iterable[Review]) -> Uses:
    """Return in which rounds each version is used, in the order of ``reviews``."""
    found: dict[str, Counter[Round]] = {}
    for review in reviews:
        found.setdefault(review.questionnaire, Counter())[review.round] += 1
    return found


def is_demonstrated(uses: Uses) -> bool:
    """Say whether any of these rounds was invented."""
    return any(round_.is_demonstration for rounds in uses.values() for round_ in rounds)
