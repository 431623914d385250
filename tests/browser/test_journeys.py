"""Whole journeys: from the link to the receipt, on each side, in each language."""

from collections.abc import Callable
from typing import Any

import pytest

from surveyapp.core.pages import form_pages
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.sides import Language, Side
from tests.browser import answering
from tests.browser.site import Site
from tests.browser.visit import DESKTOP, PHONE, Visit


@pytest.mark.parametrize(
    ("side", "habits"),
    [
        pytest.param(
            Side.PARTNER,
            {"language": "ar", "window": PHONE, "javascript": False},
            id="partner in Arabic on a small phone without JavaScript",
        ),
        pytest.param(
            Side.PARTNER,
            {"language": "en", "window": DESKTOP, "javascript": False},
            id="partner in English on a desk without JavaScript",
        ),
        pytest.param(
            Side.PRCS, {"language": "ar", "window": DESKTOP, "javascript": True}, id="PRCS in Arabic on a desk"
        ),
        pytest.param(
            Side.PRCS, {"language": "en", "window": PHONE, "javascript": True}, id="PRCS in English on a small phone"
        ),
    ],
)
def test_from_the_link_to_the_receipt(
    visit: Callable[..., Visit],
    site: Site,
    questionnaire: Questionnaire,
    side: Side,
    habits: dict[str, Any],
) -> None:
    visitor = visit(**habits)
    _answer_and_send(visitor, site.link(side), questionnaire, side=side)


def test_one_page_is_enough_to_send_on_postgresql(visit: Callable[..., Visit], postgresql_site: Site) -> None:
    visitor = visit(postgresql_site, javascript=False)
    link = postgresql_site.link()
    visitor.open(f"{link}/integrity")
    visitor.page.locator('[id="holds_principles.self"] label').first.click()
    visitor.press("form#page .primary")
    visitor.open(f"{link}/check")
    visitor.press("form .primary")
    assert visitor.page.url == f"{link}/receipt"
    code = visitor.page.locator("[data-receipt]").inner_text()
    visitor.open(link)
    assert visitor.page.locator("[data-receipt]").inner_text() == code


def _answer_and_send(visitor: Visit, link: str, questionnaire: Questionnaire, *, side: Side) -> None:
    language, pages = Language(visitor.language), form_pages(questionnaire, side)
    visitor.open(link)
    assert visitor.page.locator("h1").inner_text() == questionnaire.title.in_(language)
    visitor.press(".go a")
    expected = []
    for number, page in enumerate(pages):
        assert visitor.page.url == f"{link}/{page.id}"
        filled = answering.fill(page, language, number=number)
        filled.click_through(visitor.page)
        expected.extend(answering.expected_check(page, filled, language))
        visitor.press("form#page .primary")
    assert visitor.page.url == f"{link}/check"
    assert answering.shown_check(visitor.page) == expected
    assert len([answer for _, answer in expected if not answer]) < len(expected) / 3
    visitor.press("form .primary")
    receipt = visitor.page.locator("[data-receipt]")
    assert receipt.is_visible()
    code = receipt.inner_text()
    assert (len(code), code) == (10, receipt.get_attribute("data-receipt"))
    visitor.open(link)
    assert visitor.page.url == f"{link}/receipt"
    assert receipt.inner_text() == code
