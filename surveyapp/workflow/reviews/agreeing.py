"""After the results are shared: the meeting, what it agreed on, and what becomes of its promises."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.actions import WHOLE, WORDS_LIMIT, Action, Agreement, Promise, Status
from surveyapp.core.conduct.review import Review, State, Step
from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.naming import read_name, read_words
from surveyapp.store import actions, audit, reviews
from surveyapp.store.noting import find_signed_at
from surveyapp.store.questionnaires import get_questionnaire


def record_meeting(
    session: Session, review_id: int, *, held_on: date, follow_up_on: date, now: datetime, today: date
) -> None:
    """Write down when the meeting was held; the first time, the review has *met*.

    Raises:
        NotFoundError: there is no such review.
        StateError: its results were not shared yet.
        InputError: the follow-up would come before the meeting, or the meeting after today.
    """
    row = reviews.get_review_row(session, review_id)
    _review(session, review_id)
    if held_on > today:
        raise InputError(Code.MEETING_AHEAD)
    if follow_up_on <= held_on:
        raise InputError(Code.FOLLOW_UP_TOO_EARLY)
    actions.put_meeting(session, review_id, held_on=held_on, follow_up_on=follow_up_on, now=now)
    if row.state is State.SHARED:
        row.state = State.MET
    audit.record(session, "meeting.recorded", review_id=review_id, held_on=str(held_on), follow_up=str(follow_up_on))


def agree(session: Session, review_id: int, *, agreement: Agreement, now: datetime, is_typing: bool = False) -> None:
    """Write down what both sides said of one principle; the same again, or nothing at all, writes nothing.

    Where somebody ``is_typing``, words alone that go on from the same hand take the place of those before, and are
    recorded no second time; another score is recorded always.

    Raises:
        NotFoundError: there is no such review.
        StateError: its results were not shared yet.
        InputError: no such section, nothing of its is scored so, a score off its scale, or too many words.
    """
    said = _read_agreement(session, review_id, agreement)
    before = actions.get_meeting(session, review_id).agreement(said.section)
    if before == said or (before is None and said.is_empty):
        return
    by, word = audit.author_of(session), actions.find_word(session, review_id, said.section)
    goes_on = is_typing and word is not None and word.goes_on(by, now, signed_at=find_signed_at(session, review_id))
    is_same_score = goes_on and before is not None and before.scores == said.scores
    actions.put_agreement(session, review_id, agreement=said, now=now, by=by, goes_on=is_same_score)
    if not is_same_score:
        audit.record(session, "meeting.agreed", review_id=review_id, section=said.section, score=dict(said.scores))


def promise(session: Session, review_id: int, *, promise: Promise, now: datetime) -> Action:
    """Write down a promise with somebody who answers for it on each side.

    Raises:
        NotFoundError, StateError: as for ``agree``.
        InputError: nothing was promised, nobody answers for it, or too many words.
    """
    made = read_promise(session, review_id, promise=promise)
    action = actions.put_promise(session, review_id, promise=made, now=now, by=audit.author_of(session))
    audit.record(session, "action.promised", review_id=review_id, promised=action.id)
    return action


def read_promise(session: Session, review_id: int, *, promise: Promise) -> Promise:
    """Return a promise as it may be kept of this review.

    Raises:
        NotFoundError, StateError, InputError: as for ``promise``.
    """
    review = _review(session, review_id)
    questionnaire = get_questionnaire(session, review.questionnaire)
    section = None if promise.section is None else questionnaire.find_section(promise.section)
    if promise.section is not None and section is None:
        raise InputError(Code.NO_SECTION, section=promise.section)
    if promise.facet is not None and (section is None or promise.facet not in section.facets):
        raise InputError(Code.NO_FACET, facet=promise.facet.value)
    made = replace(
        promise,
        words=_words(promise.words),
        evidence=_words(promise.evidence),
        prcs_lead=_name(promise.prcs_lead),
        partner_lead=_name(promise.partner_lead),
    )
    if not made.words:
        raise InputError(Code.NOTHING_PROMISED)
    return made


def follow_up(session: Session, action_id: int, *, status: Status, note: str, now: datetime, today: date) -> int:
    """Write down what has become of a promise, and return its review's id.

    When no promise is left open the review has been *followed up*.

    Raises:
        NotFoundError: there is no such action.
        InputError: too many words.
    """
    review_id = actions.get_action_review(session, action_id)
    row = reviews.get_review_row(session, review_id)
    actions.put_follow_up(session, action_id, status=status, note=_words(note), noted_on=today, now=now)
    session.flush()
    if row.state is State.MET and all(a.status.is_settled for a in actions.get_meeting(session, review_id).actions):
        row.state = State.FOLLOWED_UP
    audit.record(session, "action.followed_up", review_id=review_id, promised=action_id, status=status.value)
    return review_id


def _review(session: Session, review_id: int) -> Review:
    review = reviews.get_review(session, review_id)
    review.require(Step.AGREE)
    return review


def _read_agreement(session: Session, review_id: int, agreement: Agreement) -> Agreement:
    review = _review(session, review_id)
    questionnaire = get_questionnaire(session, review.questionnaire)
    section = questionnaire.find_section(agreement.section)
    if section is None:
        raise InputError(Code.NO_SECTION, section=agreement.section)
    top = questionnaire.scale_of(section).top
    for part in agreement.scores.keys() - {WHOLE, *section.facets}:
        raise InputError(Code.NO_FACET, facet=part)
    if not all(1 <= score <= top for score in agreement.scores.values() if score is not None):
        raise InputError(Code.SCORE_OFF_SCALE, top=top)
    return replace(agreement, words=_words(agreement.words), lesson=_words(agreement.lesson))


def _words(text: str) -> str:
    return read_words(text, limit=WORDS_LIMIT)


def _name(text: str) -> str:
    try:
        return read_name(text)
    except InputError as error:
        if error.code is Code.NO_NAME:
            raise InputError(Code.NOBODY_ANSWERS_FOR_IT) from None
        raise
