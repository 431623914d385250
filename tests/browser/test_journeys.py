"""Whole journeys from the link to the receipt, on each side, in each language: tapped on a phone, keyed at a desk."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page as Tab

from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from tests.browser import answering
from tests.browser.site import Site
from tests.browser.visit import DESKTOP, PHONE, Visit


@pytest.mark.parametrize(
    ("side", "habits"),
    [
        pytest.param(Side.PARTNER, {"language": "ar", "javascript": False}, id="partner in Arabic without JavaScript"),
        pytest.param(Side.PARTNER, {"language": "en"}, id="partner in English", marks=pytest.mark.thorough),
        pytest.param(Side.PRCS, {"language": "ar"}, id="PRCS in Arabic", marks=pytest.mark.thorough),
        pytest.param(Side.PRCS, {"language": "en", "javascript": False}, id="PRCS in English without JavaScript"),
    ],
)
@pytest.mark.alike(1)
def test_from_the_link_to_the_receipt(
    visit: Callable[..., Visit],
    site: Site,
    questionnaire: Questionnaire,
    side: Side,
    habits: dict[str, Any],
) -> None:
    visitor = visit(window=PHONE, **habits)
    _answer_and_send(visitor, site.link(side), questionnaire, side=side)


def test_one_page_is_enough_to_send_on_postgresql(visit: Callable[..., Visit], postgresql_site: Site) -> None:
    visitor = visit(postgresql_site, javascript=False)
    link = postgresql_site.link()
    visitor.open(f"{link}/integrity")
    visitor.point('[id="holds_principles.self"] label')
    visitor.press("form#page .primary")
    visitor.open(f"{link}/check")
    visitor.press("form .primary", status=422)  # which asks whether so little shall be sent
    assert visitor.page.locator("[role=alert] h2").inner_text().endswith("هل تريدون الإرسال مع ذلك؟")
    visitor.press("form .primary")
    assert visitor.page.url == f"{link}/receipt"
    code = visitor.page.locator("[data-receipt]").inner_text()
    visitor.open(link)
    assert visitor.page.locator("[data-receipt]").inner_text() == code


@pytest.mark.parametrize(
    ("side", "language"),
    [
        (Side.PRCS, "ar"),
        (Side.PARTNER, "en"),
        pytest.param(Side.PRCS, "en", marks=pytest.mark.thorough),
        pytest.param(Side.PARTNER, "ar", marks=pytest.mark.thorough),
    ],
)
@pytest.mark.alike(1)
def test_by_keyboard_alone(visit: Callable[..., Visit], site: Site, side: Side, language: str) -> None:
    """Every page is answered and left, and the form sent, with Tab, Space, the arrows and Enter."""
    visitor, link = visit(language=language, window=DESKTOP), site.link(side)
    visitor.open(link)
    _tab_to(visitor.page, ".go a")
    answered = 0
    while not visitor.path.endswith("/check"):
        before = visitor.page.url
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_url(lambda address, before=before: address != before)
        if visitor.path.endswith("/check"):
            break
        answered += _tab_to(visitor.page, "form#page .primary")
    assert answered > 60
    assert visitor.page.locator(".missing").count() < 20
    _tab_to(visitor.page, "#send .primary")
    with visitor.page.expect_navigation(url="**/receipt"):
        visitor.page.keyboard.press("Enter")
    assert visitor.page.locator("[data-receipt]").is_visible()


def _tab_to(tab: Tab, wanted: str) -> int:
    """Press Tab until ``wanted`` has the focus, choosing an answer on the way in each group; return how many."""
    chosen = 0
    for _ in range(150):
        tab.keyboard.press("Tab")
        here = tab.evaluate(
            """(wanted) => {
            const at = document.activeElement;
            return at.matches(wanted) ? "there" : at.type === "radio" && !at.form[at.name].value ? "open" : "";
        }""",
            wanted,
        )
        if here == "there":
            return chosen
        if here == "open":
            tab.keyboard.press("ArrowDown" if chosen % 2 else "Space")
            chosen += 1
    raise AssertionError(f"{wanted} is not reached")


def _answer_and_send(visitor: Visit, link: str, questionnaire: Questionnaire, *, side: Side) -> None:
    language, pages = Language(visitor.language), form_pages(questionnaire, side)
    visitor.open(link)
    assert visitor.page.locator("h1").inner_text() == questionnaire.title.in_(language)
    visitor.press(".go a")
    expected = []
    for number, page in enumerate(pages):
        assert visitor.page.url == f"{link}/{page.id}"
        filled = answering.fill(page, language, number=number)
        filled.click_through(visitor, is_pointed=number == 1)
        expected.extend(answering.expected_check(page, filled, language))
        visitor.turn()
    assert visitor.page.url == f"{link}/check"
    assert answering.shown_check(visitor.page) == expected
    assert len([answer for _, answer in expected if not answer]) < len(expected) / 3
    visitor.press("#send .primary")
    receipt = visitor.page.locator("[data-receipt]")
    assert receipt.is_visible()
    code = receipt.inner_text()
    assert (len(code), code) == (10, receipt.get_attribute("data-receipt"))
    visitor.open(link)
    assert visitor.page.url == f"{link}/receipt"
    assert receipt.inner_text() == code
