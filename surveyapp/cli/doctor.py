"""``flask doctor``: what an operator wants to know, a line a check; a new check is a function and a line in a table."""

import platform
import sys
from collections.abc import Callable
from datetime import timedelta
from tempfile import TemporaryFile

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from surveyapp.cli.database import alembic_config
from surveyapp.cli.installation import Command, Installation, as_json_option, now, say
from surveyapp.cli.posting import choose_delivery
from surveyapp.core.conduct.roles import Role
from surveyapp.mail.delivery import AwayError
from surveyapp.settings import RULES_OF_TIME
from surveyapp.store import audit, outbox, partners, people, results, reviews, rounds, sealing
from surveyapp.store.durability import list_unsafe
from surveyapp.store.server_log import list_keeping
from surveyapp.version import VERSION
from surveyapp.workflow import purging


class Unwell(Exception):
    """A check that failed; the message says why, in one line."""


def _version(_installation: Installation) -> str:
    return f"surveyapp {VERSION}, Python {platform.python_version()}"


def _configuration(installation: Installation) -> str:
    settings = installation.settings
    if settings.is_production and not settings.is_https:
        raise Unwell(f"PUBLIC_URL is {settings.public_url}: without https cookies and links can be read on the way")
    return f"{'production' if settings.is_production else 'development'}, {settings.public_url}"


def _time(installation: Installation) -> str:
    return f"days end in {installation.settings.timezone.key}, by {RULES_OF_TIME}"


def _database(installation: Installation) -> str:
    with installation.engine.connect() as connection:
        version = ".".join(map(str, connection.dialect.server_version_info or ()))
        return f"{connection.dialect.name} {version}"


def _durability(installation: Installation) -> str:
    with installation.engine.connect() as connection:
        unsafe = list_unsafe(connection)
    if unsafe and installation.settings.is_production:
        raise Unwell(f"{', '.join(unsafe)}: an answer that was acknowledged may be lost when the power fails")
    return f"for trying only: {', '.join(unsafe)}" if unsafe else "what is acknowledged is on the disk"


def _revision(installation: Installation) -> str:
    with installation.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    newest = ScriptDirectory.from_config(alembic_config(installation)).get_current_head()
    if found != newest:
        raise Unwell(f"the database is at {found}, the app at {newest}: run `flask db upgrade`")
    return f"at {found}"


def _counts(installation: Installation) -> str:
    with installation.reading() as session:
        listed = reviews.list_reviews(session)
        answered = reviews.count_responses(session, [review.id for review in listed])
        counted = {
            "partners": len(partners.list_partners(session)),
            "rounds": len(rounds.list_rounds(session)),
            "reviews": len(listed),
            "responses": sum(answered.values()),
        }
    return ", ".join(f"{count} {name}" for name, count in counted.items())


def _accounts(installation: Installation) -> str:
    with installation.reading() as session:
        listed = [one for one in people.list_staff(session) if not one.is_closed]
    administrators = [one for one in listed if one.role is Role.ADMINISTRATOR]
    if installation.settings.is_production and any(one.is_demonstration for one in listed):
        raise Unwell("the demonstration's account is open, and its password can be derived: run `flask staff close`")
    return f"{len(listed)} open, {len(administrators)} of administrators"


def _results(installation: Installation) -> str:
    with installation.reading() as session:
        altered = results.list_altered(session)
        methods = results.list_methods(session)
    if altered:
        raise Unwell(f"figures were altered after closing: review {', '.join(map(str, altered))}")
    editions = "".join(f", {count} under edition {method} of the method" for method, count in methods.items())
    return f"{sum(methods.values())} released, each as it was closed{editions}"


def _audit(installation: Installation) -> str:
    with installation.reading() as session:
        broken = audit.find_break(session)
        newest = audit.list_entries(session, limit=1)
    if broken is not None:
        raise Unwell(f"the record was altered: its chain breaks at entry {broken}")
    return f"{newest[0].number if newest else 0} entries, the chain is whole"


def _sealing(installation: Installation) -> str:
    with installation.reading() as session:
        unsealed = sealing.list_unsealed(session)
        keeping = list_keeping(session.connection())
    if unsealed:
        raise Unwell(f"not sealed yet: review {', '.join(map(str, unsealed))}; run `flask worker`")
    kept = f"; PostgreSQL's own log may still tell the order: {', '.join(keeping)}" if keeping else ""
    return f"nothing waits to be sealed{kept}"


def _retention(installation: Installation) -> str:
    """See what a purge would have had to erase before yesterday."""
    yesterday = now() - timedelta(days=1)
    with installation.writing() as session:
        overdue = purging.purge(session, now=yesterday, keeping=installation.settings.keeping)
        session.rollback()
    late = ", ".join(f"{count} {name}" for name, count in overdue.items() if count)
    if late:
        raise Unwell(f"kept past its date: {late}; run `flask worker`, or `flask purge`")
    return "nothing is kept past its date"


def _mail(installation: Installation) -> str:
    delivery = choose_delivery(installation.settings)
    if delivery is None:
        raise Unwell("SMTP_URL is not set: no mail is sent")
    try:
        delivery.connect()
    except AwayError as error:
        raise Unwell(f"{delivery.place}: {error}") from None
    finally:
        delivery.close()
    with installation.reading() as session:
        waiting, oldest = outbox.count_waiting(session)
    since = f", the oldest since {oldest:%Y-%m-%d %H:%M} UTC" if oldest else ""
    return f"{delivery.place} is ready; {waiting} mails wait{since}"


def _folders(installation: Installation) -> str:
    folder = installation.settings.instance
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder):
        return f"{folder} can be written"


CHECKS: dict[str, Callable[[Installation], str]] = {
    "version": _version,
    "configuration": _configuration,
    "time": _time,
    "database": _database,
    "durability": _durability,
    "revision": _revision,
    "counts": _counts,
    "accounts": _accounts,
    "results": _results,
    "audit": _audit,
    "sealing": _sealing,
    "retention": _retention,
    "mail": _mail,
    "folders": _folders,
}
"""Each check by its name: returns what it found, or raises when that is not well."""


@click.command(cls=Command)
@as_json_option
@click.pass_obj
def doctor(installation: Installation, *, as_json: bool) -> None:
    """Check the installation, a line a check; exit with 1 when any fails."""
    checks = [_run(name, check, installation) for name, check in CHECKS.items()]
    is_well = all(check["ok"] for check in checks)
    lines = [f"{'ok  ' if check['ok'] else 'FAIL'}  {check['name']:<13}  {check['said']}" for check in checks]
    say({"ok": is_well, "checks": checks}, as_json=as_json, plain="\n".join(lines))
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
        said = f"{error.filename or 'file'}: {error.strerror or error}"
    return {"name": name, "ok": False, "said": said}
