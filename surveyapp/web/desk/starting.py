"""The first three steps of an installation without reviews, and how far they have come."""

from typing import NamedTuple

from flask import g
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roles import Right
from surveyapp.store import finding, questionnaires
from surveyapp.store.finding import Which


class Started(NamedTuple):
    """What there is already, before the first review."""

    has_questionnaire: bool
    partners: int


def load_started(session: Session) -> Started | None:
    """Return how far the first steps have come, for who takes them."""
    if not g.staff.may(Right.RUN_REVIEWS):
        return None
    is_published = bool(questionnaires.list_organisation_types(session))
    return Started(is_published, finding.count_partners(session, Which(is_archived=False)))
