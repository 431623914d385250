"""Keeping programs: which one may ask the API, for what, until when; and its token, which is shown once."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.core.conduct.roles import PROGRAMS_RIGHTS, Scope
from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.naming import read_slug
from surveyapp.store import audit, programs, reviews
from surveyapp.store.programs import Program
from surveyapp.workflow.keys import token_hash

DEFAULT_DAYS, DAYS_LIMIT = 90, 366
"""How many days a token lasts, and at most."""

PREFIX = "surveyapp_"
"""How every token begins, so that one that got into a file or a mail is found there."""


def create_program(session: Session, name: str, *, scope: Scope, days: int, now: datetime) -> tuple[Program, str]:
    """Store a program that gets in for so many days; return it and its token, of which only a hash is stored.

    Raises:
        InputError: the name is no short name, or taken; no right that programs take is given; too many days.
        NotFoundError: there is no such review.
    """
    rights = scope.rights & frozenset(PROGRAMS_RIGHTS)
    if not rights or rights != scope.rights:
        raise InputError(Code.BAD_RIGHTS, rights=", ".join(PROGRAMS_RIGHTS))
    if not 0 < days <= DAYS_LIMIT:
        raise InputError(Code.BAD_DAYS, limit=DAYS_LIMIT)
    for review_id in sorted(scope.reviews or ()):
        reviews.get_review(session, review_id)
    token = PREFIX + secrets.token_urlsafe(32)
    program = programs.put_program(
        session,
        read_slug(name),
        token_hash=token_hash(token),
        scope=scope,
        now=now,
        expires_at=now + timedelta(days=days),
    )
    if program is None:
        raise InputError(Code.SLUG_TAKEN, slug=name)
    kept_to = None if scope.reviews is None else sorted(scope.reviews)
    audit.record(session, "program.created", program=name, rights=sorted(rights), reviews=kept_to, days=days)
    return program, token


def revoke_program(session: Session, name: str, *, now: datetime) -> None:
    """Let a program in no more, from its next request on; NotFoundError ``no_program`` when there is none."""
    row = programs.get_program_row(session, name)
    if row.revoked_at is None:
        row.revoked_at = now
        audit.record(session, "program.revoked", program=name)


def find_program(session: Session, token: str) -> Program | None:
    """Return the program that shows ``token``, whether it is still in force or not; None when no program has it."""
    return programs.find_program(session, token_hash(token))
