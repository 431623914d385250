"""Note which step two members of staff take together, count what was changed after opening, and keep objections.

Mails of one more kind tell people that their link was withdrawn. What was noted until now is that mail came back, or of
somebody without an address that another letter is wanted. What focal points objected to before this is known by its
words, and not by the list: it stands against none as it is now, and is shown until they confirm.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0020'
branch_labels = None
depends_on = None

_WANTED = ('returned', 'letter', 'withdrawal', 'address')
_KIND = 'withdrawn'
_SIDE = sa.Enum('prcs', 'partner', name='side', native_enum=False, create_constraint=True, length=16)


def upgrade() -> None:
    """Add the columns and the kind of mail; whoever was withdrawn from an open review is counted."""
    op.execute(
        "ALTER TABLE recipient ADD COLUMN noted_for VARCHAR(16)"
        f" CONSTRAINT ck_recipient_noted_for CHECK (noted_for IN ({_listed(_WANTED)}))"
        " CONSTRAINT ck_recipient_notes_have_authors CHECK (noted_for IS NULL OR noted_by IS NOT NULL)"
    )
    op.execute(
        "ALTER TABLE recipient ADD COLUMN noted_address VARCHAR(254)"
        " CONSTRAINT ck_recipient_notes_hold_addresses"
        " CHECK ((noted_address IS NULL) = (noted_for IS NULL OR noted_for <> 'address'))"
    )
    op.execute(
        "UPDATE recipient SET noted_for = CASE WHEN address IS NULL THEN 'letter' ELSE 'returned' END"
        " WHERE noted_by IS NOT NULL"
    )
    for column in ('withdrawn', 'moved', 'alone'):
        op.execute(f"ALTER TABLE opening ADD COLUMN {column} INTEGER DEFAULT 0 NOT NULL")
    op.execute(
        "UPDATE opening SET withdrawn = (SELECT COUNT(*) FROM recipient WHERE recipient.review_id = opening.review_id"
        " AND recipient.side = opening.side AND recipient.is_withdrawn)"
    )
    op.execute("UPDATE opening SET alone = withdrawn")
    _change_kinds(lambda kinds: [*kinds, _KIND])
    op.execute("ALTER TABLE opening ADD COLUMN objected_on DATE")
    _keep_objections()


def downgrade() -> None:
    """Take them back; what was wanted and not confirmed is forgotten, and so are objections that were taken back."""
    _take_back_objections()
    op.drop_column('opening', 'objected_on')
    op.execute(f"DELETE FROM outbox WHERE kind = '{_KIND}'")
    _change_kinds(lambda kinds: [kind for kind in kinds if kind != _KIND])
    op.execute(
        "UPDATE recipient SET noted_by = NULL, noted_for = NULL, noted_address = NULL"
        " WHERE noted_for IN ('withdrawal', 'address')"
    )
    for column in ('alone', 'moved', 'withdrawn'):
        op.drop_column('opening', column)
    if op.get_bind().dialect.name != 'sqlite':
        for name in ('notes_hold_addresses', 'notes_have_authors', 'noted_for'):
            op.drop_constraint(op.f(f'ck_recipient_{name}'), 'recipient')
    for column in ('noted_address', 'noted_for'):
        op.execute(f"ALTER TABLE recipient DROP COLUMN {column}")


def _keep_objections() -> None:
    """Move what was found wrong with lists into a table of its own."""
    op.create_table('objection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('side', _SIDE, nullable=False),
    sa.Column('focal_point_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('objected_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['focal_point_id'], ['focal_point.id'], name=op.f('fk_objection_focal_point_id_focal_point'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_objection_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objection')),
    sa.UniqueConstraint('review_id', 'focal_point_id', name=op.f('uq_objection_review_id_focal_point_id'))
    )
    op.create_index(op.f('ix_objection_focal_point_id'), 'objection', ['focal_point_id'])
    op.execute(
        "INSERT INTO objection (review_id, side, focal_point_id, name, objected_at, digest, words)"
        " SELECT vouching.review_id, focal_point.side, focal_point.id, focal_point.name, vouching.answered_at, '',"
        " vouching.objection FROM vouching JOIN focal_point ON focal_point.id = vouching.focal_point_id"
        " WHERE vouching.objection <> ''"
    )
    _make_vouchings_anew(
        [],
        [_check("(answered_at IS NULL) = (confirmed IS NULL)", 'answers_at_an_instant')],
        "CASE WHEN objection = '' THEN answered_at END",
    )


def _take_back_objections() -> None:
    """Put those that stand, and whose focal point is still recorded, where they were."""
    held = (
        "SELECT {} FROM objection WHERE objection.review_id = vouching.review_id AND taken_back_at IS NULL"
        " AND objection.focal_point_id = vouching.focal_point_id"
    )
    words, at = held.format('words'), held.format('objected_at')
    _make_vouchings_anew(
        [sa.Column('objection', sa.String(length=1000), nullable=False)],
        [
            _check("confirmed IS NULL OR objection = ''", 'confirms_or_objects'),
            _check("(answered_at IS NULL) = (confirmed IS NULL AND objection = '')", 'answers_at_an_instant'),
        ],
        f"COALESCE(answered_at, ({at})), COALESCE(({words}), '')",
    )
    op.drop_table('objection')


def _check(condition: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f'ck_vouching_{name}'))


def _make_vouchings_anew(more, checks, answered) -> None:
    """Make the table anew with its rows: no other points to it, so nothing goes with the one of before."""
    op.drop_index(op.f('ix_vouching_focal_point_id'), 'vouching')
    op.rename_table('vouching', 'vouching_before')
    if op.get_bind().dialect.name != 'sqlite':
        for name in ('pk_vouching', 'uq_vouching_key_hash', 'fk_vouching_focal_point_id_focal_point', 'fk_vouching_review_id_review'):
            op.drop_constraint(op.f(name), 'vouching_before')
    op.create_table('vouching',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('focal_point_id', sa.Integer(), nullable=False),
    sa.Column('key_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by', sa.String(length=254), nullable=True),
    sa.Column('confirmed', sa.String(length=64), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    *more,
    *checks,
    sa.ForeignKeyConstraint(['focal_point_id'], ['focal_point.id'], name=op.f('fk_vouching_focal_point_id_focal_point'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_vouching_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', 'focal_point_id', name=op.f('pk_vouching')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_vouching_key_hash'))
    )
    named = ', '.join(['review_id', 'focal_point_id', 'key_hash', 'asked_at', 'asked_by', 'confirmed', 'answered_at', *(one.name for one in more)])
    op.execute(
        f"INSERT INTO vouching ({named}) SELECT review_id, focal_point_id, key_hash, asked_at, asked_by, confirmed, {answered}"
        " FROM vouching_before AS vouching"
    )
    op.drop_table('vouching_before')
    op.create_index(op.f('ix_vouching_focal_point_id'), 'vouching', ['focal_point_id'])


def _change_kinds(change) -> None:
    """Let the outbox take other kinds of mail; SQLite's manual has this way of changing a CHECK without a new table."""
    connection = op.get_bind()
    if connection.dialect.name != 'sqlite':
        query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ck_outbox_kind'"
        kinds = re.findall(r"'(\w+)'::", connection.exec_driver_sql(query).scalar_one())
        op.drop_constraint(op.f('ck_outbox_kind'), 'outbox')
        op.create_check_constraint(op.f('ck_outbox_kind'), 'outbox', f'kind IN ({_listed(change(kinds))})')
        return
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'outbox'"
    before = connection.exec_driver_sql(query).scalar_one()
    pattern = re.compile(r'(ck_outbox_kind"? CHECK \(kind IN \()([^)]*)(\)\))')
    kinds = re.findall(r"'(\w+)'", pattern.search(before)[2])
    after = pattern.sub(lambda found: found[1] + _listed(change(kinds)) + found[3], before)
    version = connection.exec_driver_sql('PRAGMA schema_version').scalar_one()
    connection.exec_driver_sql('PRAGMA writable_schema = ON')
    changed = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = 'outbox'")
    connection.execute(changed, {'sql': after})
    connection.exec_driver_sql(f'PRAGMA schema_version = {version + 1}')
    connection.exec_driver_sql('PRAGMA writable_schema = OFF')


def _listed(values) -> str:
    return ', '.join(f"'{value}'" for value in values)
