"""Keep what meetings agreed on facet by facet, and which facet a promise is about.

What was scored until now is of the topic as a whole.
"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

_AGREEMENT = sa.table('agreement', sa.column('id', sa.Integer), sa.column('scores', sa.JSON), sa.column('score', sa.Float))
_CHECK = 'score IS NULL OR score >= 1'


def upgrade() -> None:
    """Put each score under the topic as a whole."""
    with op.batch_alter_table('agreement') as table:
        table.add_column(sa.Column('scores', sa.JSON(), nullable=True))
    for row in op.get_bind().execute(sa.select(_AGREEMENT.c.id, _AGREEMENT.c.score)).all():
        _put(row.id, scores={'topic': row.score})
    _drop_check()
    with op.batch_alter_table('agreement') as table:
        table.alter_column('scores', existing_type=sa.JSON(), nullable=False)
        table.drop_column('score')
    op.execute(
        "ALTER TABLE action ADD COLUMN facet VARCHAR(16) CONSTRAINT ck_action_facet CHECK (facet IN ('prcs', 'partner', 'joint'))"
    )


def downgrade() -> None:
    """Take them back: a topic keeps a score where all that was said of it is the same; else the sides still differ."""
    if op.get_bind().dialect.name != 'sqlite':
        op.drop_constraint(op.f('ck_action_facet'), 'action')
    op.execute('ALTER TABLE action DROP COLUMN facet')
    with op.batch_alter_table('agreement') as table:
        table.add_column(sa.Column('score', sa.Float(), nullable=True))
    for row in op.get_bind().execute(sa.select(_AGREEMENT.c.id, _AGREEMENT.c.scores)).all():
        said = set(row.scores.values())
        _put(row.id, score=said.pop() if len(said) == 1 else None)
    with op.batch_alter_table('agreement') as table:
        table.create_check_constraint(op.f('ck_agreement_score_on_the_scale'), _CHECK)
        table.drop_column('scores')


def _put(row_id, **values) -> None:
    op.get_bind().execute(_AGREEMENT.update().where(_AGREEMENT.c.id == row_id).values(**values))


def _drop_check() -> None:
    with op.batch_alter_table('agreement') as table:
        table.drop_constraint(op.f('ck_agreement_score_on_the_scale'), type_='check')
