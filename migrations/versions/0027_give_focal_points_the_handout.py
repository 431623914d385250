"""Let a focal point of either side fetch the results on paper by a link of one's own, mailed when they are shared."""

import re

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

_KIND = 'handout'


def upgrade() -> None:
    """Add the links and their kind of mail; of what was shared before, nobody is mailed."""
    op.create_table('handout',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('focal_point_id', sa.Integer(), nullable=False),
    sa.Column('key_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('taken_since', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['focal_point_id'], ['focal_point.id'], name=op.f('fk_handout_focal_point_id_focal_point'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_handout_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', 'focal_point_id', name=op.f('pk_handout')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_handout_key_hash'))
    )
    op.create_index(op.f('ix_handout_focal_point_id'), 'handout', ['focal_point_id'])
    _change_kinds(lambda kinds: [*kinds, _KIND])


def downgrade() -> None:
    """End the links, and forget mails that have not gone out."""
    op.execute(f"DELETE FROM outbox WHERE kind = '{_KIND}'")
    _change_kinds(lambda kinds: [kind for kind in kinds if kind != _KIND])
    op.drop_table('handout')


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
