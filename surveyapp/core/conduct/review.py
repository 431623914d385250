"""A partnership's review: its states, the steps each allows, and who answers how."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from surveyapp.core.conduct.partnership import Partnership
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Text


class State(StrEnum):
    """Where a review stands. States only ever advance."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    SHARED = "shared"
    MET = "met"
    FOLLOWED_UP = "followed_up"


class Answering(StrEnum):
    """How a side answers: each person anonymously, or the organisation with one agreed, attributed form."""

    INDIVIDUAL = "individual"
    ORGANISATION = "organisation"


class Policy(StrEnum):
    """Which disclosure rules hold (docs/method.md, section 7)."""

    STANDARD = "standard"
    PROTECTED = "protected"


class Step(StrEnum):
    """Something that can be done to a review."""

    CHANGE = "change"
    DELETE = "delete"
    INVITE = "invite"
    OPEN = "open"
    EXTEND = "extend"
    CLOSE = "close"
    SHARE = "share"
    AGREE = "agree"


_ALLOWED: dict[Step, frozenset[State]] = {
    Step.CHANGE: frozenset({State.DRAFT}),
    Step.DELETE: frozenset({State.DRAFT}),
    Step.INVITE: frozenset({State.DRAFT}),
    Step.OPEN: frozenset({State.DRAFT}),
    Step.EXTEND: frozenset({State.OPEN}),
    Step.CLOSE: frozenset({State.OPEN}),
    Step.SHARE: frozenset({State.CLOSED}),
    Step.AGREE: frozenset({State.SHARED, State.MET, State.FOLLOWED_UP}),
}
_MAY_NOT: dict[Step, Code] = {
    Step.CHANGE: Code.MAY_NOT_CHANGE,
    Step.DELETE: Code.MAY_NOT_DELETE,
    Step.INVITE: Code.MAY_NOT_INVITE,
    Step.OPEN: Code.MAY_NOT_OPEN,
    Step.EXTEND: Code.MAY_NOT_EXTEND,
    Step.CLOSE: Code.MAY_NOT_CLOSE,
    Step.SHARE: Code.MAY_NOT_SHARE,
    Step.AGREE: Code.MAY_NOT_AGREE,
}


@dataclass(frozen=True, slots=True)
class Round:
    """A round of reviews, such as one year's."""

    id: int
    slug: str
    title: Text
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One partner's review in one round.

    ``closes_on`` is the last day on which answers are taken. ``closes_at`` is the UTC instant at which that day is over
    where the reviews are run, by the rules known today; sending is refused from then on.
    """

    id: int
    round: Round
    partner: Partnership
    questionnaire: str
    state: State
    policy: Policy
    thresholds: Thresholds
    answering: "AnsweringBySide"
    closes_on: date
    closes_at: datetime

    @property
    def is_demonstration(self) -> bool:
        """Say whether this review's people were invented."""
        return self.partner.is_demonstration or self.round.is_demonstration

    @property
    def is_closed(self) -> bool:
        """Say whether results exist."""
        return self.state not in {State.DRAFT, State.OPEN}

    @property
    def is_shared(self) -> bool:
        """Say whether both sides may see the results."""
        return self.is_closed and self.state is not State.CLOSED

    def takes_answers_at(self, now: datetime) -> bool:
        """Say whether a form may be saved and sent at ``now``."""
        return self.state is State.OPEN and now < self.closes_at

    def asks_profile(self, side: Side) -> bool:
        """Say whether the form of ``side`` asks about a person's work: only where groups of people are shown.

        Source:
            docs/method.md, section 7: no cut under ``protected``, and none of an organisation's one form.
        """
        return self.policy is Policy.STANDARD and self.answering.of(side) is Answering.INDIVIDUAL

    def allows(self, step: Step) -> bool:
        """Say whether the review's state allows ``step``."""
        return self.state in _ALLOWED[step]

    def require(self, step: Step) -> None:
        """Raise StateError when the review's state does not allow ``step``."""
        if not self.allows(step):
            raise StateError(_MAY_NOT[step], review=self.id, state=self.state)


@dataclass(frozen=True, slots=True)
class AnsweringBySide:
    """The way of answering, side by side."""

    prcs: Answering
    partner: Answering

    def of(self, side: Side) -> Answering:
        """Return how ``side`` answers."""
        return self.prcs if side is Side.PRCS else self.partner


class InvitationState(StrEnum):
    """What became of a personal link."""

    UNUSED = "unused"
    SENT = "sent"
    REVOKED = "revoked"


def require_unused(opened: Iterable[Review]) -> None:
    """Raise InputError if there is a review in ``opened``, whose forms and mails show a name that would change."""
    numbers = sorted(one.id for one in opened)
    if numbers:
        raise InputError(Code.NAME_IS_IN_USE, reviews=" · ".join(map(str, numbers)))


class Succession(StrEnum):
    """How a link stands to another one of the same person; None of a link that is that person's only one."""

    REPLACED = "replaced"
    """Another link took its place."""

    AFTER_UNUSED = "after_unused"
    """It took the place of a link through which nothing was sent."""

    AFTER_SENT = "after_sent"
    """It took the place of a link through which answers were sent: those count, and none that come through this one."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person's way in. ``id`` is random; it is nowhere joined to a response.

    ``state`` is what the holder of the link sees, also where answers came through an earlier link of the same person.
    """

    id: str
    review_id: int
    side: Side
    state: InvitationState
    succession: Succession | None = None
