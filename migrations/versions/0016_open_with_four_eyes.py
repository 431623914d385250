"""Note who proposes an opening, how a review was opened, and who wrote focal points down and asked them.

Of what was stored before it is not known who wrote it down, or asked; accounts are taken to be as old as can be. How
reviews were opened that are open already is not known, and nobody is told of it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

_SIDE = sa.Enum('prcs', 'partner', name='side', native_enum=False, create_constraint=True, length=16)
_WAY = sa.Enum('two', 'one', 'shell', name='way', native_enum=False, create_constraint=True, length=16)
_COLUMNS = (
    ('focal_point', 'kept_by', sa.String(length=254)),
    ('vouching', 'asked_by', sa.String(length=254)),
    ('staff', 'entitled_at', sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Make the tables and the columns."""
    op.create_table('proposal',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('proposed_by', sa.String(length=254), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_proposal_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', name=op.f('pk_proposal'))
    )
    op.create_table('opening',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('side', _SIDE, nullable=False),
    sa.Column('way', _WAY, nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('by_hand', sa.Integer(), nullable=False),
    sa.Column('nameless', sa.Integer(), nullable=False),
    sa.Column('confirmed_by', sa.String(length=200), nullable=True),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.CheckConstraint('(confirmed_by IS NULL) = (confirmed_on IS NULL)', name=op.f('ck_opening_confirmed_on_a_day')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_opening_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', 'side', name=op.f('pk_opening'))
    )
    for table, name, kind in _COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Forget all of it; nobody is asked for a second pair of eyes any more."""
    for table, name, _ in _COLUMNS:
        op.drop_column(table, name)
    op.drop_table('opening')
    op.drop_table('proposal')
