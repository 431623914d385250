"""Inviting the people of all partners of a round from one list: all of them, or nobody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveyapp.catalogue.lists import AS_EXPECTED, Reading, RowFault
from surveyapp.catalogue.round_people import Placed, read_round_people
from surveyapp.core.conduct.alike import find_alike
from surveyapp.core.conduct.review import Answering, Review, Step
from surveyapp.core.conduct.roster import Person, Roster
from surveyapp.core.errors import Code
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.core.text.searching import folded
from surveyapp.store import reviews
from surveyapp.store.rosters import list_rosters
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys


@dataclass(frozen=True, slots=True)
class WantedSide:
    """Whom one side of a review gets, and how many rows name somebody who is on its list already."""

    review: Review
    side: Side
    people: tuple[Person, ...]
    known: int

    @property
    def mails(self) -> int:
        """Return how many of the people get the link by mail, once the review is opened."""
        return sum(bool(person.address) for person in self.people)


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What a list would do, side by side, and what is wrong with it; only one without faults may be carried out."""

    sides: tuple[WantedSide, ...]
    faults: tuple[RowFault, ...]
    reading: Reading = AS_EXPECTED

    @property
    def count(self) -> int:
        """Return how many people are invited."""
        return sum(len(one.people) for one in self.sides)


def plan_round(session: Session, round_id: int, data: bytes, *, file: str, default: Language) -> RoundPlan:
    """Return whom inviting from a file would invite to the round's reviews in preparation; changes nothing.

    Raises:
        FaultyTableError: no table can be made of the file.
    """
    drafts = [one for one in reviews.list_reviews_in(session, round_id) if one.allows(Step.INVITE)]
    read = read_round_people(data, file=file, default=default, reviews=_names_of(drafts))
    if read.faults:
        return RoundPlan((), read.faults, read.reading)
    rosters = list_rosters(session, [one.id for one in drafts])
    sides, faults = list[WantedSide](), list[RowFault]()
    for review in drafts:
        for side in Side:
            rows = [one for one in read.rows if (one.review_id, one.side) == (review.id, side)]
            if rows:
                new = [one for one in rows if not _is_listed(one.person, rosters[review.id, side])]
                faults += _faults(review, side, new, rosters)
                people = tuple(one.person for one in new)
                sides.append(WantedSide(review, side, people, len(rows) - len(new)))
    return RoundPlan(tuple(sides), tuple(sorted(faults, key=lambda fault: fault.row)), read.reading)


def invite_round(session: Session, plan: RoundPlan, *, keys: Keys) -> None:
    """Make a link for everybody of a plan without faults.

    Raises:
        NotFoundError, StateError, InputError: as for ``inviting.invite_people``, of whichever list; then the caller
            rolls back, and nobody is invited.
    """
    for one in plan.sides:
        if one.people:
            inviting.invite_people(session, one.review.id, side=one.side, people=one.people, keys=keys)


def _names_of(drafts: Sequence[Review]) -> Mapping[str, int]:
    """Return the reviews by each of their partners' names and their short names; a name of two is nobody's."""
    found = dict[str, int]()
    doubtful = set[str]()
    for review in drafts:
        for name in {folded(one) for one in review.partner.name.values()}:
            doubtful |= {name} & found.keys()
            found[name] = review.id
    return {name: one for name, one in found.items() if name not in doubtful} | {
        one.partner.slug: one.id for one in drafts
    }


def _is_listed(person: Person, roster: Roster) -> bool:
    """Say whether a list has somebody of this address, or for a person without one, of this name."""
    if person.address:
        return any(one.address == person.address for one in roster.people)
    return any(folded(one.name) == folded(person.name) for one in roster.people)


def _faults(
    review: Review, side: Side, new: Sequence[Placed], rosters: Mapping[tuple[int, Side], Roster]
) -> Iterator[RowFault]:
    """Yield what is wrong with the people of one side that were no fault of the list alone."""
    roster = rosters[review.id, side]
    elsewhere = {one.address for other in Side for one in rosters[review.id, other].people if one.address}
    alike = {one.key for one in find_alike([one.person for one in new], roster.people)}
    has_room = len(roster.people) + roster.nameless + len(new) <= 1 or review.answering.of(side) is Answering.INDIVIDUAL
    for one in new:
        if one.person.address in elsewhere:
            yield RowFault(one.row, Code.ADDRESS_KNOWN, one.person.address)
        if folded(one.person.name) in alike:
            yield RowFault(one.row, Code.NAME_TWICE, one.person.name)
        if not has_room:
            yield RowFault(one.row, Code.ONE_FORM_PER_ORGANISATION, one.person.called)
