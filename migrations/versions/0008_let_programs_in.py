"""Let programs in: their tokens, as hashes, and the reviews that they are kept to."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; no program has a token yet."""
    op.create_table('program',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('rights', sa.String(length=200), nullable=False),
    sa.Column('is_limited', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('spent', sa.Double(), nullable=False),
    sa.CheckConstraint("rights <> ''", name=op.f('ck_program_some_right')),
    sa.CheckConstraint('expires_at > created_at', name=op.f('ck_program_expires_later')),
    sa.CheckConstraint('spent >= 0', name=op.f('ck_program_spent_not_negative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_program')),
    sa.UniqueConstraint('name', name=op.f('uq_program_name')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_program_token_hash'))
    )
    op.create_table('program_review',
    sa.Column('program_id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['program_id'], ['program.id'], name=op.f('fk_program_review_program_id_program'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_program_review_review_id_review')),
    sa.PrimaryKeyConstraint('program_id', 'review_id', name=op.f('pk_program_review'))
    )
    op.create_index(op.f('ix_program_review_review_id'), 'program_review', ['review_id'])


def downgrade() -> None:
    """Take it back; no program gets in any more."""
    op.drop_table('program_review')
    op.drop_table('program')
