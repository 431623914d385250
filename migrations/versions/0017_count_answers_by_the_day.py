"""Count the answers of each side of a review that is not closed by the day, so that no number moves with a sending."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

_SIDE = ('prcs', 'partner')


def upgrade() -> None:
    """Make the table, and a row a side of every review that is not closed; until the next sending there is no day."""
    op.create_table('turnout',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum(*_SIDE, name='side', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('counted_on', sa.Date(), nullable=True),
    sa.Column('before', sa.Integer(), nullable=False),
    sa.Column('paper_before', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_turnout_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', 'side', name=op.f('pk_turnout'))
    )
    for side in _SIDE:
        op.execute(
            'INSERT INTO turnout (review_id, side, before, paper_before)'
            f" SELECT id, '{side}', 0, 0 FROM review WHERE state IN ('draft', 'open')"
        )


def downgrade() -> None:
    """Drop it; what was sent stays counted."""
    op.drop_table('turnout')
