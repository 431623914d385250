"""``flask staff``: accounts."""

import sys

import click

from surveyapp.cli.installation import Group, Installation, as_json_option, now, say
from surveyapp.core.roles import Role
from surveyapp.workflow.keeping_people import create_staff


@click.group(cls=Group)
def staff() -> None:
    """Keep staff accounts."""


@staff.command("create")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, one line.")
@as_json_option
@click.pass_obj
def create(installation: Installation, email: str, *, role: str, password_stdin: bool, as_json: bool) -> None:
    """Make an account; without a password, print a link that signs in once."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with installation.writing() as session:
        key = create_staff(session, email, role=Role(role), password=password, now=now())
    link = installation.link(f"/staff/sign-in/{key}") if key else None
    say({"email": email, "link": link}, as_json=as_json, plain=link or email)
