"""Reading questionnaire files: the room's front door."""

from pydantic import ValidationError

from surveyapp.catalogue.characters import read_text
from surveyapp.catalogue.document import QuestionnaireShape
from surveyapp.catalogue.faults import FaultyQuestionnaireError, Report
from surveyapp.catalogue.messages import report_shape_errors
from surveyapp.catalogue.parsing import read_tree
from surveyapp.catalogue.references import check_references
from surveyapp.catalogue.tree import Node, to_plain
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.wire import canonical_json, digest

VERSION_LENGTH = 12


def read_questionnaire(data: bytes, *, name: str) -> Questionnaire:
    """Return the questionnaire that a file holds.

    Args:
        data: the file's bytes.
        name: what the file is called in faults.

    Raises:
        FaultyQuestionnaireError: with every fault that could be found in one go.
    """
    report = Report(name)
    root = read_tree(read_text(data, report), report)
    check_references(root, report)
    shape = _read_shape(root, report)
    if shape is None or report.faults:
        raise FaultyQuestionnaireError(report.faults)
    return shape.to_core()


def version_of(questionnaire: Questionnaire) -> str:
    """Return what names the questionnaire's wording: 12 hex digits, blind to comments and the order of keys."""
    return digest(canonical_json(questionnaire))[:VERSION_LENGTH]


def _read_shape(root: Node, report: Report) -> QuestionnaireShape | None:
    try:
        return QuestionnaireShape.model_validate(to_plain(root))
    except ValidationError as error:
        report_shape_errors(error, root, report)
        return None
