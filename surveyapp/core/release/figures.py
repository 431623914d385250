"""Counts made into cells, before anybody asks whether they may be shown."""

from collections.abc import Mapping

from surveyapp.core.instrument.scale import Answer, NonAnswer, Scale
from surveyapp.core.method.agreement import agreement
from surveyapp.core.method.cells import points_mean
from surveyapp.core.results import ClosingCell, StatementCell


def distribution(counts: Mapping[Answer | None, int], scale: Scale) -> tuple[int, ...]:
    """Return how many people ticked each point of ``scale`` (length K), in the statement's own wording."""
    return tuple(counts.get(point.value, 0) for point in scale.points)


def scored(counts: Mapping[Answer | None, int]) -> int:
    """Return how many people ticked a point of the scale."""
    return sum(count for answer, count in counts.items() if isinstance(answer, int))


def statement_cell(counts: Mapping[Answer | None, int], *, scale: Scale, is_reverse: bool) -> StatementCell:
    """Return everything that can be said of one side's answers to one rating.

    Args:
        counts: how many people gave each answer, as ticked.
        scale: points 1–K.
        is_reverse: whether the statement is worded the other way round. The distribution keeps the wording; mean and
            favourable are those of the reversed scores.

    Returns:
        Mean (1–K) and agreement (-1 to 1) are None when nobody ticked a point; favourable counts people.
    Source:
        docs/method.md, sections 2 and 4.
    """
    ticked = distribution(counts, scale)
    scores = ticked[::-1] if is_reverse else ticked
    average = points_mean(scores)
    return StatementCell(
        n=sum(ticked),
        mean=None if average is None else float(average),
        distribution=ticked,
        favourable=sum(scores[scale.favourable_min - 1 :]),
        dont_know=counts.get(NonAnswer.DONT_KNOW, 0),
        not_applicable=counts.get(NonAnswer.NOT_APPLICABLE, 0),
        skipped=counts.get(None, 0),
        agreement=agreement(ticked),
    )


def closing_cell(counts: Mapping[Answer | None, int], scale: Scale) -> ClosingCell:
    """Return one side's answers to a closing rating; mean (1–K) is None when nobody ticked a point.

    Source:
        docs/method.md, section 2.
    """
    ticked = distribution(counts, scale)
    average = points_mean(ticked)
    return ClosingCell(sum(ticked), None if average is None else float(average), ticked)
