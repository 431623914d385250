"""``flask audit``, which binds the record of what staff did anew."""

import click

from surveyapp.cli.installation import Command, Group, Installation, as_json_option, reply
from surveyapp.store import audit, audit_triggers


@click.group("audit", cls=Group)
def audit_group() -> None:
    """Keep the record of what staff did."""


@audit_group.command("bind", cls=Command)
@as_json_option
@click.pass_obj
def bind(installation: Installation, *, as_json: bool) -> None:
    """Bind the record to this SECRET_KEY as it stands, and put its triggers back: after another key was in use.

    Whatever was altered before stays so, and is no longer found: look first at what `flask doctor` says.
    """
    with installation.writing() as session:
        through = audit.bind(session)
        audit_triggers.put_back(session.connection())
    plain = installation.counted(
        "%(n)s entry of the activity log bound", "%(n)s entries of the activity log bound", through
    )
    reply({"through": through}, as_json=as_json, plain=plain)
