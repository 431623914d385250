"""Importing partners: a list's rows become records, all of them or none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.catalogue.lists import RowFault
from surveyapp.catalogue.partners import PartnerList, read_partners
from surveyapp.core.conduct.partnership import Partnership
from surveyapp.core.errors import Code
from surveyapp.core.text.languages import Language
from surveyapp.core.text.naming import latin, slug_for
from surveyapp.core.text.searching import folded
from surveyapp.store import partners, questionnaires
from surveyapp.workflow.partners.keeping import create_partner, set_focal_points


def plan_partners(session: Session, data: bytes, *, file: str, offered: Sequence[Language]) -> PartnerList:
    """Return what importing a file would enter, and what is wrong with it; changes nothing. See ``read_partners``.

    Raises:
        FaultyTableError: no table can be made of the file.
    """
    read = read_partners(
        data,
        file=file,
        kinds=questionnaires.list_organisation_types(session),
        places=questionnaires.list_places(session),
        offered=offered,
    )
    taken = {folded(name) for p in partners.list_partners(session) for name in p.name.values()}
    known = [e for e in read.entries if {folded(name) for name in e.name.values()} & taken]
    faults = [*read.faults, *(RowFault(entry.row, Code.PARTNER_EXISTS, latin(entry.name)) for entry in known)]
    return replace(read, faults=tuple(sorted(faults, key=lambda fault: fault.row)))


def import_partners(session: Session, plan: PartnerList, *, now: datetime) -> list[Partnership]:
    """Enter every partner of ``plan``, which has no faults, and return them."""
    if plan.faults:
        raise ValueError("a list with faults is not entered")
    taken, made = {known.slug for known in partners.list_partners(session)}, []
    for entry in plan.entries:
        slug = slug_for(entry.name, taken=taken, fallback="partner")
        taken.add(slug)
        partner = create_partner(
            session, slug, name=entry.name, kind=entry.kind, places=entry.places, languages=entry.languages
        )
        if entry.contact:
            set_focal_points(session, partner.id, points=[entry.contact], now=now)
        made.append(partner)
    return made
