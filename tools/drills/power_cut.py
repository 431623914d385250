"""The power fails at random moments while people save and send: SQLite comes back with all that was acknowledged."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from surveyapp.core.conduct.review import InvitationState
from surveyapp.settings import load_settings
from surveyapp.store.engine import new_session
from surveyapp.store.rows import ResponseRow
from surveyapp.web.factory import create_app
from surveyapp.workflow.answers import answering
from tools.drills.asking import FORM, Answer
from tools.drills.disk import Recording, Step, recording
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

PEOPLE, IMAGES, SENDERS = 120, 60, 4
SHORT_PEOPLE, SHORT_IMAGES = 12, 12
KEPT, SENT = "kept", "sent"


def run(ground: Ground, is_short: bool) -> Figure:
    people, images = (SHORT_PEOPLE, SHORT_IMAGES) if is_short else (PEOPLE, IMAGES)
    tokens = ground.open_review(people).tokens
    with recording(Path(ground.engine.url.database or "")) as made:
        app = create_app(load_settings(ground.environment, ground.folder))
        with ThreadPoolExecutor(SENDERS) as pool:
            list(pool.map(lambda at: _answer(app, made, *at), enumerate(tokens)))
        app.extensions["surveyapp.engine"].dispose()  # SQLite must close what was wrapped while the wrapping is there
    chance = random.Random(17)
    lost = [loss for number in range(images) if (loss := _try(ground, made, number, chance))]
    acks, syncs = (sum(step.kind == kind for step in made.steps) for kind in ("ack", "sync"))
    said = (
        f"{images} images of the disk among {len(made.steps)} steps and {syncs} syncs, {acks} acknowledgements: "
        f"{len(lost)} lack one{'; ' + lost[0] if lost else ''}"
    )
    return Figure(said, holds=not lost and acks == people * 2 and syncs >= acks)


def _answer(app: Flask, made: Recording, number: int, token: str) -> None:
    """Save a page and send it, and note when each was acknowledged."""
    browser, page = app.test_client(), f"/r/{token}/integrity"
    shown = Answer(200, browser.get(page).text)
    fields = {"holds_principles.self": "4", "open": _words(number), "manifest": shown.manifest}
    for kind, path, body in ((KEPT, page, fields), (SENT, f"/r/{token}/check", {"confirm": "send"})):
        answer = browser.post(path, data=body, headers=FORM)
        if answer.status_code != 303:
            raise AssertionError(f"{kind}: {answer.status}")
        made.steps.append(Step("ack", token, kind.encode(), number))


def _try(ground: Ground, made: Recording, number: int, chance: random.Random) -> str:
    """Let the power fail once, half of the times just after something was acknowledged; return what is lost."""
    acks = [place for place, step in enumerate(made.steps, start=1) if step.kind == "ack"]
    after = chance.choice(acks) if number % 2 else chance.randint(1, len(made.steps))
    folder = ground.folder / f"image{number}"
    folder.mkdir()
    made.cut(after, folder, chance)
    image = replace(ground, url=f"sqlite:///{folder / Path(ground.engine.url.database or '').name}", folder=folder)
    told = [step for step in made.steps[:after] if step.kind == "ack"]
    try:
        return _missing(image, told)
    except DatabaseError as error:
        return f"the file is damaged: {error.orig}"
    finally:
        image.engine.dispose()


def _missing(image: Ground, told: list[Step]) -> str:
    """Return what was acknowledged and is not there; nothing when all is."""
    with new_session(image.engine) as session:
        whole = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
        if whole != "ok":
            return "the file is damaged"
        stored = [a["comments"]["integrity"][0] for a in session.scalars(select(ResponseRow.answers))]
        if len(stored) != len(set(stored)):
            return "an answer is stored twice"
        for step in told:
            way_in, words = answering.find_way_in(session, step.name, keys=image.keys), _words(step.place)
            is_sent = way_in.state is InvitationState.SENT and words in stored
            is_kept = way_in.draft.pages.get("integrity", {}).get("open") == words
            if not (is_sent or (is_kept and step.data == KEPT.encode())):
                return f"{words} was {step.data.decode()}"
    return ""


def _words(number: int) -> str:
    return f"answer {number:04}"


DRILL = Drill(
    promise="what was acknowledged is there after a cut of the power (SQLite)",
    breaks="`FULL` in place of `EXTRA` in `store/engine` (23 of 60 images lack an answer), or `NORMAL` with `WAL` (39)",
    run=run,
    databases=("sqlite",),
    has_own_server=True,
)
