"""What Kobo and ODK export from our XLSForm is what an import reads, whichever way they were asked to write it."""

from dataclasses import replace

import pytest

from surveyapp.catalogue.cells import Missing, labelled
from surveyapp.catalogue.columns import form_mark, meanings, question_of, words_of, xlsform_name
from surveyapp.catalogue.headings import check_form
from surveyapp.catalogue.table_faults import FaultyTableError, TableReport, column_letters
from surveyapp.catalogue.tables import read_table
from surveyapp.catalogue.versions import version_of
from surveyapp.catalogue.xlsform_files import write_xlsform
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.form.draft import from_sheet
from surveyapp.core.form.pages import ChoiceField, RatingField, form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.scale import NonAnswer
from surveyapp.core.sides import About, PromptKey, Side
from surveyapp.workflow.answers.judging import Choice, Decisions, Doubt, read_sheets
from surveyapp.workflow.answers.recognising import Memory
from surveyapp.workflow.demonstrating.inventing import CASTS, demonstration_sheets
from tests.catalogue.filled import to_csv, to_xlsx
from tests.catalogue.xlsforms import Form
from tests.languages import BOTH

SIDE = Side.PARTNER
KOBO = {"start": "2026-11-25T10:00:00.000+02:00", "end": "2026-11-25T10:12:00.000+02:00"}
KOBO |= dict.fromkeys(("__version__", "_submission_time", "_validation_status", "_notes", "_tags"), "x")
KOBO |= {"_id": "{n}", "_uuid": "a-{n}", "meta/rootUuid": "a-{n}", "_index": "{n}", "formhub/uuid": "b"}
CENTRAL = dict.fromkeys(("SubmissionDate", "meta-instanceName", "SubmitterID"), "x")
CENTRAL |= dict.fromkeys(("meta-instanceID", "KEY"), "uuid:a-{n}")
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


def read(
    data: bytes,
    questionnaire: Questionnaire,
    *,
    side: Side = SIDE,
    rules: Decisions = Decisions(),  # noqa: B008 - frozen
) -> list[AnswerSheet]:
    report = TableReport("export")
    table = read_table(data, report)
    check_form(table, form_mark(f"{questionnaire.slug}@{version_of(questionnaire)}", side), report)
    memory = Memory(b"key")
    taken = read_sheets(table, form_pages(questionnaire, side), side, report=report, memory=memory, rules=rules)
    return list(taken.sheets)


def said_of(rows: list[list[str]], questionnaire: Questionnaire) -> list[str]:
    with pytest.raises(FaultyTableError) as caught:
        read(to_csv(rows), questionnaire)
    return str(caught.value).splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("split", ["both", "summary", "details"])
@pytest.mark.parametrize(
    ("separator", "added"),
    [
        pytest.param(None, KOBO, id="Kobo"),
        pytest.param("/", KOBO, id="Kobo with groups"),
        pytest.param(None, {**CENTRAL, "instanceID": "uuid:a-{n}"}, id="ODK without groups"),
        pytest.param("-", CENTRAL, id="ODK"),
    ],
)
@pytest.mark.alike(4)
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
    known = dict(meanings(form_pages(questionnaire, SIDE)))
    for language in BOTH:
        named = [(name, known.get(words_of(name))) for name in rows[0]]
        asked = {name: question_of(one.field, questionnaire.languages).in_(language) for name, one in named if one}
        labels = [f"{one.page.id}/{asked[name]}" if one else name for name, one in named]
        assert said_of([labels, *rows[1:]], questionnaire) == [
            "export: row 1: the columns are named by the questions' words; export anew with XML values and headers, or"
            " take the table of `flask responses template`"
        ]


def test_an_export_with_the_words_of_options_is_read(form: Form, people, sheets, questionnaire: Questionnaire) -> None:
    """Ona and others write them under XML names where one asks for labels."""
    known = dict(meanings(form_pages(questionnaire, SIDE)))
    rows = form.export(people, separator="/", added=KOBO, split="both")
    fields = [one and one.field for one in (known.get(words_of(name)) for name in rows[0])]
    words = [dict(labelled(field)) if isinstance(field, RatingField | ChoiceField) else {} for field in fields]
    for language in BOTH:
        said = [
            [of[cell].in_(language) if cell in of else cell for of, cell in zip(words, row, strict=True)]
            for row in rows[1:]
        ]
        assert said != rows[1:]
        assert read(to_csv([rows[0], *said]), questionnaire) == sheets


@pytest.mark.parametrize("separator", ["|", "::", " - ", "_", ".", "\\"])
def test_groups_may_be_joined_as_one_likes(
    form: Form, people, sheets, questionnaire: Questionnaire, separator: str
) -> None:
    rows = form.export(people, separator=separator, added=KOBO, split="both")
    assert read(to_csv(rows, separator=";"), questionnaire) == sheets


def test_a_group_may_have_been_renamed(form: Form, people, sheets, questionnaire: Questionnaire) -> None:
    rows = form.export(people, separator="/", added=KOBO, split="both")
    names = [name.replace("integrity/", "group_ab1cd/").replace("closing/", "end/") for name in rows[0]]
    assert read(to_csv([names, *rows[1:]]), questionnaire) == sheets


def test_what_excel_and_titles_put_above_the_names(form: Form, people, sheets, questionnaire: Questionnaire) -> None:
    rows = form.export(people, separator="/", added=KOBO, split="both")
    assert read(b"\xef\xbb\xbfsep=;\r\n" + to_csv(rows, separator=";"), questionnaire) == sheets
    assert read(to_csv(rows, separator="\t").decode().encode("utf-16"), questionnaire) == sheets
    (said,) = said_of([["استعراض الشراكة 2026"], [], *rows], questionnaire)
    assert said.startswith("export: row 1: the first row must name every column, and names 1 where row 3 has ")
    (said,) = said_of([["Read me"], ["The answers are on the second sheet."]], questionnaire)
    assert said.startswith("export: row 1: no column has a name of this form; they must stand in the first row of the")


def test_many_strange_columns_are_told_in_one_sentence(form: Form, people, questionnaire: Questionnaire) -> None:
    rows = form.export(people, separator="/", added=KOBO, split="both")
    (said,) = said_of([[*row, *(f"{cell}?" for cell in range(40))] for row in rows], questionnaire)
    assert said.startswith("export: row 1, column ")
    assert '40 columns are not of this form, "0?" and "1?" among them; give a renamed question its name back' in said


@pytest.mark.parametrize("nothing", ["n/a", "NA", "#N/A"])
def test_signs_for_no_answer_are_asked_about_in_one_sentence(
    form: Form, people, sheets, questionnaire: Questionnaire, nothing: str
) -> None:
    """Ona writes ``n/a`` for blank and R ``NA``, as comments too; the form's own ``na`` stays what it is."""
    rows = form.export(people, separator="/", added=KOBO, split="both")
    at, key = rows[0].index("integrity/holds_principles__self"), PromptKey("holds_principles", About.SELF)
    rows[1][at], rows[2][at] = "na", ""
    plain = read(to_csv(rows), questionnaire)
    said = [[cell or nothing for cell in row] for row in rows[1:]]
    (fault,) = said_of([rows[0], *said], questionnaire)
    assert fault.startswith("export: row 2, column ")
    assert fault.endswith("and may mean two things; --na-means skipped or --na-means not-applicable says which")
    skipped = read(to_csv([rows[0], *said]), questionnaire, rules=Decisions(missing=Missing.SKIPPED))
    assert skipped == plain
    applied = read(to_csv([rows[0], *said]), questionnaire, rules=Decisions(missing=Missing.NOT_APPLICABLE))
    assert [replace(one, ratings={}) for one in applied] == [replace(one, ratings={}) for one in plain]
    assert [one.ratings.get(key) for one in skipped[:2]] == [NonAnswer.NOT_APPLICABLE, None]
    assert [one.ratings.get(key) for one in applied[:2]] == [NonAnswer.NOT_APPLICABLE] * 2


def test_what_a_reviewer_did_not_approve_is_asked_about(
    form: Form, people, sheets, questionnaire: Questionnaire
) -> None:
    rows = form.export(people, separator="-", added=CENTRAL, split="both")
    at = rows[0].index("ReviewState")
    for row, state in zip(rows[1:], ["approved", "rejected", "hasIssues", "edited", ""], strict=True):
        row[at] = state
    ways = "--unapproved skip leaves it out, --unapproved take counts it"
    assert said_of(rows, questionnaire) == [
        f'export: row {row}, column {column_letters(at + 1)} (ReviewState): a reviewer says "{state}"; {ways}'
        for row, state in ((3, "rejected"), (4, "hasIssues"))
    ]
    decided = {choice: Decisions({Doubt.UNAPPROVED: choice}) for choice in Choice}
    assert read(to_csv(rows), questionnaire, rules=decided[Choice.TAKE]) == sheets
    assert read(to_csv(rows), questionnaire, rules=decided[Choice.SKIP]) == [sheets[0], *sheets[3:]]


ODD = [
    "👍🏽 ❤️ *️⃣ 👨‍👩‍👧",
    "ﷺ ﷲ ؏ ۝",
    "Дякую",
    "感谢",
    "תודה",
    '=HYPERLINK("http://x";"x")',
    "+1",
    "-2 of @us",
    "x\u200b\u200c y",
    "A\nB\n\nC",
]


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD)
def test_words_come_as_they_were_written(form: Form, people, questionnaire: Questionnaire, odd: str) -> None:
    rows = form.export(people, separator="/", added=KOBO, split="both")
    at = rows[0].index("integrity/integrity__open")
    rows[1][at] = odd
    for data in (to_csv(rows), to_xlsx(rows)):
        assert read(data, questionnaire)[0].comments["integrity"].text == odd
