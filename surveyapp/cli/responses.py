"""``flask responses``: answers that were collected elsewhere."""

from pathlib import Path

import click

from surveyapp.catalogue.blank_tables import blank_csv, blank_workbook
from surveyapp.catalogue.columns import form_mark
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import load_bytes, read_table
from surveyapp.cli.installation import Group, Installation, as_json_option, now, say
from surveyapp.core.pages import form_pages
from surveyapp.core.sides import Side
from surveyapp.store import reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.workflow import importing

_MAKERS = {".csv": blank_csv, ".xlsx": blank_workbook}

side_option = click.option("--side", required=True, type=click.Choice([side.value for side in Side]))


@click.group(cls=Group)
def responses() -> None:
    """Take in answers that were collected elsewhere."""


@responses.command()
@click.argument("review_id", metavar="ID", type=int)
@click.argument("file", metavar="OUT.csv|xlsx", type=click.Path(path_type=Path, dir_okay=False))
@side_option
@as_json_option
@click.pass_obj
def template(installation: Installation, review_id: int, file: Path, *, side: str, as_json: bool) -> None:
    """Write the empty table that IMPORT reads, for one side of a review: one person's form a row."""
    make = _MAKERS.get(file.suffix.lower())
    if make is None:
        raise click.BadParameter("the file's name must end in .csv or .xlsx", param_hint="OUT")
    with installation.reading() as session:
        review = reviews.get_review(session, review_id)
        pages = form_pages(get_questionnaire(session, review.questionnaire), Side(side))
    file.write_bytes(make(pages, form=form_mark(review.questionnaire, Side(side))))
    say({"file": str(file)}, as_json=as_json, plain=str(file))


@responses.command("import")
@click.argument("review_id", metavar="ID", type=int)
@click.argument("file", metavar="FILE.csv|xlsx", type=click.Path(path_type=Path, dir_okay=False))
@side_option
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--use-begun", is_flag=True, help="Also use up links behind which an answer was begun, and drop it.")
@as_json_option
@click.pass_obj
def import_file(
    installation: Installation, review_id: int, file: Path, *, side: str, is_dry: bool, use_begun: bool, as_json: bool
) -> None:
    """Store each row of FILE as one person's answers, all or none; each uses up one unused link of that side."""
    report = TableReport(str(file))
    table = read_table(load_bytes(file), report)
    with installation.reading() if is_dry else installation.writing() as session:
        plan = importing.plan_import(
            session, review_id, side=Side(side), table=table, report=report, now=now(), may_use_begun=use_begun
        )
        if not is_dry:
            importing.import_answers(session, plan)
    count, left = plan.count, plan.links_left
    said = "would be stored; this was a dry run" if is_dry else "were stored"
    say(
        {"review": review_id, "side": side, "responses": count, "links_left": left, "dry_run": is_dry},
        as_json=as_json,
        plain=f"{count} responses of side {side} {said}; unused links left: {left}",
    )
