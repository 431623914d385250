"""A version as a file. What writes each is loaded when it is asked for: the web process starts without them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from surveyapp.core.sides import Side
from surveyapp.store.questionnaires import Published

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YAML = "application/yaml"


@dataclass(frozen=True, slots=True)
class Made:
    """A file."""

    data: bytes
    mimetype: str


def make_file(published: Published, name: str) -> Made | None:
    """Return the file called ``name``, or None when there is none."""
    make = FILES.get(name)
    return make(published) if make else None


def _proof(published: Published) -> Made:
    make = _load("reports.proof.workbook").make_proof_workbook
    return Made(make(published.questionnaire, reference=str(published.version)), XLSX)


def _yaml(published: Published) -> Made:
    writing = _load("catalogue.writing")
    document = writing.to_document(published.questionnaire, source_language=writing.source_of(published.questionnaire))
    comment = f"Published as {published.version}. The source language is no part of a version: correct it."
    return Made(writing.to_yaml(document, comment=comment), YAML)


def _xlsform(published: Published, side: Side) -> Made:
    return Made(_load("catalogue.xlsform_files").write_xlsform(published.questionnaire, side), XLSX)


FILES: Mapping[str, Callable[[Published], Made]] = {
    "proof.xlsx": _proof,
    "questionnaire.yaml": _yaml,
    "xlsform-prcs.xlsx": lambda published: _xlsform(published, Side.PRCS),
    "xlsform-partner.xlsx": lambda published: _xlsform(published, Side.PARTNER),
}


def _load(module: str) -> Any:
    return import_module(f"surveyapp.{module}")
