"""Partners: facts, focal points, archiving, and doubles that are merged without losing a review."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from surveyapp.core.conduct.partnership import FocalPoint, Partnership, read_address
from surveyapp.core.errors import InputError, ReviewError, StateError
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.core.text.naming import slug_for
from surveyapp.store import audit, partners, reviews
from surveyapp.store.audit import Author, sign
from surveyapp.store.engine import new_session
from surveyapp.store.results import get_result
from surveyapp.workflow.partners import merging
from surveyapp.workflow.partners.keeping import (
    archive_partner,
    change_partner,
    create_partner,
    restore_partner,
    set_focal_points,
)
from surveyapp.workflow.reviews import closing, preparing
from tests.databases import ON_SQLITE, TIMEZONE, writing
from tests.languages import AR, BOTH, EN, text
from tests.workflow.sealed import find_sha256

NOW = datetime.now(UTC)
NAME = text(ar="بلدية رام الله", en="Ramallah Municipality")
RANA = FocalPoint(Side.PARTNER, "رنا", "rana@example.org", AR)
KARI = FocalPoint(Side.PRCS, "Kari", "kari@example.org", EN)


def make(session: Session, slug: str | None = None, **facts: object) -> Partnership:
    return create_partner(session, slug, **{"name": NAME, "kind": "local_authority"} | facts)


def points_of(session: Session, partner: Partnership) -> list[tuple[Side, str, str]]:
    found = partners.list_focal_points(session, [partner.id])[partner.id]
    return [(p.side, p.name, p.email) for p in found]


@pytest.mark.usefixtures("version")
def test_a_partner_is_kept_with_its_facts(engine: Engine) -> None:
    with writing(engine) as session:
        first = make(session, places=["gaza", "west_bank"], languages=[EN])
        second = make(session)
        change_partner(
            session,
            second.id,
            name=text(ar="  بلدية\u200f  البيرة ", en="Al-Bireh"),
            kind="ngo",
            places=["lebanon"],
            languages=BOTH,
        )
    with new_session(engine) as session:
        kept = partners.get_partner(session, first.id)
        assert (kept.slug, kept.places, kept.languages) == (
            "ramallah-municipality",
            ("gaza", "west_bank"),
            (EN,),
        )
        changed = partners.get_partner(session, second.id)
        assert (changed.slug, changed.name["ar"], changed.kind) == ("ramallah-municipality-2", "بلدية البيرة", "ngo")


@ON_SQLITE
@pytest.mark.parametrize(
    ("facts", "code"),
    [
        pytest.param({"kind": "king"}, "unknown_kind", id="kind"),
        pytest.param({"places": ["mars"]}, "unknown_place", id="place"),
        pytest.param({"places": ["no_answer"]}, "unknown_place", id="a place that is none"),
        pytest.param({"languages": []}, "no_language", id="no language"),
        pytest.param({"name": text(ar="", en=" ")}, "no_name", id="no name"),
        pytest.param({"name": text(ar="x", en="x\x00")}, "unwritable", id="a control character"),
        pytest.param({"slug": "a b"}, "bad_slug", id="slug"),
    ],
)
@pytest.mark.usefixtures("version")
def test_what_no_partner_has_is_refused(session: Session, facts: dict[str, object], code: str) -> None:
    with pytest.raises(InputError, match=code):
        make(session, **facts)
    assert partners.list_partners(session) == []


@pytest.mark.usefixtures("version")
def test_focal_points_are_set_as_a_whole_and_keep_their_ids(session: Session) -> None:
    partner = make(session)
    set_focal_points(session, partner.id, points=[RANA, KARI], now=NOW)
    before = {p.email: p.id for p in partners.list_focal_points(session, [partner.id])[partner.id]}
    renamed = FocalPoint(Side.PARTNER, "Rana", " RANA@example.org ", EN)
    set_focal_points(session, partner.id, points=[renamed], now=NOW)
    (left,) = partners.list_focal_points(session, [partner.id])[partner.id]
    assert (left.id, left.name, left.language) == (before["rana@example.org"], "Rana", EN)


def write_down(session: Session, partner: Partnership, points: list[FocalPoint], *, days: int, by: str) -> None:
    sign(session, Author(by, NOW + timedelta(days=days)))
    set_focal_points(session, partner.id, points=points, now=NOW + timedelta(days=days))


def written_down(session: Session, partner: Partnership) -> list[tuple[str, int, str | None]]:
    """Return of each focal point by address on which day it was written down, and by whom."""
    found = partners.list_focal_points(session, [partner.id])[partner.id]
    today = day_of(NOW, TIMEZONE)
    return sorted((p.email, (p.kept_on - today).days, p.kept_by) for p in found)


@ON_SQLITE
@pytest.mark.usefixtures("version")
def test_who_wrote_a_focal_point_down_and_when_stays_until_it_is_another(session: Session) -> None:
    """Saving a form anew, another name and merging make nobody the author; another address or side does.

    Otherwise somebody who entered his own mailbox would only wait until a colleague corrects the name, or merges.
    """
    partner = make(session)
    write_down(session, partner, [RANA, KARI], days=0, by="a")
    write_down(session, partner, [replace(RANA, language=EN), replace(KARI, name="Ola")], days=3, by="b")
    assert written_down(session, partner) == [(KARI.email, 3, "a"), (RANA.email, 0, "a")]
    moved = replace(KARI, name="Ola", side=KARI.side.opposite)
    write_down(session, partner, [RANA, moved], days=5, by="c")
    assert written_down(session, partner) == [(KARI.email, 5, "c"), (RANA.email, 0, "a")]
    other = make(session, slug="other")
    sign(session, Author("d", NOW))
    merging.merge_partners(session, partner.id, into_id=other.id, now=NOW + timedelta(days=9))
    assert written_down(session, other) == [(KARI.email, 9, "c"), (RANA.email, 9, "a")]


@ON_SQLITE
@pytest.mark.parametrize(
    ("points", "code"),
    [
        pytest.param([RANA, RANA], "address_twice", id="twice"),
        pytest.param([FocalPoint(Side.PRCS, "x", "nobody", AR)], "bad_email", id="no address"),
        pytest.param([FocalPoint(Side.PRCS, " ", "a@b.org", AR)], "no_name", id="no name"),
        pytest.param(
            [FocalPoint(Side.PRCS, "x", f"a{n}@b.org", AR) for n in range(6)],
            "too_many_focal_points",
            id="six",
        ),
    ],
)
@pytest.mark.usefixtures("version")
def test_contacts_that_cannot_be_are_refused(session: Session, points: list[FocalPoint], code: str) -> None:
    partner = make(session)
    with pytest.raises(InputError, match=code):
        set_focal_points(session, partner.id, points=points, now=NOW)
    assert points_of(session, partner) == []


def test_a_partner_under_review_is_not_archived(engine: Engine, prepare: Callable[..., object]) -> None:
    review_id = prepare().review_id
    with writing(engine) as session:
        partner = reviews.get_review(session, review_id).partner
        with pytest.raises(StateError, match="partner_in_use"):
            archive_partner(session, partner.id, now=NOW)
        closing.close_review(session, review_id, now=NOW)
        archive_partner(session, partner.id, now=NOW)
        with pytest.raises(StateError, match="partner_archived"):
            archive_partner(session, partner.id, now=NOW)
        with pytest.raises(StateError, match="partner_archived"):
            prepare_in_new_round(session, partner)
        restore_partner(session, partner.id)
        with pytest.raises(StateError, match="partner_not_archived"):
            restore_partner(session, partner.id)
        assert prepare_in_new_round(session, partner).partner == partner


def test_what_forms_are_headed_by_stays_while_a_review_is_open(engine: Engine, prepare: Callable[..., object]) -> None:
    """Neither another name nor a merging changes whom people answer about; what no form shows may change."""
    review_id, other = prepare().review_id, text(ar="جهة أخرى", en="Somebody else")
    with writing(engine) as session:
        review = reviews.get_review(session, review_id)
        partner, kept = review.partner, make(session)
        facts = {"kind": partner.kind, "languages": partner.languages}
        steps = [
            lambda: change_partner(session, partner.id, name=other, places=(), **facts),
            lambda: merging.merge_partners(session, partner.id, into_id=kept.id, now=NOW),
            lambda: preparing.rename_round(session, review.round.slug, title=other),
        ]
        for step in steps:
            with pytest.raises(InputError, match="name_is_in_use") as refused:
                step()
            assert refused.value.details["reviews"] == str(review_id)
        change_partner(session, partner.id, name=partner.name, places=(), **facts)
        merging.merge_partners(session, kept.id, into_id=partner.id, now=NOW)
        closing.close_review(session, review_id, now=NOW)
        steps[2]()
        steps[0]()
        assert reviews.get_review(session, review_id).partner.name == other


def prepare_in_new_round(session: Session, partner: Partnership) -> object:
    made = preparing.create_round(session, None, title=text(ar="جولة", en="Round"), is_another=True)
    return preparing.create_review(
        session,
        made.slug,
        partner_slug=partner.slug,
        questionnaire="code-of-good-partnership",
        closes_on=NOW.date() + timedelta(days=9),
        now=NOW,
    )


def test_merging_moves_reviews_and_contacts_and_leaves_results_alone(
    engine: Engine, prepare: Callable[..., object]
) -> None:
    review_id = prepare().review_id
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
        double, kept = reviews.get_review(session, review_id).partner, make(session)
        set_focal_points(session, double.id, points=[RANA, KARI], now=NOW)
        set_focal_points(session, kept.id, points=[RANA], now=NOW)
        before = find_sha256(session, review_id)
        assert merging.merge_partners(session, double.id, into_id=kept.id, now=NOW) == [review_id]
    with new_session(engine) as session:
        assert reviews.get_review(session, review_id).partner == kept
        assert get_result(session, review_id).review.partner == double.slug
        assert find_sha256(session, review_id) == before
        assert partners.find_merged_into(session, double.id) == kept
        assert partners.get_partner(session, double.id).is_archived
        assert sorted(points_of(session, kept)) == sorted((p.side, p.name, p.email) for p in (RANA, KARI))
        entry = audit.list_entries(session, action="partner.merged")[0]
        assert audit.read_details(entry) == {"partner": double.slug, "into": kept.slug, "reviews": [review_id]}
    with writing(engine) as session, pytest.raises(StateError, match="partner_merged"):
        restore_partner(session, double.id)


@pytest.mark.usefixtures("version")
def test_no_focal_point_is_lost_in_a_merging(engine: Engine) -> None:
    def points(*numbers: int) -> list[FocalPoint]:
        return [FocalPoint(Side.PARTNER, f"P{n}", f"p{n}@example.org", AR) for n in numbers]

    with writing(engine) as session:
        kept, double, third = make(session), make(session), make(session)
        set_focal_points(session, kept.id, points=[*points(1, 2, 3), KARI], now=NOW)
        set_focal_points(session, double.id, points=points(3, 4, 5), now=NOW)
        set_focal_points(session, third.id, points=points(6), now=NOW)
        merging.merge_partners(session, double.id, into_id=kept.id, now=NOW)
        assert len(points_of(session, kept)) == 6
        with pytest.raises(InputError, match="too_many_focal_points"):
            merging.merge_partners(session, third.id, into_id=kept.id, now=NOW)
        assert len(points_of(session, third)) == 1


def test_what_cannot_be_merged_stays_apart(engine: Engine, prepare: Callable[..., object]) -> None:
    first, second = (prepare().review_id for _ in range(2))
    with writing(engine) as session:
        one, other = (reviews.get_review(session, review_id).partner for review_id in (first, second))
        invented, free = make(session, is_demonstration=True), make(session)
        refused = [
            (one.id, other.id, "both_reviewed"),
            (one.id, one.id, "merge_with_itself"),
            (one.id, invented.id, "merge_mixes_demonstration"),
            (999, one.id, "no_partner"),
        ]
        archive_partner(session, free.id, now=NOW)
        refused.append((one.id, free.id, "partner_archived"))
        for double_id, into_id, code in refused:
            with pytest.raises(ReviewError, match=code):
                merging.merge_partners(session, double_id, into_id=into_id, now=NOW)
        assert [reviews.get_review(session, r).partner for r in (first, second)] == [one, other]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        pytest.param("Norwegian Red Cross", "norwegian-red-cross", id="words"),
        pytest.param("  Médecins & Co. ", "medecins-co", id="accents and signs"),
        pytest.param("بلدية", "partner", id="no Latin letter"),
        pytest.param("Taken", "taken-3", id="taken twice"),
        pytest.param("x" * 200, "x" * 56, id="long"),
    ],
)
def test_short_names_are_made_from_names(name: str, slug: str) -> None:
    assert slug_for(text(ar="ش", en=name), taken={"taken", "taken-2"}, fallback="partner") == slug


@pytest.mark.parametrize(
    "typed", ["", "a", "a@b", "a b@c.org", "a@b..org", "a@b.org\x00", "<a@b.org>", "x" * 250 + "@b.org"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="bad_email"):
        read_address(typed)


def test_addresses_are_kept_as_typed() -> None:
    assert read_address(" Rana.K+x@Example.co.uk ") == "Rana.K+x@Example.co.uk"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("kari@example.org\u200f", "kari@example.org", id="a mark of direction"),
        pytest.param("\u202akari@example.org\u202c", "kari@example.org", id="an embedding"),
        pytest.param("kari\u200b@exam\u00adple.org\ufeff", "kari@example.org", id="without width"),
        pytest.param("mailto:kari@example.org", "kari@example.org", id="a link"),
        pytest.param("user@münchen.de", "user@xn--mnchen-3ya.de", id="a domain with an umlaut"),
        pytest.param("user@مثال.مصر", "user@xn--mgbh0fb.xn--wgbh1c", id="an Arabic domain"),
    ],
)
def test_addresses_are_kept_as_mail_servers_know_them(typed: str, kept: str) -> None:
    assert read_address(typed) == kept


@pytest.mark.parametrize("typed", ["a@straße.de", "a@Ἰλιάς.gr", f"a@{'ü' * 80}.de", "ü@example.org", "a@.مصر"])
def test_addresses_that_servers_would_spell_in_more_than_one_way_are_refused(typed: str) -> None:
    with pytest.raises(InputError, match="bad_email"):
        read_address(typed)
