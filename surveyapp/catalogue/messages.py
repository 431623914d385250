"""What pydantic found → sentences with a place and a way out."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from surveyapp.catalogue.faults import Report
from surveyapp.catalogue.tree import Node, Path, label, place_of, place_of_key
from surveyapp.core.text.languages import TABLE
from surveyapp.words.languages import english_name

_KEY_MARK = "[key]"
"""How pydantic says that the key itself is wrong."""

SHOWN_LIMIT = 40
"""Characters of a wrong value that a message repeats."""


def report_shape_errors(error: ValidationError, root: Node, report: Report) -> None:
    """Report every error of ``error`` at its place in the tree ``root``."""
    for details in error.errors(include_url=False):
        context = details.get("ctx", {})
        path = _path_of(details, context)
        is_about_key = details["type"] == "extra_forbidden" or details["loc"][-1:] == (_KEY_MARK,)
        place = place_of_key(root, path) if is_about_key else place_of(root, path)
        report.add(place, f"{label(root, path) or 'the file'}: {_sentence(details, context, path)}")


def _path_of(details: ErrorDetails, context: Mapping[str, Any]) -> Path:
    """Return pydantic's location without what stands for no key: the tag of a union, the mark of a key."""
    path = list(details["loc"])
    if path[-1:] == [_KEY_MARK]:
        path.pop()
    if path[0:1] == ["sections"] and path[2:3] == ["statements"]:
        del path[4:5]
    elif path[0:1] == ["closing"]:
        del path[2:3]
    tag = str(context.get("discriminator", "")).strip("'")
    return tuple(path + [key for key in (context.get("at"), tag) if key])


def _sentence(details: ErrorDetails, context: Mapping[str, Any], path: Path) -> str:
    """Return what is wrong and what to do."""
    value = details["input"]
    kind = "blank" if details["type"] == "string_type" and value is None else details["type"]
    language = english_name(str(path[-1])) if path and path[-1] in TABLE else None
    if kind in {"missing", "blank"} and language:
        return f"is {_STATES[kind]}; write the {language} text"
    if kind == "string_type" and isinstance(value, bool | int | float):
        return f"must be text, not {_shown(value)}; put it in quotes"
    sentence = _SENTENCES.get(kind, "{fallback}; change it")
    filling = {key: str(given).replace("'", "") for key, given in context.items()}
    return sentence.format(**filling, value=_shown(value), fallback=details["msg"])


def _shown(value: object) -> str:
    """Return ``value`` as the file's author knows it."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    text = _CONSTANTS.get(repr(value), str(value))
    shown = text if len(text) <= SHOWN_LIMIT else f"{text[:SHOWN_LIMIT]}…"
    return f'"{shown}"' if isinstance(value, str) else shown


_CONSTANTS = {"None": "nothing", "True": "true", "False": "false"}
_STATES = {"missing": "missing", "blank": "empty"}
_SENTENCES = {
    "refused": "{sentence}",
    "missing": "is missing; add it",
    "blank": "is empty; write the text",
    "extra_forbidden": "is not a key known here; correct its spelling or remove it",
    "string_type": "must be text, not {value}",
    "int_type": "must be a whole number, not {value}",
    "float_type": "must be a number, not {value}",
    "bool_type": "must be true or false, not {value}",
    "list_type": "must be a list, not {value}",
    "dict_type": "must be a table of keys, not {value}",
    "model_type": "must be a table of keys, not {value}",
    "model_attributes_type": "must be a table of keys, not {value}",
    "literal_error": "must be {expected}, not {value}",
    "union_tag_invalid": "must be one of {expected_tags}, not {tag}",
    "union_tag_not_found": "is missing; add it",
    "string_pattern_mismatch": "{value} cannot be a name; use a-z, 0-9 and _, a letter first, 60 at most",
    "string_too_long": "may have {max_length} characters at most; shorten it",
    "greater_than_equal": "must be {ge} or more, not {value}; raise it",
    "greater_than": "must be more than {gt}, not {value}; raise it",
    "less_than_equal": "must be {le} or less, not {value}; lower it",
    "less_than": "must be less than {lt}, not {value}; lower it",
    "too_short": "needs {min_length} or more; add what is missing",
    "too_long": "may have {max_length} at most; remove some",
}
"""One sentence for each of pydantic's error types that the shapes can raise."""
