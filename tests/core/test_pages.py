"""Which pages a form has: what no figure is made of is not asked, and what was asked once is let go."""

from surveyapp.core.conduct.review import Answering, Policy
from surveyapp.core.form.draft import Draft, from_sheet, to_sheet
from surveyapp.core.form.pages import PROFILE, find_page, form_pages, unasked
from surveyapp.core.sides import Side
from tests.core.building import even_sheets, organisation, questionnaire, review

ASKED = questionnaire()  # as published before: it has ``involvement`` beside role and location


def test_only_what_sides_are_cut_by_is_asked() -> None:
    page = find_page(form_pages(ASKED, Side.PRCS), PROFILE)
    assert page is not None
    assert [field.name for field in page.fields] == ["role", "location"]
    assert page.passed_over == {"involvement"}


def test_a_form_that_asks_nothing_of_a_person_has_no_page_for_it() -> None:
    pages = form_pages(ASKED, Side.PRCS, asks_profile=False)
    assert [page.id for page in pages] == ["integrity", "diversity", "closing"]
    assert unasked(ASKED, asks_profile=False) == {"role", "location", "involvement"}


def test_what_was_asked_once_is_in_no_sheet() -> None:
    kept = Draft(pages={PROFILE: {"role": "field", "involvement": "under_1"}})
    for asks_profile, profile in ((True, {"role": "field"}), (False, {})):
        pages = form_pages(ASKED, Side.PRCS, asks_profile=asks_profile)
        assert to_sheet(kept, pages, Side.PRCS).profile == profile


def test_sheets_of_before_become_drafts_of_now() -> None:
    (sheet,) = even_sheets(ASKED, Side.PRCS, "4", profile={"role": "field", "involvement": "under_1"})
    pages = form_pages(ASKED, Side.PRCS)
    assert to_sheet(from_sheet(sheet, pages), pages, Side.PRCS).profile == {"role": "field"}


def test_people_are_asked_about_their_work_where_groups_of_them_are_shown() -> None:
    asked = {
        (policy, way): review(policy=policy, answering=answering).asks_profile(Side.PARTNER)
        for policy in Policy
        for way, answering in (
            (Answering.INDIVIDUAL, organisation(Side.PRCS)),
            (Answering.ORGANISATION, organisation(Side.PARTNER)),
        )
    }
    assert [key for key, is_asked in asked.items() if is_asked] == [(Policy.STANDARD, Answering.INDIVIDUAL)]
