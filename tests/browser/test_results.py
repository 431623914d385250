"""Results as they are read: on a phone without moving sideways, led from a sentence to its figures, and printed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site
from tests.browser.visit import Visit

SMALL = (390, 844)
WIDEST = """selector => Math.max(...[...document.querySelectorAll(selector)].map(one => {
    const room = one.closest(".scroll") ?? document.documentElement;
    return one.getBoundingClientRect().right - room.getBoundingClientRect().right
        + Math.max(0, room.getBoundingClientRect().left - one.getBoundingClientRect().left);
}))"""
"""By how much the widest of some elements stands out of what it may scroll in, on either side."""


SMALLEST = """() => Math.min(...[...document.querySelectorAll(".for-phone svg.chart text")].map(one =>
    parseFloat(one.getAttribute("font-size")) * Math.hypot(one.getScreenCTM().a, one.getScreenCTM().b)))"""
"""The size of the smallest letters of a chart, in pixels."""


SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll("main table, main .scroll")]
    .filter(one => one.scrollWidth > Math.min(one.clientWidth, innerWidth)).map(one => one.outerHTML.slice(0, 90))"""
"""What is wider than the screen: the page, or a table in it."""


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.thorough)])
def test_both_sides_read_the_summary_on_a_phone(visit: Callable[..., Visit], site: Site, language: str) -> None:
    """Sentences and marks come first; figures are folded under each topic, and nothing is wider than the screen."""
    visitor = visit(language=language, window=SMALL)
    visitor.open(site.shared_link)
    lead_to_the_topics_numbers(visitor)
    visitor.open(visitor.path)
    page, topic = visitor.page, visitor.page.locator("#numbers .fold").first
    lines, table, said = page.locator("ul.lines li"), topic.locator("table"), topic.locator("summary")
    assert lines.count() > 3
    assert lines.last.bounding_box()["y"] < said.bounding_box()["y"]
    assert (said.is_visible(), said.locator("span").count() >= 3, table.is_visible()) == (True, True, False)
    assert page.locator(".for-phone svg.chart").is_visible() is False
    said.click()
    assert table.is_visible()
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(SIDEWAYS) == []
        wanted = "ul.lines li, svg.strip, p.chance, table.topics, table.topics td, .for-phone svg.chart"
        assert page.evaluate(WIDEST, wanted) <= 1
        assert page.evaluate(SMALLEST) >= 12
    assert page.locator(".for-screen svg.chart").is_visible() is False
    visitor.open(visitor.path)
    page.emulate_media(media="print")
    assert (said.is_visible(), table.is_visible(), page.locator(".for-screen svg.chart").is_visible()) == (
        False,
        True,
        True,
    )
    assert page.locator(".for-phone svg.chart").is_visible() is False


def lead_to_the_topics_numbers(visitor: Visit) -> None:
    line = visitor.page.locator("ul.lines a").first
    title = line.inner_text()
    line.click()
    met = visitor.page.locator("details:target")
    met.wait_for()
    assert met.locator("summary strong").inner_text() == title
    assert met.locator("summary strong").is_visible()


@pytest.mark.parametrize("language", [pytest.param("ar", marks=pytest.mark.thorough), "en"])
@pytest.mark.wide
def test_staff_read_results_on_a_phone(staff: Callable[..., Visit], site: Site, language: str) -> None:
    visitor, results = staff(language=language, window=SMALL), results_of(site)
    visitor.open(results)
    assert visitor.page.evaluate(WIDEST, "ul.lines li, svg.strip, table.topics td:last-child") <= 1
    visitor.page.set_viewport_size({"width": 360, "height": 740})
    paths = [f"{results}/{page}" for page in ("priorities", "method", "integrity", "rounds")]
    for path in ("/staff/rounds/demo-2026/results", *paths):
        visitor.open(path)
        assert not visitor.page.locator(".for-phone svg.chart").first.is_visible() or path.endswith("priorities")
        visitor.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert visitor.page.evaluate(SIDEWAYS) == []
        wanted = "main td, main th, ul.lines li, .told svg.strip, .for-phone svg.chart"
        assert visitor.page.evaluate(WIDEST, wanted) <= 1
        assert visitor.page.locator(".for-screen").count() == visitor.page.locator(".for-phone svg.chart").count()
        assert path.endswith("method") or visitor.page.evaluate(SMALLEST) >= 12
    lead_by_keys_from_a_chart_to_its_figures(visitor)
    visitor.open(visitor.path)
    visitor.page.locator("ul.lines a").first.click()
    assert visitor.page.locator("div:target .for-phone svg.chart").is_visible()
    lead_to_a_topic(visitor, results)


def lead_by_keys_from_a_chart_to_its_figures(visitor: Visit) -> None:
    """Who has a keyboard alone, and who listens, goes on from a chart to the table that says the same."""
    page, figure = visitor.page, visitor.page.locator("figure:has(.chart)").first
    told = page.locator("main").aria_snapshot()
    name, words = figure.get_attribute("aria-label"), figure.locator("+ p a").inner_text()
    assert (f'figure "{name}"' in told, f'link "{words}"' in told) == (True, True)
    figure.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == words
    page.keyboard.press("Enter")
    table = page.locator(f"[id='{figure.get_attribute('aria-details')}']")
    expect(table).to_be_in_viewport()
    assert "table" in table.aria_snapshot()


def lead_to_a_topic(visitor: Visit, results: str) -> None:
    """Go from a sentence to its topic, where the numbers are."""
    visitor.open(results)
    line = visitor.page.locator("ul.lines a").first
    title = line.inner_text()
    line.click()
    visitor.page.wait_for_url(f"**{results}/*")
    assert visitor.page.locator("h1").inner_text() == title
    assert visitor.page.locator("dl.told dt").count() == 3


def results_of(site: Site) -> str:
    return f"/staff/reviews/{site.demonstration(is_closed=True).id}/results"
