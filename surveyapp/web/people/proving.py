"""Proving who one is: what was typed, weighed against what is kept, and where it came from."""

from flask import g
from flask_wtf import FlaskForm

from surveyapp.store import people
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import gettext
from surveyapp.web.keys import keys, source
from surveyapp.web.people.known import shown_mark
from surveyapp.workflow.accounts import signing_in
from surveyapp.workflow.accounts.known_browsers import find_browser
from surveyapp.workflow.accounts.limiting import Origin
from surveyapp.workflow.accounts.signing_in import Claim


def claimed(email: str, password: str) -> Claim:
    """Return the claim that an address and a password make; the database is left alone meanwhile."""
    with reading() as session:
        password_hash = people.find_password_hash(session, email)
    known = find_browser(shown_mark(), email=email, password_hash=password_hash, now=now(), keys=keys())
    return signing_in.weigh(email, password, password_hash=password_hash, origin=Origin(source(), known))


def needs_password() -> bool:
    """Say whether who is signed in must give the password once more; not after coming by a one-time link."""
    return bool(g.staff.has_password and not g.staff_session.by_link)


def is_proved(form: FlaskForm) -> bool:
    """Say whether the form's field ``current`` holds one's own password, where it is needed; word the refusal."""
    if not needs_password():
        return True
    claim = claimed(g.staff.email, form.current.data or "")
    with writing() as session:
        is_right = signing_in.vouch(session, claim, now=now()) is not None
    if not is_right:
        form.current.errors = [gettext("The password is wrong, or there have been too many attempts.")]
    return is_right
