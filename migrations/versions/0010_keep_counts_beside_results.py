"""Keep beside released results how many took part and whether comments were erased; names go by their review's date.

Counts are read from the results themselves, which are written once, so that they last when answers are erased.
"""

import json
from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

_COUNTS = [(side, what) for side in ('prcs', 'partner') for what in ('invited', 'responses')]


def upgrade() -> None:
    """Add the columns and fill them; SQLite rebuilds no table for this."""
    op.drop_index(op.f('ix_recipient_keep_until'), table_name='recipient')
    op.drop_column('recipient', 'keep_until')
    for side, what in _COUNTS:
        op.add_column('result', sa.Column(f'{side}_{what}', sa.Integer(), server_default='0', nullable=False))
    op.add_column('result', sa.Column('comments_erased', sa.Boolean(), server_default=sa.false(), nullable=False))
    result = sa.table('result', sa.column('review_id'), sa.column('document'), *[sa.column(f'{s}_{w}') for s, w in _COUNTS])
    connection = op.get_bind()
    for review_id in connection.execute(sa.select(result.c.review_id)).scalars().all():
        own = result.c.review_id == review_id
        sides = json.loads(connection.execute(sa.select(result.c.document).where(own)).scalar_one())['sides']
        counts = {f'{side}_{what}': sides[side][what] for side, what in _COUNTS}
        connection.execute(sa.update(result).where(own).values(counts))


def downgrade() -> None:
    """Take it back; names are kept for half a year after their review ends."""
    for column in ('comments_erased', *(f'{side}_{what}' for side, what in _COUNTS)):
        op.drop_column('result', column)
    op.add_column('recipient', sa.Column('keep_until', sa.Date(), server_default='1970-01-01', nullable=False))
    recipient = sa.table('recipient', sa.column('review_id'), sa.column('keep_until', sa.Date()))
    when = [sa.column('closed_at', sa.DateTime(timezone=True)), sa.column('closes_at', sa.DateTime(timezone=True))]
    review = sa.table('review', sa.column('id'), *when)
    connection = op.get_bind()
    for review_id, ended in connection.execute(sa.select(review.c.id, sa.func.coalesce(*when, type_=when[0].type))).all():
        kept = (ended + timedelta(days=180)).date()
        connection.execute(sa.update(recipient).where(recipient.c.review_id == review_id).values(keep_until=kept))
    op.create_index(op.f('ix_recipient_keep_until'), 'recipient', ['keep_until'])
