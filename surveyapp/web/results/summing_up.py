"""The summary, the overview and its numbers: what opens the page of results, and what both sides see once shared."""

from collections.abc import Callable
from typing import Any

from surveyapp.charts.comparison.rounds_view import RoundsView
from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.web.results import drawing
from surveyapp.web.results.frame import results_frame
from surveyapp.words.catalogue import say
from surveyapp.words.summary import has_answers, summary_words
from surveyapp.words.topics import WHOLE_ALONE, stands_alone


def summary_frame(
    review: Review,
    questionnaire: Questionnaire,
    result: ReviewResult,
    *,
    over: RoundsView | None,
    leads: Callable[[str], str],
    rounds_at: str = "",
) -> dict[str, Any]:
    """Return what the templates of the summary take.

    Args:
        review: closed.
        questionnaire: the version that was answered.
        result: released.
        over: its rounds beside each other, as far as the reader may see them.
        leads: the address that a topic's line leads to, by the topic's id.
        rounds_at: the address of what moved since the last round, where the reader may see more of it.
    """
    frame = results_frame(review, questionnaire, result)
    names = frame["names"]
    chart = drawing.review_chart(
        result, drawing.OVERVIEW, questionnaire=questionnaire, language=names.language, partner=review.partner.name
    )
    return frame | {
        "said": summary_words(result, questionnaire, names=names, moves=over.moves[-1] if over else None),
        "has_answers": has_answers(result),
        "chart": drawing.inline(chart),
        "leads": leads,
        "rounds_at": rounds_at,
        "whole_note": say(WHOLE_ALONE, names.language) if stands_alone(result) else "",
    }
