"""Keep what meetings agreed on, beside the sealed results."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('follow_up_on', sa.Date(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_meeting_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting'))
    )
    op.create_index(op.f('ix_meeting_review_id'), 'meeting', ['review_id'])
    op.create_table('agreement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(length=64), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.Column('lesson', sa.String(length=1000), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('score IS NULL OR score >= 1', name=op.f('ck_agreement_score_on_the_scale')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_agreement_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement'))
    )
    op.create_index(op.f('ix_agreement_review_id'), 'agreement', ['review_id'])
    op.create_table('action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(length=64), nullable=True),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.Column('prcs_lead', sa.String(length=200), nullable=False),
    sa.Column('partner_lead', sa.String(length=200), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('evidence', sa.String(length=1000), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_action_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action'))
    )
    op.create_index(op.f('ix_action_review_id'), 'action', ['review_id'])
    op.create_table('follow_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('promised', 'begun', 'done', 'dropped', name='status', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('noted_on', sa.Date(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_follow_up_action_id_action')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up'))
    )
    op.create_index(op.f('ix_follow_up_action_id'), 'follow_up', ['action_id'])


def downgrade() -> None:
    """Take it back."""
    for table in ('follow_up', 'action', 'agreement', 'meeting'):
        op.drop_table(table)
