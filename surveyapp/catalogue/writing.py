"""Core types → the questionnaire file that says the same: what ``document`` reads, the other way round."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from surveyapp.catalogue.remarks import without_idle
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.languages import TABLE, Language, nearest
from surveyapp.core.wire import to_plain
from surveyapp.words.catalogue import SOURCE

SCHEMA = "partnership-questionnaire/1"
WIDTH = 120
"""Columns after which a long sentence goes on in the next line."""

Document = dict[str, Any]
"""A file's tables, lists and values, nested as the file nests them."""

_INTERVAL = ("level", "sd_floor", "min_n")


def to_document(questionnaire: Questionnaire, *, source_language: Language) -> Document:
    """Return all that a file says of ``questionnaire``; its source language, which no version holds, is given."""
    plain: Document = to_plain(questionnaire)
    scoring = plain["scoring"]
    document = {
        "schema": SCHEMA,
        "id": plain.pop("slug"),
        "source_language": source_language.code,
        **plain,
        "terms": {side: {"Other": one["capitalised"], "other": one["plain"]} for side, one in plain["terms"].items()},
        "scales": {name: _without(scale, "id") for name, scale in plain["scales"].items()},
        "scoring": {"interval": {name: scoring.pop(name) for name in _INTERVAL}, **scoring},
        "sections": [_section(section) for section in plain["sections"]],
        "closing": [{"id": one["id"], "type": one["kind"], **_without(one, "kind")} for one in plain["closing"]],
    }
    written: Document = without_idle(document)
    return written


def source_of(questionnaire: Questionnaire) -> Language:
    """Return the language that a version is taken to be translated from: that of the app's own sentences, if it can."""
    return Language(nearest(SOURCE, questionnaire.languages))


def to_yaml(document: Document, *, comment: str = "") -> bytes:
    """Return the file, ``comment`` at its head; every sentence stands in quotes, so that none is taken for a number."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    written = BytesIO()
    yaml.dump(_quoted(document), written)
    return "".join(f"# {line}\n" for line in comment.splitlines()).encode() + written.getvalue()


def is_text(value: object) -> bool:
    """Say whether ``value`` is one sentence by language."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(code in TABLE and isinstance(value[code], str) for code in value)
    )


def _quoted(value: Any) -> Any:
    if is_text(value):
        return {language: DoubleQuotedScalarString(text) for language, text in value.items()}
    if isinstance(value, Mapping):
        return {key: _quoted(held) for key, held in value.items()}
    return [_quoted(held) for held in value] if isinstance(value, list) else value


def _section(section: Document) -> Document:
    statements = [{"id": one["id"], "kind": one["kind"], **_statement(one)} for one in section["statements"]]
    return {**_without(section, "part"), "statements": statements}


def _statement(statement: Document) -> Document:
    return statement if statement["reverse"] else _without(statement, "reverse")


def _without(table: Document, name: str) -> Document:
    """Return ``table`` without the key ``name``, and without what is not given."""
    return {key: value for key, value in table.items() if key != name and value is not None}
