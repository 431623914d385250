"""What every table shares: instants in UTC, enums by value, and how constraints are named."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

from surveyapp.core.text.languages import TABLE, Language, Text, nearest


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC instant on both databases; SQLite alone would hand back naive ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse naive instants; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return an aware UTC instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class LanguageCode(TypeDecorator[Language]):
    """A language by its code; which there are is the app's table, no list in the database."""

    impl = String(16)
    cache_ok = True

    def process_bind_param(self, value: Language | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Store the code."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Language | None:  # noqa: ARG002
        """Return the language; where its row is gone, the one that stands for it."""
        return None if value is None else Language(nearest(value, TABLE))


class Words(TypeDecorator[Text]):
    """A name or title in its languages, by code."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Text | None, dialect: Dialect) -> dict[str, str] | None:  # noqa: ARG002
        """Store the words; ValueError when there are none."""
        if value is not None and not value.written:
            raise ValueError("a name without words")
        return None if value is None else dict(value)

    def process_result_value(self, value: dict[str, str] | None, dialect: Dialect) -> Text | None:  # noqa: ARG002
        """Return the text."""
        return None if value is None else Text(value)


def by_value(kind: type[StrEnum], name: str) -> Enum:
    """Return a column type that stores the members of ``kind`` by value, held to by a named CHECK."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


class Row(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def list_shown(kind: type[Row]) -> list[Any]:
    """Return the columns that are read; those by which names are found, only the database reads."""
    return [column for column in kind.__table__.columns if column.name not in {"sought", "ordered"}]
