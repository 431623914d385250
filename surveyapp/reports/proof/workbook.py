"""The proof-reading sheet as a workbook: a sheet for the Arabic reader, right to left, and one for the English."""

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import EVERY, Language
from surveyapp.core.text.spreadsheets import WORKBOOK_OPTIONS
from surveyapp.reports.proof.sheet import COLUMNS, Sentence, list_sentences

SHEETS = {Language("ar"): "العربية", Language("en"): "English"}
WIDTHS = {"code": 8, "side": 14, "where": 26, "ar": 52, "en": 52, "remarks": 34}
_A4 = 9
_READING_ORDER = {Language("ar"): 2, Language("en"): 1}
_ALIGN = {Language("ar"): "right", Language("en"): "left"}
WORDS = frozenset(language.code for language in EVERY)
"""Columns that hold the sentences themselves, each written in its own direction."""

Formats = dict[tuple[str, Language], Any]


def make_proof_workbook(questionnaire: Questionnaire, *, reference: str) -> bytes:
    """Return the sheet as XLSX. ``reference`` names the version or the file on every printed page."""
    held = BytesIO()
    sentences = list_sentences(questionnaire)
    with Workbook(held, WORKBOOK_OPTIONS) as workbook:
        for language in EVERY:
            sheet = workbook.add_worksheet(SHEETS[language])
            if language == Language("ar"):
                sheet.right_to_left()
            _set_up(sheet, title=questionnaire.title.in_(language), reference=reference)
            _write(sheet, sentences, language=language, formats=_formats(workbook))
    return held.getvalue()


def _set_up(sheet: Any, *, title: str, reference: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.set_header(f"&C{without_controls(title).replace('&', '&&')}")
    sheet.set_footer(f"&L{reference.replace('&', '&&')}&R&P / &N")


def _write(sheet: Any, sentences: list[Sentence], *, language: Language, formats: Formats) -> None:
    """Write the reader's own language first."""
    others = [other.code for other in EVERY if other != language]
    names = ["code", "side", "where", language.code, *others, "remarks"]
    for column, name in enumerate(names):
        sheet.set_column(column, column, WIDTHS[name])
        sheet.write_string(0, column, COLUMNS[name].in_(language), formats["head", language])
        for row, sentence in enumerate(sentences, 1):
            words = without_controls(_cell(sentence, name, language))
            sheet.write_string(row, column, words, formats["cell", Language(name) if name in WORDS else language])
    sheet.autofilter(0, 0, len(sentences), len(names) - 1)


def _cell(sentence: Sentence, name: str, language: Language) -> str:
    if name in WORDS:
        return sentence.text.in_(Language(name))
    if name == "remarks":
        return ""
    held = getattr(sentence, name)
    return held if isinstance(held, str) else str(held.in_(language))


def _formats(workbook: Any) -> Formats:
    plain = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#B9C3CD"}
    head = {**plain, "bold": True, "bg_color": "#E6EDF4"}
    return {
        (name, language): workbook.add_format(
            {**kind, "reading_order": _READING_ORDER[language], "align": _ALIGN[language]}
        )
        for name, kind in {"cell": plain, "head": head}.items()
        for language in EVERY
    }
