"""Publishing a version of a questionnaire."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.catalogue.versions import version_of
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.store import audit
from surveyapp.store.questionnaires import Version, put_version


def publish(session: Session, questionnaire: Questionnaire, *, now: datetime) -> Version:
    """Store an immutable version; publishing the same content again gives the same version."""
    version = put_version(session, questionnaire, version=version_of(questionnaire), now=now)
    audit.record(session, "questionnaire.published", questionnaire=str(version))
    return version
