"""``flask questionnaire``: checking and publishing questionnaire files."""

from pathlib import Path

import click

from surveyapp.catalogue.faults import Fault, FaultyQuestionnaireError
from surveyapp.catalogue.files import list_remarks, load_questionnaire, version_of, write_lock
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import load_bytes
from surveyapp.catalogue.writing import to_yaml
from surveyapp.catalogue.xlsform_files import read_xlsform, write_xlsform
from surveyapp.cli.installation import Group, Installation, as_json_option, now, reply, tell
from surveyapp.core.sides import Side
from surveyapp.reports.proof.workbook import make_proof_workbook
from surveyapp.store.questionnaires import get_questionnaire, get_version
from surveyapp.workflow.reviews.publishing import publish as publish_version

FILE_SUFFIXES = frozenset({".yaml", ".yml"})


@click.group(cls=Group)
def questionnaire() -> None:
    """Check and publish questionnaires."""


@questionnaire.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--accept", is_flag=True, help="Write the lock: these translations belong to these source texts.")
@as_json_option
@click.pass_obj
def check(installation: Installation, files: tuple[Path, ...], *, accept: bool, as_json: bool) -> None:
    """Say every fault of each of FILES, with its line and column; without one, what stands there and does nothing."""
    faults = [fault for file in files for fault in _faults(file, accept=accept)]
    remarks = [] if faults else [str(remark) for file in files for remark in _remarks(file)]
    for line in [*faults, *remarks] if not as_json else ():
        tell(line, err=True)
    count = len(faults)
    found = installation.counted("%(n)s fault", "%(n)s faults", count) if faults else installation.say("no faults")
    reply({"faults": faults, "remarks": remarks}, as_json=as_json, plain=found)
    if faults:
        raise SystemExit(1)


@questionnaire.command()
@click.argument("file", type=click.Path(path_type=Path))
@as_json_option
@click.pass_obj
def publish(installation: Installation, file: Path, *, as_json: bool) -> None:
    """Store an immutable version of FILE."""
    read = load_questionnaire(file)
    for remark in _remarks(file) if not as_json else ():
        tell(str(remark), err=True)
    with installation.writing() as session:
        version = publish_version(session, read, now=now())
    reply({"questionnaire": str(version)}, as_json=as_json, plain=str(version))


@questionnaire.command()
@click.argument("source", metavar="FILE|SLUG")
@click.argument("out", metavar="OUT.xlsx", type=click.Path(path_type=Path, dir_okay=False))
@as_json_option
@click.pass_obj
def proof(installation: Installation, source: str, out: Path, *, as_json: bool) -> None:
    """Write a sheet for proof-reading: every sentence as each side reads it, all languages side by side.

    A translation may be stale: that is what the sheet is for.
    """
    if Path(source).suffix in FILE_SUFFIXES or Path(source).exists():
        read = load_questionnaire(Path(source), is_held_to_lock=False)
        reference = f"{read.slug}@{version_of(read)}"
    else:
        with installation.reading() as session:
            reference = str(get_version(session, source))
            read = get_questionnaire(session, reference)
    out.write_bytes(make_proof_workbook(read, reference=reference))
    reply({"file": str(out)}, as_json=as_json, plain=str(out))


@questionnaire.command("export-xlsform")
@click.argument("slug", metavar="SLUG")
@click.argument("out", metavar="OUT.xlsx", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--side", type=click.Choice([side.value for side in Side]), default=Side.PARTNER.value, show_default=True)
@as_json_option
@click.pass_obj
def export_xlsform(installation: Installation, slug: str, out: Path, *, side: str, as_json: bool) -> None:
    """Write one side's form of SLUG, or SLUG@VERSION, for KoboToolbox or ODK; the whole questionnaire is behind it."""
    with installation.reading() as session:
        found = get_questionnaire(session, str(get_version(session, slug)))
    out.write_bytes(write_xlsform(found, Side(side)))
    reply({"file": str(out)}, as_json=as_json, plain=str(out))


@questionnaire.command("import-xlsform")
@click.argument("file", metavar="IN.xlsx", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("out", metavar="OUT.yaml", type=click.Path(path_type=Path, dir_okay=False))
@as_json_option
def import_xlsform(file: Path, out: Path, *, as_json: bool) -> None:
    """Write the questionnaire that such a workbook holds, perhaps reworded, as a file to check and publish."""
    document = read_xlsform(load_bytes(file), TableReport(str(file)))
    out.write_bytes(to_yaml(document, comment="Made by flask questionnaire import-xlsform. Remarks are not kept."))
    reply({"file": str(out)}, as_json=as_json, plain=str(out))


def _remarks(file: Path) -> tuple[Fault, ...]:
    return list_remarks(file.read_bytes(), name=str(file))


def _faults(file: Path, *, accept: bool) -> list[str]:
    try:
        if accept:
            write_lock(file)
        else:
            load_questionnaire(file)
    except FaultyQuestionnaireError as error:
        return [str(fault) for fault in error.faults]
    return []
