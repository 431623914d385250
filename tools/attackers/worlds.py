"""Other data sets that fit a document of many people: what not all of them have in common is certain to nobody.

Nobody can go through every data set of a whole review. Here some are made of which the program releases the same, but
for the two correlations; what is certain without those is at most what they have in common. What the correlations add
is a limit that is measured on short forms (``tests/attackers/test_exact.py``).
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.scale import Answer, NonAnswer
from surveyapp.core.method.cells import Release, release_in
from surveyapp.core.method.evaluating import evaluate
from surveyapp.core.release.counting import count_sides, cut_questions, side_keys
from surveyapp.core.release.cuts import cuts_of
from surveyapp.core.results import Cut
from surveyapp.core.scores import Pooled
from surveyapp.core.sides import PromptKey, Side
from surveyapp.core.wire import canonical_json
from tools.attackers.cases import questionnaire
from tools.attackers.exact import Content, Fact, Tick, Tie, World, all_facts, holds
from tools.invented import result_of

_REASONS: tuple[Answer | None, ...] = (*NonAnswer, None)


@dataclass(frozen=True, slots=True)
class Common:
    """Of ``facts`` that are true beyond the cells, those ``left`` that all ``worlds`` have in common."""

    facts: int
    worlds: int
    left: frozenset[Fact]


@dataclass(frozen=True)
class Reading:
    """One side of a review as an outsider reads its document, or people who took part: ``known``, places among them."""

    sheets: Sequence[AnswerSheet]
    side: Side
    known: tuple[int, ...] = ()
    asked: Questionnaire = field(default_factory=questionnaire)

    @cached_property
    def keys(self) -> tuple[PromptKey, ...]:
        """Return every rating."""
        return side_keys(self.asked, self.side)

    @cached_property
    def own(self) -> list[AnswerSheet]:
        """Return what the side's people answered."""
        return [one for one in self.sheets if one.side is self.side]

    @cached_property
    def others(self) -> list[AnswerSheet]:
        """Return what those answered whom the readers do not know."""
        return [one for at, one in enumerate(self.own) if at not in self.known]

    @cached_property
    def released(self) -> Release:
        """Return what leaves the review, the correlations left out."""
        return self._released(self.sheets)

    @cached_property
    def withheld(self) -> frozenset[int]:
        """Return the places of the ratings of which the cell is withheld."""
        return frozenset(at for at, key in enumerate(self.keys) if self.raters(key, self.own) < self.least)

    @cached_property
    def least(self) -> int:
        """Return how many must have rated a cell."""
        return self.asked.disclosure.min_side

    def topic_of(self, at: int) -> Questionnaire:
        """Return the questionnaire with nothing but the topic that the rating at a place belongs to."""
        alone = (replace(self.asked, sections=(section,)) for section in self.asked.sections)
        return next(one for one in alone if self.keys[at] in side_keys(one, self.side))

    def raters(self, key: PromptKey, people: Sequence[AnswerSheet]) -> int:
        """Return how many of ``people`` rated ``key``."""
        return sum(isinstance(one.ratings.get(key), int) for one in people)

    def with_others(self, others: Sequence[AnswerSheet]) -> list[AnswerSheet]:
        """Return the review's sheets with those of people unknown to the readers replaced."""
        rest = [one for one in self.sheets if one.side is not self.side]
        return [*rest, *others, *(self.own[at] for at in self.known)]

    def fits(self, others: Sequence[AnswerSheet]) -> bool:
        """Say whether the program releases the same of these."""
        return self._released(self.with_others(others)) == self.released

    def _released(self, sheets: Sequence[AnswerSheet]) -> Release:
        result = result_of(self.asked, sheets)
        release = release_in(result)
        if canonical_json(evaluate(self.asked, release)) != canonical_json(result):
            raise ValueError("a document that does not follow from what it releases says more than that")
        return replace(release, pooled=Pooled(spread=result.pooled.spread))

    def profile(self, one: AnswerSheet) -> tuple[str | None, ...]:
        """Return what cuts are made by: somebody's role and place."""
        return tuple(one.profile.get(question) for question in cut_questions(self.asked))

    def alike(self) -> list[list[int]]:
        """Return the places of those of the others who work alike, so that cuts stay when they exchange answers."""
        found: defaultdict[object, list[int]] = defaultdict(list)
        for place, one in enumerate(self.others):
            found[self.profile(one)].append(place)
        return list(found.values())

    def world(self, others: Sequence[AnswerSheet]) -> World:
        """Return what everybody answered, and after that their role and place, apart and together."""
        return tuple(
            (*(one.ratings.get(key) for key in self.keys), *(profile := self.profile(one)), profile) for one in others
        )

    def beyond(self, facts: set[Fact]) -> frozenset[Fact]:
        """Return what the cells do not say: ties of ratings, with roles and places too, and withheld contents."""
        return frozenset(
            fact
            for fact in facts
            if (
                fact.question in self.withheld
                if isinstance(fact, Tick | Content)
                else min(fact.of, fact.then) < len(self.keys)
            )
        )


def in_common(reading: Reading, *, tries: int = 0, seed: int = 1) -> Common:
    """Return what is true of the others in every data set that is found to fit their document.

    Answers to single ratings are handed round among people who work alike. For each fact that is left after that, a
    data set in which it is not true is looked for in as many ``tries``: people of other roles and places exchange
    answers, as far as all cuts stay.
    """
    rng, facts = random.Random(seed), reading.beyond(set(all_facts(reading.world(reading.others))))
    true, found = len(facts), [others for others in _handed_round(reading, rng) if reading.fits(others)]
    for others in found:
        facts = _still(facts, reading.world(others))
    for fact in sorted(facts, key=str):
        exchanged = _exchanged(reading, fact, rng, tries) if fact in facts else None
        if exchanged is not None and reading.fits(exchanged):
            found.append(exchanged)
            facts = _still(facts, reading.world(exchanged))
    return Common(true, 1 + len(found), facts)


def _still(facts: frozenset[Fact], world: World) -> frozenset[Fact]:
    return frozenset(fact for fact in facts if holds(fact, world))


def _handed_round(reading: Reading, rng: random.Random) -> Iterator[list[AnswerSheet]]:
    """Yield data sets in which every second rating, every other two, every other four … goes on by 1, 2, 3 … people.

    Any two ratings differ in one of these, so that each answer to the one meets every answer to the other.
    """
    groups = reading.alike()
    for bit in range(len(reading.keys).bit_length()):
        for step in range(1, max(map(len, groups))):
            columns = {key: [one.ratings.get(key) for one in reading.others] for key in reading.keys}
            for at, key in enumerate(reading.keys):
                if at in reading.withheld:
                    columns[key] = _few(reading, key, rng)
                elif at >> bit & 1:
                    columns[key] = _handed_on(columns[key], groups, step)
            yield [_with(one, {key: columns[key][at] for key in columns}) for at, one in enumerate(reading.others)]


def _exchanged(reading: Reading, fact: Fact, rng: random.Random, tries: int) -> list[AnswerSheet] | None:
    """Return a data set with the same cells and cuts in which ``fact`` is not true; None where none is found.

    Somebody of whom it is true exchanges the answer with somebody else; further exchanges in the same topic, between
    people who work like the one and the other, make up for what that does to cuts.
    """
    at = fact.question if isinstance(fact, Tick | Content) else min(fact.of, fact.then)
    topic, world, people = reading.topic_of(at), reading.world(reading.others), range(len(reading.others))
    cuts, keys = _cuts(reading, reading.others, topic), side_keys(topic, reading.side)
    bound = [one for one in people if not isinstance(fact, Tie) or world[one][fact.of] == fact.given]
    for _ in range(tries):
        others, one, two = list(reading.others), rng.choice(bound), rng.choice(people)
        _exchange(others, (one, two), reading.keys[at])
        like = [[place for place in people if world[place][-1] == world[own][-1]] for own in (one, two)]
        for _ in range(rng.randrange(5)):
            _exchange(others, [rng.choice(places) for places in like], rng.choice(keys))
        if _cuts(reading, others, topic) == cuts and not holds(fact, reading.world(others)):
            return others
    return None


def _exchange(others: list[AnswerSheet], places: Sequence[int], key: PromptKey) -> None:
    one, two = (others[place] for place in places)
    for place, own, given in zip(places, (one, two), (two, one), strict=True):
        others[place] = _with(own, {key: given.ratings.get(key)})


def _cuts(reading: Reading, others: Sequence[AnswerSheet], asked: Questionnaire) -> tuple[Cut, ...]:
    count = count_sides(asked, reading.with_others(others))[reading.side]
    return cuts_of(asked, reading.side, count=count, minimum=asked.disclosure.min_cell)


def _handed_on(answers: Sequence[Answer | None], groups: Sequence[Sequence[int]], step: int) -> list[Answer | None]:
    found = list(answers)
    for places in groups:
        for at, place in enumerate(places):
            found[places[(at + step) % len(places)]] = answers[place]
    return found


def _few(reading: Reading, key: PromptKey, rng: random.Random) -> list[Answer | None]:
    """Return other answers to a rating of which the cell is withheld, and stays so."""
    people = range(len(reading.others))
    most = reading.least - 1 - reading.raters(key, [reading.own[at] for at in reading.known])
    raters = rng.sample(people, rng.randint(0, min(most, len(people))))
    return [rng.randint(1, 5) if place in raters else rng.choice(_REASONS) for place in people]


def _with(one: AnswerSheet, answers: Mapping[PromptKey, Answer | None]) -> AnswerSheet:
    ratings = {**one.ratings, **answers}
    return replace(one, ratings={key: answer for key, answer in ratings.items() if answer is not None})
