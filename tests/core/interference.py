"""Data sets that differ in what people answered and not in what may be shown: both must give the same bytes.

Each function changes all that a policy promises to hide of one side, and nothing that it shows.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from surveyapp.core.answers import Answer, AnswerSheet, Comment, NonAnswer
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.release.blurring import blurred
from surveyapp.core.release.disclosure import LEAST
from surveyapp.core.review import Policy
from surveyapp.core.sides import About, PromptKey

Change = Callable[[Questionnaire, Sequence[AnswerSheet], random.Random], list[AnswerSheet]]


def changed_below_min_side(
    asked: Questionnaire, sheets: Sequence[AnswerSheet], rng: random.Random
) -> list[AnswerSheet]:
    """Change everything: of up to two people only their number is shown."""
    keys = [key for section in asked.sections for about in About for key in section.keys(about)]
    return [
        _with_other_asides(replace(one, ratings={key: _any_answer(rng) for key in keys}, comments=_words(rng)), rng)
        for one in sheets
    ]


def changed_below_min_detail(
    asked: Questionnaire, sheets: Sequence[AnswerSheet], rng: random.Random
) -> list[AnswerSheet]:
    """Move each person's ratings about within one facet of a topic, and give other reasons for those without score."""

    def moved(one: AnswerSheet) -> AnswerSheet:
        ratings: dict[PromptKey, Answer] = {}
        for keys in _parts(asked):
            answers = [_other_reason(one.ratings.get(key), rng) for key in keys]
            rng.shuffle(answers)
            ratings |= {key: answer for key, answer in zip(keys, answers, strict=True) if answer is not None}
        return _with_other_asides(replace(one, ratings=ratings, comments=_words(rng)), rng)

    return [moved(one) for one in sheets]


def changed_in_detail(asked: Questionnaire, sheets: Sequence[AnswerSheet], rng: random.Random) -> list[AnswerSheet]:
    """Give rows of equal sum and number, within one facet of a topic, to one another's people; reorder everybody."""
    changed = [dict(one.ratings) for one in sheets]
    for keys in _parts(asked):
        alike: dict[tuple[int, int], list[int]] = {}
        for place, one in enumerate(sheets):
            ticks = _ticks(one.ratings.get(key) for key in keys)
            alike.setdefault((len(ticks), sum(ticks)), []).append(place)
        for places in alike.values():
            for place, giver in zip(places, rng.sample(places, len(places)), strict=True):
                rest = {key: answer for key, answer in changed[place].items() if key not in keys}
                given = {key: sheets[giver].ratings[key] for key in keys if key in sheets[giver].ratings}
                changed[place] = rest | given
    found = [replace(one, ratings=ratings) for one, ratings in zip(sheets, changed, strict=True)]
    return rng.sample(found, len(found))


def changed_under_protection(
    asked: Questionnaire, sheets: Sequence[AnswerSheet], rng: random.Random
) -> list[AnswerSheet]:
    """Tick every cell anew, by other people, to the same blurred mean; as one likes where few scored it."""
    changed: list[dict[PromptKey, Answer]] = [{} for _ in sheets]
    for section in asked.sections:
        for key in (key for about in About for key in section.keys(about)):
            ticks = _ticks(one.ratings.get(key) for one in sheets)
            others = _ticks_like(ticks, rng, top=asked.scale_of(section).top)
            for place, tick in zip(rng.sample(range(len(sheets)), len(ticks)), others, strict=True):
                changed[place][key] = tick
    return [
        _with_other_asides(replace(one, ratings=ratings), rng) for one, ratings in zip(sheets, changed, strict=True)
    ]


def _parts(asked: Questionnaire) -> list[tuple[PromptKey, ...]]:
    return [section.keys(about) for section in asked.sections for about in About]


def _ticks(answers: Iterable[Answer | None]) -> list[int]:
    return [answer for answer in answers if isinstance(answer, int)]


def _any_answer(rng: random.Random) -> Answer:
    return rng.choice([1, 2, 3, 4, 5, *NonAnswer])


def _other_reason(answer: Answer | None, rng: random.Random) -> Answer | None:
    return answer if isinstance(answer, int) else rng.choice([*NonAnswer, None])


def _words(rng: random.Random) -> dict[str, Comment]:
    return {"integrity": Comment(f"words {rng.random()}", share=True)}


def _with_other_asides(one: AnswerSheet, rng: random.Random) -> AnswerSheet:
    """Return the sheet with other answers to what is asked beside the ratings, comments apart."""
    return replace(
        one,
        profile={"role": rng.choice(["leadership", "field"]), "location": rng.choice(["gaza", "lebanon"])},
        closing={"overall": _any_answer(rng)},
        priorities=(rng.choice(["integrity", "diversity"]),),
    )


def _ticks_like(ticks: Sequence[int], rng: random.Random, *, top: int) -> list[int]:
    """Return as many ticks, of the same blurred mean where the policy shows one."""
    people = len(ticks)
    if people < LEAST[Policy.PROTECTED]:
        return [rng.randint(1, top) for _ in ticks]

    def shown(total: int) -> Fraction:
        return blurred(Fraction(total, people), people=people, top=top)

    total = rng.choice([one for one in range(people, people * top + 1) if shown(one) == shown(sum(ticks))])
    found = [1] * people
    for _ in range(total - people):
        found[rng.choice([place for place, tick in enumerate(found) if tick < top])] += 1
    return found
