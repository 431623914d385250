"""The attack that the record is chained under a key for: write access to the database, and a public algorithm."""

import hashlib

from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from surveyapp.core.wire import canonical_json
from surveyapp.store.audit import BEGINNING
from surveyapp.store.rows import AuditHeadRow, AuditRow

DROP = {
    "sqlite": ("DROP TRIGGER audit_UPDATE", "DROP TRIGGER audit_DELETE"),
    "postgresql": ("DROP TRIGGER audit_append_only ON audit",),
}


def drop_triggers(connection: Connection) -> list[str]:
    """Drop the triggers, and return what makes them again."""
    kind = connection.dialect.name
    made = [
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
    ]
    if kind == "sqlite":
        made = list(connection.execute(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")).scalars())
    for statement in DROP[kind]:
        connection.exec_driver_sql(statement)
    return made


def remove_and_rehash(engine: Engine, *numbers: int) -> None:
    """Take entries out, close the gap, hash all anew as older versions did, and put the triggers back."""
    with engine.begin() as connection:
        triggers = drop_triggers(connection)
        rows = connection.execute(select(AuditRow.__table__).order_by(AuditRow.number)).mappings().all()
        connection.execute(delete(AuditRow))
        previous, count = BEGINNING, 0
        for row in rows:
            if row["number"] in numbers:
                continue
            count += 1
            plain = [count, row["at"].isoformat(), row["author"], row["action"], row["review_id"], row["details"]]
            hashed = hashlib.sha256(canonical_json([*plain, previous]).encode()).hexdigest()
            values = dict(row) | {"number": count, "previous": previous, "hash": hashed}
            connection.execute(insert(AuditRow).values(**values))
            previous = hashed
        connection.execute(update(AuditHeadRow).values(number=count, hash=previous))
        for statement in triggers:
            connection.exec_driver_sql(statement)


def cut(engine: Engine, *, after: int) -> None:
    """Take the newest entries off, even all, and put the triggers back: what is left is as it was written."""
    with engine.begin() as connection:
        triggers = drop_triggers(connection)
        connection.execute(delete(AuditRow).where(AuditRow.number > after))
        last = connection.execute(select(AuditRow.hash).where(AuditRow.number == after)).scalar_one_or_none()
        connection.execute(update(AuditHeadRow).values(number=after, hash=last or BEGINNING))
        for statement in triggers:
            connection.exec_driver_sql(statement)


SWALLOW = {
    "sqlite": (
        "CREATE TRIGGER x1 BEFORE INSERT ON audit WHEN NEW.action LIKE 'invitation.%' BEGIN"
        " UPDATE audit_head SET number = NEW.number - 1, hash = NEW.previous; SELECT RAISE(IGNORE); END",
    ),
    "postgresql": (
        "CREATE FUNCTION x1() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " UPDATE audit_head SET number = NEW.number - 1, hash = NEW.previous; RETURN NULL; END $$",
        "CREATE TRIGGER x1 BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.action LIKE 'invitation.%')"
        " EXECUTE FUNCTION x1()",
    ),
}
HOLD = {
    "sqlite": ("CREATE TRIGGER x2 BEFORE UPDATE ON AUDIT_HEAD BEGIN SELECT 1; END",),
    "postgresql": ("CREATE RULE x2 AS ON UPDATE TO audit_head DO ALSO SELECT 1",),
}


def put_strange(engine: Engine, made: dict[str, tuple[str, ...]]) -> None:
    """Put another's trigger, or rule, on the record."""
    with engine.begin() as connection:
        for statement in made[connection.dialect.name]:
            connection.execute(text(statement))
