"""Doing an act with one review: in a transaction of its own, by the step that does it alone, with all that it asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from surveyapp.core.errors import Code, StateError
from surveyapp.store import recipients, reviews
from surveyapp.web.clock import now
from surveyapp.web.desk.extending import extended_told
from surveyapp.web.desk.unprinted import unprinted_told
from surveyapp.web.i18n import gettext, ngettext
from surveyapp.web.keys import keys
from surveyapp.web.rounds.acts import Act
from surveyapp.web.rounds.opening import opened_told
from surveyapp.web.rounds.plans import asked_so_far, is_to_be_asked, reminded_so_far
from surveyapp.workflow.invitations import confirming, reminding, unprinted
from surveyapp.workflow.reviews import closing, handing_out, opening


@dataclass(frozen=True, slots=True)
class Item:
    """A review that something is done with; what was shown of it, where that matters; whether opening proposes it."""

    review_id: int
    seen: str = ""
    is_proposed: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed beside the button, for all of the reviews."""

    reason: str = ""
    closes_on: date | None = None
    is_told: bool = False


Step = Callable[[Session, Item, Given], str]


def do(session: Session, act: Act, *, item: Item, given: Given) -> str:
    """Do ``act`` with one review, and return what was done.

    Raises:
        ReviewError: as the step does, for one review as for many.
    """
    return _STEPS[act](session, item, given)


def _ask(session: Session, item: Item, _given: Given) -> str:
    reviews.get_review_row(session, item.review_id)
    vouchings = confirming.list_vouchings(session, item.review_id, now=now())
    _require_as_seen(item, asked_so_far(vouchings.values()))
    asked = [one for one in vouchings.values() if is_to_be_asked(one)]
    if not asked:
        raise StateError(Code.LIST_IS_FROZEN, review=item.review_id)
    mails = sum(
        confirming.ask_focal_points(session, item.review_id, side=one.side, now=now(), keys=keys()) for one in asked
    )
    return ngettext("%(num)s focal point is asked by e-mail.", "%(num)s focal points are asked by e-mail.", mails)


def _require_as_seen(item: Item, now_seen: str) -> None:
    """Refuse to do anew what was done since the page was shown, such as with the page that comes back from history."""
    if item.seen != now_seen:
        raise StateError(Code.CHANGED_SINCE)


def _open(session: Session, item: Item, given: Given) -> str:
    if item.is_proposed:
        opening.propose_opening(session, item.review_id, now=now(), seen=item.seen)
        return gettext("Proposed: a colleague opens it.")
    opening.open_review(session, item.review_id, now=now(), reason=given.reason, seen=item.seen)
    told = opened_told(len(recipients.list_to_write_to(session, item.review_id)))
    return " ".join(filter(None, (told, unprinted_told(unprinted.find_unprinted(session, item.review_id)))))


def _remind(session: Session, item: Item, _given: Given) -> str:
    reviews.get_review_row(session, item.review_id)
    _require_as_seen(item, reminded_so_far(reminding.plan_reminders(session, item.review_id, now=now())))
    plans = reminding.remind(session, item.review_id, now=now())
    mails = sum(one.mails for one in plans if not one.hindrance)
    return ngettext("%(num)s reminder waits to be sent.", "%(num)s reminders wait to be sent.", mails)


def _extend(session: Session, item: Item, given: Given) -> str:
    if given.closes_on is None:
        raise StateError(Code.NOT_AN_EXTENSION, review=item.review_id)
    later, is_told = given.closes_on, given.is_told
    mails = opening.extend_review(session, item.review_id, closes_on=later, now=now(), is_told=is_told)
    return extended_told(session, item.review_id, later=later, mails=mails)


def _close(session: Session, item: Item, _given: Given) -> str:
    counted = closing.close_review(session, item.review_id, now=now())
    return ngettext(
        "Closed: the answers of %(num)s person were counted and erased.",
        "Closed: the answers of %(num)s people were counted and erased.",
        counted,
    )


def _share(session: Session, item: Item, _given: Given) -> str:
    mails = handing_out.share_with_focal_points(session, item.review_id, now=now(), keys=keys())
    return ngettext("Shared: %(num)s e-mail waits to be sent.", "Shared: %(num)s e-mails wait to be sent.", mails)


_STEPS: Mapping[Act, Step] = {
    Act.ASK: _ask,
    Act.OPEN: _open,
    Act.REMIND: _remind,
    Act.EXTEND: _extend,
    Act.CLOSE: _close,
    Act.SHARE: _share,
}
DONE_HERE = frozenset(_STEPS)
"""What is done with reviews, rather than shown or given as a file."""
