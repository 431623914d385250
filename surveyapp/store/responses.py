"""Responses: what was sent, beside nothing that names a person or an invitation, until closing has counted it."""

import secrets
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Insert, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.scale import Answer, NonAnswer
from surveyapp.core.sides import Side, read_prompt_key
from surveyapp.store.engine import Bound, find_rows
from surveyapp.store.rows import ResponseRow, ReviewRow

AT_ONCE = 500
"""Responses that are held at a time."""


def put_response(bound: Bound, sheet: AnswerSheet, *, review_id: int) -> str:
    """Store one person's answers under a random id, which is returned, bound to the review's version."""
    response_id = secrets.token_hex(16)
    row = {"id": response_id, "review_id": review_id, "side": sheet.side, "answers": to_plain(sheet)}
    bound.execute(_insertion(), row)
    return response_id


@cache
def _insertion() -> Insert:
    table, review = ResponseRow.__table__, ReviewRow.__table__.c
    of_review = select(review.questionnaire_id).where(review.id == bindparam("review_id"))
    return insert(table).values(  # type: ignore[arg-type]  # of a row that is a table
        {one.name: bindparam(one.name, type_=one.type) for one in table.c if one.name != "questionnaire_id"}
        | {"questionnaire_id": of_review.scalar_subquery()}
    )


def read_sheets(session: Session, review_id: int) -> Iterator[AnswerSheet]:
    """Yield one sheet per person who answered, in one query and no order, holding a few of them at a time."""
    stored = ResponseRow.__table__.c
    query = select(stored.side, stored.answers).where(stored.review_id == review_id)
    for side, plain in find_rows(session, query.execution_options(yield_per=AT_ONCE)):
        yield _from_plain(side, plain)


def drop_counted(session: Session, review_id: int) -> int:
    """Erase all answers of a review, whose results are stored; return how many people's they were."""
    own = delete(ResponseRow).where(ResponseRow.review_id == review_id).execution_options(synchronize_session=False)
    return cast("CursorResult[Any]", session.execute(own)).rowcount


def drop_responses(session: Session, response_ids: Sequence[str]) -> None:
    """Take these responses away."""
    for start in range(0, len(response_ids), AT_ONCE):
        some = ResponseRow.id.in_(response_ids[start : start + AT_ONCE])
        session.execute(delete(ResponseRow).where(some).execution_options(synchronize_session=False))


def to_plain(sheet: AnswerSheet) -> dict[str, Any]:
    """Return the answers as they are stored: the same for the same answers."""
    return {
        "ratings": {key.field_name: sheet.ratings[key] for key in sorted(sheet.ratings)},
        "profile": dict(sorted(sheet.profile.items())),
        "closing": dict(sorted(sheet.closing.items())),
        "priorities": sorted(sheet.priorities),
        "comments": {topic: [c.text, c.share] for topic, c in sorted(sheet.comments.items())},
    }


def _from_plain(side: Side, plain: dict[str, Any]) -> AnswerSheet:
    return AnswerSheet(
        side=side,
        ratings=dict(zip(map(read_prompt_key, plain["ratings"]), map(_READ, plain["ratings"].values()), strict=True)),
        profile=plain["profile"],
        closing={name: _READ(value) for name, value in plain["closing"].items()},
        priorities=tuple(plain["priorities"]),
        comments={topic: Comment(text, share=share) for topic, (text, share) in plain["comments"].items()},
    )


class _Answers(dict[int | str, Answer]):
    """What is read from each value that is stored, as it is met: a hundred of one sheet are looked up, not called."""

    def __missing__(self, value: int | str) -> Answer:
        return self.setdefault(value, value if isinstance(value, int) else NonAnswer(value))


_READ = _Answers().__getitem__
