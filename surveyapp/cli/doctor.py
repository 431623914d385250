"""``flask doctor``: what an operator wants to know, a line a check."""

import sys

import click

from surveyapp.cli.heads import HeadType
from surveyapp.cli.installation import Command, Installation, as_json_option, reply
from surveyapp.operating.checks import examine
from surveyapp.store.audit import Head


@click.command(cls=Command)
@click.option(
    "--head",
    "asked",
    multiple=True,
    type=HeadType(),
    metavar="NUMBER:VALUE",
    help="See that the record still has this entry, as a mail to administrators told it.",
)
@as_json_option
@click.pass_obj
def doctor(installation: Installation, *, asked: tuple[Head, ...], as_json: bool) -> None:
    """Check the installation, a line a check; exit with 1 when any fails."""
    found = list(examine(installation.site, asked))
    is_well = all(one.ok for one in found)
    lines = [f"{'ok  ' if one.ok else 'FAIL'}  {one.name:<13}  {one.said}" for one in found]
    checks = [{"name": one.name, "ok": one.ok, "said": one.said} for one in found]
    reply({"ok": is_well, "checks": checks}, as_json=as_json, plain="\n".join(lines))
    if not is_well:
        sys.exit(1)
