"""Queue mails in the transaction of the step that wants them."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table('outbox',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.Enum('invitation', 'reminder', 'roster', 'shared', 'password', 'follow_up', 'test', name='kind', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=254), nullable=False),
    sa.Column('language', sa.Enum('ar', 'en', name='language', native_enum=False, create_constraint=True, length=16), nullable=False),
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
    sa.Column('outcome', sa.Enum('sent', 'unsure', 'refused', 'given_up', name='outcome', native_enum=False, create_constraint=True, length=16), nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.CheckConstraint("(kind IN ('invitation', 'reminder')) = (invitation_id IS NOT NULL)", name=op.f('ck_outbox_leads_to_a_form')),
    sa.CheckConstraint('(holder IS NULL) = (held_until IS NULL)', name=op.f('ck_outbox_held_by_somebody')),
    sa.CheckConstraint('(outcome IS NULL) = (settled_at IS NULL)', name=op.f('ck_outbox_settled_with_an_outcome')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_outbox_invitation_id_invitation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_outbox_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox'))
    )
    op.create_index(op.f('ix_outbox_due_at'), 'outbox', ['due_at'])
    op.create_index(op.f('ix_outbox_invitation_id'), 'outbox', ['invitation_id'])
    op.create_index(op.f('ix_outbox_review_id'), 'outbox', ['review_id'])


def downgrade() -> None:
    """Take it back."""
    op.drop_table('outbox')
