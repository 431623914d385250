"""The proof-reading sheet as a workbook: a sheet for the readers of each language, in its own direction."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.languages import Language, in_order
from surveyapp.core.text.shown import shown
from surveyapp.core.text.spreadsheets import WORKBOOK_OPTIONS
from surveyapp.reports.proof.sheet import Sentence, columns_for, list_sentences
from surveyapp.tokens import LIGHT

WIDTHS = {"code": 8, "side": 14, "where": 26, "remarks": 34}
_WIDTH_OF_WORDS = 52
_A4 = 9
_SET: Mapping[str, Mapping[str, object]] = {
    "rtl": {"reading_order": 2, "align": "right"},
    "ltr": {"reading_order": 1, "align": "left"},
}
"""How a cell is set in each direction."""

Formats = dict[tuple[str, str], Any]
"""Kind of cell and direction → its format."""


def make_proof_workbook(questionnaire: Questionnaire, *, reference: str) -> bytes:
    """Return the sheet as XLSX. ``reference`` names the version or the file on every printed page."""
    held = BytesIO()
    with Workbook(held, WORKBOOK_OPTIONS) as workbook:
        for reader in questionnaire.languages:
            sheet = workbook.add_worksheet(reader.own_name)
            if reader.direction == "rtl":
                sheet.right_to_left()
            _set_up(sheet, title=questionnaire.title.in_(reader), reference=reference)
            languages = in_order(reader, questionnaire.languages)
            _write(sheet, list_sentences(questionnaire, reader), languages=languages, formats=_formats(workbook))
    return held.getvalue()


def _set_up(sheet: Any, *, title: str, reference: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.set_header(f"&C{shown(title).replace('&', '&&')}")
    sheet.set_footer(f"&L{reference.replace('&', '&&')}&R&P / &N")


def _write(sheet: Any, sentences: list[Sentence], *, languages: Sequence[Language], formats: Formats) -> None:
    """Write the sheet of whoever reads the first of ``languages``: that language stands before the others."""
    reader, spoken = languages[0], {language.code: language for language in languages}
    columns = columns_for(reader, languages)
    for column, (name, heading) in enumerate(columns.items()):
        sheet.set_column(column, column, WIDTHS.get(name, _WIDTH_OF_WORDS))
        sheet.write_string(0, column, heading, formats["head", reader.direction])
        for row, sentence in enumerate(sentences, 1):
            words = sentence.text.in_(spoken[name]) if name in spoken else getattr(sentence, name, "")
            cell = formats["cell", spoken.get(name, reader).direction]
            sheet.write_string(row, column, shown(words), cell)
    sheet.autofilter(0, 0, len(sentences), len(columns) - 1)


def _formats(workbook: Any) -> Formats:
    plain = {"text_wrap": True, "valign": "top", "border": 1, "border_color": LIGHT["line"]}
    head = {**plain, "bold": True, "bg_color": LIGHT["tint"]}
    return {
        (name, direction): workbook.add_format({**kind, **set_so})
        for name, kind in {"cell": plain, "head": head}.items()
        for direction, set_so in _SET.items()
    }
