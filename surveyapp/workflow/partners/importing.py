"""Importing partners: a list's rows become records, or change those that are known, all of them or none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.catalogue.lists import RowFault
from surveyapp.catalogue.partners import ListedPartner, PartnerList, read_partners
from surveyapp.core.conduct.partnership import FocalPoint, Partnership
from surveyapp.core.errors import Code
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.naming import latin, slug_for
from surveyapp.core.text.searching import folded
from surveyapp.store import partners, questionnaires
from surveyapp.workflow.partners.keeping import change_partner, create_partner, set_focal_points


@dataclass(frozen=True, slots=True)
class Change:
    """What a row says otherwise of a partner that is known; what it leaves empty stays as it is."""

    row: int
    before: Partnership
    after: Partnership
    points_before: tuple[FocalPoint, ...]
    points_after: tuple[FocalPoint, ...]

    @property
    def is_any(self) -> bool:
        """Say whether the row says anything new."""
        return (self.before, self.points_before) != (self.after, self.points_after)


@dataclass(frozen=True, slots=True)
class PartnerPlan:
    """What a list would enter and change; only one without faults may be entered."""

    read: PartnerList
    new: tuple[ListedPartner, ...]
    known: tuple[Change, ...]
    faults: tuple[RowFault, ...]

    @property
    def changes(self) -> list[Change]:
        """Return the rows of known partners that say anything new."""
        return [one for one in self.known if one.is_any]

    @property
    def digest(self) -> str:
        """Return what differs when a row would do something else by now."""
        return "|".join(",".join(str(one.row) for one in rows) for rows in (self.new, self.changes))


def plan_partners(
    session: Session, data: bytes, *, file: str, offered: Sequence[Language], reader: Language | None = None
) -> PartnerPlan:
    """Return what importing a file would do, and what is wrong with it; changes nothing. See ``read_partners``.

    Raises:
        FaultyTableError: no table can be made of the file.
    """
    read = read_partners(
        data,
        file=file,
        kinds=questionnaires.list_organisation_types(session),
        places=questionnaires.list_places(session),
        offered=offered,
        reader=reader,
    )
    every = partners.list_partners(session)
    points = partners.list_focal_points(session, [one.id for one in every])
    meant = {entry.row: _called(entry.name, every) for entry in read.entries}
    known = tuple(
        _change(entry, meant[entry.row][0], points[meant[entry.row][0].id])
        for entry in read.entries
        if meant[entry.row]
    )
    faults = [*read.faults, *_unclear(read.entries, meant)]
    new = tuple(entry for entry in read.entries if not meant[entry.row])
    return PartnerPlan(read, new, known, tuple(sorted(faults, key=lambda fault: fault.row)))


def import_partners(
    session: Session, plan: PartnerPlan, *, now: datetime, changed: Collection[int] = ()
) -> list[Partnership]:
    """Enter every new partner of ``plan``, which has no faults, and make the changes of the rows ``changed``.

    Return those that were entered.

    Raises:
        InputError: a partner would get another name while a review with it is open; or it has focal points enough.
    """
    if plan.faults:
        raise ValueError("a list with faults is not entered")
    for one in plan.changes:
        if one.row in changed:
            _make_change(session, one, now=now)
    taken, made = {known.slug for known in partners.list_partners(session)}, []
    for entry in plan.new:
        slug = slug_for(entry.name, taken=taken, fallback="partner")
        taken.add(slug)
        partner = create_partner(
            session, slug, name=entry.name, kind=entry.kind, places=entry.places, languages=entry.languages
        )
        if entry.contact:
            set_focal_points(session, partner.id, points=[entry.contact], now=now)
        made.append(partner)
    return made


def _called(name: Text, every: Sequence[Partnership]) -> list[Partnership]:
    """Return the partners that have one of these names."""
    wanted = set(map(folded, name.values()))
    return [one for one in every if wanted & set(map(folded, one.name.values()))]


def _unclear(entries: Sequence[ListedPartner], meant: Mapping[int, Sequence[Partnership]]) -> list[RowFault]:
    """Return the rows that two records could mean, or one that is put aside; and two rows that mean one record."""
    faults, seen = [], set[int]()
    for entry in entries:
        found = meant[entry.row]
        if len(found) > 1 or any(one.is_archived for one in found):
            faults.append(RowFault(entry.row, Code.PARTNER_EXISTS, latin(entry.name)))
        elif found and found[0].id in seen:
            faults.append(RowFault(entry.row, Code.PARTNER_TWICE, latin(entry.name)))
        seen |= {one.id for one in found}
    return faults


def _change(entry: ListedPartner, before: Partnership, points: Sequence[FocalPoint]) -> Change:
    after = replace(
        before,
        name=Text({**before.name, **entry.name}),
        kind=entry.kind,
        places=entry.places or before.places,
        languages=entry.languages if entry.says_languages else before.languages,
    )
    after = replace(
        after,
        places=before.places if set(after.places) == set(before.places) else after.places,
        languages=before.languages if set(after.languages) == set(before.languages) else after.languages,
    )
    return Change(entry.row, before, after, tuple(points), _with_contact(points, entry.contact))


def _with_contact(points: Sequence[FocalPoint], contact: FocalPoint | None) -> tuple[FocalPoint, ...]:
    """Return the focal points with the one that a row names: by another name, where the address is known."""
    if contact is None:
        return tuple(points)
    is_it = [(one.side, one.email.casefold()) == (Side.PARTNER, contact.email.casefold()) for one in points]
    told = [replace(one, name=contact.name) if same else one for one, same in zip(points, is_it, strict=True)]
    return tuple(told) if any(is_it) else (*points, contact)


def _make_change(session: Session, one: Change, *, now: datetime) -> None:
    after = one.after
    if after != one.before:
        change_partner(
            session, after.id, name=after.name, kind=after.kind, places=after.places, languages=after.languages
        )
    if one.points_after != one.points_before:
        set_focal_points(session, one.before.id, points=one.points_after, now=now)
