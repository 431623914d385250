"""What both sides see of a review once it is shared, and before that the page that asks whether to share it."""

from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.store.actions import get_meeting
from surveyapp.store.earlier import find_kept
from surveyapp.store.results import get_result
from surveyapp.web.i18n import current_language
from surveyapp.web.results.kept import told_of
from surveyapp.web.results.over_time import load_shared_rounds
from surveyapp.web.results.summing_up import summary_frame
from surveyapp.words.actions import STATUSES
from surveyapp.words.agreed import agreed_scores


def shared_frame(session: Session, review: Review, questionnaire: Questionnaire) -> dict[str, Any]:
    """Return what ``results/shared.html`` takes: what staff see of the summary, and what was agreed.

    A topic's line leads to its numbers further down.
    """
    summary = summary_frame(
        review,
        questionnaire,
        get_result(session, review.id),
        over=load_shared_rounds(session, review, language=current_language()),
        leads="#topic-{}".format,
    )
    kept = find_kept(session, review)
    return summary | {
        "kept": get_meeting(session, review.id),
        "status_names": STATUSES,
        "agreed_scores": partial(agreed_scores, summary["names"]),
        "told": told_of(kept, review, questionnaire) if kept else None,
    }
