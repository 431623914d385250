"""Remember of open reviews what each import took, so that nothing is counted twice and an import can be undone.

Imports made before this are not remembered: nothing tells which responses were theirs.
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table('answer_import',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('side', sa.Enum('prcs', 'partner', name='side', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('responses', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('links', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('known', sa.JSON(none_as_null=True), nullable=True),
    sa.CheckConstraint('(responses IS NULL) = (links IS NULL) AND (links IS NULL) = (known IS NULL)', name=op.f('ck_answer_import_undone_as_a_whole')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_answer_import_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', 'number', name=op.f('pk_answer_import'))
    )


def downgrade() -> None:
    """Drop it; what the imports took stays counted."""
    op.drop_table('answer_import')
