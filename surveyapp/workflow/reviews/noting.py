"""The meeting's screen: what is typed of one topic is kept at once, until both sides sign off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.actions import Agreement, SignOff
from surveyapp.core.conduct.noting import NEEDED, NEW, Noted, Notes, merge, noted, read_field
from surveyapp.core.conduct.review import Step
from surveyapp.core.errors import Code, InputError, NotFoundError, StateError
from surveyapp.core.instrument.questionnaire import Section
from surveyapp.core.text.naming import read_name
from surveyapp.store import actions, audit, noting, reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.workflow.reviews import agreeing


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of what was typed: what other screens wrote meanwhile, and what cannot be kept, by field.

    ``made`` is the number of the action that is whole now.
    """

    clashes: Mapping[str, str]
    faults: Mapping[str, InputError]
    made: int | None = None


def load_notes(session: Session, review_id: int, section: str) -> Notes:
    """Return all that is written of one topic."""
    meeting = actions.get_meeting(session, review_id)
    promised = {
        str(one.id): noted(one.promise)
        for one in sorted(meeting.actions, key=lambda one: one.id)
        if one.promise.section == section
    }
    said = meeting.agreement(section) or Agreement(section, {})
    return Notes(said, promised | {NEW: noting.find_unfinished(session, review_id, section)})


def keep_notes(
    session: Session,
    review_id: int,
    section: str,
    *,
    shown: Mapping[str, str],
    typed: Mapping[str, str],
    now: datetime,
) -> Kept:
    """Keep what was typed of one topic on a screen that had ``shown`` in these fields; what may not be kept stays out.

    Raises:
        NotFoundError: there is no such review, or topic.
        StateError: its results were not shared yet, or both sides signed off.
    """
    top = _require_open(session, review_id, section)
    before = load_notes(session, review_id, section)
    kept = before.by_field()
    read, faults = _read({name: typed[name] for name in typed.keys() & kept.keys()}, top)
    taken, clashes = merge(kept, shown=shown, typed=read)
    after = before.changed(taken)
    if after.agreement != before.agreement:
        agreeing.agree(session, review_id, agreement=after.agreement, now=now, is_typing=True)
    made = None
    for key, one in after.actions.items():
        if one == before.actions[key]:
            continue
        if key == NEW:
            made = _keep_new(session, review_id, section, one=one, now=now)
        else:
            faults |= _keep_action(session, review_id, int(key), promised=one, section=section, now=now)
    return Kept(clashes, faults, made)


def take_back(session: Session, review_id: int, action_id: int, *, now: datetime) -> None:
    """Take an action back before the sign-off; one that was followed up stays.

    Raises:
        NotFoundError: there is no such action.
        StateError: both sides signed off.
    """
    _require_open(session, review_id, None)
    found = [one for one in actions.get_meeting(session, review_id).actions if one.id == action_id]
    if not found or found[0].noted_on is not None:
        raise NotFoundError(Code.NO_ACTION, action=action_id)
    noting.take_back(session, action_id, now=now)
    audit.record(session, "action.taken_back", review_id=review_id, promised=action_id)


def sign_off(
    session: Session, review_id: int, *, sign_off: SignOff, follow_up_on: date, now: datetime, today: date
) -> None:
    """Write down that both sides agree to what stands written, and when they look at it again; from then on it stays.

    Raises:
        NotFoundError: there is no such review.
        StateError: its results were not shared yet, or nothing was agreed since the last sign-off.
        InputError: a name is missing, an action is not whole, or, of the days, as for ``agreeing.record_meeting``.
    """
    reviews.get_review_row(session, review_id)
    meeting = actions.get_meeting(session, review_id)
    if meeting.signed_off and not (meeting.later or meeting.later_actions):
        raise StateError(Code.SIGNED_OFF)
    if noting.list_unfinished(session, review_id):
        raise InputError(Code.ACTION_NOT_WHOLE)
    if not (meeting.agreements or meeting.actions):
        raise InputError(Code.NOTHING_AGREED)
    signed = replace(sign_off, prcs_name=read_name(sign_off.prcs_name), partner_name=read_name(sign_off.partner_name))
    agreeing.record_meeting(
        session, review_id, held_on=signed.signed_on, follow_up_on=follow_up_on, now=now, today=today
    )
    noting.put_sign_off(session, review_id, sign_off=signed, now=now)
    count = len(meeting.actions)
    audit.record(session, "meeting.signed_off", review_id=review_id, held_on=str(signed.signed_on), count=count)


def _read(typed: Mapping[str, str], top: int) -> tuple[dict[str, str], dict[str, InputError]]:
    """Return what was typed as it is kept, and why some of it cannot be."""
    read, faults = {}, {}
    for name, one in typed.items():
        try:
            read[name] = read_field(name, one, top=top)
        except InputError as error:
            faults[name] = error
    return read, faults


def _keep_new(session: Session, review_id: int, section: str, *, one: Noted, now: datetime) -> int | None:
    """Keep the action that is not whole yet; return its number where it is now."""
    left = Noted() if one.is_whole else one
    noting.put_unfinished(session, review_id, section=section, noted=left, now=now)
    if not one.is_whole:
        return None
    return agreeing.promise(session, review_id, promise=one.promise(section), now=now).id


def _keep_action(
    session: Session, review_id: int, action_id: int, *, promised: Noted, section: str, now: datetime
) -> dict[str, InputError]:
    """Put an action otherwise; return why it cannot be, by field."""
    try:
        made = agreeing.read_promise(session, review_id, promise=promised.promise(section))
    except InputError as error:
        missing = next((part for part in NEEDED if not getattr(promised, part)), "facet")
        return {f"{action_id}-{missing}": error}
    by, signed_at = audit.author_of(session), noting.find_signed_at(session, review_id)
    goes_on = noting.get_word(session, action_id).goes_on(by, now, signed_at=signed_at)
    noting.put_wording(session, action_id, promise=made, now=now, by=by, goes_on=goes_on)
    if not goes_on:
        audit.record(session, "action.put_otherwise", review_id=review_id, promised=action_id)
    return {}


def _require_open(session: Session, review_id: int, section: str | None) -> int:
    """Hold the review, see that its meeting may write, and return the highest point of a topic's scale."""
    reviews.get_review_row(session, review_id)
    review = reviews.get_review(session, review_id)
    review.require(Step.AGREE)
    if noting.find_signed_at(session, review_id):
        raise StateError(Code.SIGNED_OFF)
    questionnaire = get_questionnaire(session, review.questionnaire)
    asked: Section | None = questionnaire.find_section(section) if section else None
    if section and asked is None:
        raise NotFoundError(Code.NO_SECTION, section=section)
    return questionnaire.scale_of(asked).top if asked else 0
