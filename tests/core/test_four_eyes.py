"""Two members of staff open a review, wherever there are two whose eyes count."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from surveyapp.core.conduct.four_eyes import (
    SETTLED_AFTER,
    Eyes,
    Opener,
    Proposal,
    Turn,
    Way,
    digest_prepared,
    find_eyes,
    turn_of,
    way_of_opening,
)
from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy
from surveyapp.core.conduct.roster import Person, Roster
from surveyapp.core.errors import StateError
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.sides import Side
from tests.core.building import review
from tests.languages import EN, text

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
A, B, C = "a@prcs.example", "b@prcs.example", "c@prcs.example"


def opener(email: str, days: int | None = None) -> Opener:
    return Opener(email, None if days is None else NOW - timedelta(days=days))


@pytest.mark.parametrize(
    ("openers", "eyes"),
    [
        pytest.param([], set(), id="nobody"),
        pytest.param([opener(A), opener(B)], {A, B}, id="of old"),
        pytest.param([opener(A), opener(B, 7), opener(C, 6)], {A, B}, id="a week, and not yet a week"),
        pytest.param([opener(A), opener(B, 0)], {A}, id="an account made for this"),
        pytest.param([opener(A, 2), opener(B, 0)], {A, B}, id="a new installation"),
    ],
)
def test_whose_eyes_count(openers: list[Opener], eyes: set[str]) -> None:
    assert find_eyes(openers, NOW).counting == eyes
    assert timedelta(days=7) == SETTLED_AFTER


def test_who_is_too_new_counts_a_week_after_the_account_was_given() -> None:
    assert find_eyes([opener(A), opener(B, 6)], NOW).later == {B: NOW + timedelta(days=1)}
    assert find_eyes([opener(A, 2), opener(B, 0)], NOW).later == {}


def counting(*emails: str, later: str = "") -> Eyes:
    return Eyes(frozenset(emails), {later: NOW} if later else {})


def proposed(by: str, digest: str = "now") -> Proposal:
    return Proposal(by, NOW, digest)


@pytest.mark.parametrize(
    ("author", "eyes", "proposal", "turn", "ends"),
    [
        pytest.param(A, {A}, None, Turn.ALONE, Way.ONE, id="nobody else"),
        pytest.param(A, set(), None, Turn.ALONE, Way.ONE, id="nobody at all"),
        pytest.param(A, {A, B}, None, Turn.PROPOSES, "opening_takes_two", id="nothing proposed"),
        pytest.param(A, {A, B}, proposed(A), Turn.WAITS, "opening_takes_two", id="one's own proposal"),
        pytest.param(A, {A, B}, proposed(B), Turn.SECOND, Way.TWO, id="another's proposal"),
        pytest.param(A, {A, B}, proposed(B, "then"), Turn.PROPOSES, "opening_was_changed", id="changed since"),
        pytest.param(A, {B}, proposed(B), Turn.NONE, "account_too_new", id="a new account as second"),
        pytest.param(C, {B}, proposed(B), Turn.NONE, "account_of_demonstrations", id="an account for trying"),
        pytest.param(A, {A, B}, proposed(C), Turn.PROPOSES, "opening_takes_two", id="a new account as first"),
    ],
)
def test_one_proposes_and_another_opens(
    author: str, eyes: set[str], proposal: Proposal | None, turn: Turn, ends: Way | str
) -> None:
    whose = counting(*eyes, later="" if A in eyes else A)
    assert turn_of(author, eyes=whose, proposal=proposal, prepared="now") is turn
    if isinstance(ends, Way):
        assert way_of_opening(author, eyes=whose, proposal=proposal, prepared="now", seen="now") is ends
    else:
        with pytest.raises(StateError, match=ends):
            way_of_opening(author, eyes=whose, proposal=proposal, prepared="now", seen="now")


@pytest.mark.parametrize("seen", [None, "then"])
def test_the_second_opens_what_was_shown(seen: str | None) -> None:
    with pytest.raises(StateError, match="opening_was_changed"):
        way_of_opening(A, eyes=counting(A, B), proposal=proposed(B), prepared="now", seen=seen)


def test_the_shell_opens_alone_and_a_program_never() -> None:
    assert way_of_opening("cli", eyes=counting(A, B), proposal=None, prepared="now", seen=None) is Way.SHELL
    for eyes in (counting(), counting(A), counting(A, B)):
        with pytest.raises(StateError, match="programs_open_nothing"):
            way_of_opening("program:kobo", eyes=eyes, proposal=proposed(B), prepared="now", seen="now")


LISTS = {side: Roster((Person("Lina", "", "lina@example.org", EN),), 2) for side in Side}


def test_all_that_opening_freezes_changes_the_digest() -> None:
    before = review()
    changed = [
        replace(before, policy=Policy.PROTECTED),
        replace(before, thresholds=Thresholds(3, 6, 6)),
        replace(before, answering=AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)),
        replace(before, questionnaire="test@ba9876543210"),
        replace(before, closes_on=date(2031, 1, 1)),
        replace(before, partner=replace(before.partner, name=text(ar="غيره", en="Another"))),
        replace(before, round=replace(before.round, title=text(ar="غيره", en="Another"))),
    ]
    lists = [
        LISTS | {side: one}
        for side in Side
        for one in (
            Roster(LISTS[side].people, 3),
            Roster((), 2),
            Roster((Person("Rana", "", "lina@example.org", EN),), 2),
            Roster((Person("Lina", "", "rana@example.org", EN),), 2),
        )
    ]
    digests = [digest_prepared(before, LISTS), *(digest_prepared(one, LISTS) for one in changed)]
    digests += [digest_prepared(before, one) for one in lists]
    assert len(set(digests)) == len(digests) == 1 + len(changed) + len(lists)
