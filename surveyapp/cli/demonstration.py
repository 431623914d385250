"""``flask demo``: demonstration data."""

from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy.orm import Session

from surveyapp.catalogue.files import load_questionnaire
from surveyapp.cli.installation import Group, Installation, now, tell
from surveyapp.core.conduct.roles import Role
from surveyapp.core.errors import InputError
from surveyapp.store import people, reviews
from surveyapp.words.refusals.table import refusal_line
from surveyapp.workflow import purging
from surveyapp.workflow.accounts.keeping_staff import create_staff
from surveyapp.workflow.demonstrating.loading import list_open_links, load_demonstration
from surveyapp.workflow.reviews.publishing import publish

QUESTIONNAIRE = Path(__file__).parents[2] / "questionnaires" / "code-of-good-partnership.yaml"
STAFF = {"demo@example.org": Role.ADMINISTRATOR, "colleague@example.org": Role.COORDINATOR}
"""Two accounts, so that one proposes to open an invented review, and another opens it."""


@click.group(cls=Group)
def demo() -> None:
    """Demonstration data, marked as such everywhere."""


@demo.command()
@click.option("--if-empty", is_flag=True, help="Do nothing when there are reviews already.")
@click.pass_obj
def load(installation: Installation, *, if_empty: bool) -> None:
    """Load invented partners, two rounds and synthetic answers into an empty database."""
    with installation.writing() as session:
        if if_empty and reviews.list_reviews(session):
            return
        questionnaire = load_questionnaire(QUESTIONNAIRE)
        version = publish(session, questionnaire, now=now())
        load_demonstration(session, version, now=now(), keys=installation.keys)
        purging.purge(session, now=now(), keeping=installation.settings.keeping)  # its first round is years old
        _create_accounts(installation, session)
    installation.compact()
    tell(installation.say("demonstration loaded"))


def _create_accounts(installation: Installation, session: Session) -> None:
    """Create the accounts of demonstrations; what somebody has made at such an address stays as it is."""
    password = installation.keys.demonstration_password()
    for email, role in STAFF.items():
        try:
            create_staff(session, email, role=role, password=password, now=now(), is_demonstration=True)
        except InputError as error:
            tell(refusal_line(error, installation.language), err=True)


@demo.command()
@click.pass_obj
def show(installation: Installation) -> None:
    """Print where to look: the address, staff sign-ins, and an open link a side."""
    with installation.reading() as session:
        links = list_open_links(session, keys=installation.keys)
        accounts = [one for one in people.list_staff(session) if not one.is_closed]
    rows = [(installation.say("The first page"), installation.link("/"))]
    rows += [
        (installation.say("Staff sign-in"), installation.link("/staff/sign-in")),
        *_sign_ins(installation, accounts),
    ]
    for review, side, token in links:
        name = review.partner.name.in_(installation.language)
        rows.append(
            (installation.say("A form of side %(side)s", side=side), f"{installation.link('/r/' + token)}  ({name})")
        )
    width = max(len(label) for label, _ in rows)
    tell("\n".join(["", *(f"  {label:<{width}}  {shown}" for label, shown in rows), ""]))


def _sign_ins(installation: Installation, accounts: Sequence[people.Staff]) -> list[tuple[str, str]]:
    """Return a row for each account of demonstrations, or one that says how the first account is made."""
    password = installation.keys.demonstration_password()
    invented = {one.email for one in accounts if one.is_demonstration}
    if accounts:
        return [("", f"{email}  {password}") for email in STAFF if email in invented]
    make = "flask staff create ADDRESS --role administrator"
    return [("", installation.say("nobody has an account yet: %(command)s", command=make))]
