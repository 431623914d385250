"""Answers in bulk, written straight into the database: no link, no draft, no form."""

import random
import secrets
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Engine, insert

from surveyapp.core.conduct.review import InvitationState
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import About, Side
from surveyapp.store.engine import new_session
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.reviews import get_review
from surveyapp.store.rows import InvitationRow, ResponseRow, ReviewRow

AT_ONCE = 2_000
WORDS = "نقترح اجتماعاً كل ثلاثة أشهر، ومحضراً باللغتين."


def fill(engine: Engine, review_id: int, *, people: int) -> None:
    """Let ``people`` answer everything, half of them on each side, one in ten with a comment that may be shown.

    Each has a link that was used.
    """
    with new_session(engine, writing=True) as session, session.begin():
        questionnaire = get_questionnaire(session, get_review(session, review_id).questionnaire)
        version = session.get_one(ReviewRow, review_id).questionnaire_id
        fixed = {"review_id": review_id, "questionnaire_id": version}
        rows = _rows(questionnaire, people)
        while batch := [fixed | row for row in islice(rows, AT_ONCE)]:
            session.execute(insert(ResponseRow), batch)
            links = [{"review_id": review_id, "side": row["side"], "state": InvitationState.SENT} for row in batch]
            session.execute(insert(InvitationRow), [link | _secrets() for link in links])


def _secrets() -> dict[str, object]:
    return {
        "id": secrets.token_hex(16),
        "token_hash": secrets.token_bytes(32),
        "nonce": secrets.token_bytes(16),
        "is_paper": False,
    }


def _rows(questionnaire: Questionnaire, people: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(2009)  # noqa: S311 - wanted: the same every time
    asked = [key for section in questionnaire.sections for about in About for key in section.keys(about)]
    names = [key.field_name for key in asked]
    sections = [section.id for section in questionnaire.sections]
    options = {question.id: [option.key for option in question.options] for question in questionnaire.profile}
    for number in range(people):
        ticks = chance.choices([1, 2, 3, 4, 5, "dk", "na"], weights=[2, 4, 8, 12, 6, 2, 1], k=len(names))
        answers = {
            "ratings": dict(zip(names, ticks, strict=True)),
            "profile": {name: chance.choice(keys) for name, keys in options.items()},
            "closing": {"overall": chance.randint(1, 5), "trend": chance.randint(1, 5)},
            "priorities": sorted(chance.sample(sections, 3)),
            "comments": {chance.choice(sections): [f"{WORDS} {number}", True]} if number % 10 == 0 else {},
        }
        yield {"id": secrets.token_hex(16), "side": tuple(Side)[number % 2], "answers": answers}
