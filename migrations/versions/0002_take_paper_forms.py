"""Take paper forms: which links are printed, and the keyings of forms that came back.

SQLite rebuilds a table to change it in a batch, and dropping the old one would take every draft along with the
links it belongs to. Adding a column needs no rebuilding, so it is said in plain SQL that both databases take.
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the mark and the table; links made before were for screens."""
    op.execute(
        "ALTER TABLE invitation ADD COLUMN is_paper BOOLEAN"
        " CONSTRAINT ck_invitation_sealing_forgets_paper CHECK (is_paper IS NULL OR nonce IS NOT NULL)"
    )
    op.execute("UPDATE invitation SET is_paper = false WHERE nonce IS NOT NULL")
    op.create_table('keying',
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('number IN (1, 2)', name=op.f('ck_keying_first_or_second')),
    sa.ForeignKeyConstraint(['token_hash'], ['invitation.token_hash'], name=op.f('fk_keying_token_hash_invitation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', 'number', name=op.f('pk_keying'))
    )


def downgrade() -> None:
    """Take it back; keyings not yet sent are still on their paper."""
    op.drop_table('keying')
    op.execute("ALTER TABLE invitation DROP COLUMN is_paper")
