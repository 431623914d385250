"""Opening a review, and moving its closing date while it is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from surveyapp.core.conduct.checklist import (
    REFUSED,
    UNCONFIRMED,
    Finding,
    Item,
    Level,
    check_before_opening,
    list_at,
)
from surveyapp.core.conduct.four_eyes import (
    REASON_LIMIT,
    Eyes,
    OpenedList,
    Opening,
    Proposal,
    Turn,
    Way,
    digest_prepared,
    require_proposer,
    turn_of,
    way_of_opening,
)
from surveyapp.core.conduct.review import Review, State, Step
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of, end_of_day
from surveyapp.core.text.naming import read_words
from surveyapp.store import audit, openings, people, reviews
from surveyapp.store.engine import timezone_of
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.workflow import mailing
from surveyapp.workflow.invitations import confirming, unprinted
from surveyapp.workflow.invitations.confirming import Vouching


@dataclass(frozen=True, slots=True)
class Prepared:
    """A review before its opening, as whoever opens it must see it."""

    review: Review
    vouchings: Mapping[Side, Vouching]
    findings: tuple[Finding, ...]
    eyes: Eyes
    """The accounts of which one proposes the opening, and another opens."""
    proposal: Proposal | None

    @property
    def digest(self) -> str:
        """Return what changes whenever anything does that opening freezes."""
        return digest_prepared(self.review, {side: self.vouchings[side].roster for side in Side})

    @property
    def mails(self) -> int:
        """Return how many people get mail when it is opened."""
        return sum(vouching.roster.with_address for vouching in self.vouchings.values())

    @property
    def missing(self) -> list[Finding]:
        """Return what must be mended before opening."""
        return list_at(Level.MISSING, self.findings)

    @property
    def unconfirmed(self) -> list[Finding]:
        """Return what is missing only because nobody confirmed a list."""
        return [finding for finding in self.missing if finding.item in UNCONFIRMED]

    def turn_of(self, author: str) -> Turn:
        """Return what ``author`` can do towards opening it."""
        return turn_of(author, eyes=self.eyes, proposal=self.proposal, prepared=self.digest)

    def require_ready(self, *, may_be_unconfirmed: bool) -> None:
        """Raise StateError when something is missing: the first such thing is the code."""
        for finding in self.missing:
            if not (may_be_unconfirmed and finding in self.unconfirmed):
                raise StateError(REFUSED[finding.item], review=self.review.id, side=finding.side, day=finding.day)


def read_prepared(session: Session, review_id: int, *, now: datetime) -> Prepared:
    """Return all that matters before a review is opened; changes nothing.

    Raises:
        NotFoundError: there is no such review.
    """
    review = reviews.get_review(session, review_id)
    vouchings = confirming.list_vouchings(session, review_id, now=now)
    invited = reviews.count_invited(session, [review_id])
    findings = check_before_opening(
        review,
        get_questionnaire(session, review.questionnaire),
        people={side: invited[review_id, side] for side in Side},
        confirmations={side: vouching.confirmed for side, vouching in vouchings.items()},
        unprinted=unprinted.find_unprinted(session, review_id),
        now=now,
    )
    eyes = people.list_eyes(session, now=now, is_demonstration=review.is_demonstration)
    return Prepared(review, vouchings, findings, eyes, openings.find_proposal(session, review_id))


def read_checklist(session: Session, review_id: int, *, now: datetime) -> tuple[Finding, ...]:
    """Return what must be right before the review is opened, and how it stands; changes nothing.

    Raises:
        NotFoundError: there is no such review.
    """
    return read_prepared(session, review_id, now=now).findings


def propose_opening(session: Session, review_id: int, *, now: datetime, seen: str) -> None:
    """Say that the review is ready to be opened as it was ``seen`` (``Prepared.digest``); somebody else opens it.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened before; something is missing, unconfirmed lists apart; the account is no pair of
            eyes; something was changed since.
    """
    prepared = _hold(session, review_id, now=now)
    author = audit.author_of(session)
    require_proposer(author, prepared.eyes)
    prepared.require_ready(may_be_unconfirmed=True)
    if prepared.digest != seen:
        raise StateError(Code.OPENING_WAS_CHANGED)
    openings.put_proposal(session, review_id, proposal=Proposal(author, now, seen))
    audit.record(session, "review.proposed", review_id=review_id, digest=seen)


def open_review(
    session: Session, review_id: int, *, now: datetime, reason: str = "", seen: str | None = None
) -> list[Finding]:
    """Open the review; all that was prepared is frozen. Return what whoever opens it should know.

    Whoever signed the session opens it: a member of staff what another one proposed, where there is another.

    Args:
        session: signed.
        review_id: of a review in preparation.
        now: the present instant.
        reason: why it is opened though nobody confirmed a list; nothing where that must not be.
        seen: what the opener was shown (``Prepared.digest``).

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened before; the checklist has something missing: the first such thing is the code; or
            whoever opens it may not, or not yet (``four_eyes.way_of_opening``).
        InputError: the reason is too long.
    """
    prepared = _hold(session, review_id, now=now)
    author, words = audit.author_of(session), read_words(reason, limit=REASON_LIMIT)
    prepared.require_ready(may_be_unconfirmed=bool(words))
    proposal = prepared.proposal
    way = way_of_opening(author, eyes=prepared.eyes, proposal=proposal, prepared=prepared.digest, seen=seen)
    row = reviews.get_review_row(session, review_id)
    row.state, row.opened_at = State.OPEN, now
    openings.put_opening(session, review_id, opening=Opening(way, _lists(prepared, timezone_of(session))))
    told = {"proposed_by": proposal.by} if proposal and way is Way.TWO else {}
    told |= {"reason": words} if prepared.unconfirmed else {}
    _record_opened(session, prepared, way=way, **told)
    mailing.queue_invitations(session, review_id, now=now)
    return list_at(Level.WARNING, prepared.findings)


def extend_review(session: Session, review_id: int, *, closes_on: date, now: datetime, is_told: bool = False) -> int:
    """Move the last day of an open review to a later one; return how many are told by mail, where ``is_told``.

    Raises:
        NotFoundError: there is no such review.
        StateError: it is not open.
        InputError: the new day is not later than the old one, or is over.
    """
    row = reviews.get_review_row(session, review_id)
    review = reviews.get_review(session, review_id)
    review.require(Step.EXTEND)
    if closes_on <= review.closes_on or end_of_day(closes_on, timezone_of(session)) <= now:
        raise InputError(Code.NOT_AN_EXTENSION, review=review_id)
    row.closes_on = closes_on
    session.flush()
    count = sum(mailing.queue_extended(session, review_id, side=side, now=now) for side in Side) if is_told else 0
    told = {"mails": count} if is_told else {}
    audit.record(session, "review.extended", review_id=review_id, closes_on=closes_on.isoformat(), **told)
    return count


def _hold(session: Session, review_id: int, *, now: datetime) -> Prepared:
    """Return a review that may be opened, held so that nobody changes it meanwhile."""
    reviews.get_review_row(session, review_id)
    reviews.get_review(session, review_id).require(Step.OPEN)
    return read_prepared(session, review_id, now=now)


def _lists(prepared: Prepared, timezone: tzinfo) -> dict[Side, OpenedList]:
    return {
        side: OpenedList(
            len(vouching.roster.people),
            len(vouching.roster.people) - vouching.roster.with_address,
            vouching.roster.nameless,
            vouching.confirmed.by,
            vouching.confirmed.on,
            objected_on=day_of(vouching.objected_on, timezone) if vouching.objected_on else None,
        )
        for side, vouching in prepared.vouchings.items()
    }


def _record_opened(session: Session, prepared: Prepared, *, way: Way, **told: object) -> None:
    invited = {f.side: f.people for f in prepared.findings if f.side and f.item is Item.PEOPLE_INVITED}
    warned = [f"{one.item.value}/{one.side}" for one in list_at(Level.WARNING, prepared.findings)]
    without = [f"{one.item.value}/{one.side}" for one in prepared.unconfirmed]
    told |= {"unconfirmed": without} if without else {}
    audit.record(
        session, "review.opened", review_id=prepared.review.id, invited=invited, warnings=warned, way=way.value, **told
    )
