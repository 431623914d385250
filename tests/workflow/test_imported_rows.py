"""What the columns and cells of a table of answers stand for, and what is said of those that stand for nothing."""

from dataclasses import replace
from datetime import date

import pytest

from surveyapp.catalogue.cells import Missing
from surveyapp.catalogue.files import read_questionnaire
from surveyapp.catalogue.headings import check_form
from surveyapp.catalogue.table_faults import FaultyTableError, TableReport
from surveyapp.catalogue.tables import read_table
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.scale import NonAnswer
from surveyapp.core.sides import About, PromptKey, Side
from surveyapp.workflow.answers.judging import Choice, Decisions, Doubt, LeftOut, Taken, read_sheets
from surveyapp.workflow.answers.recognising import Memory
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
OTHER, THIRD = ["field", *ROW[1:]], ["", *ROW[1:]]
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


def take(data: bytes, rules: Decisions = Decisions()) -> Taken:  # noqa: B008 - frozen
    report = TableReport("t")
    table = read_table(data, report)
    check_form(table, FORM, report)
    return read_sheets(table, PAGES, Side.PARTNER, report=report, memory=Memory(b"key"), rules=rules)


def read(data: bytes) -> list[AnswerSheet]:
    return list(take(data).sheets)


def read_row(rules: Decisions = Decisions(), **changes: object) -> AnswerSheet:  # noqa: B008 - frozen
    """Return the sheet of the row, with some cells changed; a workbook, so that cells may be of any kind."""
    row = [changes.get(name, cell) for name, cell in zip(OWN, ROW, strict=True)]
    (sheet,) = take(to_xlsx([OWN, row]), rules).sheets
    return sheet


def faults_of(rows: list[list[object]], rules: Decisions = Decisions()) -> list[str]:  # noqa: B008 - frozen
    with pytest.raises(FaultyTableError) as caught:
        take(to_xlsx(rows), rules)
    return str(caught.value).splitlines()


def test_the_forms_own_names() -> None:
    assert header(PAGES) == OWN
    assert read(to_csv([OWN, ROW, OTHER])) == [SHEET, replace(SHEET, profile={"role": "field"})]


def test_columns_may_stand_in_any_order() -> None:
    pairs = sorted(zip(OWN, ROW, strict=True))
    assert read(to_csv([[name for name, _ in pairs], [cell for _, cell in pairs]])) == [SHEET]


GROUPS = ["profile", *["integrity"] * 5, *["respect"] * 4, *["closing"] * 4]
APART = ["integrity", "respect"]


@pytest.mark.parametrize("separator", ["/", "-", ":", ".", "|", "::", " - ", "_", "__", " > ", "\\", "→"])
def test_names_under_their_groups(separator: str) -> None:
    """Kobo joins groups as one chooses, ODK by a dash, R turns all of it into dots."""
    names = [f"{group}{separator}{name}" for group, name in zip(GROUPS, OWN, strict=True)]
    topics, notes = names.index(f"closing{separator}priorities"), [f"integrity{separator}integrity__hint"]
    assert read(to_csv([[*names, *notes], [*ROW, ""]])) == [SHEET]
    apart = [f"closing{separator}priorities/{key}" for key in APART]
    header, row = [*names, *notes, *apart], [*ROW, "", "1", "1"]
    assert read(to_csv([header[:topics] + header[topics + 1 :], row[:topics] + row[topics + 1 :]])) == [SHEET]


def test_a_renamed_group_loses_no_answer() -> None:
    """Nobody shall be told to remove it: a question's own name tells which it is."""
    names = [f"group_xy1ab/{name.replace('.', '__')}" for name in OWN[1:]]
    notes = ["group_xy1ab/integrity__hint", "page/group_xy1ab/closing/priorities/respect", "priorities/integrity"]
    assert read(to_csv([["About you/role", *names, *notes], [*ROW, "x", "1", "1"]])) == [SHEET]


TOOLS = {
    "Kobo": [
        "start",
        "end",
        "formhub/uuid",
        "_id",
        "_uuid",
        "__version__",
        "_submission_time",
        "meta/rootUuid",
        "_index",
    ],
    "ODK Central": ["SubmissionDate", "meta-instanceID", "KEY", "SubmitterID", "ReviewState", "Edits", "FormVersion"],
    "ODK's OData": ["__id", "__system/submissionDate", "__system/reviewState", "meta/instanceID"],
    "ODK Aggregate": ["*meta-instance-id*", "*meta-submission-date*", "*meta-is-complete*", "meta:instanceID"],
    "SurveyCTO": [
        "CompletionDate",
        "starttime",
        "duration",
        "caseid",
        "formdef_version",
        "review_comments",
        "instanceID",
    ],
    "Ona": [
        "_xform_id",
        "_version",
        "_duration",
        "_total_media",
        "_review_status",
        "_review_comment",
        "_date_modified",
    ],
    "R": ["X_id", "X_uuid", "X__version__", "X_submission_time", "meta.instanceID", "form.partner.small.0123456789ab"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_what_collecting_tools_add_is_passed_over(tool: str) -> None:
    notes = ["overview__intro", "integrity/integrity__hint", "closing-closing__thanks"]
    header = [*TOOLS[tool], *notes, *OWN]
    assert read(to_csv([header, ["x"] * (len(header) - len(ROW)) + ROW])) == [SHEET]


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
        pytest.param("\u200fna ", NonAnswer.NOT_APPLICABLE, id="does not apply, with marks of direction"),
        pytest.param("Always", 3, id="the English words"),
        pytest.param("دائماً", 3, id="the Arabic words"),
        pytest.param("does not apply", NonAnswer.NOT_APPLICABLE, id="the words for does not apply"),
        pytest.param("", None, id="skipped"),
    ],
)
def test_ratings(written: object, value: object) -> None:
    assert read_row(**{"keeps_word.self": written}).ratings.get(PromptKey("keeps_word", About.SELF)) == value


@pytest.mark.parametrize("written", ["0", "4", "-1", "3.5", "3,0", "maybe", True, date(2026, 3, 1), "½", "³", "99"])
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
    for names in (apart, [name.replace("/", "_") for name in apart], ["priorities_integrity", "priorities_respect"]):
        for said in (["0", "1"], ["FALSE", "TRUE"], ["", "1.0"]):
            row = [*ROW[:11], *said, *ROW[12:]]
            assert read(to_csv([[*before, *names, *after], row]))[0].priorities == ("respect",)
    both = [*OWN, *apart]
    assert read(to_csv([both, [*ROW, "1", "1"]])) == [SHEET]
    (said,) = faults_of([both, [*ROW, "1", "0"]])
    assert said == (
        "t: row 2, column L (closing/priorities): this column and those of 0 and 1 for its topics disagree;"
        " correct one of them"
    )


def test_a_row_that_repeats_the_questions_is_no_answer() -> None:
    questions = [getattr(field, "label", None) for page in PAGES for field in page.fields]
    said = [label["ar"] if label else "" for label in questions]
    assert read(to_csv([OWN, said, ROW])) == [SHEET]
    assert len(faults_of([OWN, [*said[:-1], "y"], ROW])) > 1


@pytest.mark.slow
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
            ["t: row 2: no question is answered; answer one, or remove the row, or --skip-blank leaves it out"],
            id="nothing answered",
        ),
        pytest.param([OWN], ["t: row 1: no rows follow the column names; write one for each person"], id="no rows"),
        pytest.param(
            [[*OWN, "keeps_word.selfish", "Do we keep our word?"], ROW],
            [
                't: row 1, column O: "keeps_word.selfish" is not a column of this form; give a renamed question its'
                " name back, and remove what is no question of this form",
                't: row 1, column P: "Do we keep our word?" is not a column of this form; give a renamed question its'
                " name back, and remove what is no question of this form",
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
            [[*OWN, "overview/overview__form"], [*ROW, FORM], [*OTHER, "partner:small@ba9876543210"], [*THIRD, "n/a"]],
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


SIGNS = [
    "NA",
    "Na",
    "n/a",
    "N/A",
    "#N/A",
    "NULL",
    "None",
    "NaN",
    "nan",
    "<NA>",
    "-",
    "–",
    ".",
    "\\N",
    "#NULL!",
    "\u200fNA ",
]


@pytest.mark.parametrize("sign", [*SIGNS, "na"])
def test_signs_for_no_answer_are_never_guessed(sign: str) -> None:
    """Only in a rating, and only spelled as the app spells it, does ``na`` say that a question does not apply."""
    asked = [*ROW[:4], sign, *ROW[5:12], sign, ""]
    if sign != "na":
        asked[1] = sign
    count, column = (2, "E (integrity/open)") if sign == "na" else (3, "B (integrity/keeps_word.self)")
    (said,) = faults_of([OWN, asked, OTHER])
    assert said.startswith(
        f't: row 2, column {column}: "{sign.strip().strip(chr(0x200F))}" and the like stand in {count} '
    )
    assert said.endswith(" may mean two things; --na-means skipped or --na-means not-applicable says which")


@pytest.mark.slow
@pytest.mark.parametrize("sign", SIGNS)
def test_what_a_sign_for_no_answer_means_is_decided(sign: str) -> None:
    key, changes = PromptKey("keeps_word", About.SELF), {"keeps_word.self": sign, "advice": sign, "profile.role": sign}
    skipped = read_row(Decisions(missing=Missing.SKIPPED), **changes, overall=sign, priorities=sign)
    assert (skipped.ratings.get(key), skipped.closing, skipped.priorities, skipped.profile) == (None, {}, (), {})
    applied = read_row(Decisions(missing=Missing.NOT_APPLICABLE), **changes, overall=sign, priorities=sign)
    assert applied.ratings[key] is NonAnswer.NOT_APPLICABLE
    assert replace(applied, ratings=skipped.ratings) == skipped  # the question "all in all" has no such answer
    assert set(skipped.comments) == {"integrity"}


def test_a_form_of_signs_alone_is_nobodys() -> None:
    """Whatever they stand for: programs fill a blank form with them, and nobody ticked "does not apply" everywhere."""
    blank = [sign if name != "profile.role" else "office" for name, sign in zip(OWN, ["NA"] * len(OWN), strict=True)]
    for missing in Missing:
        (said,) = faults_of([OWN, blank, ROW], Decisions(missing=missing))
        assert said.startswith("t: row 2: no question is answered; ")
        rules = Decisions({Doubt.BLANK: Choice.SKIP}, missing)
        assert take(to_csv([OWN, blank, ROW]), rules) == Taken((SHEET,), (LeftOut(2, Doubt.BLANK),))


VERDICTS = {
    "_validation_status": ["validation_status_not_approved", "validation_status_on_hold", "Not Approved", "On hold"],
    "_review_status": ["Rejected", "Pending", "2"],
    "ReviewState": ["rejected", "hasIssues"],
    "__system/reviewState": ["rejected"],
    "review_status": ["REJECTED"],
    "review_quality": ["FAKE"],
    "X_validation_status": ["Not approved"],
}
APPROVED = ["approved", "edited", "Approved", "validation_status_approved", "1", "", "n/a", "NA"]


@pytest.mark.parametrize(("column", "verdict"), [(column, one) for column, some in VERDICTS.items() for one in some])
def test_what_a_reviewer_did_not_approve_is_asked_about(column: str, verdict: str) -> None:
    rows = [[*OWN, column], [*ROW, verdict], [*OTHER, "approved"]]
    ways = "--unapproved skip leaves it out, --unapproved take counts it"
    assert faults_of(rows) == [f't: row 2, column O ({column}): a reviewer says "{verdict}"; {ways}']
    assert take(to_csv(rows), Decisions({Doubt.UNAPPROVED: Choice.SKIP})).left_out == (LeftOut(2, Doubt.UNAPPROVED),)
    assert len(take(to_csv(rows), Decisions({Doubt.UNAPPROVED: Choice.TAKE})).sheets) == 2


@pytest.mark.parametrize("verdict", APPROVED)
def test_what_a_reviewer_approved_or_left_alone_is_taken(verdict: str) -> None:
    assert read(to_csv([[*OWN, *VERDICTS], [*ROW, *[verdict] * len(VERDICTS)]])) == [SHEET]


def test_cells_of_a_row_that_is_left_out_are_not_judged() -> None:
    rows = [[*OWN, "ReviewState"], ["boss", *ROW[1:], "rejected"], [*ROW, ""]]
    assert take(to_csv(rows), Decisions({Doubt.UNAPPROVED: Choice.SKIP})).sheets == (SHEET,)
    assert len(faults_of(rows, Decisions({Doubt.UNAPPROVED: Choice.TAKE}))) == 1
