"""Many answers go into a backup and come back on an empty database, the same and soon."""

import time

from sqlalchemy import insert, select

from surveyapp.core.sides import Side
from surveyapp.core.wire import canonical_json, digest
from surveyapp.store.rows import ResponseRow, ReviewRow
from surveyapp.store.snapshots import list_parts, snapshot
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

ANSWERS, BAR = 20_000, 15 * 60


def run(ground: Ground, is_short: bool) -> Figure:
    answers = 200 if is_short else ANSWERS
    _fill(ground, answers)
    out, other = ground.folder / "all.backup", ground.another()
    before = _digest(ground)
    began = time.monotonic()
    taken = ground.flask("backup", str(out), timeout=BAR)
    spent_out = time.monotonic() - began
    restored = other.flask("restore", str(out), timeout=BAR)
    spent = time.monotonic() - began - spent_out
    is_same = taken.returncode == restored.returncode == 0 and _digest(other) == before
    said = (
        f"{answers} answers, {out.stat().st_size / 1e6:.1f} MB: taken in {spent_out:.1f} s, restored in {spent:.1f} s"
    )
    other.engine.dispose()
    return Figure(f"{said}, {'the same' if is_same else 'NOT the same'}", holds=is_same and spent < BAR)


def _fill(ground: Ground, answers: int) -> None:
    """Store answers, all but a few past the app, which would take long."""
    review = ground.open_review(3, drafted=3)
    ratings = {f"statement_{number}.self": number % 5 + 1 for number in range(40)}
    plain = {
        "ratings": ratings,
        "profile": {},
        "closing": {},
        "priorities": [],
        "comments": {"open": ["تعليق " * 20, True]},
    }
    with ground.writing() as session:
        questionnaire_id = session.scalars(select(ReviewRow.questionnaire_id).where(ReviewRow.id == review.id)).one()
        kept = {"review_id": review.id, "side": Side.PARTNER, "questionnaire_id": questionnaire_id, "answers": plain}
        session.execute(insert(ResponseRow), [{"id": f"{number:032x}"} | kept for number in range(answers)])


def _digest(ground: Ground) -> str:
    """Return a digest of all answers, links and drafts."""
    wanted = {"response", "invitation", "draft", "review"}
    with snapshot(ground.engine) as connection:
        parts = [part for part in list_parts(connection) if part.table in wanted]
        rows = [[part.table, [list(map(str, row)) for row in part.rows]] for part in parts]
    return digest(canonical_json(rows))


DRILL = Drill(
    promise="a restore on an empty machine takes at most 15 minutes",
    breaks="storing rows one at a time in `store/snapshots.put_parts`; not the same: a kind left out of `backup_files`",
    run=run,
)
