"""Everything that follows from a whole results document, found by going through every data set that fits it."""

from collections.abc import Hashable, Sequence
from fractions import Fraction
from itertools import product

import pytest
from surveyapp.core.attacking import Derived, World, find_derivable, worlds_of

from surveyapp.core import wire
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.release import blurring
from surveyapp.core.release.blurring import Coarseness, blurred, find_exposures
from surveyapp.core.review import Policy, Review
from surveyapp.core.sides import Side
from tests.core.building import computed, even_sheets, joint, questionnaire, review, scale, section, sheets_of

PROTECTED = review(policy=Policy.PROTECTED)


def attack(asked: Questionnaire, people: int, answers: str, *, of: Review = PROTECTED) -> list[Derived]:
    """Attack the whole document of ``people`` of PRCS, who each give any of ``answers`` to every question.

    Everybody rates something: who does not is no answer, and how many answered is shown.
    """
    partner = even_sheets(asked, Side.PARTNER, "3" * 5)
    questions = sum(len(one.statements) for one in asked.sections)

    def release(world: World) -> Hashable:
        rows = ["".join(map(str, person)) for person in world]
        return wire.canonical_json(computed(asked, sheets_of(asked, Side.PRCS, rows) + partner, of=of))

    kinds = [kind for kind in product(answers, repeat=questions) if any(map(str.isdigit, kind))]
    return find_derivable(worlds_of(people, kinds), release)


def one_topic(*statements: str, top: int = 5) -> Questionnaire:
    return questionnaire(section("topic", *map(joint, statements)), scales=[scale(top=top)])


@pytest.mark.parametrize(
    ("statements", "top", "people", "answers"),
    [
        pytest.param(["one"], 5, 5, "12345", id="five people"),
        pytest.param(["one"], 5, 6, "12345", id="six people"),
        pytest.param(["one"], 5, 7, "12345", id="seven people"),
        pytest.param(["one", "two"], 3, 5, "13-", id="two statements, answers at the ends, or don't know"),
        pytest.param(["one", "two"], 3, 6, "13-", id="the same of six people, whose step tells whether all rated it"),
        pytest.param(["one", "two"], 3, 5, "123", id="two statements of three points"),
        pytest.param(["one", "two"], 4, 6, "14", id="two statements, six people at the ends"),
    ],
)
def test_no_answer_follows_from_a_protected_document(
    statements: Sequence[str], top: int, people: int, answers: str
) -> None:
    assert attack(one_topic(*statements, top=top), people, answers) == []


def test_the_standard_policy_gives_away_that_all_agree_and_what_a_colleague_can_subtract() -> None:
    """It says so openly; and the attacker is seen to find something."""
    found = attack(one_topic("one"), 5, "135", of=review())
    assert {one.answer for one in found if one.known is None} == {"1", "3", "5"}
    assert {(one.known, one.answer) for one in found if one.known} == {((a,), b) for a in "135" for b in "135"}


def test_three_people_of_a_standard_review_give_away_only_that_all_others_ticked_one_end_throughout() -> None:
    """Not even to a colleague, who can subtract, does an interval or a mean tell more of one rating."""
    everything = {(known, question, end) for known in product("12", repeat=4) for question in range(4) for end in "12"}
    outsider = {(None, question, end) for question in range(4) for end in "12"}
    found = attack(one_topic("one", "two", "three", "four", top=2), 3, "12", of=review())
    said = {(one.known, one.question, one.answer) for one in found}
    assert outsider <= said <= everything | outsider
    assert len(found) == len(said)


@pytest.mark.parametrize("rule", [None, Coarseness(9, Fraction(1, 10), Fraction(0))], ids=["in force", "finer"])
@pytest.mark.parametrize("people", [5, 6, 7])
def test_the_audit_by_sums_finds_what_the_attacker_finds(
    monkeypatch: pytest.MonkeyPatch, people: int, rule: Coarseness | None
) -> None:
    if rule:
        monkeypatch.setattr(blurring, "COARSENESS", (rule,))

    def release(world: World) -> Fraction:
        return blurred(Fraction(sum(answer for (answer,) in world), people), people=people, top=5)

    found = find_derivable(worlds_of(people, [(answer,) for answer in range(1, 6)]), release)
    assert {(one.released, one.known and one.known[0]) for one in found} == {
        (one.released, one.known) for one in find_exposures(5, sizes=[people])
    }
    assert bool(found) is bool(rule)
