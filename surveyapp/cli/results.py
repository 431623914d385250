"""``flask results``: the results document."""

import json

import click

from surveyapp.cli.installation import Command, Installation, as_json_option
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet, Language
from surveyapp.core.wire import to_plain
from surveyapp.store import audit
from surveyapp.store.results import get_result


@click.command(cls=Command)
@click.argument("review_id", metavar="ID", type=int)
@as_json_option
@click.pass_obj
def results(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """Print the released results of a review; it is written down that they were taken."""
    with installation.writing() as session:
        result = get_result(session, review_id)
        audit.record(session, "results.exported", review_id=review_id, kind="results")
    click.echo(json.dumps(to_plain(result), ensure_ascii=False, indent=1) if as_json else "\n".join(_lines(result)))


def _lines(result: ReviewResult) -> list[str]:
    """Return a line a principle: its overall gap and reading, then those of each facet."""
    lines = []
    for section in result.sections:
        parts = [("overall", section.overall.gap.value, section.overall.reading)]
        parts += [(f.value, section.facets[f].gap.value, section.facets[f].reading) for f in Facet]
        shown = "  ".join(f"{name} {_gap(value)} ({reading or '-'})" for name, value, reading in parts)
        lines.append(f"{section.title.in_(Language.EN)}: {shown}")
    return lines


def _gap(value: float | None) -> str:
    if value is None:
        return "withheld"
    rounded = round(value, 1)
    return f"{rounded:+.1f}" if rounded else "0.0"
