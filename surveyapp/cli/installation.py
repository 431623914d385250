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
from surveyapp.cli.sentences import sentence
from surveyapp.core.errors import InputError, ReviewError
from surveyapp.core.text.days import read_day
from surveyapp.core.text.languages import Language, printed_in
from surveyapp.settings import Settings
from surveyapp.store import sealing
from surveyapp.store.audit import Author, sign
from surveyapp.store.engine import make_engine, new_session
from surveyapp.workflow.keys import Keys


@dataclass(frozen=True)
class Installation:
    """One database and its keys."""

    settings: Settings

    @cached_property
    def engine(self) -> Engine:
        """Return the engine; nothing is connected before it is used."""
        return make_engine(self.settings.database_url, self.settings.timezone)

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
        except ReviewError as error:
            refuse(sentence(error))
        except OverflowError:
            refuse("nothing has a number that large")
        except DBAPIError as error:
            refuse(f"database: {str(error.orig).strip().splitlines()[0]} (was `flask db upgrade` run?)")
        except OSError as error:
            refuse(f"{error.filename or 'file'}: {error.strerror or error}")


class Command(_Refusing):
    """A command that refuses in one line."""


class Group(_Refusing, click.Group):
    """A group of commands that refuse in one line."""


def refuse(message: str) -> NoReturn:
    """Say why on standard error, and exit with 1."""
    click.echo(message, err=True)
    sys.exit(1)


def now() -> datetime:
    """Return the current instant, aware and in UTC."""
    return datetime.now(UTC)


def say(value: dict[str, object], *, as_json: bool, plain: str) -> None:
    """Print ``value`` for programs, or ``plain`` for people."""
    click.echo(json.dumps(value, ensure_ascii=False) if as_json else plain)


def read_languages(installation: Installation, asked: str) -> tuple[Language, ...]:
    """Return the languages that a print is asked for in; see ``printed_in``."""
    try:
        return printed_in(asked, installation.settings.languages)
    except ValueError:
        offered = ", ".join(installation.settings.languages)
        raise click.BadParameter(
            f"{asked!r} is not both, nor of {offered}, each once", param_hint="--language"
        ) from None


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that was typed, in either language's digits."""
        try:
            return read_day(value)
        except InputError as error:
            self.fail(sentence(error), param, ctx)


DAY = _Day()
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
