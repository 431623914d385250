"""``flask invite``, ``invitation``, ``ask`` and ``remind``: people and their links."""

from collections.abc import Mapping
from pathlib import Path

import click
from sqlalchemy.orm import Session

from surveyapp.catalogue.tables import load_bytes
from surveyapp.cli.installation import Command, Group, Installation, as_json_option, now, refuse, reply, tell
from surveyapp.cli.row_faults import reading_lines, row_fault_lines
from surveyapp.core.conduct.alike import SameName
from surveyapp.core.conduct.roster import Person, Recipient, read_person
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import TABLE, Language
from surveyapp.store import recipients
from surveyapp.words.catalogue import marked
from surveyapp.words.joining import commas
from surveyapp.workflow.invitations import confirming, inviting, reissuing, reminding, withdrawing
from surveyapp.workflow.keys import Keys

_SIDE = click.Choice([side.value for side in Side])
_MAILED = marked(
    "Links of people with an address are sent by e-mail alone, when the review is opened: anyone"
    " who holds one can read what was answered behind it. Anyone who needs it on paper is invited without an address."
)
_review_id = click.argument("review_id", metavar="ID", type=int)


@click.command(cls=Command)
@_review_id
@click.option("--side", required=True, type=_SIDE)
@click.option("--count", type=int, help="Links without a name. Default: 1, when nobody is named.")
@click.option("--email", "emails", multiple=True, help="Mails the link there when the review is opened; repeatable.")
@click.option("--people", type=click.Path(path_type=Path), help="A CSV or XLSX file: name, email, role, language.")
@click.option("--language", type=click.Choice(tuple(TABLE)), help="Of who has none.")
@click.option(
    "--same-name",
    type=click.Choice([said.value for said in SameName]),
    help="What people of one name are whom no address tells apart: different people, or one, invited once.",
)
@click.option("--paper", "is_paper", is_flag=True, help="Codes of paper forms, which staff key when they come back.")
@click.option("--dry-run", is_flag=True, help="Say what is wrong, and make nothing.")
@as_json_option
@click.pass_obj
def invite(
    installation: Installation,
    review_id: int,
    *,
    side: str,
    count: int | None,
    emails: tuple[str, ...],
    people: Path | None,
    language: str | None,
    same_name: str | None,
    is_paper: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make personal links, before opening only; print, one a line, those that no mail carries."""
    reads = Language(language or installation.settings.default_language)
    named = [read_person("", address=email, language=reads) for email in emails]
    with installation.writing() as session:
        named += _read_file(session, review_id, people, reads, installation.language) if people else []
        number = count if count is not None else 0 if named else 1
        keys, said = installation.keys, SameName(same_name) if same_name else None
        tokens = _invite_named(session, review_id, side=Side(side), people=named, keys=keys, said=said)
        if number or not named:
            tokens += inviting.invite(session, review_id, side=Side(side), count=number, keys=keys, is_paper=is_paper)
        if dry_run:
            session.rollback()
    if dry_run:
        plain = commas([_people(installation, len(named)), _more_links(installation, number)], installation.language)
        reply({"people": len(named), "count": number}, as_json=as_json, plain=plain)
        return
    links = [installation.link(f"/{'paper' if is_paper else 'r'}/{token}") for token in tokens]
    if any(person.address for person in named):
        tell(installation.say(_MAILED), err=True)
    reply({"links": links}, as_json=as_json, plain="\n".join(links))


@click.group(cls=Group)
def invitation() -> None:
    """List, re-issue and withdraw the links of people by name."""


@invitation.command("list")
@_review_id
@as_json_option
@click.pass_obj
def list_people(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """List who is invited and whether mail reaches them; who has answered is said nowhere."""
    with installation.reading() as session:
        vouchings = confirming.list_vouchings(session, review_id, now=now())
        listed = [one for side in Side for one in recipients.list_recipients(session, review_id, side=side)]
    rows = [_row(one) for one in listed]
    nameless = {side.value: vouchings[side].roster.nameless for side in Side}
    lines = ["\t".join(row.values()) for row in rows]
    lines += [f"{_nameless(installation, n)}\t{side}" for side, n in nameless.items() if n]
    plain = "\n".join(lines) or installation.say("nobody")
    reply({"people": rows, "nameless": nameless}, as_json=as_json, plain=plain)


@invitation.command("reissue")
@_review_id
@click.argument("who", metavar="ADDRESS|PERSON")
@click.option("--to", "address", default="", help="Another address, from now on.")
@as_json_option
@click.pass_obj
def reissue(installation: Installation, review_id: int, *, who: str, address: str, as_json: bool) -> None:
    """Give somebody another link; the old one ends."""
    with installation.writing() as session:
        found = recipients.find_by_address(session, review_id, address=who) or who
        reissuing.reissue(session, review_id, recipient_id=found, keys=installation.keys, now=now(), address=address)
    reply(
        {"id": review_id, "reissued": who},
        as_json=as_json,
        plain=installation.say("%(who)s gets another link", who=who),
    )


@invitation.command("withdraw")
@_review_id
@click.argument("who", metavar="ADDRESS|PERSON")
@as_json_option
@click.pass_obj
def withdraw(installation: Installation, review_id: int, *, who: str, as_json: bool) -> None:
    """Take somebody's link back."""
    with installation.writing() as session:
        found = recipients.find_by_address(session, review_id, address=who) or who
        withdrawing.withdraw(session, review_id, recipient_id=found, keys=installation.keys, now=now())
    reply(
        {"id": review_id, "withdrawn": who},
        as_json=as_json,
        plain=installation.say("%(who)s: the link is withdrawn", who=who),
    )


@click.command(cls=Command)
@_review_id
@click.option("--side", "only", type=_SIDE, help="Default: every side that has focal points.")
@as_json_option
@click.pass_obj
def ask(installation: Installation, review_id: int, *, only: str | None, as_json: bool) -> None:
    """Ask focal points by mail to confirm the list of people on their side."""
    asked = {}
    with installation.writing() as session:
        sides = [side for side, v in confirming.list_vouchings(session, review_id, now=now()).items() if v.vouchers]
        for side in [Side(only)] if only else sides:
            asked[side.value] = confirming.ask_focal_points(
                session, review_id, side=side, now=now(), keys=installation.keys
            )
    if not asked:
        raise NotFoundError(Code.NO_FOCAL_POINT, side="/".join(Side))
    lines = [installation.say("side %(side)s: %(n)s asked", side=side, n=n) for side, n in asked.items()]
    reply({"asked": asked}, as_json=as_json, plain="\n".join(lines))


@click.command(cls=Command)
@_review_id
@click.option("--side", "only", type=_SIDE, help="Default: both sides.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and send nothing.")
@as_json_option
@click.pass_obj
def remind(installation: Installation, review_id: int, *, only: str | None, dry_run: bool, as_json: bool) -> None:
    """Remind everybody on a side who gets mail, whether they have answered or not: twice at most, three days apart."""
    sides = (Side(only),) if only else tuple(Side)
    with installation.writing() as session:
        plans = reminding.remind(session, review_id, now=now(), sides=sides)
        if dry_run:
            session.rollback()
    rows = [
        {
            "side": plan.side.value,
            "invited": plan.invited,
            "mails": plan.mails,
            "reminder": None if plan.hindrance else plan.number,
        }
        for plan in plans
    ]
    plain = "\n".join(_planned(installation, row, plan.mails) for row, plan in zip(rows, plans, strict=True))
    reply({"sides": rows, "dry_run": dry_run}, as_json=as_json, plain=plain)


def _people(installation: Installation, count: int) -> str:
    return installation.counted("%(n)s person", "%(n)s people", count)


def _more_links(installation: Installation, count: int) -> str:
    return installation.counted("%(n)s more link", "%(n)s more links", count)


def _nameless(installation: Installation, count: int) -> str:
    return installation.say("%(n)s without a name", n=count)


def _planned(installation: Installation, row: Mapping[str, object], mails: int) -> str:
    """Return what a reminder would do on one side: ``row`` has its side, how many are invited, and its number."""
    if row["reminder"] is None:
        return installation.say("side %(side)s: no reminder now; %(invited)s invited", **row)
    return installation.counted(
        "side %(side)s: reminder %(reminder)s; %(n)s e-mail, %(invited)s invited",
        "side %(side)s: reminder %(reminder)s; %(n)s e-mails, %(invited)s invited",
        mails,
        **row,
    )


def _invite_named(
    session: Session, review_id: int, *, side: Side, people: list[Person], keys: Keys, said: SameName | None
) -> list[str]:
    """Invite people, all of whose names are told apart by what was ``said``; return the tokens that no mail carries."""
    if not people:
        return []
    alike = inviting.list_alike(session, review_id, side=side, people=people) if said else []
    answers = {one.key: said for one in alike if said}
    return inviting.invite_people(session, review_id, side=side, people=people, keys=keys, said=answers)


def _read_file(
    session: Session, review_id: int, path: Path, default: Language, said_in: Language
) -> tuple[Person, ...]:
    """Return the people in a file; say every fault and exit with 1 when there are any."""
    read = inviting.plan_people(session, review_id, load_bytes(path), file=path.name, default=default)
    for line in reading_lines(path.name, read.reading, said_in):
        tell(line, err=True)
    if read.faults:
        refuse(row_fault_lines(path.name, read.faults, said_in))
    return read.people


def _row(one: Recipient) -> dict[str, str]:
    mail = "withdrawn" if one.is_withdrawn else one.reached.value if one.reached else ""
    return {
        "person": one.id,
        "side": one.side.value,
        "name": one.person.name,
        "email": one.person.address,
        "language": one.person.language.code,
        "mail": mail,
    }
