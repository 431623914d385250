"""Settings: read once from the environment, checked, frozen. A bad value stops the start with one line."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import files
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import tzdata

from surveyapp.core.text.languages import TABLE, Language
from surveyapp.sender.identity import Sender, SenderError, read_mail_from, read_sender

DAYS_LIMIT = 3650
"""The longest time, in days, for which anything that leads to people may be kept."""

NEEDLESS = ("KEEP_ANSWERS_DAYS",)
"""Settings of earlier versions that do nothing any more; whoever sets one is told by ``flask doctor``."""

RULES_OF_TIME = f"tzdata {tzdata.__version__} ({tzdata.IANA_VERSION})"
"""The edition of the world's time zones that days are reckoned by."""


class SettingsError(Exception):
    """A setting that cannot be used; the message is one line that names it."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how long what leads to people is kept."""

    contacts: timedelta
    drafts: timedelta
    comments: timedelta


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations."""

    database_url: str
    pool_url: str | None
    secret_key: str = field(repr=False)
    public_url: str
    smtp_url: str | None = field(repr=False)
    mail_from: str
    sender: Sender
    bounces_url: str | None = field(repr=False)
    closes_on_date: bool
    keeping: Keeping
    needless: tuple[str, ...]
    languages: tuple[Language, ...]
    default_language: Language
    terminal_language: Language | None
    timezone: ZoneInfo
    contact: str
    requires_totp: bool
    proxies: int
    measured_from: tuple[IPv4Network | IPv6Network, ...]
    """From where machines may ask for the measures, this machine apart."""

    is_production: bool
    instance: Path

    @property
    def is_https(self) -> bool:
        """Say whether readers reach the app through TLS."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """Return the host names that the app answers to."""
        host = urlsplit(self.public_url).hostname or ""
        return [host] if self.is_production else list(dict.fromkeys([host, "localhost", "127.0.0.1"]))


def load_settings(environ: Mapping[str, str], instance: Path) -> Settings:
    """Return the settings in ``environ``; ``instance`` is a folder for what the app keeps itself.

    Raises:
        SettingsError: a value cannot be used.
    """
    is_production = _choice(environ, "SURVEYAPP_ENV", ("development", "production")) == "production"
    public_url = _url(environ, "PUBLIC_URL", f"http://127.0.0.1:{_port(environ)}", schemes=("http", "https"))
    smtp_url = _url(environ, "SMTP_URL", "", schemes=("smtp", "smtps"))
    return Settings(
        **_databases(environ, instance),
        secret_key=_secret_key(environ, instance, is_production=is_production),
        public_url=public_url,
        smtp_url=smtp_url or None,
        **_sent_by(environ, smtp_url=smtp_url, public_url=public_url),
        bounces_url=_bounces_url(environ),
        closes_on_date=_choice(environ, "CLOSING", ("by_hand", "on_date")) == "on_date",
        keeping=_keeping(environ),
        needless=tuple(name for name in NEEDLESS if environ.get(name)),
        languages=_languages(environ),
        default_language=Language(_choice(environ, "DEFAULT_LANGUAGE", _languages(environ))),
        terminal_language=_terminal_language(environ),
        timezone=_timezone(environ),
        contact=environ.get("CONTACT", "").strip(),
        requires_totp=_choice(environ, "REQUIRE_TOTP", ("yes", "no") if is_production else ("no", "yes")) == "yes",
        proxies=_proxies(environ),
        measured_from=_networks(environ, "METRICS_FROM"),
        is_production=is_production,
        instance=instance,
    )


def _choice(environ: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = environ.get(name) or allowed[0]
    if value not in allowed:
        raise SettingsError(f"{name}: {value!r} is not one of {', '.join(allowed)}")
    return value


def _languages(environ: Mapping[str, str]) -> tuple[Language, ...]:
    codes = [code.strip() for code in (environ.get("LANGUAGES") or ",".join(TABLE)).split(",")]
    for code in codes:
        if code not in TABLE or codes.count(code) > 1:
            raise SettingsError(f"LANGUAGES: {code!r} is not one of {', '.join(TABLE)}, each once")
    return tuple(map(Language, codes))


def _terminal_language(environ: Mapping[str, str]) -> Language | None:
    """Return the language of what commands print; None for the one that sentences are written in."""
    is_said = bool(environ.get("TERMINAL_LANGUAGE"))
    return Language(_choice(environ, "TERMINAL_LANGUAGE", tuple(TABLE))) if is_said else None


def _port(environ: Mapping[str, str]) -> int:
    raw = environ.get("PORT") or "8000"
    if not raw.isdecimal() or not 0 < int(raw) < 65536:  # noqa: PLR2004 - the range of TCP ports
        raise SettingsError(f"PORT: {raw!r} is not a port number from 1 to 65535")
    return int(raw)


def _proxies(environ: Mapping[str, str]) -> int:
    raw = environ.get("PROXIES") or "0"
    if not raw.isdecimal() or len(raw) > 1:
        raise SettingsError(f"PROXIES: {raw!r} is not a number from 0 to 9")
    return int(raw)


def _networks(environ: Mapping[str, str], name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    said = [one.strip() for one in environ.get(name, "").split(",") if one.strip()]
    try:
        return tuple(map(ip_network, said))
    except ValueError as error:
        raise SettingsError(f"{name}: {error}; write addresses or networks such as 10.88.0.0/16") from None


def _keeping(environ: Mapping[str, str]) -> Keeping:
    return Keeping(
        contacts=_days(environ, "KEEP_CONTACTS_DAYS", 180),
        drafts=_days(environ, "KEEP_DRAFTS_DAYS", 30),
        comments=_days(environ, "KEEP_COMMENTS_DAYS", 730),
    )


def _days(environ: Mapping[str, str], name: str, default: int) -> timedelta:
    raw = environ.get(name) or str(default)
    if not raw.isascii() or not raw.isdecimal() or not 0 < int(raw) <= DAYS_LIMIT:
        raise SettingsError(f"{name}: {raw!r} is not a number of days from 1 to {DAYS_LIMIT}")
    return timedelta(days=int(raw))


def _url(environ: Mapping[str, str], name: str, default: str, *, schemes: tuple[str, ...]) -> str:
    raw = (environ.get(name) or default).strip().rstrip("/")
    try:
        parts = urlsplit(raw)
        is_good = not raw or (parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0)
    except ValueError:
        is_good = False
    if not is_good:
        raise SettingsError(f"{name}: not an {' or '.join(schemes)} address")
    return raw


def _sent_by(environ: Mapping[str, str], *, smtp_url: str, public_url: str) -> dict[str, Any]:
    user, host = unquote(urlsplit(smtp_url).username or ""), urlsplit(public_url).hostname
    try:
        mail_from = read_mail_from(environ, user=user, host=host)
        return {"mail_from": mail_from, "sender": read_sender(environ, _languages(environ))}
    except SenderError as error:
        raise SettingsError(str(error)) from None


def _bounces_url(environ: Mapping[str, str]) -> str | None:
    """Return the mailbox of returned mails; nobody is let in without a name and a password."""
    url = _url(environ, "BOUNCES_URL", "", schemes=("imap", "imaps"))
    parts = urlsplit(url)
    if url and not (parts.username and parts.password and unquote(parts.path).isprintable()):
        raise SettingsError("BOUNCES_URL: lacks a user or a password, as in imaps://user:password@host/FOLDER")
    return url or None


def _timezone(environ: Mapping[str, str]) -> ZoneInfo:
    """Return the time zone by the rules of the package ``tzdata``, whatever the system's are."""
    name, rules = environ.get("TIMEZONE") or "Asia/Hebron", files(tzdata)
    if name not in rules.joinpath("zones").read_text().split():
        raise SettingsError(f"TIMEZONE: {name!r} is not a time zone such as Asia/Hebron")
    with rules.joinpath("zoneinfo", name).open("rb") as file:
        return ZoneInfo.from_file(file, name)


def _databases(environ: Mapping[str, str], instance: Path) -> dict[str, Any]:
    url, pool_url = environ.get("DATABASE_URL") or f"sqlite:///{instance / 'surveyapp.db'}", environ.get("POOL_URL")
    url = "postgresql" + url.removeprefix("postgres") if url.startswith("postgres:") else url
    if url.partition(":")[0].partition("+")[0] not in {"sqlite", "postgresql"}:
        raise SettingsError("DATABASE_URL: must begin with sqlite:/// or postgresql://")
    if pool_url and not (url.startswith("postgresql") and pool_url.startswith("postgresql")):
        raise SettingsError("POOL_URL: must begin with postgresql://, and so must DATABASE_URL")
    return {"database_url": url, "pool_url": pool_url or None}


def _secret_key(environ: Mapping[str, str], instance: Path, *, is_production: bool) -> str:
    key = environ.get("SECRET_KEY", "")
    if not key and is_production:
        raise SettingsError("SECRET_KEY: required in production; make one with `openssl rand -hex 32`")
    if key and len(key) < 32:  # noqa: PLR2004 - 128 bits in hex
        raise SettingsError("SECRET_KEY: must have at least 32 characters")
    return key or _kept_key(instance)


def _kept_key(instance: Path) -> str:
    """Return the key kept in ``instance``; the first of several processes to come makes it, whole or not at all."""
    path, draft = instance / "secret_key", instance / f"secret_key.{os.getpid()}"
    try:
        instance.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
                file.flush()
                os.fsync(file.fileno())
            try:
                path.hardlink_to(draft)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_text()
    except OSError as error:
        raise SettingsError(f"SECRET_KEY: cannot keep a key in {instance}: {error.strerror}") from None
