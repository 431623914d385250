"""What every command works on, and how a refusal reaches the user: one line, and exit code 1."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, NoReturn

import click
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from surveyapp.catalogue.faults import FaultyFileError
from surveyapp.core.errors import InputError, ReviewError
from surveyapp.core.text.days import read_day
from surveyapp.core.text.languages import Language, printed_in
from surveyapp.core.text.shown import shown_json, shown_whole
from surveyapp.operating.site import Site, of_file
from surveyapp.settings import Settings
from surveyapp.store import sealing
from surveyapp.store.audit import Author, sign
from surveyapp.store.engine import make_engine, new_session
from surveyapp.words.catalogue import SOURCE, counted, say
from surveyapp.words.joining import commas
from surveyapp.words.refusals.table import refusal_line
from surveyapp.workflow.keys import Keys


@dataclass
class Installation:
    """One database and its keys, and the language in which its terminal speaks."""

    settings: Settings
    is_for_programs: bool = False
    """Whether a program reads what is printed (``--json``): it is then told everything in the source language."""

    @property
    def language(self) -> Language:
        """Return the language of all that is printed."""
        return (None if self.is_for_programs else self.settings.terminal_language) or SOURCE

    def say(self, message: str, /, **values: object) -> str:
        """Return a message in the terminal's language, its named places filled."""
        return say(message, self.language, **values)

    def counted(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Return a message about ``n`` things in the terminal's language; ``%(n)s`` is the number."""
        return counted(one, many, n, self.language, **values)

    @cached_property
    def engine(self) -> Engine:
        """Return the engine; nothing is connected before it is used."""
        return make_engine(self.settings.database_url, self.settings.timezone, record_key=self.keys.record)

    @property
    def site(self) -> Site:
        """Return what is looked at by checks."""
        return Site(self.settings, self.engine, self.language)

    @cached_property
    def keys(self) -> Keys:
        """Return the keys."""
        return Keys.from_secret(self.settings.secret_key)

    def close(self) -> None:
        """Let go of what was connected."""
        if "engine" in self.__dict__:
            self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session whose changes are forgotten."""
        with new_session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self, author: str = "cli") -> Iterator[Session]:
        """Yield a session that commits when the block ends, signed by the shell: it counts as administrator."""
        with new_session(self.engine, writing=True) as session, session.begin():
            yield sign(session, Author(author, now()))

    def compact(self) -> None:
        """Finish the sealing of every closed review, also of those whose closing was cut short."""
        sealing.compact(self.engine, Author("cli", now()))

    def link(self, path: str) -> str:
        """Return the address of ``path`` as it is given to people."""
        return f"{self.settings.public_url}{path}"


class _Refusing(click.Command):
    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; say a refusal in one line, or a file's faults a line each, and exit with 1."""
        try:
            return super().invoke(ctx)
        except FaultyFileError as error:
            refuse(str(error))
        except (ReviewError, OverflowError, DBAPIError, OSError) as error:
            refuse(_line_of(error, installation_of(ctx)))


class Command(_Refusing):
    """A command that refuses in one line."""


class Group(_Refusing, click.Group):
    """A group of commands that refuse in one line."""


def _line_of(error: Exception, installation: Installation) -> str:
    """Return in one line why a command ends; what a database or the system says stands there in its own words."""
    if isinstance(error, ReviewError):
        return refusal_line(error, installation.language)
    if isinstance(error, OverflowError):
        return installation.say("nothing has a number that large")
    if isinstance(error, DBAPIError):
        what = str(error.orig).strip().splitlines()[0]
        return installation.say("database: %(what)s (was `flask db upgrade` run?)", what=what)
    if isinstance(error, OSError):
        return of_file(error, installation.language)
    raise error


def installation_of(context: click.Context | None) -> Installation:
    """Return what a command works on."""
    found = context.find_object(Installation) if context else None
    if found is None:
        raise RuntimeError("a command was called outside the shell")
    return found


def tell(message: str, *, err: bool = False) -> None:
    """Print for people; nothing of what somebody once typed moves the cursor, hides or reorders a line."""
    click.echo(shown_whole(message), err=err)


def tell_json(value: object, *, indent: int | None = None) -> None:
    """Print for programs, which read what was typed just as it was, escaped where a terminal would obey it."""
    click.echo(shown_json(json.dumps(value, ensure_ascii=False, indent=indent)))


def refuse(message: str) -> NoReturn:
    """Say why on standard error, and exit with 1."""
    tell(message, err=True)
    sys.exit(1)


def now() -> datetime:
    """Return the current instant, aware and in UTC."""
    return datetime.now(UTC)


def reply(value: dict[str, object], *, as_json: bool, plain: str) -> None:
    """Print ``value`` for programs, or ``plain`` for people."""
    tell_json(value) if as_json else tell(plain)


def read_languages(installation: Installation, asked: str) -> tuple[Language, ...]:
    """Return the languages that a print is asked for in; see ``printed_in``."""
    try:
        return printed_in(asked, installation.settings.languages)
    except ValueError:
        offered = commas(installation.settings.languages, installation.language)
        said = installation.say("%(asked)r is not both, nor of %(offered)s, each once", asked=asked, offered=offered)
        raise click.BadParameter(said, param_hint="--language") from None


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that was typed, in either language's digits."""
        try:
            return read_day(value)
        except InputError as error:
            self.fail(refusal_line(error, installation_of(ctx).language), param, ctx)


def _speak_to_programs(context: click.Context, _option: click.Parameter, as_json: bool) -> bool:
    if as_json:
        installation_of(context).is_for_programs = True
    return as_json


DAY = _Day()
as_json_option = click.option(
    "--json", "as_json", is_flag=True, is_eager=True, callback=_speak_to_programs, help="Print JSON."
)
