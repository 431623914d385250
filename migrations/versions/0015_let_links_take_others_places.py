"""Let a link take another's place without telling whether that was used, and note who says that mail came back.

Mails of two more kinds tell people of it. SQLite cannot change a CHECK; as in 0014, the text of the table's definition
is changed there, and nothing of what is stored. Links that took another's place before this are not known as such.
"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

_KINDS = ('invitation', 'reminder', 'roster', 'shared', 'password', 'follow_up', 'test', 'account')
_LEADING = ('invitation', 'reminder')
_SUCCESSIONS = "'replaced', 'after_unused', 'after_sent'"


def upgrade() -> None:
    """Add a column to links and one to people, and take two more kinds of mail."""
    op.execute(
        "ALTER TABLE invitation ADD COLUMN succession VARCHAR(16)"
        f" CONSTRAINT ck_invitation_succession CHECK (succession IN ({_SUCCESSIONS}))"
        " CONSTRAINT ck_invitation_sealing_forgets_succession CHECK (succession IS NULL OR nonce IS NOT NULL)"
    )
    op.execute(
        "ALTER TABLE recipient ADD COLUMN noted_by VARCHAR(254)"
        " CONSTRAINT ck_recipient_sealing_forgets_notes CHECK (noted_by IS NULL OR invitation_id IS NOT NULL)"
    )
    _redefine(
        (_kinds(_KINDS), _kinds((*_KINDS, 'reissued', 'moved'))),
        (_leads(_LEADING), _leads(('invitation', 'reissued', 'reminder'))),
    )


def downgrade() -> None:
    """Take them back: a link whose answers came through another is used, and mails with another link invite."""
    op.execute("UPDATE outbox SET kind = 'invitation' WHERE kind = 'reissued'")
    op.execute("DELETE FROM outbox WHERE kind = 'moved'")
    _redefine(
        (_kinds((*_KINDS, 'reissued', 'moved')), _kinds(_KINDS)),
        (_leads(('invitation', 'reissued', 'reminder')), _leads(_LEADING)),
    )
    op.execute("UPDATE invitation SET state = 'sent' WHERE succession = 'after_sent' AND state = 'unused'")
    for table, column, checks in (
        ('recipient', 'noted_by', ['sealing_forgets_notes']),
        ('invitation', 'succession', ['sealing_forgets_succession', 'succession']),
    ):
        if op.get_bind().dialect.name == 'sqlite':
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        else:
            for name in checks:
                op.drop_constraint(op.f(f'ck_{table}_{name}'), table)
            op.drop_column(table, column)


def _listed(values: tuple[str, ...]) -> str:
    return ', '.join(repr(value) for value in values)


def _kinds(kinds: tuple[str, ...]) -> tuple[str, str]:
    return 'ck_outbox_kind', f'kind IN ({_listed(kinds)})'


def _leads(kinds: tuple[str, ...]) -> tuple[str, str]:
    return 'ck_outbox_leads_to_a_form', f'(kind IN ({_listed(kinds)})) = (invitation_id IS NOT NULL)'


def _redefine(*changes: tuple[tuple[str, str], tuple[str, str]]) -> None:
    """Change CHECKs of the outbox, each given by name and condition, before and after."""
    connection = op.get_bind()
    if connection.dialect.name != 'sqlite':
        for _, (name, condition) in changes:
            op.drop_constraint(op.f(name), 'outbox')
            op.create_check_constraint(op.f(name), 'outbox', condition)
        return
    found = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'outbox'")
    defined = connection.execute(found).scalar_one()
    for (_, before), (_, after) in changes:
        if defined.count(f'CHECK ({before})') != 1:
            raise RuntimeError('outbox is not defined as was expected')
        defined = defined.replace(f'CHECK ({before})', f'CHECK ({after})')
    version = connection.exec_driver_sql('PRAGMA schema_version').scalar_one()
    connection.exec_driver_sql('PRAGMA writable_schema = ON')
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = 'outbox'"), {'sql': defined}
    )
    connection.exec_driver_sql(f'PRAGMA schema_version = {version + 1}')
    connection.exec_driver_sql('PRAGMA writable_schema = OFF')
