"""Reviews that invented people answered, worked out as a review's closing works them out."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import cycle, zip_longest

from surveyapp.core.conduct.partnership import Partnership
from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy, Review, Round, State
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.questionnaire import ClosingChoice, ClosingRating, Questionnaire, Section
from surveyapp.core.instrument.scale import Answer, NonAnswer, Scale
from surveyapp.core.release.computing import compute_result
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import About, Facet, PromptKey, Side
from surveyapp.core.text.languages import Text
from tests.languages import text

PARTNER = text(ar="الصليب الأحمر النرويجي", en="Norwegian Red Cross")


@dataclass(frozen=True)
class Invented:
    """How many answered on each side, and under which rules; two of the same kind have the same answers."""

    prcs: int = 6
    partner: int = 5
    policy: Policy = Policy.STANDARD
    organisation: bool = False
    name: Text = PARTNER
    slug: str = "2026"
    demonstration: bool = False
    seed: str = "demo-2026"

    def review(self, questionnaire: Questionnaire) -> Review:
        """Return the review, closed."""
        way = Answering.ORGANISATION if self.organisation else Answering.INDIVIDUAL
        title = text(ar=f"استعراض {self.slug}", en=f"Review {self.slug}")
        return Review(
            id=1,
            round=Round(1, self.slug, title, is_demonstration=self.demonstration),
            partner=Partnership(1, "norcross", self.name, "national_society"),
            questionnaire=f"{questionnaire.slug}@0123456789ab",
            state=State.CLOSED,
            policy=self.policy,
            thresholds=questionnaire.disclosure,
            answering=AnsweringBySide(Answering.INDIVIDUAL, way),
            closes_on=date(2026, 7, 1),
            closes_at=datetime(2026, 7, 1, 21, tzinfo=UTC),
        )

    def sheets(self, questionnaire: Questionnaire) -> list[AnswerSheet]:
        """Return everybody's answers."""
        people = {Side.PRCS: self.prcs, Side.PARTNER: self.partner}
        return [one for side in Side for one in _sheets(questionnaire, side, people=people[side], seed=self.seed)]

    def result(self, questionnaire: Questionnaire, *, sheets: list[AnswerSheet] | None = None) -> ReviewResult:
        """Return what is released; of ``sheets`` in place of the invented ones, of which it is worked out once."""
        if sheets is None:
            return _released(self, questionnaire)
        invited = {Side.PRCS: self.prcs + 2, Side.PARTNER: self.partner + (0 if self.organisation else 2)}
        return compute_result(
            questionnaire,
            self.review(questionnaire),
            sheets=sheets,
            invited=invited,
            comment_order=len,
        )


_known: dict[tuple[Invented, int], tuple[Questionnaire, ReviewResult]] = {}


def _released(invented: Invented, questionnaire: Questionnaire) -> ReviewResult:
    """Return what is released of the invented answers; the questionnaire is kept, so that its number stays its own."""
    key = invented, id(questionnaire)
    if key not in _known:
        result = invented.result(questionnaire, sheets=invented.sheets(questionnaire))
        _known[key] = questionnaire, result
    return _known[key][1]


def _sheets(questionnaire: Questionnaire, side: Side, *, people: int, seed: str) -> list[AnswerSheet]:
    """Return the answers of one side; always the same, whatever becomes of the demonstration's."""
    chance = random.Random(f"2009/{seed}/example-society/{side.value}")
    topics = [section.id for section in questionnaire.sections]
    sheets = []
    for _ in range(people):
        ratings: dict[PromptKey, Answer] = {}
        comments: dict[str, Comment] = {}
        for section in questionnaire.sections:
            scale = questionnaire.scale_of(section)
            ratings |= dict(_ratings(section, side, scale=scale, seed=seed, chance=chance))
            if chance.random() < 0.12:
                comments[section.id] = Comment(chance.choice(WORDS), share=chance.random() < 0.7)
        profile = {question.id: chance.choice(question.options).key for question in questionnaire.profile}
        chance.choice(range(4))
        closing: dict[str, Answer] = {
            question.id: stretched(chance.choice(points), scale=questionnaire.scale_of(question))
            for question, points in zip(
                (one for one in questionnaire.closing if isinstance(one, ClosingRating)),
                cycle(((3, 4, 4, 5), (3, 3, 4, 5))),
                strict=False,
            )
        }
        most = next(one.max for one in questionnaire.closing if isinstance(one, ClosingChoice))
        offered = topics[:6] if side is Side.PRCS else topics[2:9]
        chosen = tuple(sorted(chance.sample(offered, min(most, len(offered)))))
        sheets.append(AnswerSheet(side, ratings, profile, comments, closing, chosen))
    return sheets


def stretched(value: float, *, scale: Scale) -> int:
    """Return the point of ``scale`` for a value as if on five points."""
    return min(scale.top, max(1, round(1 + (value - 1) * (scale.top - 1) / 4)))


def _ratings(
    section: Section, side: Side, *, scale: Scale, seed: str, chance: random.Random
) -> Iterator[tuple[PromptKey, Answer]]:
    mirrors = {one.id: scale.top + 1 for one in section.statements if one.reverse}
    known = {one.key for one in scale.non_answers}
    for about in About:
        facet = about.facet_for(side)
        shared = random.Random(f"2009/{seed}/example-society/{section.id}/{facet.value}")
        alike, apart = shared.uniform(2.6, 4.6), shared.choice((0.0, 0.0, 0.3, 0.7))
        middle = alike + (apart if facet.value == side.value else -apart)
        for key in section.keys(about):
            drawn = chance.random()
            if drawn >= 0.09:
                rated = stretched(chance.gauss(middle, 0.7), scale=scale)
                yield key, abs(mirrors.get(key.statement, 0) - rated)
            elif drawn >= 0.02:
                said = NonAnswer.NOT_APPLICABLE if drawn < 0.03 else NonAnswer.DONT_KNOW
                yield from [(key, said)] if said in known else []


WORDS = (
    "نحتاج إلى التخطيط معاً في وقت أبكر.",
    "Meetings every three months, with notes in both languages, would help.",
    "التواصل جيد، لكن التقارير كثيرة ومتكررة.",
    "We learned a lot from the joint training last year.",
)
STANDARD = Invented()
PROTECTED = Invented(9, 8, Policy.PROTECTED)
ORGANISATION = Invented(6, 1, organisation=True)
THREE_A_SIDE = Invented(3, 3)
THREE_AND_NINE = Invented(3, 9)
TWO_A_SIDE = Invented(2, 2)
KINDS: Mapping[str, Invented] = {
    "standard": STANDARD,
    "protected": PROTECTED,
    "organisation": ORGANISATION,
    "three a side": THREE_A_SIDE,
    "three and nine": THREE_AND_NINE,
    "two a side": TWO_A_SIDE,
}


def leaning(
    questionnaire: Questionnaire,
    views: Mapping[tuple[str, Facet], tuple[int, int]],
    *,
    people: tuple[int, int] = (8, 8),
) -> list[AnswerSheet]:
    """Return sheets on which both sides rate everything about 4, but for ``views``: PRCS's rating and the partner's.

    Every third person is a point off, up or down by turns, so that there is a spread.
    """
    sheets = []
    for place, (side, count) in enumerate(zip(Side, people, strict=True)):
        for person in range(count):
            off = (0, 1, 0, 0, -1, 0)[person % 6]
            ratings: dict[PromptKey, Answer] = {
                prompt.key: min(5, max(1, views.get((section.id, prompt.facet), (4, 4))[place] + off))
                for section in questionnaire.sections
                for prompt in questionnaire.prompts(section, side)
            }
            sheets.append(AnswerSheet(side=side, ratings=ratings, profile={}, comments={}, closing={}, priorities=()))
    return sheets


def polar(questionnaire: Questionnaire, *, seldom_known: str = "") -> list[AnswerSheet]:
    """Return sheets of a PRCS that is divided over everything, and a partner that says 3; in one topic none know."""
    answers: dict[Side, list[Answer]] = {Side.PRCS: [1, 1, 1, 5, 5, 5], Side.PARTNER: [3] * 5}
    sheets = []
    for side, given in answers.items():
        asked = [(s.id, p.key) for s in questionnaire.sections for p in questionnaire.prompts(s, side)]
        for one in given:
            ratings = {
                key: NonAnswer.DONT_KNOW if section == seldom_known and one == 1 else one for section, key in asked
            }
            sheets.append(AnswerSheet(side=side, ratings=ratings, profile={}, comments={}, closing={}, priorities=()))
    return sheets


def with_comment(sheets: list[AnswerSheet], topic: str, words: str) -> list[AnswerSheet]:
    """Return the sheets with a comment that may be shown on the first."""
    first, *rest = sheets
    return [replace(first, comments={topic: Comment(words, share=True)}), *rest]


def eventful(questionnaire: Questionnaire) -> list[AnswerSheet]:
    """Return sheets of six and five in which everything happens, a topic each, in the questionnaire's order.

    A clear gap that nobody chose to discuss; one that both sides chose; a possible gap that both chose, and one that
    nobody did; both high; both low; a side that is divided; one that often does not know; nothing in the others.
    """
    sheets = STANDARD.sheets(questionnaire)
    return [_eventful(questionnaire, sheet, number=number) for number, sheet in enumerate(sheets)]


_APART, _NEAR = {Side.PRCS: (5, 5, 5, 4, 5, 5), Side.PARTNER: (2, 2, 3, 2, 2)}, (4, 4, 3, 4, 5, 3)
_POSSIBLE = {Side.PRCS: (5, 3, 5, 4, 2, 5), Side.PARTNER: (2, 4, 3, 5, 2)}
_QUIET = {Side.PRCS: _NEAR, Side.PARTNER: _NEAR[:5]}
_EVENTS: Sequence[Mapping[Side, Sequence[Answer]]] = (
    _APART,
    _APART,
    _POSSIBLE,
    _POSSIBLE,
    dict.fromkeys(Side, (5, 4, 5, 4, 4, 5)),
    dict.fromkeys(Side, (2, 3, 2, 3, 2, 2)),
    {Side.PRCS: (1, 5, 1, 5, 1, 5), Side.PARTNER: (3, 3, 3, 3, 3)},
    {Side.PRCS: (*[NonAnswer.DONT_KNOW] * 3, 4, 4, 3), Side.PARTNER: _NEAR[:5]},
)


def _eventful(questionnaire: Questionnaire, sheet: AnswerSheet, *, number: int) -> AnswerSheet:
    place = number if sheet.side is Side.PRCS else number - STANDARD.prcs
    ratings = dict(sheet.ratings)
    for section, event in zip_longest(questionnaire.sections, _EVENTS, fillvalue=_QUIET):
        own = dict.fromkeys(
            (prompt.key for prompt in questionnaire.prompts(section, sheet.side)), event[sheet.side][place]
        )
        ratings |= own
    chosen = (questionnaire.sections[1].id, questionnaire.sections[2].id)
    return replace(sheet, ratings=ratings, priorities=chosen)
