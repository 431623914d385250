"""Whose word about a list counts: nobody's whom whoever made the list could have put there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from surveyapp.core.conduct.checklist import Confirmation, Confirmed
from surveyapp.core.conduct.partnership import FocalPoint, WhyNot, mailbox_of
from surveyapp.core.conduct.roster import ListStanding, Objection, Roster, Voucher
from surveyapp.core.text.days import day_of

NEW_FOR = timedelta(days=7)
"""How long a focal point's name and address must have stood before the word of whoever reads that mailbox counts."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A focal point with what was said of a list, and why that does not count, if it does not."""

    voucher: Voucher
    why_not: WhyNot | None = None

    @property
    def counts_from(self) -> date | None:
        """Return the day from which it counts, where it is only too new."""
        kept_on = self.voucher.focal.kept_on
        return kept_on + NEW_FOR if kept_on and self.why_not is WhyNot.NEW else None


def is_asked_in_vain(focal: FocalPoint, author: str) -> bool:
    """Say whether a confirmation that ``author`` asks for does not count, who has entered the address as well."""
    return focal.kept_by == author


def weigh(voucher: Voucher, *, staff: Collection[str], today: date) -> Weighed:
    """Return whether the voucher's word counts; ``staff`` are the mailboxes of all accounts (``mailbox_of``)."""
    focal = voucher.focal
    if mailbox_of(focal.email) in staff:
        return Weighed(voucher, WhyNot.STAFF)
    if voucher.asked_by is not None and is_asked_in_vain(focal, voucher.asked_by):
        return Weighed(voucher, WhyNot.OWN)
    if focal.kept_on is not None and today < focal.kept_on + NEW_FOR:
        return Weighed(voucher, WhyNot.NEW)
    return Weighed(voucher)


def confirmed_of(
    roster: Roster, weighed: Sequence[Weighed], *, timezone: tzinfo, objections: Sequence[Objection] = ()
) -> Confirmed:
    """Return how the list stands: confirmed as it is by one whose word counts, unless anybody at all objects to it.

    Where somebody objected to it as it was before, and has not taken that back, a confirmation is awaited: also of a
    side whose focal points were taken off the record since.
    """
    if any(one.stands_against(roster) for one in objections):
        return Confirmed(Confirmation.REFUSED)
    counting = [one.voucher for one in weighed if one.why_not is None]
    answered = [
        (voucher.answered_at, voucher.focal.name)
        for voucher in counting
        if voucher.answered_at and voucher.standing(roster) is ListStanding.CONFIRMED
    ]
    if answered:
        at, name = min(answered)
        return Confirmed(Confirmation.CONFIRMED, by=name, on=day_of(at, timezone))
    if counting:
        return Confirmed(Confirmation.WAITING)
    later = [one.counts_from for one in weighed if one.counts_from]
    if later:
        return Confirmed(Confirmation.TOO_NEW, min(later))
    if any(one.stands for one in objections):
        return Confirmed(Confirmation.WAITING)
    return Confirmed(Confirmation.NONE_COUNTS if weighed else Confirmation.NOBODY)
