"""Backups: whole while answers arrive, the same from and to both databases, and no way round sealing."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from alembic import command
from sqlalchemy import Connection, Engine, MetaData, select

from surveyapp.core.errors import InputError, ReviewError
from surveyapp.core.sides import Side
from surveyapp.core.wire import canonical_json, digest
from surveyapp.store import audit, sealing
from surveyapp.store.backup_files import Backup, read_backup
from surveyapp.store.engine import for_writing, make_engine, new_session
from surveyapp.store.rows import InvitationRow, ResponseRow
from surveyapp.store.snapshots import count_rows, list_parts, snapshot
from surveyapp.workflow import backing_up
from surveyapp.workflow.answers import answering
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import closing
from tests.databases import AUTHOR, RECORDING, TIMEZONE, DatabaseMaker, alembic_config, writing
from tests.inviting import save_page
from tests.languages import text
from tests.store.older import ENDS, REVISION, days, fill

NOW = datetime.now(UTC)
KEYS = Keys.from_secret("another secret of thirty-two characters or more")
LATER = text(ar="شريك لاحق", en="Later partner")
MUCH_LATER = NOW + timedelta(days=100)


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Another database, migrated and empty, of each kind in turn."""
    maker: DatabaseMaker = request.getfixturevalue(f"{request.param}_maker")
    url = maker.make()
    engine = make_engine(url, TIMEZONE, record_key=RECORDING)
    yield engine
    engine.dispose()
    maker.drop(url)


@pytest.fixture
def empty(sqlite_maker: DatabaseMaker) -> Iterator[Engine]:
    url = sqlite_maker.make()
    engine = make_engine(url, TIMEZONE, record_key=RECORDING)
    yield engine
    engine.dispose()
    sqlite_maker.drop(url)


def take(engine: Engine, keys: Keys, *, now: datetime = NOW) -> Backup:
    with snapshot(engine) as connection:
        return backing_up.take_backup(connection, now=now, keys=keys)


def is_packed(text: bytes, packed: bytes) -> bool:
    try:
        return gzip.decompress(packed) == text
    except (OSError, EOFError, zlib.error):
        return False


def put_back(engine: Engine, backup: Backup, *, now: datetime = NOW, migrate=None, **options: bool) -> list[int]:
    with for_writing(engine).connect() as connection, connection.begin():
        return backing_up.restore_backup(connection, backup, migrate=migrate or upgrade, now=now, **options)


def upgrade(connection: Connection, revision: str) -> None:
    config = alembic_config(connection.engine)
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def digests(engine: Engine) -> dict[str, str]:
    """Return a digest of each table's rows, the same on both kinds of database."""
    parts = take(engine, KEYS).parts()
    return {part.table: digest(canonical_json([[str(value) for value in row] for row in part.rows])) for part in parts}


def keep(engine: Engine, token: str, keys: Keys, *, value: str = "4") -> None:
    with writing(engine) as session:
        save_page(session, token, now=NOW, keys=keys, changes={"holds_principles.self": value})


def send(engine: Engine, token: str, keys: Keys) -> str:
    with writing(engine) as session:
        return answering.send(session, token, now=NOW, keys=keys)


def answer(engine: Engine, token: str, keys: Keys, *, value: str = "4") -> str:
    keep(engine, token, keys, value=value)
    return send(engine, token, keys)


@pytest.mark.slow
@pytest.mark.alike(1)
def test_everything_comes_back_also_on_the_other_database(engine: Engine, other: Engine, prepare, keys: Keys) -> None:
    prepared, closed = prepare(people=3), prepare(people=3)
    for token in [*prepared.links[Side.PARTNER][:2], *closed.links[Side.PRCS]]:
        answer(engine, token, keys)
    unsent, unused = prepared.links[Side.PARTNER][2], prepared.links[Side.PRCS][0]
    receipt = answer(engine, prepared.links[Side.PRCS][1], keys)
    keep(engine, unsent, keys, value="2")
    with writing(engine) as session:
        closing.close_review(session, closed.review_id, now=NOW)
    sealing.compact(engine, AUTHOR)
    backup = take(engine, keys)
    assert put_back(other, backup) == []
    assert digests(other) == digests(engine)
    with new_session(other) as session:
        assert (
            answering.find_way_in(session, unsent, keys=keys).draft.pages["integrity"]["holds_principles.self"] == "2"
        )
        assert audit.find_break(session) is None
    assert answer(other, unused, keys)
    assert send(other, prepared.links[Side.PRCS][1], keys) == receipt
    with writing(other) as session:  # new rows are numbered after the restored ones
        keeping.create_partner(session, "later", name=LATER, kind="ngo")


def counts(at_least: int, backup: Backup) -> tuple[int, int, int]:
    """Return how many answers a backup holds, how many links that were used, and how many it must hold at least."""
    rows = {part.table: [dict(zip(part.columns, row, strict=True)) for row in part.rows] for part in backup.parts()}
    return len(rows["response"]), sum(row["state"] == "sent" for row in rows["invitation"]), at_least


@pytest.mark.slow
@pytest.mark.wide
def test_backups_while_answers_arrive_miss_none(engine: Engine, prepare, keys: Keys) -> None:
    """Each has every answer that was acknowledged before it began, and no answer without its link's mark."""
    tokens, acknowledged, is_over = prepare(people=60).links[Side.PARTNER], list[str](), Event()

    def write() -> None:
        for token in tokens:
            acknowledged.append(answer(engine, token, keys))
            if is_over.is_set():
                return

    writer = Thread(target=write)
    writer.start()
    try:
        counted = [counts(len(acknowledged), take(engine, keys)) for _ in range(5)]
    finally:
        is_over.set()
        writer.join()
    assert [c for c in counted if not c[0] == c[1] >= c[2]] == []
    assert counted[-1][0] > counted[0][0], "nothing was written meanwhile"


def test_a_backup_does_not_tell_in_which_order_people_answered(engine: Engine, prepare, keys: Keys) -> None:
    tokens = prepare(people=12).links[Side.PARTNER]
    order = []
    for number, token in enumerate(tokens):
        answer(engine, token, keys, value=str(number % 5 + 1))
        with new_session(engine) as session:
            order += [one for one in session.scalars(select(ResponseRow.id)) if one not in order]
    with snapshot(engine) as connection:
        stored = {p.table: [row[0] for row in p.rows] for p in list_parts(connection)}
    assert stored["response"] == sorted(order) != order


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_cut_or_altered_is_refused(engine: Engine, prepare, keys: Keys) -> None:
    prepare()
    packed = take(engine, keys).packed
    text = gzip.decompress(packed)
    damaged = [packed[:length] for length in range(0, len(packed), 97)]
    flipped = [packed[:at] + bytes([packed[at] ^ 1]) + packed[at + 1 :] for at in range(20, len(packed), 97)]
    damaged += [one for one in flipped if not is_packed(text, one)]  # some bits only pack it otherwise
    damaged += [gzip.compress(text[:length]) for length in range(0, len(text) - 1, 997)]
    damaged += [gzip.compress(b"\n".join([*lines[:5], *lines[6:]])) for lines in [text.split(b"\n")]]
    damaged += [
        gzip.compress(text.replace(b"Norwegian", b"Norweglan")),
        b"",
        b"nothing of the kind",
        gzip.compress(b"[]"),
    ]
    for one in damaged:
        with pytest.raises(InputError, match="backup_damaged"):
            read_backup(one, key=keys.backup)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_lacks_the_key_cannot_alter_it(engine: Engine, prepare, keys: Keys) -> None:
    """Not even with a new hash: whoever restores it is told that it was written under another key."""
    prepare()
    taken = take(engine, keys)
    with pytest.raises(ReviewError, match="backup_of_other_key"):
        backing_up.open_backup(taken.packed, keys=KEYS)
    assert backing_up.open_backup(taken.packed, keys=KEYS, takes_other_key=True).counts == taken.counts


@pytest.mark.slow
def test_only_an_empty_database_takes_it_unless_told(engine: Engine, prepare, keys: Keys) -> None:
    prepared = prepare()
    answer(engine, prepared.links[Side.PARTNER][0], keys)
    taken, before = take(engine, keys), digests(engine)
    answer(engine, prepared.links[Side.PARTNER][1], keys)
    with pytest.raises(ReviewError, match="database_not_empty"):
        put_back(engine, taken)
    put_back(engine, taken, replaces=True)
    assert digests(engine) == before


@pytest.mark.slow
@pytest.mark.wide
def test_what_fails_midway_keeps_what_was_there(engine: Engine, prepare, keys: Keys) -> None:
    answer(engine, prepare().links[Side.PARTNER][0], keys)
    taken, before = take(engine, keys), digests(engine)

    def fails(connection: Connection, revision: str) -> None:
        if revision == "head":
            raise KeyboardInterrupt
        upgrade(connection, revision)

    with pytest.raises(KeyboardInterrupt):
        put_back(engine, taken, migrate=fails, replaces=True)
    assert digests(engine) == before


@pytest.fixture
def sealed_since(engine: Engine, prepare, keys: Keys) -> Callable[[], tuple[Backup, int]]:
    """A backup of an open review, with an answer, a draft and unused links, and the review's number."""

    def make() -> tuple[Backup, int]:
        prepared = prepare(people=3)
        answer(engine, prepared.links[Side.PARTNER][0], keys)
        keep(engine, prepared.links[Side.PARTNER][1], keys)
        return take(engine, keys), prepared.review_id

    return make


@pytest.mark.slow
def test_a_closed_review_does_not_come_back(engine: Engine, empty: Engine, sealed_since, keys: Keys) -> None:
    """Neither where it was closed, nor anywhere once the time after its closing date is over."""
    taken, review_id = sealed_since()
    with pytest.raises(ReviewError, match="backup_expired"):
        put_back(empty, taken, now=MUCH_LATER)
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
    with pytest.raises(ReviewError, match="backup_expired"):
        put_back(engine, taken, replaces=True)
    assert put_back(empty, taken) == []


@pytest.mark.slow
@pytest.mark.alike(1)
def test_everything_else_comes_back_without_it(engine: Engine, other: Engine, sealed_since, keys: Keys) -> None:
    taken, review_id = sealed_since()
    assert put_back(other, taken, now=MUCH_LATER, leaves_out=True) == [review_id]
    with snapshot(other) as connection:
        counted = count_rows(connection)
    assert {name: counted[name] for name in ("response", "draft", "keying", "outbox")} == dict.fromkeys(
        ("response", "draft", "keying", "outbox"), 0
    )
    with new_session(other) as session:
        assert {(row.nonce, row.state) for row in session.scalars(select(InvitationRow))} == {(None, None)}
    assert counted["invitation"] == taken.counts["invitation"] > 0
    assert counted["audit"] == taken.counts["audit"]


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_drafts_that_no_key_opens_do_not_bar_their_links(engine: Engine, empty: Engine, prepare, keys: Keys) -> None:
    token = prepare().links[Side.PARTNER][0]
    keep(engine, token, keys)
    put_back(empty, take(engine, keys), drops_drafts=True)
    with new_session(empty) as session:
        assert not answering.find_way_in(session, token, keys=KEYS).draft.pages
    assert answer(empty, token, KEYS)


def test_a_backup_of_an_older_version_is_migrated(
    database_url: str, keys: Keys, postgresql_maker, sqlite_maker
) -> None:
    maker = sqlite_maker if database_url.startswith("sqlite") else postgresql_maker
    old, new = (
        make_engine(maker.make(), TIMEZONE, record_key=RECORDING),
        make_engine(database_url, TIMEZONE, record_key=RECORDING),
    )
    command.downgrade(alembic_config(old), "0004")
    with old.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO partner (id, slug, name_ar, name_en, kind, is_demonstration)"
            " VALUES (7, 'old', 'ا', 'Old', 'ngo', false)"
        )
    put_back(new, take(old, keys))
    with new.connect() as connection:
        found = MetaData()
        found.reflect(connection, only=["partner", "outbox"])
        assert [(row.id, row.languages, row.name) for row in connection.execute(select(found.tables["partner"]))] == [
            (7, ["ar", "en"], {"ar": "ا", "en": "Old"})
        ]
    old.dispose()
    new.dispose()


@pytest.mark.slow
@pytest.mark.alike(1)
def test_last_days_of_an_older_version_come_back_as_days(engine: Engine, other: Engine, keys: Keys) -> None:
    command.downgrade(alembic_config(engine), REVISION)
    fill(engine)
    backup = take(engine, keys)
    ends = [(one.until - backing_up.KEPT_AFTER_CLOSING).replace(tzinfo=None) for one in backup.header.open]
    assert list(map(str, ends)) == list(ENDS)
    put_back(other, backup, leaves_out=True)
    assert days(other) == list(ENDS.values())
