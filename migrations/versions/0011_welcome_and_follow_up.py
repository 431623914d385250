"""Tell new accounts' mails from those to a new password, and note of which promises a mail reminded.

SQLite cannot change a CHECK, so there the outbox is made anew; no other table points to it, so nothing goes with it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

_BEFORE = ('invitation', 'reminder', 'roster', 'shared', 'password', 'follow_up', 'test')
_AFTER = (*_BEFORE, 'account')
_INDEXED = ('due_at', 'invitation_id', 'review_id')


def upgrade() -> None:
    """Take another kind of mail; promises made before were not mailed about."""
    _take_kinds(_AFTER)
    op.execute("ALTER TABLE action ADD COLUMN mailed_on DATE")


def downgrade() -> None:
    """Take it back; mails to new accounts that still wait become mails to a password, which they were before."""
    op.execute("UPDATE outbox SET kind = 'password' WHERE kind = 'account'")
    _take_kinds(_BEFORE)
    op.execute("ALTER TABLE action DROP COLUMN mailed_on")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _take_kinds(kinds: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f('ck_outbox_kind'), 'outbox')
        op.create_check_constraint(op.f('ck_outbox_kind'), 'outbox', _one_of('kind', kinds))
        return
    op.create_table('outbox_anew',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=254), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=True),
    sa.Column('invitation_id', sa.String(length=32), nullable=True),
    sa.Column('nonce', sa.LargeBinary(length=16), nullable=True),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('holder', sa.String(length=32), nullable=True),
    sa.Column('held_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.String(length=16), nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.CheckConstraint("(kind IN ('invitation', 'reminder')) = (invitation_id IS NOT NULL)", name=op.f('ck_outbox_leads_to_a_form')),
    sa.CheckConstraint('(holder IS NULL) = (held_until IS NULL)', name=op.f('ck_outbox_held_by_somebody')),
    sa.CheckConstraint('(outcome IS NULL) = (settled_at IS NULL)', name=op.f('ck_outbox_settled_with_an_outcome')),
    sa.CheckConstraint(_one_of('kind', kinds), name=op.f('ck_outbox_kind')),
    sa.CheckConstraint(_one_of('language', ('ar', 'en')), name=op.f('ck_outbox_language')),
    sa.CheckConstraint(_one_of('outcome', ('sent', 'unsure', 'refused', 'given_up')), name=op.f('ck_outbox_outcome')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_outbox_invitation_id_invitation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_outbox_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox'))
    )
    op.execute("INSERT INTO outbox_anew SELECT * FROM outbox")
    op.drop_table('outbox')
    op.rename_table('outbox_anew', 'outbox')
    for column in _INDEXED:
        op.create_index(op.f(f'ix_outbox_{column}'), 'outbox', [column])
