"""What names a version of a questionnaire. Apart from ``files``, so that naming one loads no YAML."""

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.wire import canonical_json, digest

VERSION_LENGTH = 12


def version_of(questionnaire: Questionnaire) -> str:
    """Return 12 hex digits of SHA-256 over all the questionnaire says, blind to comments and the order of keys."""
    return digest(canonical_json(questionnaire))[:VERSION_LENGTH]
