"""``flask letters``: printed letters."""

from pathlib import Path

import click

from surveyapp.cli.installation import Command, Installation, as_json_option, reply
from surveyapp.core.sides import Side
from surveyapp.reports.paper.letters import load_letters, make_letters
from surveyapp.workflow.invitations import writing_letters


@click.command(cls=Command)
@click.argument("review_id", metavar="ID", type=int)
@click.argument("out", metavar="OUT.pdf", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--side", required=True, type=click.Choice([side.value for side in Side]))
@as_json_option
@click.pass_obj
def letters(installation: Installation, review_id: int, out: Path, *, side: str, as_json: bool) -> None:
    """Write a letter for each link of a side that no mail carries, one sheet each."""
    with installation.writing() as session:
        to = writing_letters.take_letters(session, review_id, side=Side(side), keys=installation.keys)
        made = load_letters(session, review_id, side=Side(side), addressed=to, settings=installation.settings)
    out.write_bytes(make_letters(made))
    plain = installation.counted("%(n)s letter: %(file)s", "%(n)s letters: %(file)s", len(to), file=out)
    reply({"letters": len(to), "file": str(out)}, as_json=as_json, plain=plain)
