"""``flask staff``: accounts. The shell counts as administrator; what it does is recorded as done by ``cli``."""

import sys

import click
from sqlalchemy.orm import Session

from surveyapp.cli.installation import Group, Installation, as_json_option, now, reply
from surveyapp.core.conduct.roles import Role
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.store import people
from surveyapp.store.people import Staff
from surveyapp.workflow.accounts import keeping_staff, one_time_links

_ROLE = click.Choice([role.value for role in Role])


@click.group(cls=Group)
def staff() -> None:
    """Keep staff accounts."""


@staff.command("create")
@click.argument("email")
@click.option("--role", required=True, type=_ROLE)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, one line.")
@as_json_option
@click.pass_obj
def create(installation: Installation, email: str, *, role: str, password_stdin: bool, as_json: bool) -> None:
    """Make an account; without a password, print a link that signs in once."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with installation.writing() as session:
        key = keeping_staff.create_staff(session, email, role=Role(role), password=password, now=now())
    link = _link(installation, key) if key else None
    reply({"email": email, "link": link}, as_json=as_json, plain=link or email)


@staff.command("list")
@as_json_option
@click.pass_obj
def list_all(installation: Installation, *, as_json: bool) -> None:
    """List accounts."""
    with installation.reading() as session:
        rows = [_row(one) for one in people.list_staff(session)]
    plain = "\n".join("{email}\t{role}\t{state}".format(**row) for row in rows) or installation.say("no accounts")
    reply({"staff": rows}, as_json=as_json, plain=plain)


@staff.command("role")
@click.argument("email")
@click.option("--role", required=True, type=_ROLE)
@as_json_option
@click.pass_obj
def change_role(installation: Installation, email: str, *, role: str, as_json: bool) -> None:
    """Give an account another role; its owner signs in anew."""
    with installation.writing() as session:
        keeping_staff.change_role(session, _id(session, email), role=Role(role))
    plain = installation.say("%(email)s is %(role)s", email=email, role=role)
    reply({"email": email, "role": role}, as_json=as_json, plain=plain)


@staff.command("give")
@click.argument("email")
@click.argument("reviews", nargs=-1, type=int)
@as_json_option
@click.pass_obj
def give(installation: Installation, email: str, *, reviews: tuple[int, ...], as_json: bool) -> None:
    """Let a facilitator reach these REVIEWS, and no others."""
    with installation.writing() as session:
        keeping_staff.set_reviews(session, _id(session, email), review_ids=reviews)
    given = sorted(set(reviews))
    plain = installation.counted(
        "%(email)s reaches %(n)s review", "%(email)s reaches %(n)s reviews", len(given), email=email
    )
    reply({"email": email, "reviews": given}, as_json=as_json, plain=plain)


@staff.command("close")
@click.argument("email")
@as_json_option
@click.pass_obj
def close(installation: Installation, email: str, *, as_json: bool) -> None:
    """Let nobody in by an account; what it did stays in the record."""
    with installation.writing() as session:
        keeping_staff.close_staff(session, _id(session, email), now=now())
    reply({"email": email, "closed": True}, as_json=as_json, plain=installation.say("%(email)s is closed", email=email))


@staff.command("reopen")
@click.argument("email")
@as_json_option
@click.pass_obj
def reopen(installation: Installation, email: str, *, as_json: bool) -> None:
    """Let a closed account be used again."""
    with installation.writing() as session:
        keeping_staff.reopen_staff(session, _id(session, email))
    reply({"email": email, "closed": False}, as_json=as_json, plain=installation.say("%(email)s is open", email=email))


@staff.command("reset")
@click.argument("email")
@click.option("--second-factor", is_flag=True, help="Take the second factor away too.")
@as_json_option
@click.pass_obj
def reset(installation: Installation, email: str, *, second_factor: bool, as_json: bool) -> None:
    """Print a link that signs in once, to choose a new password."""
    with installation.writing() as session:
        staff_id = _id(session, email)
        if second_factor:
            keeping_staff.drop_second_factor(session, staff_id)
        link = _link(installation, one_time_links.give_link(session, staff_id, now=now()))
    reply({"email": email, "link": link}, as_json=as_json, plain=link)


def _id(session: Session, email: str) -> int:
    found = people.find_staff_id(session, email)
    if found is None:
        raise NotFoundError(Code.NO_STAFF, name=email)
    return found


def _link(installation: Installation, key: str) -> str:
    return installation.link(f"/staff/sign-in/{key}")


def _row(one: Staff) -> dict[str, object]:
    state = "closed" if one.is_closed else "open" if one.has_password else "no password yet"
    return {
        "email": one.email,
        "role": one.role.value,
        "state": state,
        "second_factor": one.has_factor,
        "reviews": sorted(one.given),
    }
