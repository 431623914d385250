"""Note whether a keying of a paper form was finished, and in how many fields the second differed from the first.

What was keyed until now is unfinished: whoever has the form goes on with it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns."""
    op.add_column('keying', sa.Column('is_done', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('keying', sa.Column('differed', sa.Integer(), nullable=True))
    with op.batch_alter_table('keying') as table:
        table.alter_column('is_done', server_default=None)


def downgrade() -> None:
    """Forget both; the keyings stay."""
    with op.batch_alter_table('keying') as table:
        table.drop_column('differed')
        table.drop_column('is_done')
