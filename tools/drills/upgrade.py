"""Migrations there and back with answers in the database, and killed in the middle: every answer is kept."""

import random
import subprocess
import sys
import time
from datetime import UTC, datetime

from sqlalchemy import MetaData, select

from surveyapp.core.wire import canonical_json, digest
from surveyapp.workflow import answering
from tools.drills.drill import Drill, Figure
from tools.drills.ground import ROOT, Ground

KILLS = 20
KEPT = ("response", "invitation", "draft", "result", "review", "questionnaire")


def run(ground: Ground, is_short: bool) -> Figure:
    kills = 1 if is_short else KILLS
    review = ground.open_review(6, drafted=6)
    with ground.writing() as session:
        answering.send(session, review.tokens[0], now=datetime.now(UTC), keys=ground.keys)
    ground.migrate("-1")
    columns, spent = _columns(ground), _seconds(ground)
    before, killed = _digest(ground, columns), 0
    for _ in range(kills):
        killed += _kill(ground, "upgrade", after=random.uniform(0.4, 1.0) * spent)
        ground.migrate()
        killed += _kill(ground, "downgrade", after=random.uniform(0.4, 1.0) * spent)
        ground.migrate()
        ground.migrate("-1")
    ground.migrate()
    is_same = _digest(ground, columns) == before
    with ground.writing() as session:
        receipts = [answering.send(session, token, now=datetime.now(UTC), keys=ground.keys) for token in review.tokens]
    digests = "equal" if is_same else "DIFFERENT"
    said = f"{kills} times to and fro, {killed} of {2 * kills} migrations killed on the way: digests {digests}"
    return Figure(said, holds=is_same and all(receipts))


def _seconds(ground: Ground) -> float:
    """Return how long a process takes to start and to migrate one step."""
    began = time.monotonic()
    ran = ground.flask("db", "upgrade")
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    spent = time.monotonic() - began
    ground.migrate("-1")
    return spent


def _kill(ground: Ground, *words: str, after: float) -> bool:
    """Begin to migrate, and kill the process; say whether it was still at it."""
    line = [sys.executable, "-m", "flask", "db", *words]
    process = subprocess.Popen(line, cwd=ROOT, env=ground.environment, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.kill()
    return process.wait() < 0


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
            query = select(*(table.c[column] for column in wanted)).order_by(*table.primary_key.columns)
            rows.append([name, [list(map(str, row)) for row in connection.execute(query)]])
    return digest(canonical_json(rows))


DRILL = Drill(
    promise="an upgrade keeps every answer",
    breaks="a migration that rebuilds a table on SQLite with its rows' children attached (see migration 0002)",
    run=run,
)
