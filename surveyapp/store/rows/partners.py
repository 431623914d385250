"""Partner organisations, who answers for each side of a partnership, and records that were merged."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.searching import places_of, sought_in
from surveyapp.store.rows.base import LanguageCode, Row, UtcDateTime, Words, by_value


class PartnerRow(Row):
    """A partner organisation. It is archived, never deleted: results and the record of staff name it.

    ``sought`` and ``ordered`` follow from its name: by what it is found, and by what it is ordered in each language.
    """

    __tablename__ = "partner"
    __table_args__ = (
        CheckConstraint("CAST(name AS VARCHAR) <> '{}'", name="name"),
        CheckConstraint("CAST(languages AS VARCHAR) <> '[]'", name="languages"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[Text] = mapped_column(Words)
    sought: Mapped[str] = mapped_column(deferred=True)
    ordered: Mapped[dict[str, str]] = mapped_column(JSON, deferred=True)
    kind: Mapped[str] = mapped_column(String(64))
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    places: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @validates("name")
    def _follow(self, _column: str, name: Text) -> Text:
        self.sought, self.ordered = sought_in(name), places_of(name)
        return name


class FocalPointRow(Row):
    """Who answers for one side of a partnership: when name or address were last written down, and by whom the address.

    Whose mailbox it is hangs on the address alone: ``kept_by`` stays when somebody else corrects the name.
    """

    __tablename__ = "focal_point"
    __table_args__ = (UniqueConstraint("partner_id", "side", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    side: Mapped[Side] = mapped_column(by_value(Side, "side"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[Language] = mapped_column(LanguageCode)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_by: Mapped[str | None] = mapped_column(String(254))


class MergedPartnerRow(Row):
    """A record that turned out to be another's double; its reviews went to that one."""

    __tablename__ = "merged_partner"
    __table_args__ = (CheckConstraint("partner_id <> into_id", name="not_into_itself"),)

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), primary_key=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
