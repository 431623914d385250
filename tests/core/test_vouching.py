"""Whose word about a list counts, and how a list stands with its focal points."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from surveyapp.core.conduct.checklist import Confirmation, Confirmed
from surveyapp.core.conduct.partnership import FocalPoint, WhyNot, mailbox_of
from surveyapp.core.conduct.roster import Objection, Person, Roster, Voucher
from surveyapp.core.conduct.vouching import NEW_FOR, confirmed_of, weigh
from surveyapp.core.sides import Side
from tests.languages import EN

TODAY = date(2026, 11, 24)
THEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
ROSTER = Roster((Person("Lina", "", "lina@example.org", EN),), 4)
STAFF = {mailbox_of("Rana@PRCS.example")}
OLD = TODAY - NEW_FOR


def voucher(
    name: str = "Kari", email: str = "kari@norcross.example", *, kept_on: date = OLD, by: str | None = "a", **said
) -> Voucher:
    focal = FocalPoint(Side.PARTNER, name, email, EN, kept_on=kept_on, kept_by=by)
    return Voucher(focal, asked_at=THEN, **{"asked_by": "b"} | said)


def confirmed(name: str = "Kari", hours: int = 1, **more) -> Voucher:
    return voucher(name, answered_at=THEN + timedelta(hours=hours), confirmed=ROSTER.digest, **more)


def standing(*vouchers: Voucher, objections: Sequence[Objection] = ()) -> Confirmed:
    weighed = [weigh(one, staff=STAFF, today=TODAY) for one in vouchers]
    return confirmed_of(ROSTER, weighed, timezone=UTC, objections=objections)


@pytest.mark.parametrize(
    ("one", "why_not"),
    [
        pytest.param(voucher(), None, id="entered a week ago by somebody else"),
        pytest.param(voucher(by=None), None, id="entered by nobody knows whom"),
        pytest.param(voucher(by=None, asked_by=None), None, id="nor is it known who asked"),
        pytest.param(voucher(email="rana@prcs.example"), WhyNot.STAFF, id="one of the staff"),
        pytest.param(voucher(email="RANA+list@prcs.Example"), WhyNot.STAFF, id="in other letters and with a tag"),
        pytest.param(voucher(email="ra.na+list@prcs.example"), WhyNot.STAFF, id="with dots"),
        pytest.param(voucher(asked_by="a"), WhyNot.OWN, id="entered by whoever asked"),
        pytest.param(voucher(kept_on=OLD + timedelta(days=1)), WhyNot.NEW, id="entered six days ago"),
        pytest.param(voucher(kept_on=TODAY, asked_by="a"), WhyNot.OWN, id="waiting would not help"),
    ],
)
def test_whose_word_counts(one: Voucher, why_not: WhyNot | None) -> None:
    assert weigh(one, staff=STAFF, today=TODAY).why_not is why_not


def test_a_new_focal_point_counts_from_the_day_that_is_told() -> None:
    one = voucher(kept_on=TODAY)
    counts_from = weigh(one, staff=STAFF, today=TODAY).counts_from
    assert counts_from == TODAY + timedelta(days=7)
    assert weigh(one, staff=STAFF, today=counts_from - timedelta(days=1)).why_not is WhyNot.NEW
    assert weigh(one, staff=STAFF, today=counts_from).why_not is None


def test_the_first_who_confirmed_is_named() -> None:
    found = standing(confirmed("Ola", hours=40), confirmed("Kari", hours=2), confirmed("Rana", by="b"))
    assert found == Confirmed(Confirmation.CONFIRMED, by="Kari", on=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("vouchers", "found"),
    [
        pytest.param([], Confirmation.NOBODY, id="nobody to ask"),
        pytest.param([confirmed(by="b")], Confirmation.NONE_COUNTS, id="nobody whose word counts"),
        pytest.param([confirmed(email="rana@prcs.example")], Confirmation.NONE_COUNTS, id="staff alone"),
        pytest.param([confirmed(by="b"), voucher()], Confirmation.WAITING, id="somebody else is still to answer"),
        pytest.param([confirmed(kept_on=TODAY)], Confirmation.TOO_NEW, id="too new"),
        pytest.param([confirmed(kept_on=TODAY), confirmed(by="b")], Confirmation.TOO_NEW, id="one will count"),
    ],
)
def test_how_a_list_stands(vouchers: list[Voucher], found: Confirmation) -> None:
    told = standing(*vouchers)
    assert (told.standing, told.by, told.on) == (found, None, None)
    assert told.counts_from == (TODAY + NEW_FOR if found is Confirmation.TOO_NEW else None)


@pytest.mark.parametrize(
    ("digest", "taken_back_at", "found"),
    [
        pytest.param(ROSTER.digest, None, [Confirmation.REFUSED] * 4, id="to the list as it is"),
        pytest.param(
            "before",
            None,
            [Confirmation.CONFIRMED, Confirmation.WAITING, Confirmation.WAITING, Confirmation.TOO_NEW],
            id="to the list as it was before",
        ),
        pytest.param(
            ROSTER.digest,
            THEN,
            [Confirmation.CONFIRMED, Confirmation.NONE_COUNTS, Confirmation.NOBODY, Confirmation.TOO_NEW],
            id="and it was taken back",
        ),
    ],
)
def test_an_objection_stands_whoever_is_recorded_since(
    digest: str, taken_back_at: datetime | None, found: list[Confirmation]
) -> None:
    """It is nobody's who is a focal point now: another one has confirmed, counts for nothing, is not there, is new."""
    held = [Objection("Ola", THEN, digest, "Nobody knows Lina.", None, taken_back_at)]
    sides = ([confirmed()], [confirmed(by="b")], [], [voucher(kept_on=TODAY)])
    assert [standing(*one, objections=held).standing for one in sides] == found


def test_the_number_of_nameless_links_is_confirmed_too() -> None:
    more = Roster(ROSTER.people, ROSTER.nameless + 1)
    weighed = [weigh(confirmed(), staff=STAFF, today=TODAY)]
    assert confirmed_of(more, weighed, timezone=UTC) == Confirmed(Confirmation.WAITING)
