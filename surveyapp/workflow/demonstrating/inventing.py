"""The people of the demonstration and what they answer, from a fixed seed: to any questionnaire, on its own scales."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.questionnaire import ClosingChoice, ClosingRating, Questionnaire, Section
from surveyapp.core.instrument.scale import Answer, NonAnswer, Scale
from surveyapp.core.sides import About, Facet, PromptKey, Side
from surveyapp.core.text.languages import Text

SEED = 2014
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
_WORDS = (
    "نحتاج إلى التخطيط معاً في وقت أبكر.",
    "Meetings every three months, with notes in both languages, would help.",
    "التواصل جيد، لكن التقارير كثيرة ومتكررة.",
    "We learned a lot from the joint training last year.",
)
_CLOSING = ((3, 4, 4, 5), (3, 3, 4, 5))
"""What closing ratings are drawn from, by turns, as if on five points."""


def demonstration_sheets(questionnaire: Questionnaire, slug: str, *, cast: Cast, side: Side) -> list[AnswerSheet]:
    """Return the answers that the people of ``side`` give in round ``slug``; always the same."""
    chance = random.Random(f"{SEED}/{slug}/{cast.slug}/{side.value}")  # noqa: S311 - wanted: the same every time
    people = cast.prcs if side is Side.PRCS else cast.partner
    return [_sheet(questionnaire, side, slug=f"{slug}/{cast.slug}", chance=chance) for _ in range(people)]


def _sheet(questionnaire: Questionnaire, side: Side, *, slug: str, chance: random.Random) -> AnswerSheet:
    ratings: dict[PromptKey, Answer] = {}
    comments: dict[str, Comment] = {}
    mood = chance.gauss(0, 0.35)  # somebody who rates one thing high rates the next high too
    about_people = random.Random(chance.random())  # noqa: S311 - so that other questions leave the ratings as they are
    for section in questionnaire.sections:
        scale = questionnaire.scale_of(section)
        ratings |= dict(_ratings(section, side, scale=scale, slug=slug, mood=mood, chance=chance))
        if chance.random() < 0.12:  # noqa: PLR2004 - about one topic in eight draws a comment
            comments[section.id] = Comment(chance.choice(_WORDS), share=chance.random() < 0.7)  # noqa: PLR2004
    return AnswerSheet(
        side=side,
        ratings=ratings,
        profile={question.id: about_people.choice(question.options).key for question in questionnaire.profile},
        comments=comments,
        closing=_closing(questionnaire, chance),
        priorities=_priorities(questionnaire, side, chance),
    )


def _closing(questionnaire: Questionnaire, chance: random.Random) -> dict[str, Answer]:
    asked = [question for question in questionnaire.closing if isinstance(question, ClosingRating)]
    return {
        question.id: _point(chance.choice(points), top=questionnaire.scale_of(question).top)
        for question, points in zip(asked, cycle(_CLOSING), strict=False)
    }


def _priorities(questionnaire: Questionnaire, side: Side, chance: random.Random) -> tuple[str, ...]:
    """Return as many topics as the form lets one choose; the two sides have some favourites in common."""
    most = next((one.max for one in questionnaire.closing if isinstance(one, ClosingChoice)), 0)
    topics = [section.id for section in questionnaire.sections]
    offered = topics[:6] if side is Side.PRCS else topics[2:9] or topics
    return tuple(sorted(chance.sample(offered, min(most, len(offered)))))


def _ratings(
    section: Section, side: Side, *, scale: Scale, slug: str, mood: float, chance: random.Random
) -> Iterator[tuple[PromptKey, Answer]]:
    mirrors = {one.id: scale.top + 1 for one in section.statements if one.reverse}
    for about in About:
        middle = _middle(section, about.facet_for(side), side=side, slug=slug)
        for key in section.keys(about):
            named = random.Random(f"{SEED}/{slug}/{key.field_name}/{side.value}").random()  # noqa: S311 - likewise
            camp = chance.choice((-1.8, 1.8)) if named < DIVIDED else mood
            answer = _rating(middle + camp, chance, top=scale.top, unknown=0.4 if named > 1 - UNKNOWN else 0.06)
            if isinstance(answer, NonAnswer):
                yield from [(key, answer)] if answer in {one.key for one in scale.non_answers} else []
            elif answer is not None:
                yield key, abs(mirrors.get(key.statement, 0) - answer)


def _rating(middle: float, chance: random.Random, *, top: int, unknown: float) -> Answer | None:
    drawn = chance.random()
    if drawn < 0.02:  # noqa: PLR2004 - shares of skipped, "does not apply" and "don't know" as met in such forms
        return None
    if drawn < 0.03:  # noqa: PLR2004
        return NonAnswer.NOT_APPLICABLE
    if drawn < 0.03 + unknown:
        return NonAnswer.DONT_KNOW
    return _point(chance.gauss(middle, 0.55), top=top)


def _point(value: float, *, top: int) -> int:
    """Return the point of a scale of ``top`` points for a value as if on five."""
    return min(top, max(1, round(1 + (value - 1) * (top - 1) / 4)))


def _middle(section: Section, facet: Facet, *, side: Side, slug: str) -> float:
    """Return about where the side sees a facet; each side a little kinder to itself."""
    shared = random.Random(f"{SEED}/{slug}/{section.id}/{facet.value}")  # noqa: S311 - wanted: the same every time
    seen_alike, apart = shared.uniform(2.6, 4.6), shared.choice((0.0, 0.0, 0.3, 0.8))
    return seen_alike + (apart if facet.value == side.value else -apart)
