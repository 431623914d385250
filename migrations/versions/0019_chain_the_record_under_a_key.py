"""Chain the record of what staff do under a key, and keep which of its entries was mailed outside.

What was recorded before stays as it is. One more entry fixes all of it, word by word, under the key: from there on nobody
can write an entry, nor any of those before it anew, without SECRET_KEY.
"""

import hashlib
import hmac
import json
import re
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

_COLUMNS = ('number', 'at', 'author', 'action', 'review_id', 'details', 'previous', 'hash')
_TYPES = {'number': sa.Integer(), 'at': sa.DateTime(timezone=True), 'review_id': sa.Integer()}
_AUDIT = sa.table('audit', *(sa.column(name, _TYPES.get(name, sa.String())) for name in _COLUMNS))
_HEAD = sa.table('audit_head', sa.column('number', sa.Integer()), sa.column('hash', sa.String()))
_KIND = 'record'
_SQLITE = """
CREATE TRIGGER audit_{verb} BEFORE {verb} ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit record is append-only');
END"""
_POSTGRESQL = (
    "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
)


def upgrade() -> None:
    """Add the columns and the kind of mail; bind what was recorded before."""
    op.execute("ALTER TABLE audit_head ADD COLUMN sent_number INTEGER DEFAULT 0 NOT NULL")
    op.execute(f"ALTER TABLE audit_head ADD COLUMN sent_hash VARCHAR(64) DEFAULT '{'0' * 64}' NOT NULL")
    op.execute("ALTER TABLE audit_head ADD COLUMN sent_on DATE")
    _change_kinds(lambda kinds: [*kinds, _KIND])
    _bind()


def downgrade() -> None:
    """Take it back; what was chained under the key is chained without it again, as older versions follow it."""
    op.execute(f"DELETE FROM outbox WHERE kind = '{_KIND}'")
    _change_kinds(lambda kinds: [kind for kind in kinds if kind != _KIND])
    for column in ('sent_on', 'sent_hash', 'sent_number'):
        op.drop_column('audit_head', column)
    _unbind()


def _bind() -> None:
    """Append the entry that fixes all before it; an empty record needs none, since its first entry is under the key."""
    connection = op.get_bind()
    number, previous = connection.execute(sa.select(_HEAD.c.number, _HEAD.c.hash)).one()
    if not number:
        return
    fixed = hashlib.sha256()
    for entry in _entries():
        fixed.update(_canonical([*_plain(entry), entry.previous, entry.hash]))
    details = _canonical({'fixed': fixed.hexdigest(), 'through': number}).decode()
    entry = {'number': number + 1, 'at': datetime.now(UTC), 'author': 'cli', 'action': 'audit.bound', 'review_id': None}
    plain = [entry['number'], entry['at'].isoformat(), entry['author'], entry['action'], None, details]
    hashed = hmac.digest(_key(), _canonical([*plain, previous]), hashlib.sha256).hex()
    connection.execute(sa.insert(_AUDIT).values(**entry, details=details, previous=previous, hash=hashed))
    connection.execute(sa.update(_HEAD).values(number=number + 1, hash=hashed))


def _unbind() -> None:
    """Chain every entry from the first one under a key anew, without it."""
    connection, previous, number = op.get_bind(), '0' * 64, 0
    _drop_triggers()
    for entry in _entries():
        hashed = hashlib.sha256(_canonical([*_plain(entry), previous])).hexdigest()
        if (entry.previous, entry.hash) != (previous, hashed):
            changed = sa.update(_AUDIT).where(_AUDIT.c.number == entry.number)
            connection.execute(changed.values(previous=previous, hash=hashed))
        previous, number = hashed, entry.number
    connection.execute(sa.update(_HEAD).values(number=number, hash=previous))
    _make_triggers()


def _entries():
    return op.get_bind().execute(sa.select(_AUDIT).order_by(_AUDIT.c.number)).all()


def _plain(entry) -> list[object]:
    at = entry.at.replace(tzinfo=UTC) if entry.at.tzinfo is None else entry.at.astimezone(UTC)
    return [entry.number, at.isoformat(), entry.author, entry.action, entry.review_id, entry.details]


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'), sort_keys=True).encode()


def _key() -> bytes:
    found = op.get_bind().get_execution_options().get('surveyapp_record_key')
    if found is None:
        raise RuntimeError('the record is bound under a key of SECRET_KEY: migrate with `flask db upgrade`')
    return found


def _drop_triggers() -> None:
    if op.get_bind().dialect.name != 'sqlite':
        op.execute('DROP TRIGGER IF EXISTS audit_append_only ON audit')
        return
    for verb in ('UPDATE', 'DELETE'):
        op.execute(f'DROP TRIGGER IF EXISTS audit_{verb}')


def _make_triggers() -> None:
    if op.get_bind().dialect.name != 'sqlite':
        op.execute(_POSTGRESQL)
        return
    for verb in ('UPDATE', 'DELETE'):
        op.execute(_SQLITE.format(verb=verb))


def _change_kinds(change) -> None:
    """Let the outbox take other kinds of mail; SQLite's manual has this way of changing a CHECK without a new table."""
    connection = op.get_bind()
    if connection.dialect.name != 'sqlite':
        query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ck_outbox_kind'"
        kinds = re.findall(r"'(\w+)'::", connection.exec_driver_sql(query).scalar_one())
        op.drop_constraint(op.f('ck_outbox_kind'), 'outbox')
        op.create_check_constraint(op.f('ck_outbox_kind'), 'outbox', f'kind IN ({_listed(change(kinds))})')
        return
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'outbox'"
    before = connection.exec_driver_sql(query).scalar_one()
    pattern = re.compile(r'(ck_outbox_kind"? CHECK \(kind IN \()([^)]*)(\)\))')
    kinds = re.findall(r"'(\w+)'", pattern.search(before)[2])
    after = pattern.sub(lambda found: found[1] + _listed(change(kinds)) + found[3], before)
    version = connection.exec_driver_sql('PRAGMA schema_version').scalar_one()
    connection.exec_driver_sql('PRAGMA writable_schema = ON')
    changed = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = 'outbox'")
    connection.execute(changed, {'sql': after})
    connection.exec_driver_sql(f'PRAGMA schema_version = {version + 1}')
    connection.exec_driver_sql('PRAGMA writable_schema = OFF')


def _listed(kinds: list[str]) -> str:
    return ', '.join(f"'{kind}'" for kind in kinds)
