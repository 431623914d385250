"""Whether the record of what staff did is whole."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from surveyapp.operating import heads
from surveyapp.operating.site import Site, Unwell
from surveyapp.store import audit, audit_triggers
from surveyapp.store.audit import Head
from surveyapp.store.engine import place_of
from surveyapp.words.joining import commas


def check(site: Site, asked: Sequence[Head] = ()) -> str:
    """Return what is found of the record; ``Unwell`` where something is wrong with it.

    Its chain is whole under the key, it holds every entry that is known outside of the database (those noted of it
    beside SECRET_KEY, and those ``asked`` about), and its triggers are there as they were made, and nobody else's.
    """
    noted, place = heads.list_noted(site.settings.instance), place_of(site.engine)
    known = [(f"{one.at:%Y-%m-%d %H:%M} UTC", one.head) for one in noted if one.is_of(place)]
    elsewhere = dict.fromkeys(one.place for one in noted if one.place and not one.is_of(place))
    with site.reading() as session:
        broken = audit.find_break(session)
        lacking = [
            (said, head) for said, head in [*known, *(("", head) for head in asked)] if not audit.holds(session, head)
        ]
        fault = _fault(site, broken, lacking) or _trigger_fault(site, session)
        if not fault:
            return commas((*_whole(site, session), *_apart(site, elsewhere)), site.language)
    raise Unwell(fault)


def _fault(site: Site, broken: int | None, lacking: Sequence[tuple[str, Head]]) -> str:
    if broken is not None:
        return site.say(
            "the activity log was altered: its chain breaks at entry %(number)s, unless it was kept under another"
            " SECRET_KEY until then (see the runbook)",
            number=broken,
        )
    for day, head in lacking:
        noted = site.say(
            "the activity log was cut or altered: it lacks entry %(number)s, as it was noted on %(day)s",
            number=head.number,
            day=day,
        )
        asked = site.say(
            "the activity log was cut or altered: it lacks entry %(number)s with the check value given",
            number=head.number,
        )
        return noted if day else asked
    return ""


def _trigger_fault(site: Site, session: Session) -> str:
    strange = audit_triggers.list_strange(session.connection())
    if strange:
        return site.say(
            "triggers or rules that are not the app’s can keep entries out of the activity log: %(which)s",
            which=commas(strange, site.language),
        )
    missing = audit_triggers.list_missing(session.connection())
    which = commas(missing, site.language)
    said = site.say("nothing keeps the activity log from being altered: triggers %(which)s", which=which)
    return said if missing else ""


def _whole(site: Site, session: Session) -> tuple[str, ...]:
    head, bound = audit.find_head(session), audit.find_bound(session)
    count = head.number if head else 0
    said = site.counted("%(n)s entry, the chain is whole", "%(n)s entries, the chain is whole", count)
    if not bound:
        return (said,)
    return said, site.say("up to entry %(number)s as it was when it was bound to this SECRET_KEY", number=bound)


def _apart(site: Site, places: Iterable[str]) -> list[str]:
    """Return that ends are noted of databases elsewhere, which this one was not asked for: it may have been moved."""
    return [
        site.say("what is noted of the database at %(place)s was not looked for here", place=place) for place in places
    ]
