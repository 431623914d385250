"""Who may do what: the one table of roles and rights, asked by pages, commands and programs alike."""

from dataclasses import dataclass
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

    OPERATE = "operate"
    """The installation: checks, backups, erasing, rounds as files for another one."""


_ANYBODYS = frozenset({Right.OWN_ACCOUNT, Right.READ_QUESTIONNAIRES})
_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(Right),
    Role.COORDINATOR: frozenset(Right) - {Right.KEEP_PEOPLE, Right.SEE_AUDIT, Right.OPERATE},
    Role.FACILITATOR: _ANYBODYS | {Right.SEE_RESULTS, Right.KEEP_AGREEMENTS},
    Role.VIEWER: _ANYBODYS | {Right.SEE_RESULTS, Right.SEE_ALL_RESULTS},
}
_PER_REVIEW = frozenset({Role.FACILITATOR})
"""Roles that reach only the reviews given to them."""


PROGRAMS_RIGHTS = (Right.SEE_RESULTS, Right.RUN_REVIEWS)
"""What the token of a program may be given: the rights that an address below ``/api/`` takes."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody, or a program, may do: ``rights``, on the ``reviews`` that they are kept to, or (None) on all."""

    rights: frozenset[Right]
    reviews: frozenset[int] | None = None

    def allows(self, right: Right, review_id: int | None = None) -> bool:
        """Say whether ``right`` is among the rights, on the review ``review_id`` where a page or command is about one.

        Args:
            right: what is asked for.
            review_id: the review that it is about, or None.
        """
        if right not in self.rights:
            return False
        return self.reviews is None or review_id is None or review_id in self.reviews


def scope_of(role: Role, given: frozenset[int] = frozenset()) -> Scope:
    """Return what ``role`` may do; only roles that are kept to reviews look at those that were ``given``."""
    return Scope(_RIGHTS[role], given if role in _PER_REVIEW else None)


def may(role: Role, right: Right, *, review_id: int | None = None, given: frozenset[int] = frozenset()) -> bool:
    """Say whether ``role`` has ``right``, on the review ``review_id`` where a page or command is about one."""
    return scope_of(role, given).allows(right, review_id)
