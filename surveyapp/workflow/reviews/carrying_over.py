"""Preparing a review as the same partner's last one was: ways of answering, rules, and the people still kept by name.

Being on the list of an earlier round says nothing of having answered: everybody on it is carried over, whether they
did or not. Whoever's link was withdrawn is not, nor a list to which a focal point objects.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.alike import SameName, find_alike
from surveyapp.core.conduct.review import Answering, Review
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.store import review_lists, reviews, vouchings
from surveyapp.store.rosters import list_rosters
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import preparing


@dataclass(frozen=True, slots=True)
class Carried:
    """What of a partner's last review goes into the next; ``is_forgotten``: people were asked, and no name is kept.

    Of the sides ``objected`` to, nobody goes: a focal point found the list wrong and has not taken that back, which
    nobody would hear of in the next review.
    """

    before: Review
    people: Mapping[Side, tuple[Person, ...]]
    is_forgotten: bool
    objected: frozenset[Side] = frozenset()

    @property
    def count(self) -> int:
        """Return how many people that are."""
        return sum(map(len, self.people.values()))


def plan_carrying(session: Session, round_id: int, *, partner_ids: Collection[int]) -> dict[int, Carried]:
    """Return what is there to be carried over, by the partner's id; of whom no earlier review is, nothing."""
    last = review_lists.list_in_earlier_rounds(session, round_id, partner_ids=partner_ids)
    ids = [review.id for review in last.values()]
    rosters, invited = list_rosters(session, ids), reviews.count_invited(session, ids)
    objections, found = vouchings.list_objections(session, ids), dict[int, Carried]()
    for partner_id, before in last.items():
        kept = {side: _kept(before, side, rosters[before.id, side].by_name) for side in Side}
        were_asked = any(invited[before.id, side] for side in Side)
        objected = frozenset(side for side in Side if any(one.stands for one in objections[before.id, side]))
        people = {side: () if side in objected else kept[side] for side in Side}
        found[partner_id] = Carried(before, people, were_asked and not any(kept.values()), objected)
    return found


def carry_over(
    session: Session,
    round_slug: str,
    carried: Carried,
    *,
    questionnaire: str,
    closes_on: date,
    now: datetime,
    keys: Keys | None = None,
) -> Review:
    """Store a review in preparation as the one before was; with ``keys`` its people are invited, too.

    Raises:
        NotFoundError, StateError, InputError: as for ``preparing.create_review``.
    """
    before = carried.before
    floor = preparing.read_floor(session, questionnaire, policy=before.policy)
    made = preparing.create_review(
        session,
        round_slug,
        partner_slug=before.partner.slug,
        questionnaire=questionnaire,
        closes_on=closes_on,
        now=now,
        answering=before.answering,
        policy=before.policy,
        min_detail=max(before.thresholds.min_detail, floor),
    )
    for side, people in carried.people.items() if keys else ():
        if people and keys:
            said = {one.key: SameName.DIFFERENT for one in find_alike(people, ())}  # as somebody said the last time
            inviting.invite_people(session, made.id, side=side, people=people, keys=keys, said=said)
    return made


def _kept(before: Review, side: Side, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return whom one side's list takes: all, or nobody where several would share one agreed form."""
    return () if before.answering.of(side) is Answering.ORGANISATION and len(people) > 1 else people
