"""What stands in a questionnaire file, is no fault, and does nothing: named, so that nobody waits for it to show."""

from surveyapp.catalogue.faults import Report
from surveyapp.catalogue.tree import EACH, Leaf, Node, find_all, label, node_at, place_of, place_of_key
from surveyapp.core.instrument.questionnaire import CUT_BY

NOTICE = "privacy_notice"


def report_idle(root: Node, report: Report) -> None:
    """Report profile questions that no figure is made of, and a notice of the file's own."""
    for path, node in find_all(root, ("profile", EACH, "id")):
        if isinstance(node, Leaf) and node.value not in CUT_BY:
            sentence = "no figure is made of this question, so no form asks it; remove it"
            report.add(place_of(root, path), f"{label(root, path[:-1])}: {sentence}")
    if node_at(root, (NOTICE,)) is not None:
        sentence = "is shown nowhere: what people are told follows from each review's own rules; remove it"
        report.add(place_of_key(root, (NOTICE,)), f"{NOTICE}: {sentence}")
