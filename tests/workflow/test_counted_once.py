"""Nobody is counted twice: an import knows again what it took, be it the same file, a later export or another table."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from surveyapp.catalogue.table_faults import FaultyTableError
from surveyapp.core.errors import InputError, StateError
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import reviews
from surveyapp.store.engine import new_session
from surveyapp.store.imports import list_imports
from surveyapp.store.results import get_result
from surveyapp.store.rows import AnswerImportRow, ResponseRow
from surveyapp.workflow.answers.importing import Plan
from surveyapp.workflow.answers.judging import Choice, Decisions, Doubt, LeftOut
from surveyapp.workflow.demonstrating.inventing import Cast, demonstration_sheets
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing
from tests.databases import writing
from tests.importing import KEYS, NOW, SIDE, plan, state_of, take_in, undo, write

SKIP_KNOWN = Decisions({Doubt.KNOWN: Choice.SKIP})
ALIKE = {choice: Decisions({Doubt.ALIKE: choice}) for choice in Choice}
OTHER_KEYS = Keys.from_secret("another secret of thirty-two characters or more")

Write = Callable[..., bytes]


@pytest.fixture(scope="session")
def sheets(questionnaire: Questionnaire) -> list[AnswerSheet]:
    """Return the answers of eight people, no two alike."""
    cast = Cast("counted", questionnaire.title, "ngo", prcs=0, partner=8)
    return demonstration_sheets(questionnaire, "counted", cast=cast, side=SIDE)


@pytest.fixture
def table(questionnaire: Questionnaire, sheets: list[AnswerSheet]) -> Write:
    """Return a function that writes the sheets of some people, and the ids that a collecting tool gave them."""
    return lambda people, ids=None: write(questionnaire, [sheets[n] for n in people], ids)


def kobo(numbers: Sequence[int]) -> dict[str, list[str]]:
    return {"_id": [str(500 + n) for n in numbers], "_uuid": [f"0a1b-{n}" for n in numbers]}


def said_of(engine: Engine, review_id: int, data: bytes, **more) -> list[str]:
    """Return what is said of a table that is refused, the same by the dry run, and see that it changed nothing."""
    before = state_of(engine)
    with pytest.raises(FaultyTableError) as caught:
        take_in(engine, review_id, data, **more)
    with new_session(engine) as session, pytest.raises(FaultyTableError) as dry:
        plan(session, review_id, data, **more)
    assert str(dry.value) == str(caught.value)
    assert state_of(engine) == before
    return str(caught.value).splitlines()


def stored(engine: Engine) -> int:
    with new_session(engine) as session:
        return len(session.scalars(select(ResponseRow.id)).all())


def outcome(made: Plan) -> tuple[int, tuple[LeftOut, ...]]:
    return made.count, made.left_out


def test_the_same_export_again_is_refused_by_row_and_submission(engine: Engine, prepare, table: Write) -> None:
    review_id = prepare(people=8).review_id
    take_in(engine, review_id, table(range(3), kobo(range(3))))
    said = said_of(engine, review_id, table(range(3), kobo(range(3))))
    assert [line.partition(": submission ")[2] for line in said] == [
        f'"{number}" is in import 1 already; --skip-known leaves it out' for number in (500, 501, 502)
    ]
    assert [line.split(",")[0] for line in said] == [f"t.csv: row {row}" for row in (2, 3, 4)]
    assert stored(engine) == 3


def test_of_a_later_export_only_what_is_new_is_taken(engine: Engine, prepare, table: Write) -> None:
    """Kobo and ODK export all there is, each time."""
    review_id = prepare(people=8).review_id
    take_in(engine, review_id, table(range(3), kobo(range(3))))
    later = table(range(5), kobo(range(5)))
    assert len(said_of(engine, review_id, later)) == 3
    known = tuple(LeftOut(row, Doubt.KNOWN) for row in (2, 3, 4))
    with new_session(engine) as session:
        assert outcome(plan(session, review_id, later, rules=SKIP_KNOWN)) == (2, known)
    assert outcome(take_in(engine, review_id, later, rules=SKIP_KNOWN)) == (2, known)
    assert stored(engine) == 5
    before = state_of(engine)
    assert take_in(engine, review_id, later, rules=SKIP_KNOWN).count == 0
    assert state_of(engine) == before  # an import of nothing is none


def test_three_people_stay_three_whatever_is_imported_again(engine: Engine, prepare, table: Write) -> None:
    """Counted twice, their statements would be released: six answers, each of them there in pairs."""
    review_id = prepare(people=8).review_id
    take_in(engine, review_id, table(range(3), kobo(range(3))))
    with pytest.raises(FaultyTableError):
        take_in(engine, review_id, table(range(3), kobo(range(3))))
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
        result = get_result(session, review_id)
    assert result.sides[SIDE].responses == 3
    assert any(one.side is SIDE and one.what == "statements" for one in result.withheld)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "again"),
    [
        pytest.param({"_uuid": ["a-b"]}, {"_uuid": ["A-B"]}, id="in capitals"),
        pytest.param({"KEY": ["uuid:a"]}, {"meta-instanceID": ["uuid:a"]}, id="under another name"),
        pytest.param({"_uuid": ["a"]}, {"meta/instanceID": ["uuid:a"]}, id="of Kobo and of ODK"),
        pytest.param({"KEY": ["uuid:a"]}, {"__id": ["uuid:a"]}, id="from ODK's OData"),
        pytest.param({"instanceID": ["uuid:a"]}, {"KEY": ["uuid:a"]}, id="from SurveyCTO"),
        pytest.param({"_uuid": ["a"]}, {"X_uuid": ["a"]}, id="after R"),
        pytest.param({"_id": ["7"], "_uuid": ["a"]}, {"_id": ["7"], "_uuid": ["b"]}, id="edited in Kobo"),
        pytest.param({"_uuid": ["a"]}, {"_uuid": ["b"], "meta/rootUuid": ["a"]}, id="edited, with its first name"),
        pytest.param({"_uuid": ["a"]}, {"_uuid": ["b"], "meta/deprecatedID": ["uuid:a"]}, id="edited, with its last"),
        pytest.param(
            {"KEY": ["uuid:a"], "meta-instanceID": ["uuid:a"]},
            {"KEY": ["uuid:a"], "meta-instanceID": ["uuid:b"]},
            id="edited in ODK Central",
        ),
        pytest.param({"_submission__uuid": ["a"]}, {"_uuid": ["a"]}, id="from a sheet of Kobo's"),
    ],
)
@pytest.mark.alike(6)
def test_a_submission_is_known_by_any_of_its_names(engine: Engine, prepare, table: Write, first, again) -> None:
    """Also with other answers: somebody may have edited it meanwhile."""
    review_id = prepare(people=8).review_id
    take_in(engine, review_id, table([0], first))
    (said,) = said_of(engine, review_id, table([1], again))
    assert "is in import 1 already; --skip-known leaves it out" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "column", ["formhub/uuid", "_index", "__version__", "_parent_index", "SubmissionDate", "_xform_id", "caseid"]
)
@pytest.mark.alike(4)
def test_what_names_the_form_or_the_row_names_no_submission(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets: list[AnswerSheet], column: str
) -> None:
    review_id = prepare(people=8).review_id
    take_in(engine, review_id, write(questionnaire, sheets[:2], {column: ["1", "1"]}))
    assert take_in(engine, review_id, write(questionnaire, sheets[2:3], {column: ["1"]})).count == 1


@pytest.mark.parametrize("value", ["", "n/a", "NA", "1.23E+08"])
@pytest.mark.alike(3)
def test_what_is_no_name_names_no_submission(engine: Engine, prepare, table: Write, value: str) -> None:
    """Ona writes n/a, and spreadsheets round long numbers."""
    review_id = prepare(people=8).review_id
    assert take_in(engine, review_id, table(range(3), {"_id": [value] * 3})).count == 3


def test_the_same_submission_twice_in_one_file_is_refused(engine: Engine, prepare, table: Write) -> None:
    review_id = prepare(people=8).review_id
    data = table(range(3), {"_uuid": ["a", "b", "a"]})
    (said,) = said_of(engine, review_id, data)
    assert said.startswith("t.csv: row 4, column ")
    assert said.endswith('(_uuid): submission "a" is in row 2 already; --skip-known leaves it out')
    assert outcome(take_in(engine, review_id, data, rules=SKIP_KNOWN)) == (2, (LeftOut(4, Doubt.KNOWN),))


def test_two_people_may_tick_the_same(engine: Engine, prepare, table: Write) -> None:
    """Two submissions are two people, in one file and in two."""
    review_id = prepare(people=8).review_id
    assert take_in(engine, review_id, table([0, 0], kobo([0, 1]))).count == 2
    assert take_in(engine, review_id, table([0], kobo([2]))).count == 1


@pytest.mark.parametrize(
    ("first", "again"),
    [
        pytest.param({}, {}, id="no names at all"),
        pytest.param({"_uuid": ["a"]}, {}, id="names that were removed"),
        pytest.param({}, {"_uuid": ["a"]}, id="names that came later"),
        pytest.param({"_id": ["7"]}, {"_uuid": ["a"]}, id="names of different kinds"),
    ],
)
@pytest.mark.alike(3)
def test_the_same_answers_are_asked_about_where_no_name_tells(
    engine: Engine, prepare, table: Write, first, again
) -> None:
    review_id = prepare(people=8).review_id
    take_in(engine, review_id, table([0], first))
    data = table([0], again)
    (said,) = said_of(engine, review_id, data)
    assert said == (
        "t.csv: row 2: the same answers are in import 1 already, and nothing says whether these are another person's;"
        " --alike skip leaves it out, --alike take counts it"
    )
    assert outcome(take_in(engine, review_id, data, rules=ALIKE[Choice.SKIP])) == (0, (LeftOut(2, Doubt.ALIKE),))
    assert outcome(take_in(engine, review_id, data, rules=ALIKE[Choice.TAKE])) == (1, ())
    assert stored(engine) == 2


def test_the_same_answers_twice_in_one_table_are_asked_about(engine: Engine, prepare, table: Write) -> None:
    """Pasted twice, or two people? Nothing in the table says."""
    review_id = prepare(people=8).review_id
    data = table([0, 1, 0])
    (said,) = said_of(engine, review_id, data)
    assert said.startswith("t.csv: row 4: the same answers are in row 2 already, ")
    assert take_in(engine, review_id, data, rules=ALIKE[Choice.SKIP]).count == 2
    assert stored(engine) == 2


def test_a_table_goes_on_growing(engine: Engine, prepare, table: Write) -> None:
    """Somebody who types paper forms imports the same table each evening."""
    review_id = prepare(people=8).review_id
    take_in(engine, review_id, table(range(2)))
    assert take_in(engine, review_id, table(range(5)), rules=ALIKE[Choice.SKIP]).count == 3
    assert stored(engine) == 5


def test_answers_that_differ_in_one_tick_are_another_persons(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets: list[AnswerSheet]
) -> None:
    review_id = prepare(people=8).review_id
    other = replace(sheets[0], ratings=dict(list(sheets[0].ratings.items())[1:]))
    assert take_in(engine, review_id, write(questionnaire, [sheets[0], other])).count == 2


def test_reviews_do_not_know_of_each_other(engine: Engine, prepare, table: Write) -> None:
    first, second = prepare(people=8).review_id, prepare(people=8).review_id
    for review_id in (first, second):
        assert take_in(engine, review_id, table(range(3), kobo(range(3)))).number == 1
    with new_session(engine) as session:
        known = [set(list_imports(session, review_id)[0].known) for review_id in (first, second)]
    assert len(known[0]) == len(known[1]) == 3 * 3 + 1
    assert known[0] & known[1] == set()


def test_what_is_remembered_says_nothing_by_itself(engine: Engine, prepare, table: Write) -> None:
    """Lists are sorted, so that no place in one tells of a place in another; digests need the key."""
    review_id = prepare(people=8).review_id
    made = take_in(engine, review_id, table(range(3), kobo(range(3))))
    with new_session(engine) as session:
        (row,) = session.scalars(select(AnswerImportRow)).all()
        assert sorted(session.scalars(select(ResponseRow.id))) == row.responses
    for held in (row.responses, row.links, row.known):
        assert held == sorted(held)
    assert len(row.links) == 3
    assert set(made.known) == set(row.known)
    other = KEYS.import_key(review_id + 1), OTHER_KEYS.import_key(review_id)
    assert len({KEYS.import_key(review_id), *other}) == 3
    assert not [one for one in row.known if "0a1b" in one or one.startswith("500")]


def test_imports_made_under_another_key_are_undone_first(engine: Engine, prepare, table: Write) -> None:
    """Their rows cannot be known again, so that they would be counted twice."""
    review_id = prepare(people=8).review_id
    take_in(engine, review_id, table(range(2)), keys=OTHER_KEYS)
    take_in(engine, review_id, table(range(2, 4)), keys=OTHER_KEYS)
    before = state_of(engine)
    with pytest.raises(StateError, match="imported_under_other_key") as caught:
        take_in(engine, review_id, table(range(2)))
    assert (caught.value.details["numbers"], state_of(engine)) == ("1, 2", before)
    for number in (1, 2):
        undo(engine, review_id, number)
    assert take_in(engine, review_id, table(range(2))).number == 3


def test_two_imports_at_once_take_a_file_once(engine: Engine, prepare, table: Write) -> None:
    review_id = prepare(people=8).review_id
    data, done = table(range(3), kobo(range(3))), []

    def bring() -> None:
        try:
            take_in(engine, review_id, data)
            done.append("stored")
        except FaultyTableError:
            done.append("refused")

    threads = [threading.Thread(target=bring) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["refused", "refused", "stored"]
    assert stored(engine) == 3


def test_rows_that_are_left_out_need_no_link(engine: Engine, prepare, table: Write) -> None:
    review_id = prepare(people=3).review_id
    take_in(engine, review_id, table(range(2), kobo(range(2))))
    made = take_in(engine, review_id, table(range(3), kobo(range(3))), rules=SKIP_KNOWN)
    assert made.count == 1
    with pytest.raises(InputError, match="too_few_links"):
        take_in(engine, review_id, table(range(4), kobo(range(4))), rules=SKIP_KNOWN)
    with new_session(engine) as session:
        assert reviews.count_responses(session, [review_id])[review_id, Side.PARTNER] == 3
