"""Typst: a template of ours and data make a tagged PDF, the same bytes every time.

Data travels as JSON, cleaned of what hides, and never becomes markup; a template sees its own folder and our fonts,
and nothing else. A letter that no font has is printed as its number, and named at the foot of its page.
"""

import json
import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from surveyapp.core.text.languages import TABLE, Language
from surveyapp.core.text.shown import shown_in
from surveyapp.fonts import letters
from surveyapp.words.catalogue import marked, say

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
ACCESSIBLE: "typst.PDFStandard" = "ua-1"

_UNPRINTED = marked("Characters that none of our fonts has:")

_log = logging.getLogger(__name__)


def make_pdf(template: str, data: Mapping[str, object]) -> bytes:
    """Return the PDF that ``template`` makes of ``data``, as PDF/UA-1.

    Raises:
        typst.TypstError: the template is at fault.
    """
    import typst  # noqa: PLC0415 - the web starts without it

    from surveyapp.reports.extraction import mend_extraction  # noqa: PLC0415 - nor with what this needs

    try:
        pdf, warnings = compile_pdf(template, data, standards=[ACCESSIBLE])
    except typst.TypstError as error:
        _log.warning("%s is made without PDF/UA: %s", template, error.message)
        pdf, warnings = compile_pdf(template, data, standards=[])
    for warning in warnings:
        _log.warning("%s: %s", template, warning)
    return mend_extraction(pdf)


def compile_pdf(
    template: str, data: Mapping[str, object], *, standards: list["typst.PDFStandard"]
) -> tuple[bytes, list[str]]:
    """Return the PDF as Typst writes it, and what Typst warned of.

    Raises:
        typst.TypstError: the template is at fault, or ``standards`` do not allow what stands in the data.
    """
    import typst  # noqa: PLC0415 - the web starts without it

    pdf, warnings = typst.compile_with_warnings(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=_inputs(data),
        pdf_standards=standards,
    )
    return pdf, [warning.message for warning in warnings]


def _inputs(data: Mapping[str, object]) -> dict[str, str]:
    """Return what templates are told: the data, the fonts, and which numbers in the data stand for letters."""
    text = letters.with_numbers(json.dumps(shown_in(data), ensure_ascii=False))
    told = {code: say(_UNPRINTED, Language(code)) for code in TABLE}
    unprinted = {"names": letters.numbers_in(text), "told": told}
    return {"data": text, "fonts": json.dumps(letters.families()), "unprinted": json.dumps(unprinted)}


@lru_cache(maxsize=1)
def _fonts() -> "typst.Fonts":
    import typst  # noqa: PLC0415 - the web starts without it

    folders = [str(folder) for folder in letters.folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
