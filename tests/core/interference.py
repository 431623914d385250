"""Data sets that differ in what people answered and not in what may be shown: both must give the same bytes.

Each function changes all that a policy promises to hide of one side, and nothing that it shows. A form without a rating
counts for nobody; it stays one, and no other becomes one.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from surveyapp.core.conduct.review import Policy
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.scale import Answer, NonAnswer
from surveyapp.core.release.blurring import blurred
from surveyapp.core.release.disclosure import LEAST
from surveyapp.core.sides import About, PromptKey

Ratings = dict[PromptKey, Answer]
Change = Callable[[Questionnaire, Sequence[AnswerSheet], random.Random], list[AnswerSheet]]


def changed_below_min_side(
    asked: Questionnaire, sheets: Sequence[AnswerSheet], rng: random.Random
) -> list[AnswerSheet]:
    """Change everything: of up to two people only their number is shown."""

    def changed(one: AnswerSheet) -> AnswerSheet:
        ratings: Ratings = {key: _any_answer(rng) for key in _keys(asked)}
        ratings |= {rng.choice(_keys(asked)): rng.randint(1, 5)}
        ratings = _without_ticks(ratings) if one.is_blank else ratings
        return _with_other_asides(replace(one, ratings=ratings, comments=_words(rng)), rng)

    return [changed(one) for one in sheets]


def changed_below_min_detail(
    asked: Questionnaire, sheets: Sequence[AnswerSheet], rng: random.Random
) -> list[AnswerSheet]:
    """Move each person's ratings about within one facet of a topic, and give other reasons for those without score."""

    def moved(one: AnswerSheet) -> AnswerSheet:
        ratings: Ratings = {}
        for keys in _parts(asked):
            answers = [_other_reason(one.ratings.get(key), rng) for key in keys]
            rng.shuffle(answers)
            ratings |= {key: answer for key, answer in zip(keys, answers, strict=True) if answer is not None}
        return _with_other_asides(replace(one, ratings=ratings, comments=_words(rng)), rng)

    return [moved(one) for one in sheets]


def changed_in_detail(asked: Questionnaire, sheets: Sequence[AnswerSheet], rng: random.Random) -> list[AnswerSheet]:
    """Give each person one facet's ratings of another who works as they do, and reorder everybody.

    Cells stay, and so do the correlations, which are of cells of one facet: what goes is who said it of what else.
    """
    changed = [dict(one.ratings) for one in sheets]
    for about in About:
        keys = [key for section in asked.sections for key in section.keys(about)]
        for places in _alike(sheets):
            givers = [
                {key: changed[giver][key] for key in keys if key in changed[giver]}
                for giver in rng.sample(places, len(places))
            ]
            for place, given in zip(places, givers, strict=True):
                changed[place] = {key: value for key, value in changed[place].items() if key not in keys} | given
    if _blank(changed) != [one.is_blank for one in sheets]:
        return list(sheets)
    found = [replace(one, ratings=ratings) for one, ratings in zip(sheets, changed, strict=True)]
    return rng.sample(found, len(found))


def exchanged(
    asked: Questionnaire, sheets: Sequence[AnswerSheet], rng: random.Random, *, times: int = 1
) -> list[AnswerSheet]:
    """Let two people who work alike exchange what they answered to one rating, ``times`` over.

    Cells stay; the correlations may not.
    """
    changed = [dict(one.ratings) for one in sheets]
    groups = [places for places in _alike(sheets) if len(places) > 1]
    for _ in range(times if groups else 0):
        pair, key = rng.sample(rng.choice(groups), 2), rng.choice(_keys(asked))
        rests = [{name: answer for name, answer in changed[place].items() if name != key} for place in pair]
        given = [{key: changed[place][key]} if key in changed[place] else {} for place in pair]
        after = [rests[0] | given[1], rests[1] | given[0]]
        if _blank(after) == [sheets[place].is_blank for place in pair]:
            changed[pair[0]], changed[pair[1]] = after
    return [replace(one, ratings=ratings) for one, ratings in zip(sheets, changed, strict=True)]


def changed_where_few_rated(
    asked: Questionnaire, sheets: Sequence[AnswerSheet], rng: random.Random
) -> list[AnswerSheet]:
    """Let those few who rated a withheld cell tick something else, or others rate it, or nobody; all else as it was."""
    changed = [dict(one.ratings) for one in sheets]
    people = [place for place, one in enumerate(sheets) if not one.is_blank]
    least = LEAST[Policy.STANDARD]
    for key in _keys(asked):
        if len(_ticks(one.ratings.get(key) for one in sheets)) < least:
            raters = rng.sample(people, rng.randint(0, min(least - 1, len(people))))
            for place in people:
                changed[place][key] = rng.randint(1, 5) if place in raters else rng.choice(tuple(NonAnswer))
    if _blank(changed) != [one.is_blank for one in sheets]:
        return list(sheets)
    return [replace(one, ratings=ratings) for one, ratings in zip(sheets, changed, strict=True)]


def changed_under_protection(
    asked: Questionnaire, sheets: Sequence[AnswerSheet], rng: random.Random
) -> list[AnswerSheet]:
    """Tick every cell anew, by other people, to the same blurred mean; as one likes where few scored it."""
    people = [place for place, one in enumerate(sheets) if not one.is_blank]
    changed: list[Ratings] = [{} for _ in sheets]
    for section in asked.sections:
        for key in (key for about in About for key in section.keys(about)):
            ticks = _ticks(one.ratings.get(key) for one in sheets)
            others = _ticks_like(ticks, rng, top=asked.scale_of(section).top)
            for place, tick in zip(rng.sample(people, len(ticks)), others, strict=True):
                changed[place][key] = tick
    if _blank(changed) != [one.is_blank for one in sheets]:
        return list(sheets)
    return [
        _with_other_asides(replace(one, ratings=ratings), rng) for one, ratings in zip(sheets, changed, strict=True)
    ]


def _keys(asked: Questionnaire) -> list[PromptKey]:
    return [key for keys in _parts(asked) for key in keys]


def _parts(asked: Questionnaire) -> list[tuple[PromptKey, ...]]:
    return [section.keys(about) for section in asked.sections for about in About]


def _alike(sheets: Sequence[AnswerSheet]) -> list[list[int]]:
    """Return the places of those who work alike, so that cuts stay as they are; of blank forms apart."""
    found: defaultdict[object, list[int]] = defaultdict(list)
    for place, one in enumerate(sheets):
        found[one.is_blank, tuple(sorted(one.profile.items()))].append(place)
    return list(found.values())


def _blank(changed: Sequence[Ratings]) -> list[bool]:
    return [not _ticks(ratings.values()) for ratings in changed]


def _ticks(answers: Iterable[Answer | None]) -> list[int]:
    return [answer for answer in answers if isinstance(answer, int)]


def _without_ticks(ratings: Ratings) -> Ratings:
    return {key: answer for key, answer in ratings.items() if not isinstance(answer, int)}


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
