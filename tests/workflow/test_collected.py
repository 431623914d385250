"""What Kobo and ODK export from our XLSForm is what an import reads, whichever way they were asked to write it."""

from dataclasses import replace

import pytest

from surveyapp.catalogue.columns import check_form, form_mark, xlsform_name
from surveyapp.catalogue.table_faults import FaultyTableError, TableReport
from surveyapp.catalogue.tables import read_table
from surveyapp.catalogue.versions import version_of
from surveyapp.catalogue.xlsform_files import write_xlsform
from surveyapp.core.answers import AnswerSheet
from surveyapp.core.draft import from_sheet
from surveyapp.core.pages import form_pages
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.workflow.demonstrating import CASTS, demonstration_sheets
from surveyapp.workflow.importing import read_sheets
from tests.catalogue.filled import to_csv, to_xlsx
from tests.catalogue.xlsforms import Form

SIDE = Side.PARTNER
KOBO = {"start": "2026-11-25T10:00:00.000+02:00", "end": "2026-11-25T10:12:00.000+02:00"}
KOBO |= dict.fromkeys(("__version__", "_id", "_uuid", "_submission_time", "_validation_status", "_index"), "x")
CENTRAL = dict.fromkeys(("SubmissionDate", "meta-instanceID", "meta-instanceName", "KEY", "SubmitterID"), "x")
CENTRAL |= dict.fromkeys(("SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status"), "x")
CENTRAL |= dict.fromkeys(("ReviewState", "DeviceID", "Edits", "FormVersion"), "x")


@pytest.fixture(scope="module")
def form(questionnaire: Questionnaire) -> Form:
    return Form(write_xlsform(questionnaire, SIDE))


@pytest.fixture(scope="module")
def sheets(questionnaire: Questionnaire) -> list[AnswerSheet]:
    """Return what five people answered, their topics in the order of the form."""
    topics = [section.id for section in questionnaire.sections]
    made = demonstration_sheets(questionnaire, "collected", cast=CASTS[0], side=SIDE)
    return [replace(sheet, priorities=tuple(sorted(sheet.priorities, key=topics.index))) for sheet in made]


@pytest.fixture(scope="module")
def people(questionnaire: Questionnaire, form: Form, sheets: list[AnswerSheet]) -> list[dict[str, str]]:
    """Return what each person answered, by the form's own names, a yes or no under each text."""
    pages = form_pages(questionnaire, SIDE)
    known = {path[-1] for path in form.paths}
    people = []
    for sheet in sheets:
        draft = from_sheet(sheet, pages)
        answers = form.calculated()
        for page in pages:
            for field in page.fields:
                value = draft.values(page).get(field.name, "")
                name = xlsform_name(page, field)
                assert name in known
                if field.kind == "share":
                    value = (value or "n") if draft.values(page).get(field.name.removesuffix(".share")) else ""
                answers[name] = value if isinstance(value, str) else " ".join(reversed(value))
        people.append(answers)
    return people


def read(data: bytes, questionnaire: Questionnaire, *, side: Side = SIDE) -> list[AnswerSheet]:
    report = TableReport("export")
    table = read_table(data, report)
    check_form(table, form_mark(f"{questionnaire.slug}@{version_of(questionnaire)}", side), report)
    return read_sheets(table, form_pages(questionnaire, side), side, report=report)


@pytest.mark.parametrize("split", ["both", "summary", "details"])
@pytest.mark.parametrize(
    ("separator", "added"),
    [
        pytest.param(None, KOBO, id="Kobo"),
        pytest.param("/", KOBO, id="Kobo with groups"),
        pytest.param(None, {**CENTRAL, "instanceID": "x"}, id="ODK without groups"),
        pytest.param("-", CENTRAL, id="ODK"),
    ],
)
def test_exports_are_read(
    form: Form, people, sheets, questionnaire: Questionnaire, separator: str | None, added: dict, split: str
) -> None:
    rows = form.export(people, separator=separator, added=added, split=split)
    assert read(to_csv(rows, separator=";"), questionnaire) == sheets
    assert read(to_xlsx(rows, name="استعراض الشراكة"), questionnaire) == sheets


def test_the_other_sides_export_is_refused(form: Form, people, questionnaire: Questionnaire) -> None:
    rows = form.export(people, separator="/", added=KOBO, split="both")
    with pytest.raises(FaultyTableError) as caught:
        read(to_csv(rows), questionnaire, side=SIDE.opposite)
    assert len(str(caught.value).splitlines()) == len(people)
    assert '"partner:code-of-good-partnership@' in str(caught.value)


def test_an_export_with_labels_is_refused_and_says_what_to_do(form: Form, people, questionnaire: Questionnaire) -> None:
    rows = form.export(people, separator="/", added=KOBO, split="both")
    labels = [f"Question {number}" for number in range(len(rows[0]))]
    with pytest.raises(FaultyTableError, match="must have XML names, not labels, as headings"):
        read(to_csv([labels, *rows[1:]]), questionnaire)
