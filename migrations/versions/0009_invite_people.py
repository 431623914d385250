"""Keep whom links were given to, what focal points say of the lists, and when sides were reminded."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

_SIDE = ('prcs', 'partner')
_OUTCOME = ('sent', 'unsure', 'refused', 'given_up')


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


def upgrade() -> None:
    """Make the tables."""
    op.create_table('recipient',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('side', _enum('side', *_SIDE), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('role', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=254), nullable=True),
    sa.Column('language', _enum('language', 'ar', 'en'), nullable=False),
    sa.Column('invitation_id', sa.String(length=32), nullable=True),
    sa.Column('reached', _enum('reached', *_OUTCOME), nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('is_withdrawn', sa.Boolean(), nullable=False),
    sa.Column('keep_until', sa.Date(), nullable=False),
    sa.CheckConstraint("name <> '' OR address IS NOT NULL", name=op.f('ck_recipient_name_or_address')),
    sa.CheckConstraint("invitation_id IS NOT NULL OR (reached IS NULL AND reason = '' AND NOT is_withdrawn)", name=op.f('ck_recipient_sealing_forgets_the_rest')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_recipient_invitation_id_invitation')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_recipient_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recipient')),
    sa.UniqueConstraint('invitation_id', name=op.f('uq_recipient_invitation_id')),
    sa.UniqueConstraint('review_id', 'address', name=op.f('uq_recipient_review_id_address'))
    )
    op.create_index(op.f('ix_recipient_address'), 'recipient', ['address'])
    op.create_index(op.f('ix_recipient_keep_until'), 'recipient', ['keep_until'])
    op.create_table('reminder',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('side', _enum('side', *_SIDE), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('number IN (1, 2)', name=op.f('ck_reminder_two_at_most')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_reminder_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', 'side', 'number', name=op.f('pk_reminder'))
    )
    op.create_table('vouching',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('focal_point_id', sa.Integer(), nullable=False),
    sa.Column('key_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed', sa.String(length=64), nullable=True),
    sa.Column('objection', sa.String(length=1000), nullable=False),
    sa.CheckConstraint("confirmed IS NULL OR objection = ''", name=op.f('ck_vouching_confirms_or_objects')),
    sa.CheckConstraint("(answered_at IS NULL) = (confirmed IS NULL AND objection = '')", name=op.f('ck_vouching_answers_at_an_instant')),
    sa.ForeignKeyConstraint(['focal_point_id'], ['focal_point.id'], name=op.f('fk_vouching_focal_point_id_focal_point'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_vouching_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', 'focal_point_id', name=op.f('pk_vouching')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_vouching_key_hash'))
    )
    op.create_index(op.f('ix_vouching_focal_point_id'), 'vouching', ['focal_point_id'])


def downgrade() -> None:
    """Take it back; the links stay."""
    op.drop_table('vouching')
    op.drop_table('reminder')
    op.drop_table('recipient')
