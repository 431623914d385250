"""``flask responses``: answers that were collected elsewhere."""

from collections.abc import Mapping
from pathlib import Path

import click

from surveyapp.catalogue.blank_tables import blank_csv, blank_workbook
from surveyapp.catalogue.cells import Missing
from surveyapp.catalogue.columns import form_mark
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import load_bytes, read_table
from surveyapp.cli.installation import Group, Installation, as_json_option, now, reply
from surveyapp.core.form.pages import form_pages
from surveyapp.core.sides import Side
from surveyapp.store import reviews
from surveyapp.store.imports import AnswerImport
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.words.joining import commas
from surveyapp.workflow.answers import importing, undoing
from surveyapp.workflow.answers.importing import Plan
from surveyapp.workflow.answers.judging import Choice, Decisions, Doubt

_CHOICE = click.Choice([one.value for one in Choice])

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
    if file.suffix.lower() not in {".csv", ".xlsx"}:
        said = installation.say("the file's name must end in .csv or .xlsx")
        raise click.BadParameter(said, param_hint="OUT")
    with installation.reading() as session:
        review = reviews.get_review(session, review_id)
        questionnaire = get_questionnaire(session, review.questionnaire)
        pages = form_pages(questionnaire, Side(side), asks_profile=review.asks_profile(Side(side)))
    form = form_mark(review.questionnaire, Side(side))
    is_book, languages = file.suffix.lower() == ".xlsx", questionnaire.languages
    file.write_bytes(blank_workbook(pages, form=form, languages=languages) if is_book else blank_csv(pages, form=form))
    reply({"file": str(file)}, as_json=as_json, plain=str(file))


@responses.command("import")
@click.argument("review_id", metavar="ID", type=int)
@click.argument("file", metavar="FILE.csv|xlsx", type=click.Path(path_type=Path, dir_okay=False))
@side_option
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--use-begun", is_flag=True, help="Also use up links behind which an answer was begun, and drop it.")
@click.option(
    "--skip-known", "known", flag_value=Choice.SKIP.value, help="Leave out submissions that were taken before."
)
@click.option(
    "--skip-blank", "blank", flag_value=Choice.SKIP.value, help="Leave out rows in which no question is answered."
)
@click.option("--alike", type=_CHOICE, help="Answers that were taken before, and may be somebody else's.")
@click.option("--unapproved", type=_CHOICE, help="Rows that a reviewer rejected or put on hold.")
@click.option(
    "--na-means",
    "missing",
    type=click.Choice([one.value for one in Missing]),
    help="What NA, n/a, - and the like stand for.",
)
@as_json_option
@click.pass_obj
def import_file(
    installation: Installation,
    /,
    review_id: int,
    file: Path,
    *,
    side: str,
    is_dry: bool,
    use_begun: bool,
    missing: str | None,
    as_json: bool,
    **decided: str | None,
) -> None:
    """Store each row of FILE as one person's answers, all or none; each uses up one unused link of that side."""
    report, at = TableReport(str(file)), now()
    table = read_table(load_bytes(file), report)
    with installation.reading() if is_dry else installation.writing() as session:
        plan = importing.plan_import(
            session,
            review_id,
            side=Side(side),
            table=table,
            report=report,
            keys=installation.keys,
            now=at,
            rules=_rules(decided, missing),
            may_use_begun=use_begun,
        )
        if not is_dry:
            importing.import_answers(session, plan, now=at)
    reply({**_told(plan), "dry_run": is_dry}, as_json=as_json, plain=_said(plan, installation, is_dry=is_dry))


@responses.command()
@click.argument("review_id", metavar="ID", type=int)
@as_json_option
@click.pass_obj
def imports(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """List what was imported into an open review; closing forgets it."""
    with installation.reading() as session:
        done = undoing.list_imports(session, review_id)
    told = [
        {"import": o.number, "side": o.side, "responses": o.count, "at": o.at.isoformat(), "undone": o.is_undone}
        for o in done
    ]
    plain = "\n".join(_line_of(one, installation) for one in done) or installation.say("nothing was imported")
    reply({"review": review_id, "imports": told}, as_json=as_json, plain=plain)


@responses.command()
@click.argument("review_id", metavar="ID", type=int)
@click.option("--import", "number", required=True, type=int, help="Its number, which the import printed.")
@as_json_option
@click.pass_obj
def undo(installation: Installation, review_id: int, *, number: int, as_json: bool) -> None:
    """Take back one import before closing: exactly its responses go, and its links are unused again."""
    with installation.writing() as session:
        undone = undoing.undo_import(session, review_id, number=number)
    count, side = undone.count, undone.side.value
    plain = installation.counted(
        "import %(number)s was undone: %(n)s response of side %(side)s was removed; links unused again: %(n)s",
        "import %(number)s was undone: %(n)s responses of side %(side)s were removed; links unused again: %(n)s",
        count,
        number=number,
        side=side,
    )
    reply({"review": review_id, "import": number, "side": side, "responses": count}, as_json=as_json, plain=plain)


def _rules(decided: Mapping[str, str | None], missing: str | None) -> Decisions:
    choices = {Doubt(name): Choice(choice) for name, choice in decided.items() if choice}
    return Decisions(choices, Missing(missing) if missing else None)


def _told(plan: Plan) -> dict[str, object]:
    """Return what an import does, for programs; its number is None when nothing is left to store."""
    return {
        "review": plan.review.id,
        "side": plan.side.value,
        "import": plan.number if plan.count else None,
        "responses": plan.count,
        "left_out": [{"row": one.row, "why": one.why.value} for one in plan.left_out],
    }


def _line_of(one: AnswerImport, installation: Installation) -> str:
    told = {"number": one.number, "at": f"{one.at:%Y-%m-%d %H:%M} UTC", "side": one.side.value}
    if one.is_undone:
        return installation.counted(
            "%(number)s  %(at)s  %(n)s response of side %(side)s, undone",
            "%(number)s  %(at)s  %(n)s responses of side %(side)s, undone",
            one.count,
            **told,
        )
    return installation.counted(
        "%(number)s  %(at)s  %(n)s response of side %(side)s",
        "%(number)s  %(at)s  %(n)s responses of side %(side)s",
        one.count,
        **told,
    )


def _said(plan: Plan, installation: Installation, *, is_dry: bool) -> str:
    """Return what an import does, for people: a line, and one for each reason why rows are left out."""
    told = {"side": plan.side.value, "number": plan.number}
    lines = [_stored(installation, plan.count, told, is_dry=is_dry)]
    for why in Doubt:
        rows = [one.row for one in plan.left_out if one.why is why]
        said = commas(map(str, rows), installation.language)
        lines += (
            [installation.say("left out as %(why)s: %(n)s (row %(rows)s)", why=why.value, n=len(rows), rows=said)]
            if rows
            else []
        )
    return "\n".join(lines)


def _stored(installation: Installation, count: int, told: Mapping[str, object], *, is_dry: bool) -> str:
    if not count:
        return installation.say("no response of side %(side)s is left to store", **told)
    if is_dry:
        return installation.counted(
            "%(n)s response of side %(side)s would be stored as import %(number)s; this was a dry run",
            "%(n)s responses of side %(side)s would be stored as import %(number)s; this was a dry run",
            count,
            **told,
        )
    return installation.counted(
        "%(n)s response of side %(side)s was stored as import %(number)s",
        "%(n)s responses of side %(side)s were stored as import %(number)s",
        count,
        **told,
    )
