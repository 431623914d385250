"""Reviews joined with their round, partner and version, as every list of them and every form reads them."""

from collections import namedtuple
from collections.abc import Sequence
from datetime import tzinfo
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import FromClause, Select, select

from surveyapp.core.conduct.review import AnsweringBySide, Review
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.text.days import end_of_day
from surveyapp.store.partners import partner_from
from surveyapp.store.rounds import round_from
from surveyapp.store.rows import PartnerRow, QuestionnaireRow, ReviewRow, RoundRow
from surveyapp.store.rows.base import list_shown


@cache
def read_columns() -> dict[str, list[Any]]:
    """Return the columns that ``review_from_columns`` reads, by what they are of."""
    version = QuestionnaireRow.__table__.c
    shown = {kind.__tablename__: list_shown(kind) for kind in (ReviewRow, RoundRow, PartnerRow)}
    return shown | {"questionnaire": [version.slug, version.version]}


@cache
def joined_tables() -> FromClause:
    """Return the tables that ``read_columns`` are of, joined; for queries of tables, which cost less than of rows."""
    review, of_round, partner, version = (
        kind.__table__ for kind in (ReviewRow, RoundRow, PartnerRow, QuestionnaireRow)
    )
    return (
        review.join(of_round, of_round.c.id == review.c.round_id)
        .join(partner, partner.c.id == review.c.partner_id)
        .join(version, version.c.id == review.c.questionnaire_id)
    )


@cache
def joined_reviews() -> Select[*tuple[Any, ...]]:
    """Return the query of reviews with all that ``review_from_columns`` reads, in one statement; built once.

    Of tables and not of entities, which cost four times as much.
    """
    return select(*chain(*read_columns().values())).select_from(joined_tables())


@cache
def _groups() -> list[tuple[str, type[Any], int, int]]:
    """Return for each of ``read_columns`` its name, what holds them, and from which place to which they stand."""
    found, start = [], 0
    for name, columns in read_columns().items():
        held = namedtuple(name, [column.name for column in columns])  # type: ignore[misc]
        found.append((name, held, start, start + len(columns)))
        start += len(columns)
    return found


def review_from_columns(values: Sequence[Any], timezone: tzinfo) -> Review:
    """Return the core type of what ``read_columns`` hold, at the head of ``values``; days end in ``timezone``."""
    found = {name: held._make(values[start:end]) for name, held, start, end in _groups()}
    one, version = found["review"], found["questionnaire"]
    return Review(
        id=one.id,
        round=round_from(found["round"]),
        partner=partner_from(found["partner"]),
        questionnaire=f"{version.slug}@{version.version}",
        state=one.state,
        policy=one.policy,
        thresholds=Thresholds(one.min_side, one.min_detail, one.min_cell),
        answering=AnsweringBySide(one.prcs_answering, one.partner_answering),
        closes_on=one.closes_on,
        closes_at=end_of_day(one.closes_on, timezone),
    )
