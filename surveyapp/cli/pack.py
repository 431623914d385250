"""``flask pack``: the meeting pack."""

from pathlib import Path

import click

from surveyapp.cli.installation import Command, Installation, now, read_languages, tell
from surveyapp.core.text.days import day_of
from surveyapp.reports.pack.content import Size
from surveyapp.reports.pack.making import load_pack, make_pack
from surveyapp.store import audit

_SIZE = click.Choice([one.value for one in Size])
_ORDER = click.Choice(["meeting", "questionnaire"])


@click.command(cls=Command)
@click.argument("review_id", metavar="ID", type=int)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", required=True, help="A code, or two with a comma; both: the first two offered.")
@click.option(
    "--size",
    type=click.Choice([one.value for one in Size]),
    default=Size.MEETING.value,
    help="How much is printed: meeting, unless given.",
)
@click.option("--order", type=_ORDER, default="meeting", help="Of the topics: meeting, unless given.")
@click.option(
    "--only",
    "chosen",
    multiple=True,
    help="A sheet, as cover or summary, or a section; repeat it.",
)
@click.pass_obj
def pack(
    installation: Installation,
    review_id: int,
    out: Path,
    *,
    language: str,
    size: str,
    order: str,
    chosen: tuple[str, ...],
) -> None:
    """Write the meeting pack of a closed review as PDF to OUT; it is written down that it was taken."""
    with installation.reading() as session:
        loaded = load_pack(
            session,
            review_id,
            languages=read_languages(installation, language),
            today=day_of(now(), installation.settings.timezone),
            may_see=lambda _: True,
            size=Size(size),
            is_as_asked=order == "questionnaire",
            chosen=frozenset(chosen),
        )
    data = make_pack(loaded)
    with installation.writing() as session:
        audit.record(session, "results.exported", review_id=review_id, kind="pack")
    out.write_bytes(data)
    tell(str(out))
