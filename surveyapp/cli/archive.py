"""``flask archive``: one whole round for another installation."""

from pathlib import Path

import click

from surveyapp.cli.installation import Group, Installation, now, tell
from surveyapp.core.errors import Code, InputError
from surveyapp.workflow.reviews import archiving


@click.group(cls=Group)
def archive() -> None:
    """Take one whole round to another installation."""


@archive.command("export")
@click.argument("round_slug", metavar="ROUND")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def export(installation: Installation, round_slug: str, out: Path) -> None:
    """Write questionnaires, results, readings and actions of ROUND to OUT; never an answer."""
    with installation.writing() as session:
        text, left_out = archiving.archive_round(session, round_slug)
    out.write_text(text, encoding="utf-8")
    if left_out:
        tell(
            installation.counted(
                "%(n)s review is left out: it is not closed",
                "%(n)s reviews are left out: they are not closed",
                left_out,
            ),
            err=True,
        )
    tell(str(out))


@archive.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def import_(installation: Installation, file: Path) -> None:
    """Store the round that FILE holds: all of it, or nothing."""
    if file.stat().st_size > archiving.SIZE_LIMIT:
        raise InputError(Code.ARCHIVE_TOO_LARGE, file=file)
    text = file.read_bytes().decode("utf-8", errors="replace")
    with installation.writing() as session:
        taken = archiving.import_round(session, text, now=now())
    tell(
        installation.counted(
            "round %(round)s: %(n)s review", "round %(round)s: %(n)s reviews", len(taken.reviews), round=taken.slug
        )
    )
