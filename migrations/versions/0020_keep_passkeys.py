"""Keep the passkeys of staff, and the challenge that a browser has still to answer.

SQLite would rebuild ``staff_session`` to change it in a batch; adding columns needs no rebuilding.
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the columns; nobody has a passkey yet."""
    op.create_table('passkey',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('credential_id', sa.LargeBinary(), nullable=False),
    sa.Column('credential', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_passkey_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_passkey_credential_id'))
    )
    op.create_index(op.f('ix_passkey_staff_id'), 'passkey', ['staff_id'])
    op.add_column('staff_session', sa.Column('challenge', sa.LargeBinary(length=32), nullable=True))
    op.add_column('staff_session', sa.Column('challenged_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take it back; the app for codes, without which nobody has a passkey, stays."""
    for column in ('challenged_at', 'challenge'):
        op.drop_column('staff_session', column)
    op.drop_table('passkey')
