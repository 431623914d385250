"""Find closed reviews that nobody answered without reading documents: numbers stand behind these in their row."""

from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index; SQLite rebuilds no table for this."""
    op.create_index('ix_result_responses', 'result', ['prcs_responses', 'partner_responses'])


def downgrade() -> None:
    """Take it away."""
    op.drop_index('ix_result_responses', table_name='result')
