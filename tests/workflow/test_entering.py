"""A code from paper leads to its link, guesses are few, and nothing more is stored for it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from surveyapp.core.errors import Code, InputError
from surveyapp.core.sides import Side
from surveyapp.core.text.typed_codes import COUNT, grouped, write_code
from surveyapp.store.engine import new_session
from surveyapp.store.rows import InvitationRow, SignInFailureRow
from surveyapp.workflow.accounts import entering
from surveyapp.workflow.accounts.entering import LIMIT, SOURCE_LIMIT, find_token
from surveyapp.workflow.invitations.writing_letters import take_letters
from surveyapp.workflow.keys import Keys, token_hash
from surveyapp.workflow.reviews import closing
from tests.conftest import SECRET, Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import answer, do, open_now

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)
SIDE = Side.PARTNER
OFFICE, ELSEWHERE = b"o" * 32, b"e" * 32


@pytest.fixture
def lettered(engine: Engine, prepare, keys: Keys) -> tuple[Prepared, str, str]:
    """An open review, with a token of it and the code beside that on its letter."""
    prepared = prepare(is_open=False)
    (_, secret), *_ = do(engine, take_letters, prepared.review_id, side=SIDE, keys=keys)
    open_now(engine, prepared)
    return prepared, secret.token, secret.code


def enter(engine: Engine, typed: str, keys: Keys, *, source: bytes | None = OFFICE, now: datetime = NOW) -> str | None:
    with writing(engine) as session:
        return find_token(session, typed, source=source, now=now, keys=keys)


def guesses(count: int, *, start: int = 0) -> list[str]:
    return [write_code(COUNT // 2 + number) for number in range(start, start + count)]


def counted(engine: Engine) -> int:
    with new_session(engine) as session:
        return session.query(SignInFailureRow).count()


def test_a_code_leads_to_its_link_also_once_the_review_is_sealed(engine: Engine, lettered, keys: Keys) -> None:
    prepared, token, code = lettered
    assert [enter(engine, typed, keys) for typed in (code, grouped(code), f" {token}")] == [token] * 3
    answer(engine, token, keys)
    do(engine, closing.close_review, prepared.review_id, now=NOW)
    assert enter(engine, code, keys) == token


def test_a_code_means_nothing_to_whoever_has_the_database_alone(engine: Engine, lettered, keys: Keys) -> None:
    """What is stored of a link is the hash of its token, which follows from the code under SECRET_KEY alone."""
    _, token, code = lettered
    stranger = Keys.from_secret(SECRET[::-1])
    with new_session(engine) as session:
        row = session.scalars(select(InvitationRow).where(InvitationRow.token_hash == token_hash(token))).one()
        stored = {column.name: getattr(row, column.name) for column in InvitationRow.__table__.columns}
    assert (stranger.secret(row.id, row.nonce).code == code, stranger.token_of(code) == token) == (False, False)
    assert token_hash(code) not in stored.values()
    assert set(stored) == {"id", "review_id", "side", "token_hash", "nonce", "state", "is_paper", "succession"}


@pytest.mark.parametrize("limit", [SOURCE_LIMIT, LIMIT], ids=["of one address", "of all"])
def test_after_too_many_guesses_no_code_lets_in_for_a_while(
    engine: Engine, lettered, keys: Keys, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    _, token, code = lettered
    is_one = limit == SOURCE_LIMIT
    if not is_one:
        limit = SOURCE_LIMIT + 5
        monkeypatch.setattr(entering, "LIMIT", limit)
    for number, guess in enumerate(guesses(limit)):
        assert enter(engine, guess, keys, source=OFFICE if is_one else bytes([number]) * 32) is None
    with pytest.raises(InputError) as refused:
        enter(engine, code, keys)
    assert refused.value.code is Code.TOO_MANY_CODES
    assert enter(engine, token, keys) == token, "a link is shut out"
    if is_one:
        assert enter(engine, code, keys, source=ELSEWHERE) == token
    assert enter(engine, code, keys, now=NOW + timedelta(minutes=16)) == token


def test_neither_typing_errors_nor_links_nor_right_codes_count_as_guesses(engine: Engine, lettered, keys: Keys) -> None:
    _, token, code = lettered
    mistyped = code[:-1] + next(c for c in "0123" if c != code[-1])
    for typed in (mistyped, code[:-1], "", "x"):
        with pytest.raises(InputError):
            enter(engine, typed, keys)
    assert [enter(engine, typed, keys) for typed in (token[:-1] + "7" * 1, code)] == [None, token]
    assert counted(engine) == 0
    assert enter(engine, guesses(1)[0], keys) is None
    assert counted(engine) == 2, "of the address, and of all"


def test_links_made_before_codes_were_short_keep_their_token_and_have_it_for_a_code(
    engine: Engine, prepare, keys: Keys
) -> None:
    prepared = prepare(is_open=False)
    with writing(engine) as session:
        for row in session.scalars(select(InvitationRow)).all():
            earlier = token_hash(keys.token(row.id, row.nonce))
            session.execute(update(InvitationRow).where(InvitationRow.id == row.id).values(token_hash=earlier))
    secrets = [secret for _, secret in do(engine, take_letters, prepared.review_id, side=SIDE, keys=keys)]
    assert [secret.code for secret in secrets] == [secret.token for secret in secrets]
    assert [enter(engine, grouped(secret.code), keys) for secret in secrets] == [secret.token for secret in secrets]
