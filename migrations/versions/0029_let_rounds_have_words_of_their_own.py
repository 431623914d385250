"""Let a round's mails and letters have a subject and a sentence of their own."""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; what is usual is said where there is nothing in it."""
    op.create_table('round_words',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.JSON(), nullable=True),
    sa.Column('sentence', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_round_words_round_id_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_round_words'))
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table('round_words')
