"""Where versions are used."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Round
from surveyapp.store import review_lists, rounds

Uses = Mapping[str, Mapping[Round, int]]
"""``slug@version`` → round → how many reviews of that round ask by it."""


def load_uses(session: Session) -> Uses:
    """Return in which rounds each version is used, the newest round first."""
    known, found = {one.id: one for one in rounds.list_rounds(session)}, dict[str, dict[Round, int]]()
    for version, round_id, count in review_lists.count_by_version(session):
        found.setdefault(version, {})[known[round_id]] = count
    return found


def is_demonstrated(uses: Uses) -> bool:
    """Say whether any of these rounds was invented."""
    return any(round_.is_demonstration for rounds in uses.values() for round_ in rounds)
