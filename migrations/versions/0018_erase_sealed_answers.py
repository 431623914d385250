"""Erase the answers of closed reviews: a release is its cells, so nothing is ever made of them again.

They were kept for a year. Those reviews are to be sealed anew, for the next sealing to wipe the files.
"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Erase them, and have ``flask worker`` wipe the files."""
    response = sa.table('response', sa.column('review_id', sa.Integer()))
    review = sa.table('review', sa.column('id', sa.Integer()), sa.column('closed_at'), sa.column('is_sealed', sa.Boolean()))
    closed = sa.select(review.c.id).where(review.c.closed_at.is_not(None))
    held = review.c.id.in_(sa.select(response.c.review_id))
    op.execute(sa.update(review).where(held, review.c.closed_at.is_not(None)).values(is_sealed=False))
    op.execute(sa.delete(response).where(response.c.review_id.in_(closed)))


def downgrade() -> None:
    """Keep what there is; what was erased does not come back."""
