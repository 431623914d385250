"""A version as a file. What writes each is loaded when it is asked for: the web process starts without them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
    from surveyapp.reports.proof.workbook import make_proof_workbook  # noqa: PLC0415 - loads xlsxwriter

    return Made(make_proof_workbook(published.questionnaire, reference=str(published.version)), XLSX)


def _yaml(published: Published) -> Made:
    from surveyapp.catalogue.writing import source_of, to_document, to_yaml  # noqa: PLC0415 - loads ruamel.yaml

    document = to_document(published.questionnaire, source_language=source_of(published.questionnaire))
    comment = f"Published as {published.version}. The source language is no part of a version: correct it."
    return Made(to_yaml(document, comment=comment), YAML)


def _xlsform(published: Published, side: Side) -> Made:
    from surveyapp.catalogue.xlsform_files import write_xlsform  # noqa: PLC0415 - loads openpyxl and pydantic

    return Made(write_xlsform(published.questionnaire, side), XLSX)


FILES: Mapping[str, Callable[[Published], Made]] = {
    "proof.xlsx": _proof,
    "questionnaire.yaml": _yaml,
    "xlsform-prcs.xlsx": lambda published: _xlsform(published, Side.PRCS),
    "xlsform-partner.xlsx": lambda published: _xlsform(published, Side.PARTNER),
}
