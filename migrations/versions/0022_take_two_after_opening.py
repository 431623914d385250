"""Note which step two members of staff take together, and count what was changed after opening.

Mails of one more kind tell people that their link was withdrawn. What was noted until now is that mail came back, or of
somebody without an address that another letter is wanted.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0020'
branch_labels = None
depends_on = None

_WANTED = ('returned', 'letter', 'withdrawal')
_KIND = 'withdrawn'


def upgrade() -> None:
    """Add the columns and the kind of mail; whoever was withdrawn from an open review is counted."""
    op.execute(
        "ALTER TABLE recipient ADD COLUMN noted_for VARCHAR(16)"
        f" CONSTRAINT ck_recipient_noted_for CHECK (noted_for IN ({_listed(_WANTED)}))"
        " CONSTRAINT ck_recipient_notes_have_authors CHECK (noted_for IS NULL OR noted_by IS NOT NULL)"
    )
    op.execute(
        "UPDATE recipient SET noted_for = CASE WHEN address IS NULL THEN 'letter' ELSE 'returned' END"
        " WHERE noted_by IS NOT NULL"
    )
    for column in ('withdrawn', 'alone'):
        op.execute(f"ALTER TABLE opening ADD COLUMN {column} INTEGER DEFAULT 0 NOT NULL")
    op.execute(
        "UPDATE opening SET withdrawn = (SELECT COUNT(*) FROM recipient WHERE recipient.review_id = opening.review_id"
        " AND recipient.side = opening.side AND recipient.is_withdrawn)"
    )
    op.execute("UPDATE opening SET alone = withdrawn")
    _change_kinds(lambda kinds: [*kinds, _KIND])


def downgrade() -> None:
    """Take them back; a withdrawal that was asked for and not confirmed is forgotten."""
    op.execute(f"DELETE FROM outbox WHERE kind = '{_KIND}'")
    _change_kinds(lambda kinds: [kind for kind in kinds if kind != _KIND])
    op.execute("UPDATE recipient SET noted_by = NULL, noted_for = NULL WHERE noted_for = 'withdrawal'")
    for column in ('alone', 'withdrawn'):
        op.drop_column('opening', column)
    if op.get_bind().dialect.name != 'sqlite':
        for name in ('notes_have_authors', 'noted_for'):
            op.drop_constraint(op.f(f'ck_recipient_{name}'), 'recipient')
    op.execute("ALTER TABLE recipient DROP COLUMN noted_for")


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


def _listed(values) -> str:
    return ', '.join(f"'{value}'" for value in values)
