"""YAML text → tree, with limits; anchors, aliases and tags are refused, so the work is bounded by the file's length."""

from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import Event

from surveyapp.catalogue.building import TreeBuilder, place_of_mark
from surveyapp.catalogue.faults import START, FaultyQuestionnaireError, Report
from surveyapp.catalogue.tree import Node


def read_tree(text: str, report: Report) -> Node:
    """Return the tree of the one YAML document in ``text``; what can be skipped is reported and skipped.

    Raises:
        FaultyQuestionnaireError: ``text`` is not YAML, empty, too deep or too long.
    """
    builder = TreeBuilder(report)
    for event in _events(text, report):
        builder.take(event)
    if builder.root is None:
        report.add(START, "the file is empty; write a questionnaire")
        raise FaultyQuestionnaireError(report.faults)
    return builder.root


def _events(text: str, report: Report) -> Iterator[Event]:
    """Yield the parser's events; whatever it trips over becomes a fault and ends the reading."""
    place = START
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            yield event
            place = place_of_mark(event.end_mark)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        report.add(place_of_mark(mark) if mark else place, f"this is not YAML: {_trouble(error)}")
    except (YAMLError, ValueError, ArithmeticError, LookupError):
        # The scanner lets some of Python's own errors out, such as that of chr() for "\UFFFFFFFF".
        report.add(place, "this is not YAML: what follows cannot be read; look at its quotes and escapes")
    else:
        return
    raise FaultyQuestionnaireError(report.faults)


def _trouble(error: MarkedYAMLError) -> str:
    """Return what the parser met, while reading what, and where that began."""
    problem, context, begun = error.problem, error.context, error.context_mark
    where = f", {context} that begins in line {begun.line + 1}" if problem and context and begun else ""
    return f"{problem or context}{where}; look at quotes, colons and indentation"
