"""Whether the database and the pool before it keep what is acknowledged, and forget what is erased."""

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from surveyapp.operating.site import Site, Unwell, UnwellElsewhere
from surveyapp.store import sealing
from surveyapp.store.durability import find_synchronous, list_unsafe
from surveyapp.store.engine import make_engine, names_several
from surveyapp.store.pooling import is_lent_by_transaction, is_same_database, list_unset
from surveyapp.store.server_log import find_waiting_since, list_keeping
from surveyapp.words.joining import commas


def check_database(site: Site) -> str:
    """Return which database it is."""
    with site.engine.connect() as connection:
        version = ".".join(map(str, connection.dialect.server_version_info or ()))
        return f"{connection.dialect.name} {version}"


def check_pool(site: Site) -> str:
    """Return where pages go; ``Unwell`` where that is a pool which leads elsewhere, or lends not as they need."""
    url = site.settings.pool_url
    if not url:
        return site.say("POOL_URL is not set: pages ask the database itself")
    pooled = make_engine(url, site.settings.timezone, is_pooled=True)
    try:
        return _look_into(site, pooled)
    except DBAPIError as error:
        raise UnwellElsewhere(f"POOL_URL: {str(error.orig).strip().splitlines()[0]}") from None
    finally:
        pooled.dispose()


def _look_into(site: Site, pooled: Engine) -> str:
    with site.engine.connect() as own, pooled.connect() as lent:
        if not is_same_database(own, lent):
            raise Unwell(site.say("POOL_URL leads to another database than DATABASE_URL"))
        unset = list_unset(lent)
    if unset:
        found = commas(unset, site.language)
        raise Unwell(
            site.say("POOL_URL gives sessions that are not set as pages need them: %(settings)s", settings=found)
        )
    if not is_lent_by_transaction(pooled):
        raise Unwell(site.say("POOL_URL keeps a session for each connection: set `pool_mode = transaction`"))
    return site.say("pages share sessions of the same database, each for a transaction")


def check_durability(site: Site) -> str:
    """Return where what is acknowledged is kept; ``Unwell`` in production where it may be lost."""
    with site.engine.connect() as connection:
        unsafe, standbys = list_unsafe(connection), find_synchronous(connection)
    if unsafe:
        found = commas(unsafe, site.language)
        return _allow_for_trying(
            site,
            found,
            site.say("%(settings)s: an answer that was acknowledged may be lost when the power fails", settings=found),
        )
    if standbys:
        return site.say("what is acknowledged is on the disk, and on a standby: %(names)s", names=standbys)
    if names_several(site.engine.url):
        return _allow_for_trying(
            site,
            "synchronous_standby_names",
            site.say(
                "DATABASE_URL names several databases, and none has to have an answer before it is acknowledged:"
                " synchronous_standby_names is empty, and the answer may be lost with the first"
            ),
        )
    return site.say("what is acknowledged is on the disk")


def _allow_for_trying(site: Site, settings: str, fault: str) -> str:
    if site.settings.is_production:
        raise Unwell(fault)
    return site.say("for trying only: %(settings)s", settings=settings)


def check_sealing(site: Site) -> str:
    """Return that no closed review is in the files, and what may keep some in the log; ``Unwell`` where one waits."""
    with site.reading() as session:
        unsealed, connection = sealing.list_unsealed(session), session.connection()
        keeping, since = list_keeping(connection), find_waiting_since(connection)
    if unsealed:
        which = commas(map(str, unsealed), site.language)
        raise Unwell(site.say("not sealed yet: review %(reviews)s; run `flask worker`", reviews=which))
    if since:
        raise Unwell(
            site.say(
                "PostgreSQL cannot archive its log since %(since)s, and keeps there what was erased",
                since=f"{since:%Y-%m-%d %H:%M} UTC",
            )
        )
    if not keeping:
        return site.say("nothing waits to be sealed")
    return site.say(
        "nothing waits to be sealed; PostgreSQL's own log may still hold what was erased: %(settings)s",
        settings=commas(keeping, site.language),
    )
