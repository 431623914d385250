"""Keep a review's last day as a day: as an instant it moved when the rules of its time zone were changed.

The time zone is the installation's. An instant that is up to three hours past midnight was the end of the day before,
by rules that have changed since.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

_CHANGED_BY = timedelta(hours=3)


def upgrade() -> None:
    """Turn instants into days; SQLite rebuilds no table for this."""
    _replace(sa.column('closes_at', sa.DateTime(timezone=True)), sa.column('closes_on', sa.Date()), _day, '1970-01-01')


def downgrade() -> None:
    """Turn days into the instants at which they are over."""
    _replace(sa.column('closes_on', sa.Date()), sa.column('closes_at', sa.DateTime(timezone=True)), _end, '1970-01-01 00:00:00')


def _replace(old: sa.ColumnClause, new: sa.ColumnClause, convert, nothing: str) -> None:
    op.add_column('review', sa.Column(new.name, new.type, server_default=nothing, nullable=False))
    connection, review = op.get_bind(), sa.table('review', sa.column('id', sa.Integer()), old, new)
    timezone = connection.get_execution_options()['surveyapp_timezone']
    for review_id, value in connection.execute(sa.select(review.c.id, old)).all():
        mine = sa.update(review).where(review.c.id == review_id)
        connection.execute(mine.values({new.name: convert(value, timezone)}))
    op.drop_column('review', old.name)


def _day(instant: datetime, timezone: tzinfo) -> date:
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return (aware - _CHANGED_BY).astimezone(timezone).date()


def _end(day: date, timezone: tzinfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=timezone).astimezone(UTC)
