"""What a page costs on a bad line, and that none asks anything of another host or runs anything of its own."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import CDPSession

from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.web.security import HEADERS
from surveyapp.web.static_files import ROOT as STATIC
from tests.browser.answering import fill
from tests.browser.site import Site
from tests.browser.visit import Visit

FIRST_VISIT_LIMIT = 60 * 1024
FIRST_VISIT_REQUESTS = 6
PAGE_LIMIT = 12 * 1024
BOOK_LIMIT = 25 * 1024
SCRIPTS_LIMIT = 19 * 1024
JOURNEY_REQUESTS = 30
STYLESHEET_LIMIT = 6 * 1024


@dataclass
class Meter:
    """Counts what came over the line: requests, and bytes as they were transferred, headers with them."""

    urls: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)

    @property
    def transferred(self) -> int:
        return sum(self.weights.values())

    def attach(self, session: CDPSession) -> None:
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.requestServedFromCache", lambda event: self.urls.remove(self._named[event["requestId"]]))
        session.on("Network.responseReceived", self._came)
        session.on("Network.loadingFinished", self._finished)

    def _asked(self, event: dict[str, Any]) -> None:
        self._named[event["requestId"]] = event["request"]["url"]
        self.urls.append(event["request"]["url"])

    def _came(self, event: dict[str, Any]) -> None:
        if event["response"]["fromDiskCache"]:
            self.urls.remove(self._named[event["requestId"]])

    def _finished(self, event: dict[str, Any]) -> None:
        address = self._named[event["requestId"]]
        self.weights[address] = self.weights.get(address, 0) + int(event["encodedDataLength"])


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.thorough)])
def test_first_visit_and_later_pages_are_light(visit: Callable[..., Visit], site: Site, language: str) -> None:
    visitor, link, meter = visit(language=language, is_new=True), site.link(), Meter()
    meter.attach(visitor.context.new_cdp_session(visitor.page))
    visitor.open(link)
    visitor.page.wait_for_load_state("networkidle")
    assert (meter.transferred <= FIRST_VISIT_LIMIT, len(meter.urls) <= FIRST_VISIT_REQUESTS) == (True, True), meter
    pages = [f"{link}/{page_id}" for page_id in ("profile", "integrity", "working_together", "closing", "check")]
    for page in pages:
        visitor.open(page)
        visitor.has_all_pages()
    assert {page: meter.weights[page] for page in pages if meter.weights[page] > PAGE_LIMIT} == {}
    assert meter.weights[f"{link}/pages.html"] <= BOOK_LIMIT * len(pages)
    assert sum(weight for address, weight in meter.weights.items() if address.endswith(".js")) <= SCRIPTS_LIMIT


def test_a_journey_takes_few_requests(visit: Callable[..., Visit], site: Site, questionnaire: Questionnaire) -> None:
    """From the link to the receipt; whoever rests on a page takes one more each time, and no answer is a request."""
    visitor, link, meter = visit(language="en", is_new=True), site.link(), Meter()
    visitor.context.clock.install()
    visitor.context.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))  # nobody rests, however slow the machine
    meter.attach(visitor.context.new_cdp_session(visitor.page))
    visitor.open(link)
    visitor.press(".go a")
    visitor.has_all_pages()
    for number, page in enumerate(form_pages(questionnaire, Side.PARTNER)):
        fill(page, Language("en"), number=number).click_through(visitor, is_pointed=False)
        visitor.turn()
    visitor.press("#send .primary")
    visitor.page.wait_for_load_state("networkidle")
    assert len(meter.urls) <= JOURNEY_REQUESTS, meter.urls


def test_every_answer_carries_the_headers_and_the_stylesheet_is_small_and_as_it_is_written(
    visit: Callable[..., Visit], site: Site
) -> None:
    visitor = visit(is_new=True)
    visitor.open(site.link())
    visitor.page.wait_for_load_state("networkidle")
    sheet = next(a for a in visitor.answers if a.request.resource_type == "stylesheet")
    written = (STATIC / "app.css").read_bytes()
    assert sheet.body() == written, "the precompressed stylesheet is older than app.css: run `make compile`"
    assert sheet.all_headers()["content-encoding"] in {"gzip", "br"}
    assert len(gzip.compress(written)) <= STYLESHEET_LIMIT
    visitor.open("/no-such-page", status=404)
    kinds = {answer.request.resource_type for answer in visitor.answers}
    assert {"document", "stylesheet", "font"} <= kinds
    for answer in visitor.answers:
        headers = answer.all_headers()
        assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS, answer.url
