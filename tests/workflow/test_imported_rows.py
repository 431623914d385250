"""What the columns and cells of a table of answers stand for, and what is said of those that stand for nothing."""

from datetime import date

import pytest

from surveyapp.catalogue.columns import check_form
from surveyapp.catalogue.files import read_questionnaire
from surveyapp.catalogue.table_faults import FaultyTableError, TableReport
from surveyapp.catalogue.tables import read_table
from surveyapp.core.answers import AnswerSheet, Comment, NonAnswer
from surveyapp.core.pages import form_pages
from surveyapp.core.sides import About, PromptKey, Side
from surveyapp.workflow.importing import read_sheets
from tests.catalogue.filled import header, to_csv, to_xlsx
from tests.catalogue.samples import SMALL

FORM = "partner:small@0123456789ab"
PAGES = form_pages(read_questionnaire(SMALL.encode(), name="small.yaml"), Side.PARTNER)
OWN = [
    "profile.role",
    "keeps_word.self",
    "keeps_word.other",
    "safe_to_speak.joint",
    "integrity.open",
    "integrity.open.share",
    "late_replies.self",
    "late_replies.other",
    "respect.open",
    "respect.open.share",
    "overall",
    "priorities",
    "advice",
    "advice.share",
]
ROW = ["office", "3", "dk", "1", "كلام", "y", "2", "", "", "", "2", "respect integrity", "نصيحة", ""]
SHEET = AnswerSheet(
    side=Side.PARTNER,
    ratings={
        PromptKey("keeps_word", About.SELF): 3,
        PromptKey("keeps_word", About.OTHER): NonAnswer.DONT_KNOW,
        PromptKey("safe_to_speak", About.JOINT): 1,
        PromptKey("late_replies", About.SELF): 2,
    },
    profile={"role": "office"},
    comments={"integrity": Comment("كلام", share=True), "advice": Comment("نصيحة", share=False)},
    closing={"overall": 2},
    priorities=("integrity", "respect"),
)


def read(data: bytes) -> list[AnswerSheet]:
    report = TableReport("t")
    table = read_table(data, report)
    check_form(table, FORM, report)
    return read_sheets(table, PAGES, Side.PARTNER, report=report)


def read_row(**changes: object) -> AnswerSheet:
    """Return the sheet of the row, with some cells changed; a workbook, so that cells may be of any kind."""
    row = [changes.get(name, cell) for name, cell in zip(OWN, ROW, strict=True)]
    (sheet,) = read(to_xlsx([OWN, row]))
    return sheet


def faults_of(rows: list[list[object]]) -> list[str]:
    with pytest.raises(FaultyTableError) as caught:
        read(to_xlsx(rows))
    return str(caught.value).splitlines()


def test_the_forms_own_names() -> None:
    assert header(PAGES) == OWN
    assert read(to_csv([OWN, ROW, ROW])) == [SHEET, SHEET]


def test_columns_may_stand_in_any_order() -> None:
    pairs = sorted(zip(OWN, ROW, strict=True))
    assert read(to_csv([[name for name, _ in pairs], [cell for _, cell in pairs]])) == [SHEET]


@pytest.mark.parametrize("separator", ["/", "-", ":", "."])
def test_names_under_their_groups(separator: str) -> None:
    """Kobo joins groups as one chooses, ODK by a dash."""
    groups = ["profile", *["integrity"] * 5, *["respect"] * 4, *["closing"] * 4]
    names = [f"{group}{separator}{name}" for group, name in zip(groups, OWN, strict=True)]
    assert read(to_csv([names, ROW])) == [SHEET]


def test_what_collecting_tools_add_is_passed_over() -> None:
    added = ["start", "end", "SubmissionDate", "meta-instanceID", "KEY", "__version__", "_uuid", "formhub/uuid"]
    notes = ["overview__intro", "integrity/integrity__hint", "closing-closing__thanks"]
    table = read(to_csv([[*added, *notes, *OWN], ["2026-11-25", *["x"] * 10, *ROW]]))
    assert table == [SHEET]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("3", 3, id="a digit"),
        pytest.param("٣", 3, id="an Arabic-Indic digit"),
        pytest.param("۳", 3, id="a Persian digit"),
        pytest.param("3.0", 3, id="a decimal as text"),
        pytest.param(3.0, 3, id="a number in a workbook"),
        pytest.param("\u200f3\u200f", 3, id="marks of direction around"),
        pytest.param(" DK ", NonAnswer.DONT_KNOW, id="capitals and spaces"),
        pytest.param("na", NonAnswer.NOT_APPLICABLE, id="does not apply"),
        pytest.param("", None, id="skipped"),
    ],
)
def test_ratings(written: object, value: object) -> None:
    assert read_row(**{"keeps_word.self": written}).ratings.get(PromptKey("keeps_word", About.SELF)) == value


@pytest.mark.parametrize("written", ["0", "4", "-1", "3.5", "3,0", "always", True, date(2026, 3, 1), "#N/A", "½", "³"])
def test_what_is_no_rating(written: object) -> None:
    row = ["office", written, *ROW[2:]]
    (said,) = faults_of([OWN, row])
    assert said.startswith('t: row 2, column B (integrity/keeps_word.self): "')
    assert said.endswith('" is not an answer; write one of 1, 2, 3, dk, na, or leave the cell empty')


@pytest.mark.parametrize("written", ["y", "Y", "1", 1.0, True, "yes", "نعم"])
def test_a_tick(written: object) -> None:
    assert read_row(**{"advice.share": written}).comments["advice"] == Comment("نصيحة", share=True)


@pytest.mark.parametrize("written", ["", "n", "0", False, "no", "لا"])
def test_no_tick(written: object) -> None:
    assert read_row(**{"advice.share": written}).comments["advice"] == Comment("نصيحة", share=False)


def test_a_comment_keeps_its_lines_and_may_look_like_a_formula() -> None:
    words = '=SUM(1)\nسطر "ثانٍ"\n\n- ثالث'
    assert read_row(advice=words).comments["advice"].text == words


def test_topics_in_columns_of_their_own() -> None:
    """Kobo and ODK write the topics together, apart by 0 and 1, or both ways."""
    apart = ["closing/priorities/integrity", "closing/priorities/respect"]
    before, after = OWN[:11], OWN[12:]
    row = [*ROW[:11], "0", "1", *ROW[12:]]
    assert read(to_csv([[*before, *apart, *after], row]))[0].priorities == ("respect",)
    both = [*OWN, *apart]
    assert read(to_csv([both, [*ROW, "1", "1"]])) == [SHEET]
    (said,) = faults_of([both, [*ROW, "1", "0"]])
    assert said == (
        "t: row 2, column L (closing/priorities): this column and those of 0 and 1 for its topics disagree;"
        " correct one of them"
    )


def test_a_row_that_repeats_the_questions_is_no_answer() -> None:
    questions = [getattr(field, "label", None) for page in PAGES for field in page.fields]
    said = [label.ar if label else "" for label in questions]
    assert read(to_csv([OWN, said, ROW])) == [SHEET]
    assert len(faults_of([OWN, [*said[:-1], "y"], ROW])) > 1


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        pytest.param(
            [OWN, ["boss", "9", "?", *ROW[3:11], "respect peace", "x" * 1001, "maybe"]],
            [
                't: row 2, column A (profile/role): "boss" is not an option; write one of field, office, or leave the'
                " cell empty",
                't: row 2, column B (integrity/keeps_word.self): "9" is not an answer; write one of 1, 2, 3, dk, na, or'
                " leave the cell empty",
                't: row 2, column C (integrity/keeps_word.other): "?" is not an answer; write one of 1, 2, 3, dk, na,'
                " or leave the cell empty",
                't: row 2, column L (closing/priorities): "peace" is not a topic; write, with spaces between them,'
                " integrity, respect",
                "t: row 2, column M (closing/advice): the text has 1,001 characters; shorten it to 1,000 at most",
                't: row 2, column N (closing/advice.share): "maybe" is neither yes nor no; write y, or leave the cell'
                " empty",
            ],
            id="every cell at once",
        ),
        pytest.param(
            [OWN, [*ROW[:11], "respect respect", *ROW[12:]]],
            ["t: row 2, column L (closing/priorities): a topic stands here twice; write it once"],
            id="a topic twice",
        ),
        pytest.param(
            [OWN, ["office", *[""] * 13], ROW],
            ["t: row 2: no question is answered; answer at least one, or remove the row"],
            id="nothing answered",
        ),
        pytest.param([OWN], ["t: row 1: no rows follow the column names; write one for each person"], id="no rows"),
        pytest.param(
            [[*OWN, "keeps_word.selfish", "Do we keep our word?"], ROW],
            [
                't: row 1, column O: "keeps_word.selfish" is not a column of this form; correct its name, or remove it;'
                " an export from Kobo or ODK must have XML names, not labels, as headings",
                't: row 1, column P: "Do we keep our word?" is not a column of this form; correct its name, or remove'
                " it; an export from Kobo or ODK must have XML names, not labels, as headings",
            ],
            id="columns of another version",
        ),
        pytest.param(
            [[*OWN, "integrity/keeps_word__self"], [*ROW, "3"]],
            [
                't: row 1, column O (integrity/keeps_word.self): the column holds what "keeps_word.self" holds; keep'
                " one of the two",
            ],
            id="one question in two columns",
        ),
        pytest.param(
            [OWN[2:], ROW[2:]],
            ["t: row 1: add columns, even empty ones; 2 columns are missing: profile.role, keeps_word.self"],
            id="columns that another version had not",
        ),
        pytest.param(
            [[*OWN, "form:prcs:small@0123456789ab"], ROW],
            [
                't: row 1, column O: this belongs to the form "prcs:small@0123456789ab", and answers are read for'
                f" {FORM}; take that form's table, side and review",
            ],
            id="the other side's table",
        ),
        pytest.param(
            [[*OWN, "overview/overview__form"], [*ROW, FORM], [*ROW, "partner:small@ba9876543210"], [*ROW, ""]],
            [
                't: row 3, column O: this belongs to the form "partner:small@ba9876543210", and answers are read for'
                f" {FORM}; take that form's table, side and review",
            ],
            id="a row of another version",
        ),
    ],
)
def test_every_fault_by_row_and_column(rows: list[list[object]], says: list[str]) -> None:
    assert faults_of(rows) == says


def test_faults_of_the_file_and_of_its_cells_come_together() -> None:
    broken = [["office", "9", *ROW[2:]], ["\x07", *ROW[1:]]]
    assert [fault.split(":")[1] for fault in faults_of([[*OWN, "x"], *broken])] == [
        " row 1, column O",
        " row 2, column B (integrity/keeps_word.self)",
        " row 3, column A (profile.role)",
    ]
