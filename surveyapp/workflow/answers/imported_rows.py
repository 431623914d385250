"""The cells of a table's rows → sheets; what cannot be taken is reported by row and column."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from surveyapp.catalogue.cells import CellError, Missing, is_missing, join_choices, read_cell, read_missing
from surveyapp.catalogue.columns import Columns, Key, Meaning, headings_of
from surveyapp.catalogue.rows import TableRow
from surveyapp.catalogue.table_faults import TableReport, quoted
from surveyapp.core.errors import Code
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.form.draft import Draft, to_sheet
from surveyapp.core.form.pages import ChoicesField, Page, Value
from surveyapp.core.sides import Side

Values = Mapping[Key, Value]


def is_heading(row: TableRow, columns: Columns) -> bool:
    """Say whether the row repeats the questions under the columns' names, as the empty table has them."""
    filled = [(meaning, cell) for meaning, cell in zip(columns, row.cells, strict=True) if meaning and cell]
    return bool(filled) and all(cell in headings_of(meaning.field) for meaning, cell in filled)


class RowReader:
    """Turns the rows of one table into sheets. ``missing`` is what signs for no answer stand for, if known."""

    def __init__(
        self, columns: Columns, pages: Sequence[Page], side: Side, *, report: TableReport, missing: Missing | None
    ) -> None:
        self._columns = [(number, meaning) for number, meaning in enumerate(columns, start=1) if meaning]
        self._pages, self._side, self._report, self._missing = pages, side, report, missing
        choices = [(n, one, one.field) for n, one in self._columns if isinstance(one.field, ChoicesField)]
        self._choices = {one.key[:2]: (n, one, field) for n, one, field in reversed(choices)}.values()
        self._unsaid: list[tuple[int, int, Meaning, str]] = []

    def read(self, row: TableRow) -> AnswerSheet | None:
        """Return the sheet that ``row`` holds, without what is reported to be wrong in it; None without an answer.

        A sign for no answer makes nobody's form an answered one, whatever it stands for.
        """
        unsaid = [(n, one) for n, one in self._columns if row.cells[n - 1] and is_missing(row.cells[n - 1], one.field)]
        values = self._values(row, passed_over={number for number, _ in unsaid})
        sheet = self._sheet(values)
        self._unsaid += [(row.number, number, meaning, row.cells[number - 1]) for number, meaning in unsaid]
        if sheet.is_blank or self._missing is None:
            return None if sheet.is_blank else sheet
        return self._sheet({**{one.key: read_missing(one.field, self._missing) for _, one in unsaid}, **values})

    def report_unsaid(self) -> None:
        """Report signs for no answer, in one sentence, unless it is known what they stand for."""
        if self._unsaid and self._missing is None:
            row, column, meaning, text = self._unsaid[0]
            sentence = f"{quoted(text)} and the like stand in {len(self._unsaid)} cells, and may mean two things"
            ways = f"--na-means {Missing.SKIPPED} or --na-means {Missing.NOT_APPLICABLE} says which"
            self._report.add(row, column, name=meaning.place, message=f"{sentence}; {ways}", code=Code.SIGNS_UNCLEAR)

    def _sheet(self, values: Values) -> AnswerSheet:
        draft = Draft()
        for page in self._pages:
            draft = draft.with_changes(page, {f.name: values.get((page.id, f.name, None), "") for f in page.fields})
        return to_sheet(draft, self._pages, self._side)

    def _values(self, row: TableRow, *, passed_over: set[int]) -> dict[Key, Value]:
        values: dict[Key, Value] = {}
        for number, meaning in self._columns:
            cell = row.cells[number - 1]
            if cell and number not in passed_over:
                with self._noting(row, number, meaning):
                    values[meaning.key] = read_cell(meaning.field, cell, option=meaning.option)
        for number, meaning, field in self._choices:
            page, name, _ = meaning.key
            with self._noting(row, number, meaning):
                apart = [values[page, name, one.key] for one in field.options if (page, name, one.key) in values]
                values[page, name, None] = join_choices(field, values.get((page, name, None), ()), apart)
        return values

    @contextmanager
    def _noting(self, row: TableRow, number: int, meaning: Meaning) -> Iterator[None]:
        try:
            yield
        except CellError as error:
            self._report.add(row.number, number, name=meaning.place, message=str(error), code=Code.NOT_AN_ANSWER)
