"""Measure whole journeys in Chromium over a slow line: 50 kbit/s each way, 800 ms there and back.

Run: python -m bench.slow_line. Chromium is CHROMIUM, or the one on the path. Nobody waits for people who think: the
page's own clock is put forward.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.report import line
from bench.stage import FIRST, installed

BYTES_PER_SECOND, LATENCY = 50_000 / 8, 800
FIRST_BAR, TURN_BAR, SAVED_BAR, SENT_BAR, REQUESTS_BAR = 3.0, 0.2, 3.0, 4.0, 30
RESTS = {"at once": 0, "after 5 s": 5, "after 15 s": 15}
"""How long people think of a statement before they answer it."""
PAUSE = 1_500  # milliseconds, as in static/form.js
PAINTED = """() => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntriesByName("first-contentful-paint")[0].startTime))
        .observe({type: "paint", buffered: true});
})"""
TURNED = """() => new Promise((done) => {
    const before = document.querySelector("h1"), began = performance.now();
    const painted = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
    const look = () => document.querySelector("h1") === before ? setTimeout(look) : painted();
    document.querySelector("form#page .primary").click();
    look();
})"""
"""Goes on, and returns after how many milliseconds the next page is on the screen."""
NOTHING_WAITS = "() => !localStorage.length"
HERE = "html[data-pages=here]"
ASKED = "#page fieldset.question"


@dataclass
class Line:
    """A browser's line: slow, and its requests counted; what comes out of the browser's memory is none."""

    page: Page
    asked: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._went)
        session.on("Network.requestServedFromCache", self._remembered)
        session.on("Network.responseReceived", self._came)
        speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
        session.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY} | speed)

    def _went(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = event["request"]["url"]

    def _remembered(self, event: dict[str, Any]) -> None:
        self.asked.pop(event["requestId"], None)

    def _came(self, event: dict[str, Any]) -> None:
        if event["response"]["fromDiskCache"]:
            self._remembered(event)


Figures = dict[str, tuple[float, str, float]]
"""By their names: value, unit, and bar; those without one are told of."""


def main() -> int:
    """Print one line a figure; exit with 1 when a bar is missed."""
    figures: Figures = {}
    with (
        installed(links=len(RESTS) + 1) as made,
        made.tree.server(FIRST).running() as base,
        sync_playwright() as playwright,
    ):
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for (said, rest), path in zip(RESTS.items(), made.links, strict=False):
            figures |= _journey(browser, base + path, said, rest)
        figures |= _before_all_pages(browser, base + made.links[-1])
    for name, (value, unit, bar) in figures.items():
        print(line(name, value, unit, bar=bar) if bar else f"{name:<44} {value:8.2f} {unit}")
    return 0 if all(value <= bar for value, _, bar in figures.values() if bar) else 1


def _journey(browser: Browser, link: str, said: str, rest: int) -> Figures:
    """Walk from the link to the receipt, every statement answered after ``rest`` seconds."""
    page = _visitor(browser)
    counted = Line(page)
    if rest:
        page.clock.install()
        page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    page.goto(link, wait_until="commit", timeout=60_000)
    first = page.evaluate(PAINTED) / 1000
    page.wait_for_load_state("networkidle", timeout=60_000)
    opened = _timed(lambda: _follow(page, "a.button.primary"))
    here = opened + _timed(lambda: page.wait_for_selector(HERE, state="attached", timeout=60_000))
    turns: list[float] = []
    while page.locator("form#page").count():
        _answer(page, rest)
        if rest:
            page.locator("form#page .primary").click()
            page.wait_for_function(NOTHING_WAITS, timeout=60_000)  # or what is on its way would grow old meanwhile
        else:
            turns.append(page.evaluate(TURNED) / 1000)
    page.wait_for_function(NOTHING_WAITS, timeout=60_000)
    sent = _timed(lambda: _follow(page, "#send .primary"))
    page.wait_for_selector("[data-receipt]")
    page.wait_for_load_state("networkidle")
    page.context.close()
    figures: Figures = {
        f"answered {said}: requests of the whole journey": (
            float(len(counted.asked)),
            "",
            0.0 if rest else REQUESTS_BAR,
        )
    }
    if rest:
        return figures
    return {
        "first page readable after": (first, "s", FIRST_BAR),
        "first statements readable after": (opened, "s", 0.0),
        "all pages here after": (here, "s", 0.0),
        f"turning a page, the slowest of {len(turns)}": (max(turns), "s", TURN_BAR),
        "sending, press to receipt": (sent, "s", SENT_BAR),
    } | figures


def _before_all_pages(browser: Browser, link: str) -> Figures:
    """Go on before all pages are here; then pause until an answer is saved."""
    page = _visitor(browser)
    Line(page)
    page.goto(link)
    _follow(page, "a.button.primary")
    page.locator(ASKED).first.locator("label").first.click()
    early = _timed(lambda: _follow(page, "#page .primary"))
    page.wait_for_selector(HERE, state="attached", timeout=60_000)
    page.clock.install()
    page.reload()
    page.wait_for_selector(HERE, state="attached", timeout=60_000)
    _answer(page, 0)
    page.clock.fast_forward(PAUSE)
    saved = PAUSE / 1000 + _timed(lambda: page.wait_for_function(NOTHING_WAITS, timeout=60_000))
    page.context.close()
    return {
        "going on before all pages are here": (early, "s", 0.0),
        "saved after the last answer, the pause included": (saved, "s", SAVED_BAR),
    }


def _visitor(browser: Browser) -> Page:
    return browser.new_context(locale="ar-PS", viewport={"width": 360, "height": 640}).new_page()


def _answer(page: Page, rest: int) -> None:
    """Answer each statement of the page that is open; think before each."""
    for question in page.locator(ASKED).all():
        if rest:
            page.clock.fast_forward(rest * 1000)
        question.locator("label").nth(3).click()
        if question.locator("input[type=checkbox]").count():
            break


def _follow(page: Page, selector: str) -> None:
    """Press, and return once another page is on the screen."""
    before = page.url
    page.locator(selector).first.click()
    page.wait_for_url(lambda address: address != before, wait_until="commit", timeout=60_000)
    page.evaluate(PAINTED)


def _timed(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
