"""What a coordinator should look at today: from states, dates and counts alone, the most urgent first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from surveyapp.core.conduct.afterwards import After
from surveyapp.core.conduct.checklist import Confirmation
from surveyapp.core.conduct.four_eyes import Proposal, Turn
from surveyapp.core.conduct.review import Review, State
from surveyapp.core.conduct.roster import Note
from surveyapp.core.conduct.turnout import Turnout
from surveyapp.core.sides import Side

UNANSWERED_FOR = timedelta(days=3)
"""After how long a focal point that was asked to confirm a list and has not answered is called to attention."""

SOON = timedelta(days=7)
"""How long before its end a review is said to close soon."""

LATE = timedelta(days=14)
"""How long before its end few answers are worth a reminder."""

FEW = frozenset({Turnout.NONE, Turnout.FEWER, Turnout.SOME})
"""Turnouts at which results would show nothing of a side, or no statements."""


class Matter(StrEnum):
    """Something to look at; the order is that of urgency."""

    NOT_SEALED = "not_sealed"
    """Closed, but the order in which answers came is still in the database's files."""

    DATE_PASSED = "date_passed"
    """Takes no more answers, and was neither closed nor extended."""

    CANNOT_OPEN = "cannot_open"
    """Still being prepared, and its last day is over."""

    LIST_REFUSED = "list_refused"
    """A focal point says that something is wrong with the list of people."""

    PROPOSED = "proposed"
    """A member of staff found it ready: another one looks, and opens it."""

    AWAITS_SECOND = "awaits_second"
    """A member of staff noted something of a person: another one confirms it, or does it."""

    MAIL_FAILED = "mail_failed"
    """Somebody was invited by a mail that came back, was never taken, or is in doubt."""

    NOT_PRINTED = "not_printed"
    """Opened before the letters of some people were printed: they can be given others, one by one."""

    CLOSING_SOON = "closing_soon"
    FEW_ANSWERS = "few_answers"
    """At midnight a side had too few for its results to be shown, or for statements."""

    LIST_WAITS = "list_waits"
    """A focal point was asked some days ago to confirm a list, and has not answered."""

    OVERDUE = "overdue"
    """What a meeting promised should have been done by now."""

    FOLLOW_UP_DUE = "follow_up_due"
    """The day has come on which both sides look again at what they promised."""

    NOT_SHARED = "not_shared"
    """Closed some time ago, and nobody has seen the results."""

    NOT_MET = "not_met"
    """Shared some time ago, and no meeting was recorded."""


AFTERWARDS = frozenset({Matter.OVERDUE, Matter.FOLLOW_UP_DUE, Matter.NOT_SHARED, Matter.NOT_MET})
"""What only a closed review waits for."""


@dataclass(frozen=True, slots=True)
class Attention:
    """One matter of one review, or of one of its sides.

    ``mails`` are those that failed, ``letters`` those not printed, ``turnout`` what is few, ``by`` who proposed its
    opening and ``turn`` what whoever reads this can do towards that, ``note`` what waits for a second member of staff,
    ``at`` or ``day`` since when, ``actions`` how many promised ones are overdue.
    """

    matter: Matter
    review: Review
    side: Side | None = None
    mails: int = 0
    letters: int = 0
    turnout: Turnout | None = None
    by: str = ""
    turn: Turn | None = None
    note: Note | None = None
    at: datetime | None = None
    day: date | None = None
    actions: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of a review without looking at an answer."""

    review: Review
    invited: Mapping[Side, int]
    turnout: Mapping[Side, Turnout]
    """As the day began; of a closed review as it was closed."""

    withdrawn: Mapping[Side, int] = field(default_factory=dict)
    """How many of those invited were withdrawn after opening."""

    answered: Mapping[Side, int] = field(default_factory=dict)
    """How many have answered, of a closed review alone."""

    is_opened_today: bool = False
    """Then nothing has been counted yet: the first count is that of the coming midnight."""

    is_sealed: bool = True
    failed_mails: int = 0
    unprinted: int = 0
    """Of an open review: how many people by name get a letter that was never printed."""
    confirmations: Mapping[Side, Confirmation] = field(default_factory=dict)
    """Of a review in preparation alone."""
    proposed: tuple[Proposal, Turn] | None = None
    """Of a review in preparation: that somebody found it ready, and what whoever reads this can do towards opening."""
    asked: Mapping[Side, datetime] = field(default_factory=dict)
    """Of a review in preparation: since when a list waits for its focal points, where they were asked."""
    after: After | None = None
    """What became of it since it was closed."""
    notes: Sequence[Note] = ()
    """What members of staff noted of people in an open review, and nobody has seconded."""

    @property
    def turn(self) -> Turn | None:
        """Return what whoever reads this can do towards an opening that was proposed."""
        return self.proposed[1] if self.proposed else None

    @property
    def awaits_lists(self) -> bool:
        """Say whether a list of people is still to be confirmed, or was refused."""
        awaited = {Confirmation.WAITING, Confirmation.TOO_NEW, Confirmation.REFUSED}
        return not awaited.isdisjoint(self.confirmations.values())

    @property
    def is_invited(self) -> bool:
        """Say whether somebody is invited on each side."""
        return all(self.invited[side] for side in Side)


def find_attention(reviews: list[Progress], *, now: datetime) -> list[Attention]:
    """Return every matter of every review, by urgency and then by the day it ends."""
    found = [attention for progress in reviews for attention in _matters(progress, now)]
    order = list(Matter)
    return sorted(found, key=lambda one: (order.index(one.matter), one.review.closes_at, one.review.id))


def find_waiting(after: After) -> Iterator[tuple[Matter, date]]:
    """Yield what of a closed review waits for somebody, and since when."""
    if after.overdue and after.oldest:
        yield Matter.OVERDUE, after.oldest
    elif after.is_to_follow_up and after.follow_up_on:
        yield Matter.FOLLOW_UP_DUE, after.follow_up_on
    if after.is_unshared:
        yield Matter.NOT_SHARED, after.closed_on
    if after.is_unmet and after.shared_on:
        yield Matter.NOT_MET, after.shared_on


def by_matter(found: list[Attention]) -> dict[Matter, list[Attention]]:
    """Return what was found under what it is about, the most urgent first."""
    return {matter: mine for matter in Matter if (mine := [one for one in found if one.matter is matter])}


def _matters(progress: Progress, now: datetime) -> Iterator[Attention]:
    review, left = progress.review, progress.review.closes_at - now
    if not progress.is_sealed:
        yield Attention(Matter.NOT_SEALED, review)
    if review.state is State.DRAFT:
        yield from _preparing(progress, now)
    if review.state is not State.OPEN:
        return
    yield from (Attention(Matter.AWAITS_SECOND, review, note=note) for note in progress.notes)
    if left <= timedelta(0):
        yield Attention(Matter.DATE_PASSED, review)
    else:
        yield from _ending(progress, left)


def _preparing(progress: Progress, now: datetime) -> Iterator[Attention]:
    review = progress.review
    if review.closes_at <= now:
        yield Attention(Matter.CANNOT_OPEN, review)
    for side, confirmation in progress.confirmations.items():
        asked = progress.asked.get(side)
        if confirmation is Confirmation.REFUSED:
            yield Attention(Matter.LIST_REFUSED, review, side)
        elif confirmation is Confirmation.WAITING and asked and now - asked >= UNANSWERED_FOR:
            yield Attention(Matter.LIST_WAITS, review, side, at=asked)
    if progress.proposed:
        yield Attention(Matter.PROPOSED, review, by=progress.proposed[0].by, turn=progress.turn)


def _ending(progress: Progress, left: timedelta) -> Iterator[Attention]:
    if progress.failed_mails:
        yield Attention(Matter.MAIL_FAILED, progress.review, mails=progress.failed_mails)
    if progress.unprinted:
        yield Attention(Matter.NOT_PRINTED, progress.review, letters=progress.unprinted)
    if left <= SOON:
        yield Attention(Matter.CLOSING_SOON, progress.review)
    if left <= LATE:
        for side in Side:
            if progress.turnout[side] in FEW:
                yield Attention(Matter.FEW_ANSWERS, progress.review, side, turnout=progress.turnout[side])
