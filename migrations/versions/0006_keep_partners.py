"""Keep where partners work, in which languages, and who answers for each side; archive and merge them.

SQLite would rebuild ``partner`` to change it in a batch, and the reviews that refer to it would hinder that. Adding
columns needs no rebuilding.
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the tables; partners known before are taken to work in both languages."""
    op.add_column('partner', sa.Column('places', sa.JSON(), server_default='[]', nullable=False))
    op.execute(
        "ALTER TABLE partner ADD COLUMN languages VARCHAR(5) DEFAULT 'ar en' NOT NULL"
        " CONSTRAINT ck_partner_languages CHECK (languages IN ('ar', 'en', 'ar en'))"
    )
    op.add_column('partner', sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('focal_point',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('prcs', 'partner', name='side', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('language', sa.Enum('ar', 'en', name='language', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_focal_point_partner_id_partner')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_focal_point')),
    sa.UniqueConstraint('partner_id', 'side', 'email', name=op.f('uq_focal_point_partner_id_side_email'))
    )
    op.create_table('merged_partner',
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.Column('into_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('partner_id <> into_id', name=op.f('ck_merged_partner_not_into_itself')),
    sa.ForeignKeyConstraint(['into_id'], ['partner.id'], name=op.f('fk_merged_partner_into_id_partner')),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_merged_partner_partner_id_partner')),
    sa.PrimaryKeyConstraint('partner_id', name=op.f('pk_merged_partner'))
    )
    op.create_index(op.f('ix_merged_partner_into_id'), 'merged_partner', ['into_id'])


def downgrade() -> None:
    """Take it back; partners that were archived are to be seen again."""
    op.drop_table('merged_partner')
    op.drop_table('focal_point')
    for column in ('archived_at', 'languages', 'places'):
        op.drop_column('partner', column)
