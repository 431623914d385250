"""Who may do what."""

import pytest

from surveyapp.core.conduct.roles import Right, Role, Scope, may


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.ADMINISTRATOR, set(Right)),
        (Role.COORDINATOR, set(Right) - {Right.KEEP_PEOPLE, Right.SEE_AUDIT, Right.OPERATE}),
        (Role.FACILITATOR, {Right.OWN_ACCOUNT, Right.READ_QUESTIONNAIRES, Right.SEE_RESULTS, Right.KEEP_AGREEMENTS}),
        (Role.VIEWER, {Right.OWN_ACCOUNT, Right.READ_QUESTIONNAIRES, Right.SEE_RESULTS, Right.SEE_ALL_RESULTS}),
    ],
)
def test_rights_of_roles(role: Role, rights: set[Right]) -> None:
    assert {right for right in Right if may(role, right)} == rights


def test_facilitators_reach_only_what_was_given_to_them() -> None:
    given = frozenset({3})
    assert may(Role.FACILITATOR, Right.SEE_RESULTS, review_id=3, given=given)
    assert not may(Role.FACILITATOR, Right.SEE_RESULTS, review_id=4, given=given)
    assert may(Role.VIEWER, Right.SEE_RESULTS, review_id=4)


def test_a_scope_without_reviews_reaches_none() -> None:
    everywhere, one, none = (Scope(frozenset({Right.SEE_RESULTS}), reviews) for reviews in (None, {3}, frozenset()))
    assert [scope.allows(Right.SEE_RESULTS, 3) for scope in (everywhere, one, none)] == [True, True, False]
    assert [scope.allows(Right.SEE_RESULTS, 4) for scope in (everywhere, one, none)] == [True, False, False]
    assert not everywhere.allows(Right.RUN_REVIEWS, 3)
