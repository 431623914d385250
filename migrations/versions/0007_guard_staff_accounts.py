"""Guard staff accounts: second factor with recovery codes, accounts that are closed, failures by network address.

SQLite would rebuild ``staff`` and ``staff_session`` to change them in a batch; adding columns needs no rebuilding.
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the tables; nobody has a second factor yet, and browsers that are signed in stay so."""
    op.add_column('staff', sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('staff', sa.Column('factor_sealed', sa.LargeBinary(), nullable=True))
    op.execute(
        "ALTER TABLE staff ADD COLUMN factor_step INTEGER"
        " CONSTRAINT ck_staff_second_factor_whole CHECK ((factor_sealed IS NULL) = (factor_step IS NULL))"
    )
    for column in ('awaits_code', 'by_link'):
        op.add_column('staff_session', sa.Column(column, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table('recovery_code',
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_recovery_code_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('staff_id', 'code_hash', name=op.f('pk_recovery_code'))
    )
    op.create_table('sign_in_failure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source', sa.LargeBinary(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_failure'))
    )
    op.create_index(op.f('ix_sign_in_failure_source'), 'sign_in_failure', ['source'])
    op.create_index(op.f('ix_sign_in_failure_at'), 'sign_in_failure', ['at'])


def downgrade() -> None:
    """Take it back; closed accounts lose their password, since nothing else would keep them closed."""
    op.drop_table('sign_in_failure')
    op.drop_table('recovery_code')
    op.execute('DELETE FROM staff_session')
    op.execute('UPDATE staff SET password_hash = NULL, link_hash = NULL WHERE closed_at IS NOT NULL')
    for column in ('by_link', 'awaits_code'):
        op.drop_column('staff_session', column)
    for column in ('factor_step', 'factor_sealed', 'closed_at'):
        op.drop_column('staff', column)
