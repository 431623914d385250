"""What a notice may promise: from how many people on what is shown of a side, by a review's own rules."""

from dataclasses import dataclass

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.release.disclosure import limits_in_force


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a side whose people answer for themselves; ``tests/core/test_notice.py`` holds it to results.

    From ``details_from`` people on, statements and comments are shown; from ``averages_from`` on, broad averages (None
    where nobody is between the two). A statement is shown when ``rated_by`` people rated it, with the count of each
    answer where ``has_counts``. ``groups_of`` is the least size of a group by role or place, None without groups.
    """

    averages_from: int | None
    details_from: int
    rated_by: int
    groups_of: int | None
    has_counts: bool

    @property
    def anything_from(self) -> int:
        """Return the number of people below which nothing but that number is shown."""
        return self.averages_from or self.details_from


def shown_by(policy: Policy, thresholds: Thresholds) -> Shown:
    """Return what ``policy`` shows of a side under ``thresholds``.

    Source:
        docs/method.md, section 7.
    """
    limits, is_standard = limits_in_force(thresholds, policy), policy is Policy.STANDARD
    has_averages = is_standard and limits.min_side < limits.min_detail
    return Shown(
        averages_from=limits.min_side if has_averages else None,
        details_from=limits.min_detail,
        rated_by=limits.min_side,
        groups_of=limits.min_cell if is_standard else None,
        has_counts=is_standard,
    )
