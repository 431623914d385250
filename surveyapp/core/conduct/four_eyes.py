"""Opening takes two members of staff, wherever there are two: one proposes it, and another opens.

So does another letter in an open review: its link is in the hands of whoever prints it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roster import Roster
from surveyapp.core.errors import Code, StateError
from surveyapp.core.sides import Side
from surveyapp.core.wire import canonical_json, digest

SETTLED_AFTER = timedelta(days=7)
"""How long an account must have been open with its role before it is a second pair of eyes for an older one."""

REASON_LIMIT = 200


class Way(StrEnum):
    """Who opened a review."""

    TWO = "two"
    """One member of staff proposed it, and another opened it."""

    ONE = "one"
    """One member of staff, since there was no other."""

    SHELL = "shell"
    """Whoever has the machine: a command."""


class Turn(StrEnum):
    """What somebody can do towards a step that takes two."""

    ALONE = "alone"
    """Take it: there is nobody else whose eyes count."""

    PROPOSES = "proposes"
    WAITS = "waits"
    """Has proposed it, so that somebody else takes it."""

    SECOND = "second"
    """Take it: somebody else has proposed it as it is now."""

    NONE = "none"
    """Nothing: others take it, since the account is too new, or one for demonstrations."""


@dataclass(frozen=True, slots=True)
class Opener:
    """An account that may open reviews, and since when it is open with its role; None: longer than anybody noted."""

    email: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Eyes:
    """Whose eyes count, and which accounts may open reviews too but count later, with the instant."""

    counting: frozenset[str]
    later: Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody found a review ready to be opened, as it was then."""

    by: str
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A side's list as it was opened: how many by name and how many links without, and who confirmed it on which day.

    ``by_hand`` of those by name had no address: their links go through the hands of staff. ``confirmed_by`` is None
    where nobody did whose word counted; ``is_vouched`` says that somebody confirmed it all the same. ``objected_on``
    is when a focal point objected who has not taken that back, be it to the list as it was before. Of what came after
    the opening: how many links were ``withdrawn``, or ``moved`` to another address, and how many such steps one took
    ``alone``.
    """

    people: int
    by_hand: int
    nameless: int
    confirmed_by: str | None = None
    confirmed_on: date | None = None
    is_vouched: bool = False
    objected_on: date | None = None
    withdrawn: int = 0
    moved: int = 0
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """What is kept of a review's opening, and told to everybody who answers."""

    way: Way
    lists: Mapping[Side, OpenedList]


def find_eyes(openers: Collection[Opener], now: datetime) -> Eyes:
    """Return whose eyes count: settled accounts, or all of them where none is settled yet, as on a new installation."""
    later = {one.email: one.since + SETTLED_AFTER for one in openers if one.since and one.since > now - SETTLED_AFTER}
    settled = frozenset(one.email for one in openers) - set(later)
    return Eyes(settled, later) if settled else Eyes(frozenset(later), {})


def digest_prepared(review: Review, rosters: Mapping[Side, Roster]) -> str:
    """Return what changes whenever anything does that opening freezes: both lists, and what was prepared."""
    prepared = [
        [review.round.slug, dict(review.round.title), review.partner.slug, dict(review.partner.name)],
        [review.questionnaire, review.policy, review.answering.prcs, review.answering.partner],
        [review.thresholds.min_side, review.thresholds.min_detail, review.thresholds.min_cell],
        review.closes_on.isoformat(),
    ]
    return digest(canonical_json([prepared, *(rosters[side].digest for side in Side)]))


def is_staff(author: str) -> bool:
    """Say whether the record's ``author`` is a member of staff, whom it calls by the address."""
    return "@" in author


def require_proposer(author: str, eyes: Eyes) -> None:
    """Raise StateError unless ``author``, who may open reviews of some kind, has an account that is a pair of eyes."""
    if author not in eyes.counting:
        raise StateError(Code.ACCOUNT_TOO_NEW if author in eyes.later else Code.ACCOUNT_OF_DEMONSTRATIONS)


def turn_after(first: str | None, author: str, *, eyes: Eyes) -> Turn:
    """Return what ``author`` can do towards a step that takes two and ``first`` has proposed, if anybody has."""
    others = eyes.counting - {author}
    if not others:
        return Turn.ALONE
    if author not in eyes.counting:
        return Turn.NONE
    if first not in eyes.counting:
        return Turn.PROPOSES
    return Turn.WAITS if first == author else Turn.SECOND


def turn_of(author: str, *, eyes: Eyes, proposal: Proposal | None, prepared: str) -> Turn:
    """Return what ``author`` can do towards opening a review, which is ``prepared`` as its digest says."""
    is_still_so = proposal is not None and proposal.digest == prepared
    return turn_after(proposal.by if proposal and is_still_so else None, author, eyes=eyes)


def require_second(first: str | None, author: str, *, eyes: Eyes) -> None:
    """Raise StateError unless ``author`` may print the letter that ``first`` has asked for.

    Whoever has the machine may, and whoever is alone; else it takes another pair of eyes.
    """
    if not is_staff(author):
        return
    turn = turn_after(first, author, eyes=eyes)
    if turn is Turn.NONE:
        require_proposer(author, eyes)
    if turn not in {Turn.ALONE, Turn.SECOND}:
        raise StateError(Code.LETTER_TAKES_TWO)


def way_of_opening(author: str, *, eyes: Eyes, proposal: Proposal | None, prepared: str, seen: str | None) -> Way:
    """Return the way in which ``author`` opens a review.

    Args:
        author: who opens, as the record calls them.
        eyes: whose eyes count (``find_eyes``).
        proposal: what was proposed of this review, if anything was.
        prepared: the digest of the review as it is now (``digest_prepared``).
        seen: that of the review as the opener was shown it.

    Raises:
        StateError: the author is a program; the account is no pair of eyes while others are; nobody else has proposed
            it; it was changed since it was proposed, or since it was shown.
    """
    if author.startswith("program:"):
        raise StateError(Code.PROGRAMS_OPEN_NOTHING)
    if not is_staff(author):
        return Way.SHELL
    turn = turn_of(author, eyes=eyes, proposal=proposal, prepared=prepared)
    if turn is Turn.ALONE:
        return Way.ONE
    require_proposer(author, eyes)
    if turn is Turn.SECOND and seen == prepared:
        return Way.TWO
    is_proposed = proposal is not None and proposal.by in eyes.counting - {author}
    raise StateError(Code.OPENING_WAS_CHANGED if is_proposed else Code.OPENING_TAKES_TWO)
