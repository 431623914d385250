"""How far reviews have come: counts of sides, never of answers; what mail and focal points said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from surveyapp.core.conduct.attention import Progress
from surveyapp.core.conduct.four_eyes import Eyes, Proposal, Turn, digest_prepared, turn_of
from surveyapp.core.conduct.review import Review, State
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.store import afterwards, openings, people, recipients, reviews, sealing, turnouts
from surveyapp.store.engine import timezone_of
from surveyapp.workflow.invitations import confirming, unprinted
from surveyapp.workflow.invitations.confirming import Vouching


def load_progress(session: Session, listed: list[Review], *, now: datetime, reader: str = "") -> dict[int, Progress]:
    """Return where each review stands at ``now``, as ``reader`` sees it, in as many queries whatever their number."""
    ids, closed = [review.id for review in listed], [one.id for one in listed if one.is_closed]
    invited = reviews.count_invited(session, ids)
    turnout = turnouts.list_turnouts(session, listed, invited=invited, now=now)
    answered, after = reviews.count_responses(session, closed), afterwards.find_after(session, closed, now=now)
    unsealed, (failed, notes) = set(sealing.list_unsealed(session)), recipients.list_failed_and_notes(session, ids)
    drafts = _in_preparation(session, listed, reader=reader, now=now)
    opened_today = openings.list_opened_on(session, ids, day_of(now, timezone_of(session)))
    withdrawn, lacking = openings.list_withdrawn(session, ids), _count_lacking(session, listed)
    return {
        review.id: Progress(
            review,
            invited={side: invited[review.id, side] for side in Side},
            turnout={side: turnout[review.id, side] for side in Side},
            withdrawn={side: withdrawn.get((review.id, side), 0) for side in Side},
            answered={side: answered[review.id, side] for side in Side if review.is_closed},
            is_opened_today=review.id in opened_today,
            is_sealed=review.id not in unsealed,
            failed_mails=failed.get(review.id, 0),
            unprinted=lacking.get(review.id, 0),
            after=after.get(review.id),
            notes=notes.get(review.id, ()),
            **drafts.get(review.id, {}),
        )
        for review in listed
    }


def _count_lacking(session: Session, listed: list[Review]) -> dict[int, int]:
    """Return how many people of each open review get a letter that was never printed."""
    found = unprinted.list_unprinted(session, [one.id for one in listed if one.state is State.OPEN])
    return {review_id: sum(one.letters for one in sides.values()) for review_id, sides in found.items()}


def _in_preparation(session: Session, listed: list[Review], *, reader: str, now: datetime) -> dict[int, dict[str, Any]]:
    """Return what is known of those in preparation alone: of their lists, and of their opening."""
    lists = confirming.list_all(session, [one for one in listed if one.state is State.DRAFT], now=now)
    proposed = _proposed(session, lists, reader=reader, now=now)
    return {
        review_id: {
            "confirmations": {side: one.confirmed.standing for side, one in mine.items()},
            "asked": {side: at for side, one in mine.items() if (at := one.asked_at)},
            "proposed": proposed.get(review_id),
        }
        for review_id, mine in lists.items()
    }


def _proposed(
    session: Session, lists: Mapping[int, Mapping[Side, Vouching]], *, reader: str, now: datetime
) -> dict[int, tuple[Proposal, Turn]]:
    """Return each opening that was proposed, and what the reader can do towards it."""
    found, eyes = dict[int, tuple[Proposal, Turn]](), dict[bool, Eyes]()
    for review_id, proposal in openings.list_proposals(session, lists).items():
        review = lists[review_id][Side.PRCS].review
        of = review.is_demonstration
        eyes[of] = eyes.get(of) or people.list_eyes(session, now=now, is_demonstration=of)
        prepared = digest_prepared(review, {side: one.roster for side, one in lists[review_id].items()})
        found[review_id] = proposal, turn_of(reader, eyes=eyes[of], proposal=proposal, prepared=prepared)
    return found
