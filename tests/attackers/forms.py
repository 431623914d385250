"""Small forms, every data set of which can be gone through, and what the program releases of each."""

import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, combinations_with_replacement, product

from surveyapp.core import wire
from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from tests.core.building import computed, even_sheets, joint, questionnaire, review, scale, section, sheets_of
from tools.attackers.exact import Person, World

Release = Callable[[World], str]
STANDARD = review()


def form(*topics: int, top: int = 5) -> Questionnaire:
    """Return a form of so many joint statements in each topic, on a scale of ``top`` points."""
    named = [section(f"topic{at}", *(joint(f"{at}.{n}") for n in range(size))) for at, size in enumerate(topics)]
    return questionnaire(*named, scales=[scale(top=top)])


def released_of(asked: Questionnaire, *, of: Review = STANDARD, partner: str = "33333") -> Release:
    """Return what gives the document of each data set of PRCS: answers, then role and place where people have them."""
    questions = sum(len(one.statements) for one in asked.sections)
    theirs = even_sheets(asked, Side.PARTNER, partner)

    @cache
    def release(world: World) -> str:
        sheets = sheets_of(asked, Side.PRCS, ("".join(map(str, one[:questions])) for one in world))
        profiles = (dict(zip(("role", "location"), one[questions:], strict=False)) for one in world)
        own = [replace(sheet, profile=profile) for sheet, profile in zip(sheets, profiles, strict=True)]
        return wire.canonical_json(computed(asked, own + theirs, of=of))

    return release


def kinds(answers: str, questions: int) -> list[Person]:
    """Return every way of answering that rates something."""
    return [kind for kind in product(answers, repeat=questions) if any(map(str.isdigit, kind))]


def said_by_cells(released: Hashable) -> str:
    """Return of a document what its cells say by themselves: those that three people rated, and how many answered."""
    plain = json.loads(str(released))
    pairs = [pair for topic in plain["sections"] for one in topic["statements"] for pair in one["facets"].values()]
    cells = [[pair[side.value] for side in Side] for pair in pairs]
    few = {"n": None, "withheld": True}
    return json.dumps([plain["sides"], [[cell if (cell["n"] or 0) >= 3 else few for cell in two] for two in cells]])


def dissenting(people: int, questions: int, *, least: int = 0, most: int) -> Iterator[World]:
    """Yield every data set in which each question has so many dissenters, whoever the same ones are."""
    sets = [some for size in range(least, most + 1) for some in combinations(range(people), size)]
    for dissenters in product(sets, repeat=questions):
        yield tuple(sorted(tuple("1" if one in some else "5" for some in dissenters) for one in range(people)))


def in_groups(answers: Sequence[Person], **groups: int) -> Iterator[World]:
    """Yield every data set of groups of so many people by role, who answer in one of these ways."""
    apart = [
        [tuple((*kind, role) for kind in some) for some in combinations_with_replacement(answers, size)]
        for role, size in groups.items()
    ]
    yield from (sum(together, ()) for together in product(*apart))
