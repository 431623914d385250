"""Who may do what: the one table of roles and rights, asked by pages, commands and programs alike."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is to the reviews."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    FACILITATOR = "facilitator"
    VIEWER = "viewer"


class Right(StrEnum):
    """Something that a page or a command lets somebody do."""

    OWN_ACCOUNT = "own_account"
    """Sign out, see the list of reviews, keep one's own password and second factor."""

    READ_QUESTIONNAIRES = "read_questionnaires"
    """What is asked: versions of questionnaires, what changed between them, sheets for proof-reading."""

    SEE_RESULTS = "see_results"
    """Released results of one review: pages, charts, pack, exports."""

    SEE_ALL_RESULTS = "see_all_results"
    """Released results of many reviews at once: rounds, partners by principles."""

    KEEP_AGREEMENTS = "keep_agreements"
    """Agreed readings, lessons and actions of one review."""

    RUN_REVIEWS = "run_reviews"
    """Partners, rounds, reviews, invitations, paper forms, imports."""

    PUBLISH = "publish"
    """Publish versions of questionnaires."""

    KEEP_PEOPLE = "keep_people"
    """Staff accounts and the keys of programs."""

    SEE_AUDIT = "see_audit"
    """The record of what staff did."""


_ANYBODYS = frozenset({Right.OWN_ACCOUNT, Right.READ_QUESTIONNAIRES})
_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(Right),
    Role.COORDINATOR: frozenset(Right) - {Right.KEEP_PEOPLE, Right.SEE_AUDIT},
    Role.FACILITATOR: _ANYBODYS | {Right.SEE_RESULTS, Right.KEEP_AGREEMENTS},
    Role.VIEWER: _ANYBODYS | {Right.SEE_RESULTS, Right.SEE_ALL_RESULTS},
}
_PER_REVIEW = frozenset({Role.FACILITATOR})
"""Roles that reach only the reviews given to them."""


def may(role: Role, right: Right, *, review_id: int | None = None, given: frozenset[int] = frozenset()) -> bool:
    """Say whether ``role`` has ``right``, on the review ``review_id`` where a page or command is about one.

    Args:
        role: of whoever asks.
        right: what is asked for.
        review_id: the review that it is about, or None.
        given: the reviews that were given to whoever asks; only roles that reach no others look at it.
    """
    if right not in _RIGHTS[role]:
        return False
    return role not in _PER_REVIEW or review_id is None or review_id in given
