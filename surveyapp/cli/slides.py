"""``flask slides``: the slides of a review meeting."""

from pathlib import Path

import click

from surveyapp.charts.together import shared_out
from surveyapp.cli.installation import Command, Installation, now, read_languages, tell
from surveyapp.core.text.days import day_of
from surveyapp.reports.pack.making import load_pack
from surveyapp.reports.slides.making import make_slides
from surveyapp.store import audit


@click.command(cls=Command)
@click.argument("review_id", metavar="ID", type=int)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", required=True, help="A code, or two with a comma; both: the first two offered.")
@click.pass_obj
def slides(installation: Installation, review_id: int, out: Path, *, language: str) -> None:
    """Write the slides of a closed review as PowerPoint to OUT; it is written down that they were taken."""
    with installation.reading() as session:
        languages, today = read_languages(installation, language), day_of(now(), installation.settings.timezone)
        loaded = load_pack(session, review_id, languages=languages, today=today, may_see=lambda _: True)
    data = make_slides(loaded, draw=shared_out)
    with installation.writing() as session:
        audit.record(session, "results.exported", review_id=review_id, kind="slides")
    out.write_bytes(data)
    tell(str(out))
