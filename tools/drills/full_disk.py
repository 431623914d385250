"""The disk is full while answers arrive: each is stored or refused with 503; with room again all goes on by itself."""

import resource
from pathlib import Path

from surveyapp.store.sealing import empty_log
from tools.drills.asking import ask, send
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground, Server

PEOPLE = 30
SPARE, LOG = 8 * 1024, 128 * 1024
"""Bytes for which there is room: in the file beside what it has, or in its log, with the workers' counts (64 KiB)."""


def run(ground: Ground, is_short: bool) -> Figure:
    tokens = (review := ground.open_review(8 if is_short else PEOPLE)).tokens
    with ground.serving() as server:
        empty_log(ground.engine)
        file = Path(ground.url.removeprefix("sqlite:///"))
        _limit(server, LOG if Path(f"{file}-wal").exists() else file.stat().st_size + SPARE)
        full = _answer_all(server.port, tokens)
        acknowledged = ground.stored(review.id)[0]
        _limit(server, resource.RLIM_INFINITY)
        after = _answer_all(server.port, tokens)
        receipts = [send(server.port, token).receipt for token in tokens]
    stored = ground.stored(review.id)
    holds = set(full) <= {303, 422, 503} and 503 in full and 503 not in after
    said = f"full: {full.count(503)} of {len(full)} refused with 503, {acknowledged} sent"
    said += f"; with room: {stored[0]} of {len(tokens)} stored"
    return Figure(said, holds=holds and stored == (len(tokens), len(tokens)) and all(receipts))


def _limit(server: Server, size: int) -> None:
    """Let no file of the workers grow beyond ``size`` bytes."""
    for pid in server.workers():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _answer_all(port: int, tokens: list[str]) -> list[int]:
    """Answer one page behind each link, and then send each; return what came."""
    return [_keep(port, f"/r/{token}/integrity") for token in tokens] + [
        ask(port, "POST", f"/r/{token}/check", {"confirm": "send"}).status for token in tokens
    ]


def _keep(port: int, path: str) -> int:
    fields = {"holds_principles.self": "4", "open": "شكراً", "manifest": ask(port, "GET", path).manifest}
    return ask(port, "POST", path, fields).status if fields["manifest"] else 303  # it was sent already


DRILL = Drill(
    promise="a full disk loses nothing that was acknowledged",
    breaks="answering before the commit, such as a redirect inside the `with writing()` of `web/respond/views.send`",
    run=run,
    databases=("sqlite",),
)
