"""After sealing, somebody with the whole database tries to tell who on the list answered, and when."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.sides import Side
from surveyapp.store import outbox, sealing
from surveyapp.store.engine import new_session
from surveyapp.store.rows import InvitationRow, OutboxRow, RecipientRow, ResponseRow
from surveyapp.workflow import mailing
from surveyapp.workflow.invitations import reminding
from surveyapp.workflow.keys import Keys, token_hash
from surveyapp.workflow.reviews import closing
from tests.databases import AUTHOR
from tests.inviting import answer, do, invite_people, open_now, person, recipient_ids

PEOPLE = 24
CHANCE = 8
"""More than eight of 24 rows in their old places come about by chance once in a million times."""

PLACE = {"sqlite": "rowid", "postgresql": "ctid"}
HEX = {"sqlite": "lower(hex(token_hash))", "postgresql": "encode(token_hash, 'hex')"}


@pytest.fixture
def sealed(engine: Engine, prepare, keys: Keys) -> tuple[list[int], list[str], list[str]]:
    """Invite, mail and remind people in one order, and let all but two answer in another; close and seal.

    Return the order in which they answered, what the database held of each of them before, and their links.
    """
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(number, address=address(number)) for number in range(PEOPLE)], keys=keys)
    open_now(engine, prepared)
    deliver(engine)
    order = random.Random(1).sample(range(PEOPLE), k=PEOPLE - 2)
    for number in order[:10]:
        answer(engine, prepared.links[Side.PARTNER][number], keys, words=f"person {number}")
    do(engine, reminding.remind, prepared.review_id, now=datetime.now(UTC))
    do(engine, outbox.claim, "holder", now=datetime.now(UTC))
    for number in order[10:]:
        answer(engine, prepared.links[Side.PARTNER][number], keys, words=f"person {number}")
    with engine.connect() as connection:
        ids = [*connection.execute(text("SELECT id FROM invitation UNION SELECT id FROM outbox")).scalars()]
    known = [*ids, *recipient_ids(engine, prepared).values()]
    do(engine, closing.close_review, prepared.review_id, now=datetime.now(UTC))
    sealing.compact(engine, AUTHOR)
    return order, known, prepared.links[Side.PARTNER]


def address(number: int) -> str:
    """Return an address; those of people invited later come later, also in an index."""
    return f"p{number:02}@example.org"


def deliver(engine: Engine) -> None:
    while mail := do(engine, outbox.claim, "holder", now=datetime.now(UTC) + timedelta(minutes=5)):
        do(engine, mailing.settle_mail, mail, outcome=Outcome.SENT, now=datetime.now(UTC))


def in_place(engine: Engine, column: str, table: str) -> list[str]:
    """Return a column in the order in which its rows lie in the file."""
    order = PLACE[engine.dialect.name]
    with engine.connect() as connection:
        side = text(f"SELECT {column} FROM {table} WHERE side = 'partner' ORDER BY {order}")
        return [str(value) for value in connection.execute(side).scalars()]


def alike(first: Sequence[int], second: Sequence[int]) -> int:
    """Return how many stand in the same place, from the front or from the back."""
    return max(sum(a == b for a, b in zip(first, other, strict=False)) for other in (second, second[::-1]))


def test_no_order_leads_from_a_name_to_a_link(engine: Engine, sealed, keys: Keys) -> None:
    order, tokens = sealed[0], sealed[2]
    own = {token_hash(token).hex(): number for number, token in enumerate(tokens)}
    names = [int(one[1:].partition("@")[0]) for one in in_place(engine, "address", "recipient")]
    links = [own[found] for found in in_place(engine, HEX[engine.dialect.name], "invitation")]
    by_id = [
        int(a[1:].partition("@")[0])
        for _, a in sorted(zip(*(in_place(engine, c, "recipient") for c in ("id", "address")), strict=True))
    ]
    assert sorted(names) == list(range(PEOPLE))
    assert sorted(links) == list(range(PEOPLE))
    for what, found in {
        "names as they were invited": alike(names, range(PEOPLE)),
        "names as they answered": alike([n for n in names if n in order], order),
        "links as they were made": alike(links, range(PEOPLE)),
        "links as they were used": alike([n for n in links if n in order], order),
        "names beside links": alike(names, links),
        "names by id beside links": alike(by_id, links),
    }.items():
        assert found <= CHANCE, what


def test_no_row_points_from_a_name_to_a_link(engine: Engine, sealed) -> None:
    with new_session(engine) as session:
        people = session.query(RecipientRow).all()
        assert {(p.invitation_id, p.reached, p.reason, p.is_withdrawn) for p in people} == {(None, None, "", False)}
        assert session.query(OutboxRow).filter(OutboxRow.review_id.is_not(None)).all() == []
        assert session.query(ResponseRow).all() == []
        ids = [[row.id for row in session.query(kind)] for kind in (RecipientRow, InvitationRow)]
    flat = [one for some in ids for one in some]
    assert len(set(flat)) == len(flat)


def test_nothing_tells_who_was_silent(engine: Engine, sealed) -> None:
    """Two people did not answer: their rows look like those of the others, whatever table and column."""
    order, *_ = sealed
    silent = {address(number) for number in set(range(PEOPLE)) - set(order)}
    columns = [column.name for column in RecipientRow.__table__.columns if column.name not in {"id", "name", "address"}]
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT address, {', '.join(columns)} FROM recipient")).all()
    assert len(silent) == 2
    assert {tuple(row[1:]) for row in rows if row[0] in silent} == {tuple(row[1:]) for row in rows}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_file_forgets_what_tied_names_to_links(engine: Engine, sealed) -> None:
    _, known, _ = sealed
    assert len(known) > 2 * PEOPLE
    path = Path(engine.url.database or "")
    held = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert [one for one in known if one.encode() in held] == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_tables_hold_no_earlier_rows(engine: Engine, sealed) -> None:
    """PostgreSQL keeps with each row which transaction wrote it, and rows that were erased until it is compacted."""
    with engine.connect() as connection:
        for table in ("outbox", "response"):
            assert connection.execute(text(f"SELECT pg_relation_size('{table}')")).scalar_one() == 0
        for table in ("recipient", "invitation"):
            written = connection.execute(text(f"SELECT DISTINCT xmin::text FROM {table} WHERE review_id = 1"))
            assert len(written.all()) == 1, table
