"""Partners in the browser: written down, edited, archived, merged."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.partnership import FocalPoint, Partnership
from surveyapp.core.sides import Side
from surveyapp.store import partners, reviews
from surveyapp.store.engine import new_session
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import closing
from tests.databases import ON_SQLITE, writing
from tests.languages import AR, text
from tests.pages import ReadingClient
from tests.web.filling import press
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
FACTS = {
    "name_ar": "بلدية رام الله",
    "name_en": "Ramallah Municipality",
    "kind": "local_authority",
    "places": ["west_bank"],
    "languages": ["ar"],
    "partner-0-name": "رنا",
    "partner-0-email": "rana@example.org",
    "partner-0-language": "ar",
}


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


def kept(engine: Engine) -> list[Partnership]:
    with new_session(engine) as session:
        return partners.list_partners(session)


@pytest.mark.usefixtures("version")
def test_a_partner_is_written_down_and_edited(staff: ReadingClient, engine: Engine) -> None:
    assert press(staff, "/staff/partners/new", FACTS).location == "/staff/partners"
    (made,) = kept(engine)
    assert (made.slug, made.places, made.languages) == ("ramallah-municipality", ("west_bank",), ("ar",))
    edit = f"/staff/partners/{made.id}/edit"
    page = staff.page(edit)
    assert page.select_one("#partner-0-email")["value"] == "rana@example.org"
    assert page.select_one("#partner-1-email")["value"] == ""
    changed = {"name_ar": "البلدية", "partner-0-name": "", "partner-0-email": "", "prcs-0-name": "Kari"}
    changed |= {"prcs-0-email": "kari@example.org", "prcs-0-language": "en"}
    assert press(staff, edit, changed).location == f"/staff/partners/{made.id}"
    with new_session(engine) as session:
        (point,) = partners.list_focal_points(session, [made.id])[made.id]
    assert (point.side, point.name, kept(engine)[0].name["ar"]) == (Side.PRCS, "Kari", "البلدية")
    shown = staff.page(f"/staff/partners/{made.id}?lang=en").main.get_text()
    assert "kari@example.org" in shown
    assert "rana" not in shown


@pytest.mark.usefixtures("version")
def test_a_name_in_a_language_that_is_not_offered_stays(staff: ReadingClient, engine: Engine, app: Flask) -> None:
    press(staff, "/staff/partners/new", FACTS)
    (made,) = kept(engine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(app.config, "LANGUAGES", (AR,))
        press(staff, f"/staff/partners/{made.id}/edit", FACTS | {"name_ar": "البلدية"})
    (after,) = kept(engine)
    assert (after.name["ar"], after.name["en"]) == ("البلدية", made.name["en"])


@pytest.mark.slow
@pytest.mark.usefixtures("version")
@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        pytest.param({"name_ar": " ", "name_en": ""}, "name_ar", id="no name"),
        pytest.param({"kind": ""}, "kind", id="no kind"),
        pytest.param({"kind": "king"}, "kind", id="a kind that is none"),
        pytest.param({"places": ["mars"]}, "places", id="a place that is none"),
        pytest.param({"languages": None}, "languages", id="no language"),
        pytest.param({"partner-0-email": "nobody"}, "partner-0-email", id="no address"),
        pytest.param({"partner-0-name": ""}, "partner-0-name", id="an address without a name"),
        pytest.param({"partner-0-language": "zz"}, "partner-0-language", id="a language that is none"),
        pytest.param({"name_ar": "x\x00"}, "name_ar", id="an invisible character"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    staff: ReadingClient, engine: Engine, wrong: dict[str, object], at: str
) -> None:
    refused = press(staff, "/staff/partners/new", FACTS | wrong)
    assert refused.status_code == 422
    assert f'href="#{at}"' in refused.text
    assert "رنا" in refused.text or at == "partner-0-name"
    if at.startswith("partner-0"):
        page = BeautifulSoup(refused.text, "lxml")
        assert not page.select("label[for=partner-0-name] small, label[for=partner-0-email] small")  # not optional
        assert page.select_one("label[for=prcs-0-name] small")
    assert kept(engine) == []


@pytest.mark.usefixtures("version")
def test_one_address_twice_is_said_at_the_second(staff: ReadingClient, engine: Engine) -> None:
    with writing(engine) as session:
        made = keeping.create_partner(session, None, name=text(ar="أ", en="a"), kind="ngo")
    again = {f"partner-1-{name}": FACTS[f"partner-0-{name}"] for name in ("name", "email", "language")}
    refused = press(staff, f"/staff/partners/{made.id}/edit?lang=en", FACTS | again)
    link = BeautifulSoup(refused.text, "lxml").select_one(".error-summary a")
    assert (refused.status_code, link["href"]) == (422, "#partner-1-email")
    assert link.get_text().startswith("Focal point 2 at the partner – E-mail address: One address is listed twice")
    assert kept(engine)[0].name["en"] == "a"


def test_archiving_says_why_it_is_refused(staff: ReadingClient, engine: Engine, prepare: Callable[..., object]) -> None:
    review_id = prepare().review_id
    with new_session(engine) as session:
        partner = reviews.get_review(session, review_id).partner
    path = f"/staff/partners/{partner.id}"
    refused = press(staff, path, {}, to=f"{path}/archive")
    assert refused.status_code == 409
    assert "ثمة استعراض مع هذه الجهة" in refused.text
    assert "A review with this partner is being prepared, or is open." in refused.text
    with writing(engine) as session:
        closing.close_review(session, review_id, now=datetime.now(UTC))
    assert press(staff, path, {}, to=f"{path}/archive").status_code == 303
    assert partner.name["ar"] not in staff.page("/staff/partners").main.get_text()
    assert partner.name["ar"] in staff.page("/staff/partners?archived").main.get_text()
    assert press(staff, path, {}, to=f"{path}/restore").status_code == 303
    assert not kept(engine)[0].is_archived


@pytest.mark.slow
def test_a_double_is_merged_and_leads_to_the_record_kept(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., object]
) -> None:
    first, second = prepare().review_id, prepare().review_id
    with writing(engine) as session:
        double, other = (reviews.get_review(session, number).partner for number in (first, second))
        free = keeping.create_partner(session, None, name=text(ar="باقية", en="Kept"), kind="ngo")
    path = f"/staff/partners/{double.id}/merge"
    refused = press(staff, path, {"into": str(other.id)})
    assert (refused.status_code, "Both records have a review in the same round." in refused.text) == (409, True)
    assert press(staff, path, {"into": ""}).status_code == 422
    assert press(staff, path, {"into": "x"}).status_code == 422
    refused = press(staff, f"{path}?lang=en", {"into": str(free.id)})
    assert (refused.status_code, "Forms of open reviews show this name." in refused.text) == (422, True)
    with writing(engine) as session:
        closing.close_review(session, first, now=datetime.now(UTC))
    assert press(staff, path, {"into": str(free.id)}).location == f"/staff/partners/{free.id}"
    page = staff.page(f"/staff/partners/{double.id}")
    assert page.main.find("a", href=f"/staff/partners/{free.id}")
    assert not page.main.find("form")
    assert press(staff, "/staff/rounds", {}, to=f"/staff/partners/{double.id}/restore").status_code == 409


@pytest.mark.usefixtures("version")
def test_a_merging_that_would_lose_focal_points_is_refused_on_the_page(staff: ReadingClient, engine: Engine) -> None:
    with writing(engine) as session:
        made = [keeping.create_partner(session, None, name=text(ar=name, en=name), kind="ngo") for name in "AB"]
        for partner in made:
            points = [FocalPoint(Side.PRCS, f"{partner.slug}{n}", f"{partner.slug}{n}@x.example", AR) for n in range(3)]
            keeping.set_focal_points(session, partner.id, points=points, now=datetime.now(UTC))
    refused = press(staff, f"/staff/partners/{made[0].id}/merge?lang=en", {"into": str(made[1].id)})
    assert (refused.status_code, "A side can have at most 5 focal points." in refused.text) == (422, True)


@pytest.mark.usefixtures("version")
def test_demonstration_partners_are_marked(staff: ReadingClient, engine: Engine, app: Flask) -> None:
    with writing(engine) as session:
        made = keeping.create_partner(
            session, None, name=text(ar="مثال", en="Example"), kind="ngo", is_demonstration=True
        )
    for path in ("", f"/{made.id}", f"/{made.id}/edit", f"/{made.id}/merge"):
        assert staff.page(f"/staff/partners{path}").select_one(".demonstration"), path


def test_no_partner_is_no_page(staff: ReadingClient) -> None:
    assert {staff.get(f"/staff/partners/99{path}").status_code for path in ("", "/edit", "/merge")} == {404}
