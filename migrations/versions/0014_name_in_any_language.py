"""Name partners and rounds in any language, and let a language be any that the app has a row for.

SQLite would rebuild tables to be rid of a CHECK, and dropping one erases what hangs on it. Its manual names another way
for this one case: the text of the table's definition is changed, of what is stored nothing.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

_NAMES = {'partner': 'name', 'round': 'title'}
_READERS = ('focal_point', 'recipient', 'outbox')
_BEFORE = ('ar', 'en')
_CHECK = "CHECK (language IN ('ar', 'en'))"


def upgrade() -> None:
    """Gather the words of each name in one column, and drop the lists of languages."""
    for table, name in _NAMES.items():
        _replace(table, [f'{name}_{code}' for code in _BEFORE], {name: _json(table, name, '{}')}, lambda *words: [
            dict(zip(_BEFORE, words, strict=True))
        ])
    _replace('partner', ['languages'], {'languages': _json('partner', 'languages', '[]')}, lambda spoken: [spoken.split()])
    for table in _READERS:
        _redefine(table, f'ALTER TABLE {table} DROP CONSTRAINT ck_{table}_language', _unchecked)


def downgrade() -> None:
    """Keep the words in the languages of before; a name that lacks one has another's in its place."""
    for table in _READERS:
        op.execute(f"UPDATE {table} SET language = 'en' WHERE language NOT IN ('ar', 'en')")
        _redefine(table, f'ALTER TABLE {table} ADD CONSTRAINT ck_{table}_language {_CHECK}', _checked)
    both = (
        "VARCHAR(5) DEFAULT 'ar en' NOT NULL"
        " CONSTRAINT ck_partner_languages CHECK (languages IN ('ar', 'en', 'ar en'))"
    )
    _replace('partner', ['languages'], {'languages': both}, lambda spoken: [
        ' '.join(code for code in _BEFORE if code in spoken) or ' '.join(_BEFORE)
    ])
    for table, name in _NAMES.items():
        columns = {f'{name}_{code}': "VARCHAR(200) DEFAULT '' NOT NULL" for code in _BEFORE}
        _replace(table, [name], columns, lambda words: [words.get(code) or next(iter(words.values())) for code in _BEFORE])


def _json(table: str, name: str, nothing: str) -> str:
    """Return the definition of a column that is never without words; its default is for the moment until it is filled."""
    return f"""JSON DEFAULT '"-"' NOT NULL CONSTRAINT ck_{table}_{name} CHECK (CAST({name} AS VARCHAR) <> '{nothing}')"""


def _replace(table: str, old: list[str], new: dict[str, str], convert) -> None:
    """Put the columns ``new``, by definition, in place of ``old``; ``convert`` makes of a row's values the new ones."""
    connection = op.get_bind()
    before = sa.table(table, sa.column('id', sa.Integer()), *(sa.column(name, _type_of(table, name)) for name in old))
    rows = connection.execute(sa.select(before)).all()
    for name in old:
        op.drop_column(table, name)
    for name, definition in new.items():
        connection.exec_driver_sql(f'ALTER TABLE {table} ADD COLUMN {name} {definition}')
    kinds = [sa.JSON() if definition.startswith('JSON') else sa.String() for definition in new.values()]
    after = sa.table(table, sa.column('id', sa.Integer()), *map(sa.column, new, kinds))
    for row_id, *values in rows:
        filled = dict(zip(new, convert(*values), strict=True))
        connection.execute(sa.update(after).where(after.c.id == row_id).values(filled))


def _type_of(table: str, name: str) -> sa.types.TypeEngine:
    columns = {column['name']: column['type'] for column in sa.inspect(op.get_bind()).get_columns(table)}
    return sa.JSON() if isinstance(columns[name], sa.JSON) else sa.String()


def _redefine(table: str, statement: str, change) -> None:
    """Run ``statement``; on SQLite, ``change`` the text that defines the table."""
    connection = op.get_bind()
    if connection.dialect.name != 'sqlite':
        op.execute(statement)
        return
    named = {'table': table}
    before = connection.execute(sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"), named).scalar_one()
    after = change(table, before)
    if after == before:
        raise RuntimeError(f'{table} is not defined as was expected')
    version = connection.exec_driver_sql('PRAGMA schema_version').scalar_one()
    connection.exec_driver_sql('PRAGMA writable_schema = ON')
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"), {**named, 'sql': after}
    )
    connection.exec_driver_sql(f'PRAGMA schema_version = {version + 1}')
    connection.exec_driver_sql('PRAGMA writable_schema = OFF')


def _unchecked(table: str, sql: str) -> str:
    return re.sub(rf',\s*CONSTRAINT "?ck_{table}_language"? CHECK \(language IN \([^)]*\)\)', '', sql)


def _checked(table: str, sql: str) -> str:
    return f'{sql.rstrip().removesuffix(")").rstrip()}, CONSTRAINT ck_{table}_language {_CHECK})'
