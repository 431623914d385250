"""Attackers that succeed on documents of the first edition, and find nothing in the second's of the same answers."""

from collections.abc import Iterable
from functools import partial

import pytest

from surveyapp.core.conduct.review import Policy
from surveyapp.core.sides import Side
from tools.attackers import cases, colleague, colluding, differencing, joint, rounds, withheld, worlds
from tools.attackers.cases import WITHOUT_CUTS, Attack, Case, answered
from tools.attackers.claims import Found, counted


def found_by(find: Attack, documents: Iterable[Case]) -> Found:
    return counted(attempt for case in documents for attempt in find(case))


ATTACKS = {
    "differencing of facets": (partial(differencing.find, kinds=("facet",)), None, Found(495, 160, 160, 160)),
    "differencing of topics": (partial(differencing.find, kinds=("topic",)), None, Found(339, 12, 29, 29)),
    "who ticked what together": (joint.find, WITHOUT_CUTS, Found(359, 282, 801, 801)),
    "a statement that one rated": (partial(withheld.find, raters=1), None, Found(31, 16, 16, 16)),
    "a statement that two rated": (partial(withheld.find, raters=2), None, Found(31, 9, 9, 9)),
    "a colleague": (colleague.find, 2, Found(396, 302, 858, 858)),
    "two colleagues": (colluding.find, 2, Found(900, 677, 2012, 2012)),
}
"""Of the first edition; the third number is of reviews, all unless given."""


@pytest.mark.parametrize(("find", "reviews", "expected"), ATTACKS.values(), ids=ATTACKS)
@pytest.mark.alike(4)
def test_it_succeeds_on_the_first_edition_and_is_right_each_time(
    find: Attack, reviews: int | None, expected: Found
) -> None:
    assert found_by(find, map(cases.first_edition, answered()[:reviews])) == expected
    assert expected.claims == expected.right


NOW = {"second edition": cases.second_edition, "first edition as shown": cases.first_edition_as_shown}


@pytest.fixture(scope="module", params=NOW.values(), ids=NOW)
def shown(request: pytest.FixtureRequest) -> list[Case]:
    return [request.param(one) for one in answered()]


@pytest.mark.parametrize(("find", "reviews"), [row[:2] for row in ATTACKS.values()], ids=ATTACKS)
@pytest.mark.alike(7)
def test_it_finds_nothing_now(find: Attack, reviews: int | None, shown: list[Case]) -> None:
    assert found_by(find, shown[:reviews]).certain == 0


def test_the_same_figures_are_attacked_in_vain(shown: list[Case]) -> None:
    """Facets, indices and cuts are there, and withheld statements; what is not there is a topic as a whole."""
    kinds = {kind: found_by(partial(differencing.find, kinds=(kind,)), shown) for kind in differencing.KINDS}
    assert {kind for kind, found in kinds.items() if found.targets} == {"facet", "index", "cut"}
    assert not any(found.certain for found in kinds.values())
    assert found_by(withheld.find, shown).targets == 76


READERS = {"an outsider": (), "a colleague": (0,), "two colleagues": (0, 1)}


@pytest.mark.slow
@pytest.mark.parametrize("known", READERS.values(), ids=READERS)
@pytest.mark.alike(1)
def test_no_two_answers_of_anybody_are_certain(known: tuple[int, ...]) -> None:
    """Data sets that give the same document, byte for byte, have no tie in common, and nothing of withheld cells."""
    reading = worlds.Reading(answered()[3].sheets, Side.PRCS, known)
    common = worlds.in_common(reading)
    people = len(reading.others)
    assert (common.worlds, len(common.left)) == (1 + 6 * (people - 1), 0)
    assert common.facts > 5000
    assert reading.withheld


@pytest.mark.parametrize(
    ("policy", "changing", "expected"),
    [
        pytest.param(Policy.STANDARD, 0.0, Found(163, 148, 148, 148), id="standard, nobody changes"),
        pytest.param(Policy.STANDARD, rounds.CHANGE, Found(163, 88, 88, 60), id="standard, one rating in five changes"),
        pytest.param(Policy.PROTECTED, 0.0, Found(135, 1, 1, 1), id="protected, nobody changes"),
    ],
)
def test_what_a_second_round_tells_of_the_one_person_more(policy: Policy, changing: float, expected: Found) -> None:
    """The limit that is said openly: if nobody else changes, cells of both rounds tell; else they mislead."""
    reviews = [one for one in answered()[:4] if len(one.of(Side.PRCS)) > 5]
    pairs = [rounds.two_rounds(one, policy, changing=changing) for one in reviews]
    assert counted(attempt for old, new in pairs for attempt in rounds.find(old, new)) == expected
