"""Mail a later last day to those invited, and samples of mails to oneself.

SQLite cannot change a CHECK; as in 0015, the text of the table's definition is changed there.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

_KINDS, _LEADING = ('extended', 'sample'), ('extended',)


def upgrade() -> None:
    """Take two more kinds of mail, one of which leads to a form, and note of what a sample is one."""
    op.execute('ALTER TABLE outbox ADD COLUMN sample_of VARCHAR(16)')
    _change(lambda kinds: [*kinds, *_KINDS], lambda leading: [*leading, *_LEADING])


def downgrade() -> None:
    """Forget such mails that have not gone out."""
    op.execute("DELETE FROM outbox WHERE kind IN ('extended', 'sample')")
    _change(
        lambda kinds: [kind for kind in kinds if kind not in _KINDS],
        lambda leading: [kind for kind in leading if kind not in _LEADING],
    )
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('ALTER TABLE outbox DROP COLUMN sample_of')
    else:
        op.drop_column('outbox', 'sample_of')


def _change(kinds, leading) -> None:
    """Change the kinds of mail that there are, and those that lead to a form."""
    connection = op.get_bind()
    if connection.dialect.name != 'sqlite':
        _redefine('ck_outbox_kind', kinds, 'kind IN ({})')
        _redefine('ck_outbox_leads_to_a_form', leading, '(kind IN ({})) = (invitation_id IS NOT NULL)')
        return
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'outbox'"
    defined = connection.exec_driver_sql(query).scalar_one()
    defined = _replaced(r'(ck_outbox_kind"? CHECK \(kind IN \()([^)]*)(\)\))', kinds, defined)
    defined = _replaced(r'(ck_outbox_leads_to_a_form"? CHECK \(\(kind IN \()([^)]*)(\)\))', leading, defined)
    version = connection.exec_driver_sql('PRAGMA schema_version').scalar_one()
    connection.exec_driver_sql('PRAGMA writable_schema = ON')
    changed = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = 'outbox'")
    connection.execute(changed, {'sql': defined})
    connection.exec_driver_sql(f'PRAGMA schema_version = {version + 1}')
    connection.exec_driver_sql('PRAGMA writable_schema = OFF')


def _redefine(name, change, condition) -> None:
    query = sa.text('SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name')
    before = re.findall(r"'(\w+)'::", op.get_bind().execute(query, {'name': name}).scalar_one())
    op.drop_constraint(op.f(name), 'outbox')
    op.create_check_constraint(op.f(name), 'outbox', condition.format(_listed(change(before))))


def _replaced(pattern, change, defined) -> str:
    found = re.search(pattern, defined)
    return defined[: found.start(2)] + _listed(change(re.findall(r"'(\w+)'", found[2]))) + defined[found.end(2) :]


def _listed(values) -> str:
    return ', '.join(f"'{value}'" for value in values)
