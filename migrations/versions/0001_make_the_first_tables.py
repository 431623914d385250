"""Make the first tables."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table('partner',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=64), nullable=False),
    sa.Column('name_ar', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('is_demonstration', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner')),
    sa.UniqueConstraint('slug', name=op.f('uq_partner_slug'))
    )
    op.create_table('questionnaire',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=64), nullable=False),
    sa.Column('version', sa.String(length=12), nullable=False),
    sa.Column('document', sa.String(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(version) = 12', name=op.f('ck_questionnaire_version_length')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaire')),
    sa.UniqueConstraint('slug', 'version', name=op.f('uq_questionnaire_slug_version'))
    )
    op.create_table('round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=64), nullable=False),
    sa.Column('title_ar', sa.String(length=200), nullable=False),
    sa.Column('title_en', sa.String(length=200), nullable=False),
    sa.Column('is_demonstration', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round')),
    sa.UniqueConstraint('slug', name=op.f('uq_round_slug'))
    )
    op.create_table('staff',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('link_hash', sa.LargeBinary(length=32), nullable=True),
    sa.Column('link_expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('failures_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_demonstration', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff')),
    sa.UniqueConstraint('email', name=op.f('uq_staff_email')),
    sa.UniqueConstraint('link_hash', name=op.f('uq_staff_link_hash'))
    )
    op.create_table('review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'open', 'closed', 'shared', 'met', 'followed_up', name='state', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('policy', sa.Enum('standard', 'protected', name='policy', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('prcs_answering', sa.Enum('individual', 'organisation', name='prcs_answering', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('partner_answering', sa.Enum('individual', 'organisation', name='partner_answering', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('min_side', sa.Integer(), nullable=False),
    sa.Column('min_detail', sa.Integer(), nullable=False),
    sa.Column('min_cell', sa.Integer(), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shared_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_sealed', sa.Boolean(), nullable=False),
    sa.CheckConstraint("(state = 'draft') = (opened_at IS NULL)", name=op.f('ck_review_opened_when_open')),
    sa.CheckConstraint("(state IN ('draft', 'open')) = (closed_at IS NULL)", name=op.f('ck_review_closed_when_closed')),
    sa.CheckConstraint('min_cell >= min_side', name=op.f('ck_review_cell_not_below_side')),
    sa.CheckConstraint('min_detail >= min_side', name=op.f('ck_review_detail_not_below_side')),
    sa.CheckConstraint('min_side >= 3', name=op.f('ck_review_min_side_floor')),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_review_partner_id_partner')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_review_questionnaire_id_questionnaire')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_review_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review')),
    sa.UniqueConstraint('round_id', 'partner_id', name=op.f('uq_review_round_id_partner_id'))
    )
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_partner_id'), ['partner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('staff_session',
    sa.Column('key_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_staff_session_staff_id_staff')),
    sa.PrimaryKeyConstraint('key_hash', name=op.f('pk_staff_session'))
    )
    with op.batch_alter_table('staff_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_staff_session_staff_id'), ['staff_id'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('prcs', 'partner', name='side', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('nonce', sa.LargeBinary(length=16), nullable=True),
    sa.Column('state', sa.Enum('unused', 'sent', 'revoked', name='state', native_enum=False, create_constraint=True, length=16), nullable=True),
    sa.CheckConstraint('(nonce IS NULL) = (state IS NULL)', name=op.f('ck_invitation_nonce_and_state_go_together')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_invitation_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitation_token_hash'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_review_id'), ['review_id'], unique=False)

    op.create_table('response',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('prcs', 'partner', name='side', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_response_questionnaire_id_questionnaire')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_response_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response'))
    )
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_response_review_id'), ['review_id'], unique=False)

    op.create_table('result',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('document', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_result_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', name=op.f('pk_result'))
    )
    op.create_table('draft',
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['token_hash'], ['invitation.token_hash'], name=op.f('fk_draft_token_hash_invitation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_draft'))
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table('draft')
    op.drop_table('result')
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_response_review_id'))

    op.drop_table('response')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_review_id'))

    op.drop_table('invitation')
    with op.batch_alter_table('staff_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_staff_session_staff_id'))

    op.drop_table('staff_session')
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_questionnaire_id'))
        batch_op.drop_index(batch_op.f('ix_review_partner_id'))

    op.drop_table('review')
    op.drop_table('staff')
    op.drop_table('round')
    op.drop_table('questionnaire')
    op.drop_table('partner')
