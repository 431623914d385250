"""A round taken from one installation to another, byte by byte the same."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, select

from surveyapp.core.archive import FIRST_FORMAT, FORMAT, SECOND_FORMAT, THIRD_FORMAT
from surveyapp.core.errors import InputError, NotFoundError
from surveyapp.core.wire import canonical_json
from surveyapp.store import reviews
from surveyapp.store.actions import get_meeting
from surveyapp.store.engine import make_engine
from surveyapp.store.results import get_result
from surveyapp.store.rows import ReviewRow
from surveyapp.version import VERSION
from surveyapp.workflow.reviews.archiving import archive_round, import_round
from tests.databases import ON_SQLITE, TIMEZONE, SqliteMaker, writing
from tests.demonstrated import frozen_demonstration
from tests.workflow.sealed import find_sha256

NOW = datetime.now(UTC)
ROUND = "demo-2025"


@pytest.fixture(scope="module")
def archive(sqlite_maker: SqliteMaker) -> Iterator[str]:
    url = frozen_demonstration(sqlite_maker)
    engine = make_engine(url, TIMEZONE)
    with writing(engine) as session:
        text, left_out = archive_round(session, ROUND)
    assert left_out == 0
    yield text
    engine.dispose()
    sqlite_maker.drop(url)


@pytest.mark.slow
def test_archive_import_archive_is_byte_identical(archive: str, engine: Engine) -> None:
    with writing(engine) as session:
        assert len(import_round(session, archive, now=NOW).reviews) == 4
    with writing(engine) as session:
        assert archive_round(session, ROUND) == (archive, 0)


def test_what_was_imported_is_whole(archive: str, engine: Engine) -> None:
    with writing(engine) as session:
        import_round(session, archive, now=NOW)
        listed = reviews.list_reviews(session)
        assert {review.partner.slug for review in listed} >= {"example-society", "example-ministry"}
        society = next(review for review in listed if review.partner.slug == "example-society")
        assert society.is_demonstration
        result = get_result(session, society.id)
        assert (result.review.id, result.review.state) == (society.id, society.state)
        assert find_sha256(session, society.id)
        assert len(get_meeting(session, society.id).actions) == 2


def test_an_archive_that_holds_last_days_as_instants_is_read(archive: str, engine: Engine) -> None:
    """As the first format had it; a demonstration's ended at midnight in UTC."""
    older = unsigned(archive).replace(FORMAT, FIRST_FORMAT)
    for instant in ("2025-07-01T21:00:00+00:00", "2025-07-01T00:00:00+00:00"):
        older = older.replace('"closes_on":"2025-07-01"', f'"closes_at":"{instant}"', 2)
    assert older.count("closes_at") == 4
    with writing(engine) as session:
        import_round(session, older, now=NOW)
        assert archive_round(session, ROUND) == (renewed(archive), 0)


def unsigned(archive: str) -> str:
    """Return an archive as it was before it said which version wrote it."""
    return scored_as_a_whole(archive).replace(f',"written_by":"{VERSION}"', "")


def scored_as_a_whole(archive: str) -> str:
    """Return an archive as it was when a meeting agreed on one score a topic."""
    return _rescored(archive, lambda score: {"score": score})


def renewed(archive: str) -> str:
    """Return an archive as what was scored as a whole comes back."""
    return _rescored(archive, lambda score: {"scores": {"topic": score}})


def _rescored(archive: str, spell: Callable[[float | None], dict[str, object]]) -> str:
    plain = json.loads(archive)
    for one in (agreed["agreement"] for review in plain["reviews"] for agreed in review["agreements"]):
        one.update(spell(next(iter(one.pop("scores").values()))))
    return canonical_json(plain) + "\n"


def test_what_was_scored_as_a_whole_is_read_as_that(archive: str, engine: Engine) -> None:
    older = scored_as_a_whole(archive).replace(FORMAT, THIRD_FORMAT)
    assert '"score":3' in older
    with writing(engine) as session:
        import_round(session, older, now=NOW)
        assert archive_round(session, ROUND) == (renewed(archive), 0)


def test_it_says_which_version_wrote_it_and_one_that_does_not_is_read(archive: str, engine: Engine) -> None:
    older = unsigned(archive).replace(FORMAT, SECOND_FORMAT)
    assert "written_by" not in older
    with writing(engine) as session:
        assert import_round(session, older, now=NOW).written_by == ""
        assert archive_round(session, ROUND) == (renewed(archive), 0)
    assert json.loads(archive)["written_by"] == VERSION


def test_no_answer_link_or_address_is_in_it(archive: str) -> None:
    for word in ("token", "invitation", '"answers"', "nonce", "email", "@example.org"):
        assert word not in archive


@ON_SQLITE
@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(lambda text: text[:-100], "bad_archive", id="cut"),
        pytest.param(lambda text: text.replace('"mean":4', '"mean": 4', 1), "bad_archive", id="respelt"),
        pytest.param(lambda text: text.replace(FORMAT, "surveyapp round 5"), "bad_archive", id="newer"),
        pytest.param(lambda text: text.replace(FORMAT, FIRST_FORMAT), "bad_archive", id="older"),
        pytest.param(lambda text: text.replace('"2025-07-01"', '"9999-12-31"'), "bad_archive", id="a day too far"),
        pytest.param(lambda _text: "[]", "bad_archive", id="something else"),
        pytest.param(lambda _text: "[" * 100_000, "bad_archive", id="nested"),
        pytest.param(
            lambda text: text.replace('"partner":"example-society","policy"', '"partner":"x","policy"'),
            "bad_archive",
            id="partner missing",
        ),
    ],
)
def test_what_is_no_whole_archive_stores_nothing(archive: str, engine: Engine, change, code: str) -> None:
    with pytest.raises(InputError, match=code), writing(engine) as session:
        import_round(session, change(archive), now=NOW)
    with writing(engine) as session:
        assert session.scalar(select(func.count()).select_from(ReviewRow)) == 0


def test_a_round_is_imported_once(archive: str, engine: Engine) -> None:
    with writing(engine) as session:
        import_round(session, archive, now=NOW)
    with pytest.raises(InputError, match="archived_round_exists"), writing(engine) as session:
        import_round(session, archive, now=NOW)


def test_another_organisation_of_the_same_name_is_refused(archive: str, engine: Engine) -> None:
    changed = archive.replace('"en":"Example Ministry"', '"en":"Another Ministry"')
    with writing(engine) as session:
        import_round(session, archive, now=NOW)
    with pytest.raises(InputError, match="another_partner"), writing(engine) as session:
        import_round(session, changed.replace('"slug":"demo-2025"', '"slug":"other"'), now=NOW)


def test_a_round_without_results_is_not_archived(engine: Engine) -> None:
    with writing(engine) as session, pytest.raises(NotFoundError):
        archive_round(session, "nowhere")
