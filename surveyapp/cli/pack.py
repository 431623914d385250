"""``flask pack``: the meeting pack."""

from pathlib import Path

import click

from surveyapp.cli.installation import Command, Installation, read_languages, tell
from surveyapp.reports.pack.making import load_pack, make_pack
from surveyapp.store import audit


@click.command(cls=Command)
@click.argument("review_id", metavar="ID", type=int)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", required=True, help="A code, or two with a comma; both: the first two offered.")
@click.option("--only", "chosen", multiple=True, help="A kind of sheet or a section; may be repeated.")
@click.pass_obj
def pack(installation: Installation, review_id: int, out: Path, *, language: str, chosen: tuple[str, ...]) -> None:
    """Write the meeting pack of a closed review as PDF to OUT; it is written down that it was taken."""
    with installation.reading() as session:
        loaded = load_pack(
            session, review_id, languages=read_languages(installation, language), chosen=frozenset(chosen)
        )
    data = make_pack(loaded)
    with installation.writing() as session:
        audit.record(session, "results.exported", review_id=review_id, kind="pack")
    out.write_bytes(data)
    tell(str(out))
