"""``flask doctor``: what an operator wants to know, a line a check; a new check is a function and a line in a table."""

import platform
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from tempfile import TemporaryFile

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from surveyapp.cli import reaching, record
from surveyapp.cli.database import alembic_config
from surveyapp.cli.heads import HeadType
from surveyapp.cli.installation import Command, Installation, Unwell, as_json_option, now, reply
from surveyapp.core.conduct.roles import Role
from surveyapp.settings import RULES_OF_TIME
from surveyapp.store import partners, people, results, reviews, rounds, sealing
from surveyapp.store.audit import Head
from surveyapp.store.durability import list_unsafe
from surveyapp.store.server_log import list_keeping
from surveyapp.version import VERSION
from surveyapp.words.catalogue import find_missing
from surveyapp.words.joining import commas
from surveyapp.words.languages import listed, name_of
from surveyapp.words.tallies import tally_lines
from surveyapp.workflow import purging


def _version(_installation: Installation) -> str:
    return f"surveyapp {VERSION}, Python {platform.python_version()}"


def _configuration(installation: Installation) -> str:
    settings = installation.settings
    if settings.is_production and not settings.is_https:
        raise Unwell(
            installation.say(
                "PUBLIC_URL is %(url)s: without https cookies and links can be read on the way", url=settings.public_url
            )
        )
    if settings.is_production:
        said = installation.say("production, %(url)s", url=settings.public_url)
    else:
        said = installation.say("development, %(url)s", url=settings.public_url)
    needless = [installation.say("%(name)s is no longer needed", name=name) for name in settings.needless]
    return commas([said, *needless], installation.language)


def _time(installation: Installation) -> str:
    zone = installation.settings.timezone.key
    return installation.say("days end in %(zone)s, by %(rules)s", zone=zone, rules=RULES_OF_TIME)


def _languages(installation: Installation) -> str:
    offered = installation.settings.languages
    missing = [one for one in offered if find_missing([one])]
    if missing:
        which = commas([name_of(one, installation.language) for one in missing], installation.language)
        raise Unwell(installation.say("no compiled catalogue of %(languages)s: run `make compile`", languages=which))
    return listed(offered, installation.language)


def _database(installation: Installation) -> str:
    with installation.engine.connect() as connection:
        version = ".".join(map(str, connection.dialect.server_version_info or ()))
        return f"{connection.dialect.name} {version}"


def _durability(installation: Installation) -> str:
    with installation.engine.connect() as connection:
        unsafe = list_unsafe(connection)
    if not unsafe:
        return installation.say("what is acknowledged is on the disk")
    found = commas(unsafe, installation.language)
    if installation.settings.is_production:
        raise Unwell(
            installation.say(
                "%(settings)s: an answer that was acknowledged may be lost when the power fails", settings=found
            )
        )
    return installation.say("for trying only: %(settings)s", settings=found)


def _revision(installation: Installation) -> str:
    with installation.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    newest = ScriptDirectory.from_config(alembic_config(installation)).get_current_head()
    if found != newest:
        raise Unwell(
            installation.say(
                "the database is at %(found)s, the app at %(newest)s: run `flask db upgrade`",
                found=found,
                newest=newest,
            )
        )
    return installation.say("at %(revision)s", revision=found)


def _counts(installation: Installation) -> str:
    with installation.reading() as session:
        found = reviews.list_reviews(session)
        answered = reviews.count_responses(session, [review.id for review in found if review.is_closed])
        n_partners, n_rounds = len(partners.list_partners(session)), len(rounds.list_rounds(session))
    said = (
        installation.counted("%(n)s partner", "%(n)s partners", n_partners),
        installation.counted("%(n)s round", "%(n)s rounds", n_rounds),
        installation.counted("%(n)s review", "%(n)s reviews", len(found)),
        installation.counted("%(n)s response to closed ones", "%(n)s responses to closed ones", sum(answered.values())),
    )
    return commas(said, installation.language)


def _accounts(installation: Installation) -> str:
    with installation.reading() as session:
        still_open = [one for one in people.list_staff(session) if not one.is_closed]
    administrators = [one for one in still_open if one.role is Role.ADMINISTRATOR]
    if installation.settings.is_production and any(one.is_demonstration for one in still_open):
        raise Unwell(
            installation.say(
                "the demonstration's account is open, and its password can be derived: run `flask staff close`"
            )
        )
    return installation.say(
        "%(n)s open, %(administrators)s of administrators", n=len(still_open), administrators=len(administrators)
    )


def _results(installation: Installation) -> str:
    with installation.reading() as session:
        altered = results.list_altered(session)
        methods = results.list_methods(session)
    if altered:
        which = commas(map(str, altered), installation.language)
        raise Unwell(installation.say("figures were altered after closing: review %(reviews)s", reviews=which))
    released = installation.say("%(n)s released, each as it was closed", n=sum(methods.values()))
    editions = [
        installation.say("%(n)s under edition %(edition)s of the method", n=count, edition=method)
        for method, count in methods.items()
    ]
    return commas([released, *editions], installation.language)


def _sealing(installation: Installation) -> str:
    with installation.reading() as session:
        unsealed = sealing.list_unsealed(session)
        keeping = list_keeping(session.connection())
    if unsealed:
        which = commas(map(str, unsealed), installation.language)
        raise Unwell(installation.say("not sealed yet: review %(reviews)s; run `flask worker`", reviews=which))
    if not keeping:
        return installation.say("nothing waits to be sealed")
    return installation.say(
        "nothing waits to be sealed; PostgreSQL's own log may still hold what was erased: %(settings)s",
        settings=commas(keeping, installation.language),
    )


def _retention(installation: Installation) -> str:
    """See what a purge would have had to erase before yesterday."""
    yesterday = now() - timedelta(days=1)
    with installation.writing() as session:
        overdue = purging.purge(session, now=yesterday, keeping=installation.settings.keeping)
        session.rollback()
    late = tally_lines({name: count for name, count in overdue.items() if count}, installation.language)
    if late:
        what = commas(late, installation.language)
        raise Unwell(installation.say("kept past its date: %(what)s; run `flask worker`, or `flask purge`", what=what))
    return installation.say("nothing is kept past its date")


def _folders(installation: Installation) -> str:
    folder = installation.settings.instance
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryFile(dir=folder):
        return installation.say("%(folder)s can be written", folder=folder)


CHECKS: dict[str, Callable[[Installation], str]] = {
    "version": _version,
    "configuration": _configuration,
    "time": _time,
    "languages": _languages,
    "database": _database,
    "durability": _durability,
    "revision": _revision,
    "counts": _counts,
    "accounts": _accounts,
    "results": _results,
    "audit": record.check,
    "sealing": _sealing,
    "retention": _retention,
    "sender": reaching.check_sender,
    "mail": reaching.check_mail,
    "mailbox": reaching.check_mailbox,
    "folders": _folders,
}
"""Each check by its name: returns what it found, or raises when that is not well."""


@click.command(cls=Command)
@click.option(
    "--head",
    "asked",
    multiple=True,
    type=HeadType(),
    metavar="NUMBER:VALUE",
    help="See that the record still has this entry, as a mail to administrators told it.",
)
@as_json_option
@click.pass_obj
def doctor(installation: Installation, *, asked: tuple[Head, ...], as_json: bool) -> None:
    """Check the installation, a line a check; exit with 1 when any fails."""
    wanted = CHECKS | {"audit": partial(record.check, asked=asked)}
    checks = [_run(name, check, installation) for name, check in wanted.items()]
    is_well = all(check["ok"] for check in checks)
    lines = [f"{'ok  ' if check['ok'] else 'FAIL'}  {check['name']:<13}  {check['said']}" for check in checks]
    reply({"ok": is_well, "checks": checks}, as_json=as_json, plain="\n".join(lines))
    if not is_well:
        sys.exit(1)


def _run(name: str, check: Callable[[Installation], str], installation: Installation) -> dict[str, object]:
    try:
        return {"name": name, "ok": True, "said": check(installation)}
    except Unwell as fault:
        said = str(fault)
    except DBAPIError as error:
        said = str(error.orig).strip().splitlines()[0]
    except OSError as error:
        said = installation.of_file(error)
    return {"name": name, "ok": False, "said": said}
