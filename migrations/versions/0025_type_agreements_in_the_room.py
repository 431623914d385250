"""Keep who wrote a word of the meeting, promises that are being typed, and how promises were put before.

Of what was written until now nobody knows by whom; the record does.
"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and two tables."""
    for table in ('agreement', 'action'):
        op.add_column(table, sa.Column('written_by', sa.String(length=254), nullable=True))
    op.add_column('action', sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('wording',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('facet', sa.Enum('prcs', 'partner', 'joint', name='facet', native_enum=False, create_constraint=True, length=16), nullable=True),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.Column('prcs_lead', sa.String(length=200), nullable=False),
    sa.Column('partner_lead', sa.String(length=200), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('evidence', sa.String(length=1000), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('written_by', sa.String(length=254), nullable=True),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_wording_action_id_action')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wording'))
    )
    op.create_index(op.f('ix_wording_action_id'), 'wording', ['action_id'])
    op.create_table('unfinished',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(length=64), nullable=False),
    sa.Column('facet', sa.String(length=16), nullable=False),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.Column('prcs_lead', sa.String(length=200), nullable=False),
    sa.Column('partner_lead', sa.String(length=200), nullable=False),
    sa.Column('due', sa.String(length=10), nullable=False),
    sa.Column('evidence', sa.String(length=1000), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_unfinished_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', 'section', name=op.f('pk_unfinished'))
    )


def downgrade() -> None:
    """Take them back; promises that were taken back, or not whole yet, are forgotten."""
    op.drop_table('unfinished')
    op.drop_table('wording')
    gone = 'SELECT id FROM action WHERE taken_back_at IS NOT NULL'
    op.execute(f'DELETE FROM follow_up WHERE action_id IN ({gone})')
    op.execute('DELETE FROM action WHERE taken_back_at IS NOT NULL')
    op.drop_column('action', 'taken_back_at')
    for table in ('action', 'agreement'):
        op.drop_column(table, 'written_by')
