"""``flask letters``: printed letters."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from surveyapp.cli.installation import Command, Installation, as_json_option, now, reply
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.core.text.typed_codes import Secret
from surveyapp.reports.paper.letters import Letters, load_letters, make_letters
from surveyapp.store import recipients
from surveyapp.workflow.invitations import reissuing, writing_letters


@click.command(cls=Command)
@click.argument("review_id", metavar="ID", type=int)
@click.argument("out", metavar="OUT.pdf", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--side", type=click.Choice([side.value for side in Side]), help="Before opening: a letter for each link."
)
@click.option("--person", help="While the review is open: another letter for somebody, by `flask invitation list`.")
@as_json_option
@click.pass_obj
def letters(
    installation: Installation, review_id: int, out: Path, *, side: str | None, person: str | None, as_json: bool
) -> None:
    """Write letters with the links that no mail carries, one sheet each: a side's before opening, or one person's."""
    if (side is None) == (person is None):
        raise click.UsageError(installation.say("give either --side or --person"))
    with installation.writing() as session:
        if person:
            made = _another(session, installation, review_id, person)
        else:
            to = writing_letters.take_letters(session, review_id, side=Side(side or ""), keys=installation.keys)
            made = _loaded(session, installation, review_id, Side(side or ""), to)
        out.write_bytes(make_letters(made))
    n = len(made.letters)
    plain = installation.counted("%(n)s letter: %(file)s", "%(n)s letters: %(file)s", n, file=out)
    reply({"letters": n, "file": str(out)}, as_json=as_json, plain=plain)


def _another(session: Session, installation: Installation, review_id: int, person: str) -> Letters:
    """Return the one letter with another link for somebody."""
    of_side = recipients.get_recipient(session, person, review_id=review_id)[0].side
    to: list[tuple[Person | None, Secret]] = [
        reissuing.reissue_letter(session, review_id, recipient_id=person, keys=installation.keys, now=now())
    ]
    return _loaded(session, installation, review_id, of_side, to, is_reissued=True)


def _loaded(
    session: Session,
    installation: Installation,
    review_id: int,
    side: Side,
    to: list[tuple[Person | None, Secret]],
    *,
    is_reissued: bool = False,
) -> Letters:
    settings = installation.settings
    today = day_of(now(), settings.timezone)
    return load_letters(
        session,
        review_id,
        side=side,
        addressed=to,
        settings=settings,
        written_on=today,
        is_reissued=is_reissued,
    )
