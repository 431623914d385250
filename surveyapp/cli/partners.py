"""``flask partner``: partner organisations and who answers for each side."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from surveyapp.catalogue.lists import RowFault
from surveyapp.catalogue.tables import load_bytes
from surveyapp.cli.installation import Group, Installation, as_json_option, now, refuse, reply, tell
from surveyapp.cli.naming import words_option, written
from surveyapp.cli.row_faults import reading_lines, row_fault_lines
from surveyapp.core.conduct.partnership import FocalPoint, Partnership
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import TABLE, Language, Text
from surveyapp.core.text.naming import latin
from surveyapp.store import partners
from surveyapp.workflow.partners import importing, keeping, merging

_LANGUAGE = click.Choice(tuple(TABLE))


@click.group(cls=Group)
def partner() -> None:
    """Keep partner organisations."""


@partner.command("create")
@click.argument("slug")
@words_option("name")
@click.option("--kind", required=True, help="One of the questionnaire's organisation types.")
@click.option("--place", "places", multiple=True, help="Where it works; may be given several times.")
@click.option("--language", "languages", multiple=True, type=_LANGUAGE, help="Default: all that the app is offered in.")
@as_json_option
@click.pass_obj
def create(
    installation: Installation,
    slug: str,
    *,
    name: Text,
    kind: str,
    places: tuple[str, ...],
    languages: tuple[str, ...],
    as_json: bool,
) -> None:
    """Store a partner organisation."""
    with installation.writing() as session:
        made = keeping.create_partner(
            session,
            slug,
            name=name,
            kind=kind,
            places=places,
            languages=[Language(language) for language in languages] or installation.settings.languages,
        )
    reply({"partner": made.slug}, as_json=as_json, plain=made.slug)


@partner.command("list")
@click.option("--archived", is_flag=True, help="Those that were archived, instead.")
@as_json_option
@click.pass_obj
def list_all(installation: Installation, *, archived: bool, as_json: bool) -> None:
    """List partners."""
    with installation.reading() as session:
        found = [one for one in partners.list_partners(session) if one.is_archived == archived]
    rows = [{"partner": p.slug, **written("name", p.name), "kind": p.kind} for p in found]
    lines = ["\t".join([p.slug, p.kind, *p.name.values()]) for p in found]
    reply({"partners": rows}, as_json=as_json, plain="\n".join(lines) or installation.say("no partners"))


@partner.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what is wrong, and enter nothing.")
@click.option("--update", is_flag=True, help="Change partners that are known, as the file has them.")
@as_json_option
@click.pass_obj
def import_list(installation: Installation, path: Path, *, dry_run: bool, update: bool, as_json: bool) -> None:
    """Enter the partners of a CSV or XLSX file, all or none: name_CODE, kind; places, languages, contact …."""
    data = load_bytes(path)
    with installation.writing() as session:
        plan = importing.plan_partners(session, data, file=path.name, offered=_offered(installation))
        for line in reading_lines(path.name, plan.read.reading, installation.language):
            tell(line, err=True)
        known = [] if update else [RowFault(one.row, Code.PARTNER_EXISTS, latin(one.after.name)) for one in plan.known]
        if plan.faults or known:
            refuse(row_fault_lines(path.name, [*plan.faults, *known], installation.language))
        changed = [one.row for one in plan.changes]
        made = importing.import_partners(session, plan, now=now(), changed=changed)
        if dry_run:
            session.rollback()
    slugs = [one.slug for one in made]
    reply(
        {"partners": slugs, "changed": [one.before.slug for one in plan.changes], "dry_run": dry_run},
        as_json=as_json,
        plain="\n".join(slugs),
    )


@partner.command("contact")
@click.argument("slug")
@click.option("--side", required=True, type=click.Choice([side.value for side in Side]))
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option("--language", type=_LANGUAGE, help="Default: that of DEFAULT_LANGUAGE.")
@as_json_option
@click.pass_obj
def contact(
    installation: Installation, slug: str, *, side: str, name: str, email: str, language: str | None, as_json: bool
) -> None:
    """Add a focal point, who answers for one side's list of people; an address already known is written anew."""
    added = FocalPoint(Side(side), name, email, Language(language or installation.settings.default_language))
    with installation.writing() as session:
        found = _get(session, slug)
        known = partners.list_focal_points(session, [found.id])[found.id]
        kept = [p for p in known if (p.side, p.email.casefold()) != (added.side, email.strip().casefold())]
        keeping.set_focal_points(session, found.id, points=[*kept, added], now=now())
    count = len(kept) + 1
    plain = installation.counted("%(partner)s: %(n)s contact", "%(partner)s: %(n)s contacts", count, partner=slug)
    reply({"partner": slug, "contacts": count}, as_json=as_json, plain=plain)


@partner.command("merge")
@click.argument("double")
@click.argument("into")
@as_json_option
@click.pass_obj
def merge(installation: Installation, double: str, into: str, *, as_json: bool) -> None:
    """Give the reviews of the record DOUBLE to the partner INTO, and archive DOUBLE."""
    with installation.writing() as session:
        first, second = _get(session, double), _get(session, into)
        moved = merging.merge_partners(session, first.id, into_id=second.id, now=now())
    plain = installation.counted(
        "%(n)s review moved to %(partner)s", "%(n)s reviews moved to %(partner)s", len(moved), partner=into
    )
    reply({"partner": into, "reviews": moved}, as_json=as_json, plain=plain)


@partner.command("archive")
@click.argument("slug")
@as_json_option
@click.pass_obj
def archive(installation: Installation, slug: str, *, as_json: bool) -> None:
    """Put a partner aside; its reviews and results stay."""
    with installation.writing() as session:
        keeping.archive_partner(session, _get(session, slug).id, now=now())
    plain = installation.say("%(partner)s is archived", partner=slug)
    reply({"partner": slug, "archived": True}, as_json=as_json, plain=plain)


@partner.command("restore")
@click.argument("slug")
@as_json_option
@click.pass_obj
def restore(installation: Installation, slug: str, *, as_json: bool) -> None:
    """Take an archived partner up again."""
    with installation.writing() as session:
        keeping.restore_partner(session, _get(session, slug).id)
    plain = installation.say("%(partner)s is restored", partner=slug)
    reply({"partner": slug, "archived": False}, as_json=as_json, plain=plain)


def _offered(installation: Installation) -> list[Language]:
    """Return the languages offered, the default first."""
    default = installation.settings.default_language
    return [default, *(one for one in installation.settings.languages if one != default)]


def _get(session: Session, slug: str) -> Partnership:
    found = partners.find_partner(session, slug)
    if found is None:
        raise NotFoundError(Code.NO_PARTNER, name=slug)
    return found
