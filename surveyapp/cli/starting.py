"""What is looked at once before the server starts; gunicorn.conf.py calls it."""

import errno
import socket
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from surveyapp.settings import Settings, SettingsError, load_settings
from surveyapp.store.durability import list_unsafe
from surveyapp.store.engine import make_engine


def find_reason_not_to_start(environ: Mapping[str, str], instance: Path) -> str | None:
    """Return in one line why the app must not be served like this; None when nothing speaks against it."""
    try:
        settings = load_settings(environ, instance)
    except SettingsError as error:
        return str(error)
    if not settings.is_production:
        return _taken(environ)
    unsafe = _unsafe(settings)
    if not unsafe:
        return None
    return f"DATABASE_URL: PostgreSQL runs with {', '.join(unsafe)}, and may lose answers that it acknowledged"


def _taken(environ: Mapping[str, str]) -> str | None:
    """Return that something else listens already, and what to do; a server in production waits until it is gone."""
    host, port = (environ.get("BIND") or "127.0.0.1").strip("[]"), int(environ.get("PORT") or 8000)
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"PORT: {port} is taken by another program; set another, as in `PORT={port % 65535 + 1} make run`"
    return None


def _unsafe(settings: Settings) -> list[str]:
    """Return what is unsafe about the database; nothing while it is away, for the server waits until it is back."""
    engine = make_engine(settings.database_url, settings.timezone)
    try:
        with engine.connect() as connection:
            return list_unsafe(connection)
    except DBAPIError:
        return []
    finally:
        engine.dispose()
