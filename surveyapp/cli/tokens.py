"""``flask token``: the tokens by which programs ask the API."""

import click

from surveyapp.cli.installation import Group, Installation, as_json_option, now, reply
from surveyapp.core.conduct.roles import PROGRAMS_RIGHTS, Right, Scope
from surveyapp.store import programs
from surveyapp.store.programs import Program
from surveyapp.workflow.accounts import keeping_programs

_RIGHT = click.Choice([right.value for right in PROGRAMS_RIGHTS])


@click.group(cls=Group)
def token() -> None:
    """Keep the tokens of programs."""


@token.command("create")
@click.argument("name")
@click.option("--right", "rights", required=True, multiple=True, type=_RIGHT, help="What it may do; may be repeated.")
@click.option("--review", "reviews", multiple=True, type=int, help="Keep it to this review; may be repeated.")
@click.option("--days", type=int, default=keeping_programs.DEFAULT_DAYS, show_default=True, help="How long it lasts.")
@as_json_option
@click.pass_obj
def create(
    installation: Installation,
    name: str,
    *,
    rights: tuple[str, ...],
    reviews: tuple[int, ...],
    days: int,
    as_json: bool,
) -> None:
    """Let a program in that is called NAME, and print its token, which nobody can print again."""
    scope = Scope(frozenset(map(Right, rights)), frozenset(reviews) if reviews else None)
    with installation.writing() as session:
        made, key = keeping_programs.create_program(session, name, scope=scope, days=days, now=now())
    reply({**_row(made), "token": key}, as_json=as_json, plain=key)


@token.command("list")
@as_json_option
@click.pass_obj
def list_all(installation: Installation, *, as_json: bool) -> None:
    """List programs; their tokens are stored nowhere."""
    with installation.reading() as session:
        rows = [_row(one) for one in programs.list_programs(session)]
    until = [installation.say("until %(moment)s", moment=row["expires_at"]) for row in rows]
    lines = [f"{row['name']}\t{row['state']}\t{end}" for row, end in zip(rows, until, strict=True)]
    plain = "\n".join(lines) or installation.say("no tokens")
    reply({"tokens": rows}, as_json=as_json, plain=plain)


@token.command("revoke")
@click.argument("name")
@as_json_option
@click.pass_obj
def revoke(installation: Installation, name: str, *, as_json: bool) -> None:
    """Let a program in no more."""
    with installation.writing() as session:
        keeping_programs.revoke_program(session, name, now=now())
    plain = installation.say("the token of %(name)s is revoked", name=name)
    reply({"name": name, "state": "revoked"}, as_json=as_json, plain=plain)


def _row(one: Program) -> dict[str, object]:
    state = "revoked" if one.revoked_at else "in force" if one.is_in_force_at(now()) else "expired"
    return {
        "name": one.name,
        "state": state,
        "rights": sorted(one.scope.rights),
        "reviews": None if one.scope.reviews is None else sorted(one.scope.reviews),
        "expires_at": one.expires_at.isoformat(timespec="seconds"),
        "used_at": one.used_at.isoformat(timespec="seconds") if one.used_at else None,
    }
