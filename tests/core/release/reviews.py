"""Reviews answered anyhow, for properties: other questionnaires, limits, sides, moods and gaps each time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy, Review
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.questionnaire import Questionnaire, Section, Thresholds
from surveyapp.core.instrument.scale import Answer, NonAnswer
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import PromptKey, Side
from tests.core.building import (
    INDIVIDUALS,
    PLACES,
    ROLES,
    all_keys,
    computed,
    joint,
    mirrored,
    questionnaire,
    review,
    section,
)


@dataclass(frozen=True)
class Answered:
    """What was asked, under which rules, and everybody's answers."""

    asked: Questionnaire
    of: Review
    sheets: list[AnswerSheet]

    def computed(self) -> ReviewResult:
        return computed(self.asked, self.sheets, of=self.of, invited=dict.fromkeys(Side, 20))


def answered_anyhow(seed: int, *, policy: Policy | None = None, people: tuple[int, int] | None = None) -> Answered:
    """Return a review of up to 20 people a side; ``people`` fixes how few and how many of PRCS, as individuals."""
    rng = random.Random(seed)
    asked = questionnaire(*_topics(rng))
    of = review(
        policy=policy or rng.choice([*Policy]),
        thresholds=Thresholds(3, 5, 5) if people or rng.random() < 0.6 else Thresholds(*rng.choices(range(1, 8), k=3)),
        answering=INDIVIDUALS if people else AnsweringBySide(*rng.choices(tuple(Answering), weights=(5, 1), k=2)),
    )
    numbers = [rng.randint(*(people or (0, 20))), rng.choice((rng.randint(0, 20), rng.randint(2, 6)))]
    sheets = []
    for side, number in zip(Side, numbers, strict=True):
        is_one = of.answering.of(side) is Answering.ORGANISATION and rng.random() < 0.7
        sheets += _sheets(asked, side, number=1 if is_one else number, rng=rng)
    return Answered(asked, of, sheets)


def _topics(rng: random.Random) -> Iterator[Section]:
    for topic in range(rng.randint(1, 5)):
        kinds = [rng.choice((mirrored, joint)) for _ in range(rng.randint(1, 4))]
        statements = [make(f"s{topic}{place}", reverse=rng.random() < 0.15) for place, make in enumerate(kinds)]
        yield section(f"t{topic}", *statements)


def _sheets(asked: Questionnaire, side: Side, *, number: int, rng: random.Random) -> list[AnswerSheet]:
    """Return the sheets of people who share a view, each with a mood of their own; some statements few can rate."""
    keys, missing = all_keys(asked), rng.choice((0.0, 0.05, 0.2, 0.6))
    centres = {key: rng.uniform(1, 5) if rng.random() < 0.3 else 3.6 for key in keys}
    rare = {key: 0.8 if rng.random() < 0.15 else missing for key in keys}
    spread, sheets = rng.uniform(0.1, 1.2), []
    for _ in range(number):
        mood, is_blank = rng.gauss(0, spread), rng.random() < 0.04
        given = {key: _answer(centres[key] + mood, missing=1.0 if is_blank else rare[key], rng=rng) for key in keys}
        sheets.append(_with_asides(asked, side, ratings={k: v for k, v in given.items() if v is not None}, rng=rng))
    return sheets


def _answer(centre: float, *, missing: float, rng: random.Random) -> Answer | None:
    if rng.random() < missing:
        return rng.choice((*NonAnswer, NonAnswer.DONT_KNOW, None))
    return min(5, max(1, round(rng.gauss(centre, 0.6))))


def _with_asides(
    asked: Questionnaire, side: Side, *, ratings: dict[PromptKey, Answer], rng: random.Random
) -> AnswerSheet:
    topics = tuple(one.id for one in asked.sections if rng.random() < 0.4)
    return replace(
        AnswerSheet(side, ratings),
        profile={"role": rng.choice(ROLES[1:]), "location": rng.choice(PLACES[2:])},
        comments={asked.sections[0].id: Comment(f"{rng.random()}", share=rng.random() < 0.5)},
        closing={"overall": rng.choice((1, 2, 3, 4, 5, NonAnswer.DONT_KNOW))},
        priorities=topics,
    )
