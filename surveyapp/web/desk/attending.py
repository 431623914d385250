"""What needs a look today, by matter: how many cases there are, and as many of them as a page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from flask import g
from sqlalchemy.orm import Session

from surveyapp.core.conduct.afterwards import After
from surveyapp.core.conduct.attention import (
    AFTERWARDS,
    LATE,
    Attention,
    Matter,
    Progress,
    by_matter,
    find_attention,
    find_waiting,
)
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.store import afterwards, review_lists
from surveyapp.web.clock import now
from surveyapp.web.desk.progress import load_progress
from surveyapp.web.paging import Paging, paging_of

T = TypeVar("T")
FEW = 3
"""Cases that the first page names of a thing that needs attention; where there is but one more, that one too."""


@dataclass(frozen=True, slots=True)
class Heed:
    """One matter: of how many cases, with those of them that are shown."""

    matter: Matter
    count: int
    shown: list[Attention]


def list_urgent(session: Session) -> list[Review]:
    """Return the reviews at work that may need a look, for who can do something about it."""
    if not g.staff.may(Right.RUN_REVIEWS):
        return []
    return review_lists.list_to_look_at(session, now=now(), within=LATE)


def load_heeds(session: Session, urgent: Iterable[Progress]) -> list[Heed]:
    """Return every matter for who can do something about it, the most urgent first, each with its first cases."""
    if not g.staff.may(Right.RUN_REVIEWS):
        return []
    found = by_matter(find_attention(list(urgent), now=now()))
    waiting = _of_those_closed(session)
    first = {matter: _first(cases) for matter, cases in waiting.items()}
    named = _named(session, first)
    heeds = {matter: Heed(matter, len(cases), _first(cases)) for matter, cases in found.items()}
    heeds |= {matter: Heed(matter, len(cases), named[matter]) for matter, cases in waiting.items()}
    return [heeds[matter] for matter in Matter if matter in heeds]


def _first(cases: list[T]) -> list[T]:
    """Return those that the first page names."""
    return cases if len(cases) <= FEW + 1 else cases[:FEW]


def load_heed(session: Session, matter: Matter) -> tuple[Heed, Paging]:
    """Return one matter with the part of its cases that the address asks for."""
    if matter in AFTERWARDS:
        cases = _of_those_closed(session).get(matter, [])
        paging = paging_of(len(cases))
        return Heed(matter, paging.total, _named(session, {matter: list(paging.of(cases))})[matter]), paging
    at_work = _of_those_at_work(session).get(matter, [])
    paging = paging_of(len(at_work))
    return Heed(matter, paging.total, list(paging.of(at_work))), paging


def _of_those_at_work(session: Session) -> dict[Matter, list[Attention]]:
    progress = load_progress(session, list_urgent(session), now=now(), reader=g.staff.email)
    return by_matter(find_attention(list(progress.values()), now=now()))


def _of_those_closed(session: Session) -> dict[Matter, list[After]]:
    """Return what waits of closed reviews, by ids and days alone: of many years there are very many."""
    found: dict[Matter, list[After]] = {}
    for after in afterwards.list_waiting(session, now=now()):
        for matter, _ in find_waiting(after):
            found.setdefault(matter, []).append(after)
    return found


def _named(session: Session, cases: dict[Matter, list[After]]) -> dict[Matter, list[Attention]]:
    ids = {after.review_id for found in cases.values() for after in found}
    held = {one.id: one for one in review_lists.list_some(session, ids)}
    return {
        matter: [
            Attention(matter, held[after.review_id], day=dict(find_waiting(after))[matter], actions=after.overdue)
            for after in found
        ]
        for matter, found in cases.items()
    }
