"""What people do: they answer page by page, and send; each step is repeated by the client until it is acknowledged."""

import json
from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import select

from surveyapp.store.engine import new_session
from surveyapp.store.rows import ResponseRow
from tools.drills.asking import Answer
from tools.drills.ground import Ground

PAGES: Mapping[str, Mapping[str, str]] = {
    "profile": {},
    "integrity": {"holds_principles.self": "4", "holds_principles.other": "dk", "safe_to_speak.joint": "2"},
    "communication": {},
    "closing": {"overall": "5", "trend": "3"},
}


class Ask(Protocol):
    """Asks until an answer comes that is none of a dying server."""

    def __call__(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer: ...


def journey(ask: Ask, number: int, token: str) -> str:
    """Answer four pages and send; return the receipt."""
    for page, answers in PAGES.items():
        address = f"/r/{token}/{page}"
        shown = ask("GET", address)
        words = {"open": f"journey {number}"} if page == "integrity" else {}
        fields = {**answers, **words, "key": f"key-{number}-{page}", "manifest": shown.manifest}
        kept = ask("POST", address, fields)
        if kept.status != 303:
            raise AssertionError(f"{address}: {kept.status}")
    return send(ask, token)


def send(ask: Ask, token: str) -> str:
    """Send what was answered, again and again until a receipt comes, and return it."""
    sent = ask("POST", f"/r/{token}/check", {"confirm": "send"})
    return (ask("GET", f"/r/{token}/receipt") if sent.status == 303 else sent).receipt


def compare(ground: Ground, review_id: int, journeys: int) -> tuple[int, int]:
    """Return how many acknowledged journeys are not stored as they were answered, and how many twice."""
    with new_session(ground.engine) as session:
        stored = [dict(a) for a in session.scalars(select(ResponseRow.answers).filter_by(review_id=review_id))]
    whole = {"holds_principles.self": 4, "holds_principles.other": "dk", "safe_to_speak.joint": 2}
    told = [a["comments"]["integrity"][0] for a in stored if (a["ratings"], a["closing"].get("overall")) == (whole, 5)]
    lost = journeys - len(set(told))
    return lost, len(stored) - len({json.dumps(a, sort_keys=True) for a in stored})
