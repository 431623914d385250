"""``flask export``: released figures as a file."""

from pathlib import Path

import click

from surveyapp.cli.installation import Command, Installation, tell
from surveyapp.core.text.languages import TABLE, Language
from surveyapp.reports.exports.files import EXPORTS, make_export
from surveyapp.store import audit
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.results import get_result
from surveyapp.store.reviews import get_review
from surveyapp.words.joining import commas


@click.command(cls=Command)
@click.argument("review_id", metavar="ID", type=int)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", type=click.Choice(tuple(TABLE)), help="Of the sheets; default: that of DEFAULT_LANGUAGE.")
@click.pass_obj
def export(installation: Installation, review_id: int, out: Path, *, language: str | None) -> None:
    """Write the released figures of a review to OUT, a .csv, .xlsx or .json file."""
    kind = out.suffix.removeprefix(".").lower()
    if kind not in EXPORTS:
        endings = commas([f".{name}" for name in EXPORTS], installation.language)
        raise click.UsageError(
            installation.say("%(file)s: the name must end in %(endings)s", file=out.name, endings=endings)
        )
    spoken = Language(language or installation.settings.default_language)
    with installation.writing() as session:
        result = get_result(session, review_id)
        questionnaire = get_questionnaire(session, result.review.questionnaire)
        partner = get_review(session, review_id).partner.name
        audit.record(session, "results.exported", review_id=review_id, kind=kind)
    out.write_bytes(make_export(kind, result, questionnaire=questionnaire, partner=partner, language=spoken))
    tell(str(out))
