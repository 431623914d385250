"""What an operator wants to know, a line a check; a new check is a function and a line in a table."""

import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from tempfile import TemporaryFile

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from surveyapp.core.conduct.roles import Role
from surveyapp.operating import reaching, record, storing
from surveyapp.operating.migrating import alembic_config
from surveyapp.operating.site import Site, Unwell, UnwellElsewhere, of_file
from surveyapp.settings import RULES_OF_TIME
from surveyapp.store import partners, people, results, reviews, rounds
from surveyapp.store.audit import Head
from surveyapp.version import VERSION
from surveyapp.words.catalogue import find_missing
from surveyapp.words.joining import commas
from surveyapp.words.languages import listed, name_of
from surveyapp.words.tallies import tally_lines
from surveyapp.workflow import purging


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, in one line, and whether that is well; ``is_quoted``: in a server's own words."""

    name: str
    ok: bool
    said: str
    is_quoted: bool = False


def examine(site: Site, asked: Sequence[Head] = (), *, is_brief: bool = False) -> Iterator[Finding]:
    """Yield what each check finds, in their order; the record is looked through for the ends ``asked`` about, too.

    ``is_brief`` leaves out those that take long (``LONG``).
    """
    for name, check in (CHECKS | {"audit": partial(record.check, asked=asked)}).items():
        if not (is_brief and name in LONG):
            yield _run(name, check, site)


def _run(name: str, check: Callable[[Site], str], site: Site) -> Finding:
    try:
        return Finding(name, True, check(site))
    except UnwellElsewhere as fault:
        said = str(fault)
    except Unwell as fault:
        return Finding(name, False, str(fault))
    except DBAPIError as error:
        said = str(error.orig).strip().splitlines()[0]
    except OSError as error:
        said = of_file(error, site.language)
    return Finding(name, False, said, is_quoted=True)


def _version(_site: Site) -> str:
    return f"surveyapp {VERSION}, Python {platform.python_version()}"


def _configuration(site: Site) -> str:
    settings = site.settings
    if settings.is_production and not settings.is_https:
        raise Unwell(
            site.say(
                "PUBLIC_URL is %(url)s: without https cookies and links can be read on the way", url=settings.public_url
            )
        )
    if settings.is_production:
        said = site.say("production, %(url)s", url=settings.public_url)
    else:
        said = site.say("development, %(url)s", url=settings.public_url)
    needless = [site.say("%(name)s is no longer needed", name=name) for name in settings.needless]
    return commas([said, *needless], site.language)


def _time(site: Site) -> str:
    zone = site.settings.timezone.key
    return site.say("days end in %(zone)s, by %(rules)s", zone=zone, rules=RULES_OF_TIME)


def _languages(site: Site) -> str:
    offered = site.settings.languages
    missing = [one for one in offered if find_missing([one])]
    if missing:
        which = commas([name_of(one, site.language) for one in missing], site.language)
        raise Unwell(site.say("no compiled catalogue of %(languages)s: run `make compile`", languages=which))
    return listed(offered, site.language)


def _revision(site: Site) -> str:
    with site.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    newest = ScriptDirectory.from_config(alembic_config(site.engine)).get_current_head()
    if found != newest:
        raise Unwell(
            site.say(
                "the database is at %(found)s, the app at %(newest)s: run `flask db upgrade`",
                found=found,
                newest=newest,
            )
        )
    return site.say("at %(revision)s", revision=found)


def _counts(site: Site) -> str:
    with site.reading() as session:
        found = reviews.list_reviews(session)
        answered = reviews.count_responses(session, [review.id for review in found if review.is_closed])
        n_partners, n_rounds = len(partners.list_partners(session)), len(rounds.list_rounds(session))
    said = (
        site.counted("%(n)s partner", "%(n)s partners", n_partners),
        site.counted("%(n)s round", "%(n)s rounds", n_rounds),
        site.counted("%(n)s review", "%(n)s reviews", len(found)),
        site.counted("%(n)s response to closed ones", "%(n)s responses to closed ones", sum(answered.values())),
    )
    return commas(said, site.language)


def _accounts(site: Site) -> str:
    with site.reading() as session:
        still_open = [one for one in people.list_staff(session) if not one.is_closed]
    administrators = [one for one in still_open if one.role is Role.ADMINISTRATOR]
    if site.settings.is_production and any(one.is_demonstration for one in still_open):
        raise Unwell(
            site.say("the demonstration's account is open, and its password can be derived: run `flask staff close`")
        )
    return site.say(
        "%(n)s open, %(administrators)s of administrators", n=len(still_open), administrators=len(administrators)
    )


def _results(site: Site) -> str:
    with site.reading() as session:
        altered = results.list_altered(session)
        methods = results.list_methods(session)
    if altered:
        which = commas(map(str, altered), site.language)
        raise Unwell(site.say("figures were altered after closing: review %(reviews)s", reviews=which))
    released = site.say("%(n)s released, each as it was closed", n=sum(methods.values()))
    editions = [
        site.say("%(n)s under edition %(edition)s of the method", n=count, edition=method)
        for method, count in methods.items()
    ]
    return commas([released, *editions], site.language)


def _retention(site: Site) -> str:
    """See what a purge would have had to erase before yesterday."""
    yesterday = site.now - timedelta(days=1)
    with site.trying() as session:
        overdue = purging.purge(session, now=yesterday, keeping=site.settings.keeping)
    late = tally_lines({name: count for name, count in overdue.items() if count}, site.language)
    if late:
        what = commas(late, site.language)
        raise Unwell(site.say("kept past its date: %(what)s; run `flask worker`, or `flask purge`", what=what))
    return site.say("nothing is kept past its date")


def _folders(site: Site) -> str:
    folder = site.settings.instance
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryFile(dir=folder):
        return site.say("%(folder)s can be written", folder=folder)


CHECKS: dict[str, Callable[[Site], str]] = {
    "version": _version,
    "configuration": _configuration,
    "time": _time,
    "languages": _languages,
    "database": storing.check_database,
    "pool": storing.check_pool,
    "durability": storing.check_durability,
    "revision": _revision,
    "counts": _counts,
    "accounts": _accounts,
    "results": _results,
    "audit": record.check,
    "sealing": storing.check_sealing,
    "retention": _retention,
    "sender": reaching.check_sender,
    "mail": reaching.check_mail,
    "mailbox": reaching.check_mailbox,
    "folders": _folders,
}
"""Each check by its name: returns what it found, or raises when that is not well."""

LONG = frozenset({"counts", "results", "audit", "retention"})
"""Checks that read all that is stored: of many years that is seconds."""
