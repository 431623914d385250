"""What is looked at: one installation, its database and its keys, in the language of whoever looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from surveyapp.core.text.languages import Language
from surveyapp.settings import Settings
from surveyapp.store.audit import Author, sign
from surveyapp.store.engine import new_session
from surveyapp.words.catalogue import counted, say
from surveyapp.words.joining import named


class Unwell(Exception):
    """A check that failed; the message says why, in one line."""


class UnwellElsewhere(Unwell):
    """A check that failed for what a server or the system says, in its own words."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Site:
    """An installation as somebody looks at it."""

    settings: Settings
    engine: Engine
    language: Language
    now: datetime = field(default_factory=_now)

    def say(self, message: str, /, **values: object) -> str:
        """Return a message in the reader's language, its named places filled."""
        return say(message, self.language, **values)

    def counted(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Return a message about ``n`` things in the reader's language; ``%(n)s`` is the number."""
        return counted(one, many, n, self.language, **values)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session whose changes are forgotten."""
        with new_session(self.engine) as session:
            yield session

    @contextmanager
    def trying(self) -> Iterator[Session]:
        """Yield a session in which steps can be taken; what they change is forgotten."""
        with new_session(self.engine, writing=True) as session:
            yield sign(session, Author("cli", self.now))


def of_file(error: OSError, language: Language) -> str:
    """Return what the system says of a file, which it may not name."""
    name = str(error.filename or say("a file", language))
    return named(name, str(error.strerror or error), language)
