"""Record what staff do, in a chain that nobody can change; give reviews to facilitators."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

_SQLITE = """
CREATE TRIGGER audit_{verb} BEFORE {verb} ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit record is append-only');
END"""
_POSTGRESQL = """
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit record is append-only'; END $$"""


def upgrade() -> None:
    """Make the tables and the triggers; everybody signs in anew, since SQLite rebuilds the table of accounts."""
    op.execute('DELETE FROM staff_session')
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.create_check_constraint(
            op.f('ck_staff_role'), "role IN ('administrator', 'coordinator', 'facilitator', 'viewer')")
    op.create_table('audit',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('author', sa.String(length=254), nullable=False),
    sa.Column('action', sa.String(length=64), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=True),
    sa.Column('details', sa.String(), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_audit')),
    sa.UniqueConstraint('hash', name=op.f('uq_audit_hash'))
    )
    op.create_index(op.f('ix_audit_at'), 'audit', ['at'])
    op.create_index(op.f('ix_audit_review_id'), 'audit', ['review_id'])
    op.create_table('audit_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_audit_head_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    op.execute(f"INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '{'0' * 64}')")
    op.create_table('staff_review',
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_staff_review_review_id_review')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_staff_review_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('staff_id', 'review_id', name=op.f('pk_staff_review'))
    )
    op.create_index(op.f('ix_staff_review_review_id'), 'staff_review', ['review_id'])
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('UPDATE', 'DELETE'):
            op.execute(_SQLITE.format(verb=verb))
    else:
        op.execute(_POSTGRESQL)
        op.execute("CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
                   " FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()")


def downgrade() -> None:
    """Take it back."""
    op.drop_table('staff_review')
    op.execute('DELETE FROM staff_session')
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_staff_role'), type_='check')
    op.drop_table('audit_head')
    op.drop_table('audit')
    if op.get_bind().dialect.name != 'sqlite':
        op.execute('DROP FUNCTION audit_is_append_only()')
