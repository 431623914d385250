"""``flask questionnaire``: checking and publishing questionnaire files."""

from pathlib import Path

import click

from surveyapp.catalogue.faults import FaultyQuestionnaireError
from surveyapp.catalogue.files import load_questionnaire, write_lock
from surveyapp.cli.installation import Group, Installation, as_json_option, now, say
from surveyapp.workflow.publishing import publish as publish_version


@click.group(cls=Group)
def questionnaire() -> None:
    """Check and publish questionnaires."""


@questionnaire.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--accept", is_flag=True, help="Write the lock: these translations belong to these source texts.")
@as_json_option
def check(files: tuple[Path, ...], *, accept: bool, as_json: bool) -> None:
    """Say every fault of each of FILES, with its line and column."""
    faults = [fault for file in files for fault in _faults(file, accept=accept)]
    for fault in faults if not as_json else ():
        click.echo(fault, err=True)
    say({"faults": faults}, as_json=as_json, plain=f"{len(faults)} faults" if faults else "no faults")
    if faults:
        raise SystemExit(1)


@questionnaire.command()
@click.argument("file", type=click.Path(path_type=Path))
@as_json_option
@click.pass_obj
def publish(installation: Installation, file: Path, *, as_json: bool) -> None:
    """Store an immutable version of FILE."""
    try:
        read = load_questionnaire(file)
    except FaultyQuestionnaireError as error:
        for fault in error.faults:
            click.echo(fault, err=True)
        raise SystemExit(1) from None
    with installation.writing() as session:
        version = publish_version(session, read, now=now())
    say({"questionnaire": str(version)}, as_json=as_json, plain=str(version))


def _faults(file: Path, *, accept: bool) -> list[str]:
    try:
        if accept:
            write_lock(file)
        else:
            load_questionnaire(file)
    except FaultyQuestionnaireError as error:
        return [str(fault) for fault in error.faults]
    return []
