"""Who is invited: the people of a side, and the focal point who vouches for them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.partnership import FocalPoint, read_address
from surveyapp.core.errors import Code, InputError
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.core.text.naming import read_name
from surveyapp.core.text.searching import in_order
from surveyapp.core.wire import canonical_json, digest

OBJECTION_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be invited. ``address`` is empty for a printed letter; ``name`` may be, where there is an address."""

    name: str
    role: str
    address: str
    language: Language

    @property
    def called(self) -> str:
        """Return what this person is listed as."""
        return self.name or self.address


class Wanted(StrEnum):
    """What one member of staff notes of a person in an open review, so that a second one confirms it, or does it."""

    RETURNED = "returned"
    """That the mail with the link came back."""

    LETTER = "letter"
    """That another letter is printed."""

    WITHDRAWAL = "withdrawal"
    """That the link is withdrawn."""

    ADDRESS = "address"
    """That the link goes to another address."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a member of staff noted of a person, and nobody has seconded yet."""

    by: str
    wanted: Wanted
    address: str = ""
    """The one that the link is to go to, where that is wanted."""


class MailState(NamedTuple):
    """What of a person tells how the mail with the link stands."""

    has_address: bool
    is_withdrawn: bool
    reached: Outcome | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who was invited, as long as the list is kept.

    ``reached`` says what became of the mail with the link; None while it waits, for a letter, and once sealed.
    Whether this person has answered is said nowhere.
    """

    id: str
    review_id: int
    side: Side
    person: Person
    reached: Outcome | None = None
    reason: str = ""
    is_withdrawn: bool = False
    note: Note | None = None

    @property
    def mail(self) -> MailState:
        """Return what tells how the mail with the link stands."""
        return MailState(bool(self.person.address), self.is_withdrawn, self.reached)

    def noted_by(self, wanted: Wanted, address: str = "") -> str | None:
        """Return who noted that this is wanted, with this address where it takes one; None where nobody has."""
        note = self.note
        return note.by if note and (note.wanted, note.address) == (wanted, address) else None


class ListStanding(StrEnum):
    """What a focal point has said of a list as it is now."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"
    CHANGED = "changed"
    """It was confirmed, and has been changed since."""


@dataclass(frozen=True)
class Roster:
    """The list of a side that its focal point looks at: people in no order, and links that nobody's name is on.

    What takes long for thousands of people is made of it where it is asked for, and once.
    """

    people: tuple[Person, ...]
    nameless: int

    @property
    def is_empty(self) -> bool:
        """Say whether nobody is invited, neither by name nor without one."""
        return not self.people and not self.nameless

    @property
    def with_address(self) -> int:
        """Return how many people get mail."""
        return sum(bool(person.address) for person in self.people)

    @cached_property
    def by_name(self) -> tuple[Person, ...]:
        """Return the people by name, as they are shown."""
        return tuple(sorted(self.people, key=lambda person: in_order(person.called)))

    @cached_property
    def digest(self) -> str:
        """Return what changes whenever the list does."""
        listed = sorted([p.name, p.role, p.address, p.language.code] for p in self.people)
        return digest(canonical_json([listed, self.nameless]))


def read_person(name: str, *, role: str = "", address: str = "", language: Language) -> Person:
    """Return a person as typed, cleaned of what only disturbs.

    Raises:
        InputError: there is neither name nor address, or one of them cannot be used.
    """
    name, role = (read_name(typed) if typed.strip() else "" for typed in (name, role))
    person = Person(name, role, read_address(address).lower() if address.strip() else "", language)
    if not person.called:
        raise InputError(Code.NOBODY_NAMED)
    return person


def find_repeated(people: Iterable[Person]) -> list[str]:
    """Return the addresses that stand in the list more than once, each once."""
    counts = Counter(person.address for person in people if person.address)
    return [address for address, count in counts.items() if count > 1]


@dataclass(frozen=True, slots=True)
class Objection:
    """What a focal point found wrong with a list, which had this ``digest``; it is taken back by confirming the list.

    Neither asking again nor another focal point ends it: ``focal_point_id`` is None once this one is not recorded any
    more.
    """

    by: str
    at: datetime
    digest: str
    words: str
    focal_point_id: int | None = None
    taken_back_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Say whether it was not taken back, be the list changed since or not."""
        return self.taken_back_at is None

    def stands_against(self, roster: Roster) -> bool:
        """Say whether it is about the list as it is now, and was not taken back."""
        return self.stands and self.digest == roster.digest


@dataclass(frozen=True, slots=True)
class Voucher:
    """A focal point, and what was said of a review's list; ``confirmed`` is the digest of the list that was right.

    ``asked_by`` is who asked, as the record calls them; None where nobody knows.
    """

    focal: FocalPoint
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    confirmed: str | None = None
    objection: Objection | None = None
    asked_by: str | None = None

    def standing(self, roster: Roster) -> ListStanding:
        """Return what was said of the list as it is now."""
        if self.objection and self.objection.stands_against(roster):
            return ListStanding.OBJECTED
        if self.confirmed:
            return ListStanding.CONFIRMED if self.confirmed == roster.digest else ListStanding.CHANGED
        return ListStanding.ASKED if self.asked_at else ListStanding.NOT_ASKED
