"""Keep who signed off what a meeting agreed, and let mails tell both sides of it."""

import re

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

_KIND = 'agreed'


def upgrade() -> None:
    """Add the table, and the kind of mail."""
    op.create_table('sign_off',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('prcs_name', sa.String(length=200), nullable=False),
    sa.Column('partner_name', sa.String(length=200), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_sign_off_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_off'))
    )
    op.create_index(op.f('ix_sign_off_review_id'), 'sign_off', ['review_id'])
    _change_kinds(lambda kinds: [*kinds, _KIND])


def downgrade() -> None:
    """Take them back; such mails that wait go with them."""
    op.execute(f"DELETE FROM outbox WHERE kind = '{_KIND}'")
    _change_kinds(lambda kinds: [kind for kind in kinds if kind != _KIND])
    op.drop_table('sign_off')


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
