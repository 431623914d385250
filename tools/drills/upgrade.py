"""Migrations there and back with answers in the database, and killed in the middle of one: every answer is kept."""

import random
import signal
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

from alembic import command
from sqlalchemy import ColumnElement, MetaData, String, Table, cast, func, select

from surveyapp.core.wire import canonical_json, digest
from surveyapp.operating.migrating import alembic_config
from surveyapp.workflow.answers import answering
from surveyapp.workflow.reviews import closing
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground, Opened
from tools.drills.half_way import changes_on
from tools.processes import ROOT

KILLS, SHORT_KILLS = 20, 2
KEPT = ("response", "invitation", "draft", "result", "review", "questionnaire")
ENDS = {"downgrade": "0001", "upgrade": "head"}
"""How far it goes each way: the first revision has a column for everything that somebody answered."""


def run(ground: Ground, is_short: bool) -> Figure:
    kills = SHORT_KILLS if is_short else KILLS
    place = ground.another()  # for the first revision has no room for what other drills left
    place.migrate(ENDS["downgrade"])
    columns = _columns(place)
    place.migrate()
    review = _answer(place)
    before = _digest(place, columns)
    _migrate(place, "downgrade")  # there and back once: what is only done the first time is not to be waited for
    _migrate(place, "upgrade")
    changes = {way: _migrate(place, way) for way in ENDS}
    killed, changed = 0, int(_digest(place, columns) != before)
    for way in (list(ENDS) * kills)[:kills]:
        killed += _is_killed(place, way, after=random.randint(1, changes[way]))
        changed += _digest(place, columns) != before
        _migrate(place, way)
        changed += _digest(place, columns) != before
    _migrate(place, "upgrade")
    is_whole = not place.flask("db", "check").returncode and all(_send(place, review.tokens))
    place.engine.dispose()
    said = (
        f"{killed} of {kills} killed within a migration, after one of {changes['downgrade']} changes down to the first "
        f"revision or of {changes['upgrade']} up again, and finished then: {changed} digests differ"
    )
    return Figure(said + ("" if is_whole else "; NOT whole"), holds=killed >= kills and not changed and is_whole)


def _answer(place: Ground) -> Opened:
    """Close a review that all have answered; return an open one, with answers and drafts."""
    done, review = place.open_review(6, drafted=6), place.open_review(6, drafted=6)
    _send(place, done.tokens + review.tokens[:4])
    with place.writing() as session:
        closing.close_review(session, done.id, now=datetime.now(UTC))
    return review


def _send(place: Ground, tokens: list[str]) -> list[str]:
    with place.writing() as session:
        return [answering.send(session, token, now=datetime.now(UTC), keys=place.keys) for token in tokens]


def _migrate(place: Ground, way: str) -> int:
    """Migrate to the end of ``way``, and return in how many changes."""
    config = alembic_config()
    config.attributes["engine"] = place.engine
    with changes_on(place.engine) as changes:
        getattr(command, way)(config, ENDS[way])
    return len(changes)


def _is_killed(place: Ground, way: str, *, after: int) -> bool:
    """Migrate in a process that kills itself after so many changes; say whether it did."""
    line = [sys.executable, "-m", "tools.drills.half_way", str(after), "db", way, ENDS[way]]
    ran = subprocess.run(line, cwd=ROOT, env=place.environment, stderr=subprocess.DEVNULL, check=False, timeout=120)
    return ran.returncode == -signal.SIGKILL


def _columns(ground: Ground) -> dict[str, list[str]]:
    found = MetaData()
    found.reflect(ground.engine, only=list(KEPT))
    return {name: [column.name for column in found.tables[name].columns] for name in KEPT}


def _digest(ground: Ground, columns: dict[str, list[str]]) -> str:
    """Return a digest of the tables' rows in these columns."""
    found = MetaData()
    found.reflect(ground.engine, only=list(KEPT))
    rows = []
    with ground.engine.connect() as connection:
        for name, wanted in columns.items():
            table = found.tables[name]
            query = select(*(_column(table, column) for column in wanted)).order_by(*table.primary_key.columns)
            rows.append([name, [list(map(str, row)) for row in connection.execute(query)]])
    return digest(canonical_json(rows))


def _column(table: Table, name: str) -> ColumnElement[Any]:
    """Return a column; the last day was an instant in the evening of that day, before it was a day."""
    if name == "closes_at":
        return func.substr(cast(table.c.get(name, table.c.get("closes_on")), String), 1, 10)
    return table.c[name]


DRILL = Drill(
    promise="an upgrade keeps every answer",
    breaks="`BEGIN` left out in `store/engine._begin_sqlite`; "
    "a migration that rebuilds a table on SQLite with its rows' children attached (see migration 0002)",
    run=run,
)
