"""Demonstration data: invented partners, two rounds and synthetic answers, from a fixed seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.core.conduct.actions import Agreement, Promise, Status
from surveyapp.core.conduct.review import Answering, AnsweringBySide, Review
from surveyapp.core.errors import Code, InputError
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.form.draft import from_sheet
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.instrument.scale import Answer, NonAnswer
from surveyapp.core.sides import About, Facet, PromptKey, Side
from surveyapp.core.text.days import day_of, end_of_day
from surveyapp.core.text.languages import Text
from surveyapp.store import drafts, reviews
from surveyapp.store.engine import timezone_of
from surveyapp.store.questionnaires import Version, get_questionnaire
from surveyapp.workflow.answers import answering
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys, token_hash
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import agreeing, closing, opening, preparing

SEED = 2014
OPEN_FOR = timedelta(days=60)
DIVIDED, UNKNOWN = 0.05, 0.05
"""Shares of ratings over which the people of a side are divided, and of which many of them do not know."""


@dataclass(frozen=True, slots=True)
class Cast:
    """An invented partner, and how many people of each side answer; ``organisation`` when its side gives one form."""

    slug: str
    name: Text
    kind: str
    prcs: int
    partner: int
    organisation: bool = False


CASTS = (
    Cast(
        "example-society",
        Text({"ar": "جمعية وطنية (مثال)", "en": "Example National Society"}),
        "national_society",
        6,
        5,
    ),
    Cast("example-ministry", Text({"ar": "وزارة (مثال)", "en": "Example Ministry"}), "government", 9, 2),
    Cast(
        "example-company",
        Text({"ar": "شركة (مثال)", "en": "Example Company"}),
        "private_sector",
        5,
        1,
        organisation=True,
    ),
    Cast("example-university", Text({"ar": "جامعة (مثال)", "en": "Example University"}), "university", 4, 7),
)
ROUNDS = (
    ("demo-2025", Text({"ar": "استعراض 2025 (مثال)", "en": "Review 2025 (example)"}), date(2025, 7, 1)),
    ("demo-2026", Text({"ar": "استعراض 2026 (مثال)", "en": "Review 2026 (example)"}), date(2026, 7, 1)),
)
_WORDS = (
    "نحتاج إلى التخطيط معاً في وقت أبكر.",
    "Meetings every three months, with notes in both languages, would help.",
    "التواصل جيد، لكن التقارير كثيرة ومتكررة.",
    "We learned a lot from the joint training last year.",
)

_AGREED = ("يرى الطرفان أن الإجراءات قائمة وأن تطبيقها متفاوت.", "Say a concern early, and to the other side first.")
_LEADS = ("منسقة الشراكات (مثال)", "Country representative (example)")
_PROMISES = (
    ("integrity", "قناة مشتركة لتلقي المخاوف، معروفة لدى الطرفين", "Posters in both languages in every office"),
    ("communication", "Meetings every three months, with notes in both languages", "المحاضر موزعة خلال أسبوع"),
)


def load_demonstration(session: Session, version: Version, *, now: datetime, keys: Keys) -> None:
    """Store the demonstration: every review closed but the last partner's newest, which takes answers.

    Raises:
        InputError: there are reviews already.
    """
    if reviews.list_reviews(session):
        raise InputError(Code.DEMONSTRATION_EXISTS)
    for cast in CASTS:
        keeping.create_partner(session, cast.slug, name=cast.name, kind=cast.kind, is_demonstration=True)
    for slug, title, ended in ROUNDS:
        preparing.create_round(session, slug, title=title, is_demonstration=True)
        for cast in CASTS:
            is_last = (slug, cast) == (ROUNDS[-1][0], CASTS[-1])
            closes_on = day_of(now + OPEN_FOR, timezone_of(session)) if is_last else ended
            review = _open(session, slug, cast=cast, version=version, closes_on=closes_on, now=now, keys=keys)
            if not is_last:
                _answer(session, review, round_slug=slug, cast=cast, keys=keys)
                closing.close_review(session, review.id, now=review.closes_at)
            if (slug, cast) == (ROUNDS[0][0], CASTS[0]):
                _meet(session, review.id, now=review.closes_at + timedelta(days=30))


def demonstration_sheets(questionnaire: Questionnaire, slug: str, *, cast: Cast, side: Side) -> list[AnswerSheet]:
    """Return the answers that the people of ``side`` give in round ``slug``; always the same."""
    chance = random.Random(f"{SEED}/{slug}/{cast.slug}/{side.value}")  # noqa: S311 - wanted: the same every time
    people = cast.prcs if side is Side.PRCS else cast.partner
    return [_sheet(questionnaire, side, slug=f"{slug}/{cast.slug}", chance=chance) for _ in range(people)]


def list_open_links(session: Session, *, keys: Keys) -> list[tuple[Review, Side, str]]:
    """Return one unused link a side of every open demonstration review."""
    found = [
        r for r in reviews.list_reviews(session) if r.is_demonstration and r.takes_answers_at(r.closes_at - OPEN_FOR)
    ]
    return [
        (review, side, tokens[0])
        for review in found
        for side in Side
        if (tokens := inviting.list_unused_tokens(session, review.id, side=side, keys=keys))
    ]


def _open(
    session: Session, round_slug: str, *, cast: Cast, version: Version, closes_on: date, now: datetime, keys: Keys
) -> Review:
    before = min(now, end_of_day(closes_on, timezone_of(session)) - OPEN_FOR)
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


def _meet(session: Session, review_id: int, *, now: datetime) -> None:
    """Let the two sides meet, agree, promise, and look again half a year later."""
    closing.share_review(session, review_id, now=now)
    later = now + timedelta(days=180)
    today, then = (day_of(instant, timezone_of(session)) for instant in (now, later))
    agreeing.record_meeting(session, review_id, held_on=today, follow_up_on=then, now=now, today=today)
    agreeing.agree(session, review_id, agreement=Agreement("integrity", 3.0, *_AGREED), now=now)
    agreeing.agree(session, review_id, agreement=Agreement("communication", None), now=now)
    made = [Promise(section, words, *_LEADS, then, evidence) for section, words, evidence in _PROMISES]
    promised = [agreeing.promise(session, review_id, promise=one, now=now) for one in made]
    for action, status in zip(promised, (Status.DONE, Status.BEGUN), strict=True):
        agreeing.follow_up(session, action.id, status=status, note="", now=later, today=then)


def _answer(session: Session, review: Review, *, round_slug: str, cast: Cast, keys: Keys) -> None:
    questionnaire = get_questionnaire(session, review.questionnaire)
    for side in Side:
        tokens = inviting.list_unused_tokens(session, review.id, side=side, keys=keys)
        pages = form_pages(questionnaire, side, asks_profile=review.asks_profile(side))
        sheets = demonstration_sheets(questionnaire, round_slug, cast=cast, side=side)
        for token, sheet in zip(tokens, sheets, strict=False):
            hashed = token_hash(token)
            drafts.put_draft(session, hashed, draft=from_sheet(sheet, pages), key=keys.draft_key(token))
            session.flush()
            answering.send(session, token, now=review.closes_at - timedelta(days=1), keys=keys)


def _sheet(questionnaire: Questionnaire, side: Side, *, slug: str, chance: random.Random) -> AnswerSheet:
    ratings: dict[PromptKey, Answer] = {}
    comments: dict[str, Comment] = {}
    mood = chance.gauss(0, 0.35)  # somebody who rates one thing high rates the next high too
    about_people = random.Random(chance.random())  # noqa: S311 - so that other questions leave the ratings as they are
    for section in questionnaire.sections:
        ratings |= dict(_ratings(section, side, slug=slug, mood=mood, chance=chance))
        if chance.random() < 0.12:  # noqa: PLR2004 - about one topic in eight draws a comment
            comments[section.id] = Comment(chance.choice(_WORDS), share=chance.random() < 0.7)  # noqa: PLR2004
    topics = [section.id for section in questionnaire.sections]
    return AnswerSheet(
        side=side,
        ratings=ratings,
        profile={question.id: about_people.choice(question.options).key for question in questionnaire.profile},
        comments=comments,
        closing={"overall": chance.choice((3, 4, 4, 5)), "trend": chance.choice((3, 3, 4, 5))},
        priorities=tuple(sorted(chance.sample(topics[:6] if side is Side.PRCS else topics[2:9], 3))),
    )


def _ratings(
    section: Section, side: Side, *, slug: str, mood: float, chance: random.Random
) -> Iterator[tuple[PromptKey, Answer]]:
    for about in About:
        middle = _middle(section, about.facet_for(side), side=side, slug=slug)
        for key in section.keys(about):
            named = random.Random(f"{SEED}/{slug}/{key.field_name}/{side.value}").random()  # noqa: S311 - likewise
            camp = chance.choice((-1.8, 1.8)) if named < DIVIDED else mood
            answer = _rating(middle + camp, chance, unknown=0.4 if named > 1 - UNKNOWN else 0.06)
            if answer is not None:
                yield key, answer


def _rating(middle: float, chance: random.Random, *, unknown: float) -> Answer | None:
    drawn = chance.random()
    if drawn < 0.02:  # noqa: PLR2004 - shares of skipped, "does not apply" and "don't know" as met in such forms
        return None
    if drawn < 0.03:  # noqa: PLR2004
        return NonAnswer.NOT_APPLICABLE
    if drawn < 0.03 + unknown:
        return NonAnswer.DONT_KNOW
    return min(5, max(1, round(chance.gauss(middle, 0.55))))


def _middle(section: Section, facet: Facet, *, side: Side, slug: str) -> float:
    """Return about where the side sees a facet; each side a little kinder to itself."""
    shared = random.Random(f"{SEED}/{slug}/{section.id}/{facet.value}")  # noqa: S311 - wanted: the same every time
    seen_alike, apart = shared.uniform(2.6, 4.6), shared.choice((0.0, 0.0, 0.3, 0.8))
    return seen_alike + (apart if facet.value == side.value else -apart)
