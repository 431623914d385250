"""Keep beside each name by what it is found and ordered, so that the database finds and orders names.

What is written here follows from the name by the app's own rule, whatever that is by now.
"""

import sqlalchemy as sa
from alembic import op

from surveyapp.core.text.languages import Text
from surveyapp.core.text.searching import places_of, sought_in

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

_NAMES = {'partner': 'name', 'round': 'title'}


def upgrade() -> None:
    """Add the columns and fill them; SQLite rebuilds no table for this."""
    for table in _NAMES:
        op.add_column(table, sa.Column('sought', sa.String(), server_default='', nullable=False))
    op.add_column('partner', sa.Column('ordered', sa.JSON(), server_default='{}', nullable=False))
    for table, name in _NAMES.items():
        _fill(table, name)


def downgrade() -> None:
    """Take them away; names stay."""
    op.drop_column('partner', 'ordered')
    for table in _NAMES:
        op.drop_column(table, 'sought')


def _fill(table: str, name: str) -> None:
    columns = [sa.column('id', sa.Integer()), sa.column(name, sa.JSON()), sa.column('sought', sa.String())]
    one = sa.table(table, *columns, sa.column('ordered', sa.JSON()))
    connection = op.get_bind()
    for row_id, words in connection.execute(sa.select(one.c.id, one.c[name])).all():
        text = Text(words)
        filled = {'sought': sought_in(text)} | ({'ordered': places_of(text)} if table == 'partner' else {})
        connection.execute(sa.update(one).where(one.c.id == row_id).values(filled))
