"""Closing is killed (SIGKILL) in either of its two steps and between them: all answers, or a result that counts all."""

import json
import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from click import Command
from click.testing import CliRunner, Result
from sqlalchemy import func, insert, select, text

from surveyapp.cli.doctor import doctor
from surveyapp.cli.installation import Installation
from surveyapp.cli.reviews import close_review
from surveyapp.cli.working import worker
from surveyapp.settings import load_settings
from surveyapp.store.engine import new_session
from surveyapp.store.rows import AuditRow, ResponseRow, ResultRow, ReviewRow
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

PEOPLE, ROUNDS, SHORT_ROUNDS, MOST_ROUNDS = 1_000, 8, 1, 12
LOOK_EVERY, PATIENCE = 0.001, 120
OPEN, PENDING, SEALED = "still open", "closed, not sealed", "sealed"
FIRST_STEP, BETWEEN, SECOND_STEP = "in the first step", "between", "in the second"


def run(ground: Ground, is_short: bool) -> Figure:
    rounds = SHORT_ROUNDS if is_short else ROUNDS
    chance, left, wrong = random.Random(13), Counter[str](), []
    spent = _time(ground, _answered(ground, PEOPLE))
    for number in range(MOST_ROUNDS):
        if number >= rounds and left[OPEN] and left[PENDING]:
            break
        for moment in (FIRST_STEP, BETWEEN, SECOND_STEP):
            trial = Trial(ground, _answered(ground, PEOPLE), PEOPLE)
            found = _kill(trial, moment, spent, chance)
            left[found] += 1
            wrong += [f"{moment}: {what}" for what in trial.examine(found, by_worker=number % 2 == 0)]
    said = f"{left.total()} closings of {PEOPLE} killed, {', '.join(f'{n} {what}' for what, n in sorted(left.items()))}"
    is_tried = bool(left[OPEN] and left[PENDING])
    return Figure(f"{said}: {len(wrong)} faults{'; ' + wrong[0] if wrong else ''}", holds=not wrong and is_tried)


@dataclass(frozen=True)
class Trial:
    """A review whose closing is killed."""

    ground: Ground
    review_id: int
    people: int

    def state(self) -> str:
        """Return how far closing has come."""
        with new_session(self.ground.engine) as session:
            row = session.get_one(ReviewRow, self.review_id)
        return OPEN if row.closed_at is None else SEALED if row.is_sealed else PENDING

    def examine(self, found: str, *, by_worker: bool) -> list[str]:
        """Finish what was cut short as an operator does; return what is wrong before and after."""
        expected = (self.people, 0) if found == OPEN else (0, self.people)
        wrong = [] if self._counts() == expected else [f"{self._counts()} when {found}"]
        if self._doctor_is_well() != (found != PENDING):
            wrong.append(f"doctor says {'well' if found == PENDING else 'unwell'} when {found}")
        if found == PENDING and by_worker:
            _command(self.ground, worker, "--once")
        elif found != SEALED:
            _command(self.ground, close_review, str(self.review_id))
        if (self.state(), self._counts(), self._recorded()) != (SEALED, (0, self.people), (1, 1)):
            wrong.append(f"{self.state()}, {self._counts()}, recorded {self._recorded()}")
        return wrong if self._doctor_is_well() else [*wrong, "doctor is unwell at the end"]

    def _counts(self) -> tuple[int, int]:
        """Return how many responses there are, and how many the results count."""
        with new_session(self.ground.engine) as session:
            answers = session.scalar(select(func.count()).where(ResponseRow.review_id == self.review_id)) or 0
            result = session.get(ResultRow, self.review_id)
        return answers, result.partner_responses if result else 0

    def _recorded(self) -> tuple[int, ...]:
        """Return how often the record says that the review was closed, and sealed."""
        with new_session(self.ground.engine) as session:
            query = select(AuditRow.action).where(AuditRow.review_id == self.review_id)
            said = Counter(session.scalars(query))
        return said["review.closed"], said["review.sealed"]

    def _doctor_is_well(self) -> bool:
        """Say whether ``flask doctor`` finds results, record and sealing well, and exits accordingly."""
        ran = _command(self.ground, doctor, "--json")
        checks = {check["name"]: check["ok"] for check in json.loads(ran.stdout)["checks"]}
        is_well = all(checks[name] for name in ("results", "audit", "sealing"))
        return is_well and ran.exit_code == 0


def _command(ground: Ground, command: Command, *words: str) -> Result:
    return CliRunner().invoke(command, words, obj=Installation(load_settings(ground.environment, ground.folder)))


def _answered(ground: Ground, people: int) -> int:
    """Open a review, and store the answers of ``people``."""
    review_id = ground.open_review(people).id
    with ground.writing() as session:
        version = session.get_one(ReviewRow, review_id).questionnaire_id
        answers: dict[str, object] = {"profile": {}, "closing": {}, "priorities": [], "comments": {}}
        rows = [
            {
                "id": f"{review_id:08x}{number:024x}",
                "review_id": review_id,
                "side": "partner",
                "questionnaire_id": version,
                "answers": answers | {"ratings": {"holds_principles.self": number % 5 + 1}},
            }
            for number in range(people)
        ]
        session.execute(insert(ResponseRow), rows)
    return review_id


def _time(ground: Ground, review_id: int) -> tuple[float, float]:
    """Close a review undisturbed; return how many seconds each of the two steps took."""
    process, began = _closing(ground, review_id), time.monotonic()
    committed = _await_commit(Trial(ground, review_id, 0), process)
    process.join(PATIENCE)
    return committed - began, time.monotonic() - committed


def _kill(trial: Trial, moment: str, spent: tuple[float, float], chance: random.Random) -> str:
    """Kill the closing of a review at that moment; return how far it came."""
    process = _closing(trial.ground, trial.review_id)
    if moment == FIRST_STEP:
        time.sleep(chance.uniform(0, spent[0]))
    else:
        _await_commit(trial, process)
        time.sleep(chance.uniform(0, spent[1]) if moment == SECOND_STEP else 0)
    if process.is_alive():
        os.kill(process.pid or 0, signal.SIGKILL)
    process.join(PATIENCE)
    _await_others(trial.ground)
    return trial.state()


def _await_commit(trial: Trial, process: BaseProcess) -> float:
    """Return when the first step was committed."""
    while trial.state() == OPEN and process.is_alive():
        time.sleep(LOOK_EVERY)
    return time.monotonic()


def _await_others(ground: Ground) -> None:
    """Wait until a server has noticed that its client is gone; it may still commit what it was told to."""
    if ground.kind != "postgresql":
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND state <> 'idle'"
    )
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with ground.engine.connect() as connection:
            if not connection.execute(others).scalar_one():
                return
        time.sleep(LOOK_EVERY * 10)


def _closing(ground: Ground, review_id: int) -> BaseProcess:
    """Give the command that closes in a process of its own, which has imported everything already."""
    ground.engine.dispose()
    process = get_context("fork").Process(target=_close, args=(ground, review_id), daemon=True)
    process.start()
    return process


def _close(ground: Ground, review_id: int) -> None:
    _command(ground, close_review, str(review_id))


DRILL = Drill(
    promise="a closing that is cut short anywhere keeps all answers or gives one result, and is finished later",
    breaks="setting `is_sealed` in `workflow/reviews/closing.close_review`, or storing results after its commit",
    run=run,
    has_own_server=True,
)
