"""Whether the record of what staff did is whole, for ``flask doctor``; and ``flask audit``, which binds it anew."""

from collections.abc import Iterable, Sequence

import click
from sqlalchemy.orm import Session

from surveyapp.cli import heads
from surveyapp.cli.installation import Command, Group, Installation, Unwell, as_json_option, reply
from surveyapp.store import audit, audit_triggers
from surveyapp.store.audit import Head
from surveyapp.store.engine import place_of
from surveyapp.words.joining import commas


def check(installation: Installation, asked: Sequence[Head] = ()) -> str:
    """Return what is found of the record; ``Unwell`` where something is wrong with it.

    Its chain is whole under the key, it holds every entry that is known outside of the database (those noted of it
    beside SECRET_KEY, and those ``asked`` about), and its triggers are there as they were made, and nobody else's.
    """
    noted, place = heads.list_noted(installation.settings.instance), place_of(installation.engine)
    known = [(f"{one.at:%Y-%m-%d %H:%M} UTC", one.head) for one in noted if one.is_of(place)]
    elsewhere = dict.fromkeys(one.place for one in noted if one.place and not one.is_of(place))
    with installation.reading() as session:
        broken = audit.find_break(session)
        lacking = [
            (said, head) for said, head in [*known, *(("", head) for head in asked)] if not audit.holds(session, head)
        ]
        fault = _fault(installation, broken, lacking) or _trigger_fault(installation, session)
        if not fault:
            return commas((*_whole(installation, session), *_apart(installation, elsewhere)), installation.language)
    raise Unwell(fault)


def _fault(installation: Installation, broken: int | None, lacking: Sequence[tuple[str, Head]]) -> str:
    if broken is not None:
        return installation.say(
            "the activity log was altered: its chain breaks at entry %(number)s, unless it was kept under another"
            " SECRET_KEY until then (see the runbook)",
            number=broken,
        )
    for day, head in lacking:
        noted = installation.say(
            "the activity log was cut or altered: it lacks entry %(number)s, as it was noted on %(day)s",
            number=head.number,
            day=day,
        )
        asked = installation.say(
            "the activity log was cut or altered: it lacks entry %(number)s with the check value given",
            number=head.number,
        )
        return noted if day else asked
    return ""


def _trigger_fault(installation: Installation, session: Session) -> str:
    strange = audit_triggers.list_strange(session.connection())
    if strange:
        return installation.say(
            "triggers or rules that are not the app’s can keep entries out of the activity log: %(which)s",
            which=commas(strange, installation.language),
        )
    missing = audit_triggers.list_missing(session.connection())
    which = commas(missing, installation.language)
    said = installation.say("nothing keeps the activity log from being altered: triggers %(which)s", which=which)
    return said if missing else ""


def _whole(installation: Installation, session: Session) -> tuple[str, ...]:
    head, bound = audit.find_head(session), audit.find_bound(session)
    count = head.number if head else 0
    said = installation.counted("%(n)s entry, the chain is whole", "%(n)s entries, the chain is whole", count)
    if not bound:
        return (said,)
    return said, installation.say("up to entry %(number)s as it was when it was bound to this SECRET_KEY", number=bound)


def _apart(installation: Installation, places: Iterable[str]) -> list[str]:
    """Return that ends are noted of databases elsewhere, which this one was not asked for: it may have been moved."""
    return [
        installation.say("what is noted of the database at %(place)s was not looked for here", place=place)
        for place in places
    ]


@click.group("audit", cls=Group)
def audit_group() -> None:
    """Keep the record of what staff did."""


@audit_group.command("bind", cls=Command)
@as_json_option
@click.pass_obj
def bind(installation: Installation, *, as_json: bool) -> None:
    """Bind the record to this SECRET_KEY as it stands, and put its triggers back: after another key was in use.

    Whatever was altered before stays so, and is no longer found: look first at what `flask doctor` says.
    """
    with installation.writing() as session:
        through = audit.bind(session)
        audit_triggers.put_back(session.connection())
    plain = installation.counted(
        "%(n)s entry of the activity log bound", "%(n)s entries of the activity log bound", through
    )
    reply({"through": through}, as_json=as_json, plain=plain)
