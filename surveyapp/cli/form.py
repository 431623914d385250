"""``flask form``: the blank form."""

from pathlib import Path

import click

from surveyapp.cli.installation import Command, Installation, as_json_option, read_languages, reply
from surveyapp.core.sides import Side
from surveyapp.reports.paper.blank_form import load_blank_form, make_blank_form
from surveyapp.workflow.invitations import inviting


@click.command(cls=Command)
@click.argument("review_id", metavar="ID", type=int)
@click.argument("out", metavar="OUT.pdf", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--side", required=True, type=click.Choice([side.value for side in Side]))
@click.option("--language", required=True, help="A code, or several with commas; both: the first two offered.")
@click.option("--link", help="A link or code of this side, best a paper form's: printed with its QR code.")
@as_json_option
@click.pass_obj
def form(
    installation: Installation, review_id: int, out: Path, *, side: str, language: str, link: str | None, as_json: bool
) -> None:
    """Write the blank form of one side as PDF, to be filled in by hand."""
    with installation.reading() as session:
        if link is not None:
            token = inviting.get_unused_token(session, link, review_id=review_id, side=Side(side))
            link = installation.link(f"/r/{token}")
        languages = read_languages(installation, language)
        keeping = installation.settings.keeping
        blank = load_blank_form(session, review_id, side=Side(side), languages=languages, keeping=keeping, link=link)
    out.write_bytes(make_blank_form(blank))
    reply({"form": str(out)}, as_json=as_json, plain=str(out))
