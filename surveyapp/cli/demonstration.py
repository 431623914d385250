"""``flask demo``: demonstration data."""

from pathlib import Path

import click

from surveyapp.catalogue.files import load_questionnaire
from surveyapp.cli.installation import Group, Installation, now, tell
from surveyapp.core.conduct.roles import Role
from surveyapp.core.errors import InputError
from surveyapp.store import reviews
from surveyapp.words.refusals.table import refusal_line
from surveyapp.workflow import purging
from surveyapp.workflow.accounts.keeping_staff import create_staff
from surveyapp.workflow.demonstrating.loading import list_open_links, load_demonstration
from surveyapp.workflow.reviews.publishing import publish

QUESTIONNAIRE = Path(__file__).parents[2] / "questionnaires" / "code-of-good-partnership.yaml"
STAFF = "demo@example.org"


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
        try:
            password = installation.keys.demonstration_password()
            create_staff(session, STAFF, role=Role.ADMINISTRATOR, password=password, now=now(), is_demonstration=True)
        except InputError as error:
            tell(refusal_line(error, installation.language), err=True)
    installation.compact()
    tell(installation.say("demonstration loaded"))


@demo.command()
@click.pass_obj
def show(installation: Installation) -> None:
    """Print where to look: the address, a staff sign-in, and an open link a side."""
    with installation.reading() as session:
        links = list_open_links(session, keys=installation.keys)
        has_staff = any(review.is_demonstration for review in reviews.list_reviews(session))
    rows = [(installation.say("The first page"), installation.link("/"))]
    if has_staff:
        rows += [
            (installation.say("Staff sign-in"), installation.link("/staff/sign-in")),
            ("", f"{STAFF}  {installation.keys.demonstration_password()}"),
        ]
    for review, side, token in links:
        name = review.partner.name.in_(installation.language)
        rows.append(
            (installation.say("A form of side %(side)s", side=side), f"{installation.link('/r/' + token)}  ({name})")
        )
    width = max(len(label) for label, _ in rows)
    tell("\n".join(["", *(f"  {label:<{width}}  {shown}" for label, shown in rows), ""]))
