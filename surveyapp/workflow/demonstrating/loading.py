"""Demonstration data: invented partners, two rounds and synthetic answers, from a fixed seed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.core.conduct.actions import Agreement, Promise, Status
from surveyapp.core.conduct.review import Answering, AnsweringBySide, Review
from surveyapp.core.errors import Code, InputError
from surveyapp.core.form.draft import from_sheet
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of, end_of_day
from surveyapp.core.text.languages import Text
from surveyapp.store import drafts, invitations, reviews
from surveyapp.store.engine import timezone_of
from surveyapp.store.questionnaires import Version, get_questionnaire
from surveyapp.workflow.answers import answering
from surveyapp.workflow.demonstrating.inventing import CASTS, Cast, demonstration_sheets
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys, token_hash
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import agreeing, closing, opening, preparing

OPEN_FOR, A_DAY = timedelta(days=60), timedelta(days=1)
SPARED = 2
"""How many people of each side have not answered yet where answers are taken."""

ROUNDS = (
    ("demo-2025", Text({"ar": "استعراض 2025 (مثال)", "en": "Review 2025 (example)"}), date(2025, 7, 1)),
    ("demo-2026", Text({"ar": "استعراض 2026 (مثال)", "en": "Review 2026 (example)"}), date(2026, 7, 1)),
)
_AGREED = ("يرى الطرفان أن الإجراءات قائمة وأن تطبيقها متفاوت.", "Say a concern early, and to the other side first.")
_LEADS = ("منسقة الشراكات (مثال)", "Country representative (example)")
_PROMISES = (
    ("قناة مشتركة لتلقي المخاوف، معروفة لدى الطرفين", "Posters in both languages in every office"),
    ("Meetings every three months, with notes in both languages", "المحاضر موزعة خلال أسبوع"),
)
_SPOKEN_OF = ("integrity", "communication")
"""The topics of what is agreed and promised; the first and the last of a questionnaire that lacks them."""


def load_demonstration(session: Session, version: Version, *, now: datetime, keys: Keys) -> None:
    """Store the demonstration: every review closed but the last partner's newest, which has answers of yesterday.

    Raises:
        InputError: there are reviews already.
    """
    if reviews.list_reviews(session):
        raise InputError(Code.DEMONSTRATION_EXISTS)
    asked = get_questionnaire(session, str(version))
    kinds = [option.key for option in asked.organisation_types]
    for cast in CASTS:
        kind = cast.kind if cast.kind in kinds else kinds[0]
        keeping.create_partner(session, cast.slug, name=cast.name, kind=kind, is_demonstration=True)
    for slug, title, ended in ROUNDS:
        preparing.create_round(session, slug, title=title, is_demonstration=True)
        for cast in CASTS:
            is_last = (slug, cast) == (ROUNDS[-1][0], CASTS[-1])
            closes_on = day_of(now + OPEN_FOR, timezone_of(session)) if is_last else ended
            review = _open(session, slug, cast=cast, version=version, closes_on=closes_on, now=now, keys=keys)
            answered_at = min(now, review.closes_at) - A_DAY
            _answer(session, review, round_slug=slug, cast=cast, now=answered_at, keys=keys, spared=is_last * SPARED)
            if not is_last:
                closing.close_review(session, review.id, now=review.closes_at)
            if (slug, cast) == (ROUNDS[0][0], CASTS[0]):
                _meet(session, review.id, asked=asked, now=review.closes_at + timedelta(days=30))


def list_open_links(session: Session, *, keys: Keys) -> list[tuple[Review, Side, str]]:
    """Return one unused link a side of every open demonstration review."""
    found = [
        r for r in reviews.list_reviews(session) if r.is_demonstration and r.takes_answers_at(r.closes_at - OPEN_FOR)
    ]
    return [
        (review, side, tokens[0])
        for review in found
        for side in Side
        if (tokens := _unused_tokens(session, review, side=side, keys=keys))
    ]


def _unused_tokens(session: Session, review: Review, *, side: Side, keys: Keys) -> list[str]:
    """Return the tokens of a demonstration's links that nobody used yet; of no other review are links handed out."""
    links = invitations.list_unused_links(session, review.id, side=side) if review.is_demonstration else []
    return [inviting.secret_of(link, keys).token for link in links]


def _open(
    session: Session, round_slug: str, *, cast: Cast, version: Version, closes_on: date, now: datetime, keys: Keys
) -> Review:
    before = min(now, end_of_day(closes_on, timezone_of(session)) - OPEN_FOR) - 2 * A_DAY
    partner_way = Answering.ORGANISATION if cast.organisation else Answering.INDIVIDUAL
    review = preparing.create_review(
        session,
        round_slug,
        partner_slug=cast.slug,
        questionnaire=str(version),
        closes_on=closes_on,
        now=before,
        answering=AnsweringBySide(Answering.INDIVIDUAL, partner_way),
    )
    spare = 0 if cast.organisation else 2
    inviting.invite(session, review.id, side=Side.PRCS, count=cast.prcs + 2, keys=keys)
    inviting.invite(session, review.id, side=Side.PARTNER, count=cast.partner + spare, keys=keys)
    opening.open_review(session, review.id, now=before)
    return review


def _spoken_of(questionnaire: Questionnaire) -> tuple[Section, Section]:
    first, second = (questionnaire.find_section(topic) for topic in _SPOKEN_OF)
    return first or questionnaire.sections[0], second or questionnaire.sections[-1]


def _meet(session: Session, review_id: int, *, asked: Questionnaire, now: datetime) -> None:
    """Let the two sides meet, agree, promise, and look again half a year later."""
    closing.share_review(session, review_id, now=now)
    later = now + timedelta(days=180)
    today, then = (day_of(instant, timezone_of(session)) for instant in (now, later))
    agreeing.record_meeting(session, review_id, held_on=today, follow_up_on=then, now=now, today=today)
    first, second = _spoken_of(asked)
    score = float(min(3, asked.scale_of(first).top))
    agreeing.agree(session, review_id, agreement=_of_all(second, None), now=now)
    said = replace(_of_all(first, score), words=_AGREED[0], lesson=_AGREED[1])
    agreeing.agree(session, review_id, agreement=said, now=now)
    made = [
        Promise(topic.id, words, *_LEADS, then, evidence)
        for topic, (words, evidence) in zip((first, second), _PROMISES, strict=True)
    ]
    promised = [agreeing.promise(session, review_id, promise=one, now=now) for one in made]
    for action, status in zip(promised, (Status.DONE, Status.BEGUN), strict=True):
        agreeing.follow_up(session, action.id, status=status, note="", now=later, today=then)


def _of_all(section: Section, score: float | None) -> Agreement:
    return Agreement(section.id, {facet.value: score for facet in section.facets})


def _answer(
    session: Session, review: Review, *, round_slug: str, cast: Cast, now: datetime, keys: Keys, spared: int
) -> None:
    """Let the people of both sides answer, ``spared`` of each apart."""
    questionnaire = get_questionnaire(session, review.questionnaire)
    for side in Side:
        tokens = _unused_tokens(session, review, side=side, keys=keys)
        pages = form_pages(questionnaire, side, asks_profile=review.asks_profile(side))
        sheets = demonstration_sheets(questionnaire, round_slug, cast=cast, side=side)
        for token, sheet in zip(tokens, sheets[spared:], strict=False):
            hashed = token_hash(token)
            drafts.put_draft(session, hashed, draft=from_sheet(sheet, pages), key=keys.draft_key(token))
            session.flush()
            answering.send(session, token, now=now, keys=keys)
