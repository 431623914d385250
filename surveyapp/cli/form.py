"""``flask form``: the blank form."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from surveyapp.cli.installation import Command, Installation, as_json_option, read_languages, reply
from surveyapp.core.sides import Side
from surveyapp.reports.paper.blank_form import load_blank_form, make_blank_form
from surveyapp.reports.paper.content import OwnWay
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
        ways = () if link is None else (_leading(installation, session, link, review_id, Side(side)),)
        languages = read_languages(installation, language)
        blank = load_blank_form(
            session,
            review_id,
            side=Side(side),
            languages=languages,
            keeping=installation.settings.keeping,
            ways=ways,
        )
    out.write_bytes(make_blank_form(blank))
    reply({"form": str(out)}, as_json=as_json, plain=str(out))


def _leading(installation: Installation, session: Session, given: str, review_id: int, side: Side) -> OwnWay:
    """Return what leads to the form of the link that was given."""
    secret = inviting.get_unused_secret(session, given, review_id=review_id, side=side, keys=installation.keys)
    return OwnWay(installation.link(f"/r/{secret.token}"), secret.code)
