"""What a page costs on a bad line, and that none asks anything of another host or runs anything of its own."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import CDPSession

from surveyapp.web.security import HEADERS
from surveyapp.web.static_files import ROOT as STATIC
from tests.browser.site import Site
from tests.browser.visit import Visit

FIRST_VISIT_LIMIT = 60 * 1024
FIRST_VISIT_REQUESTS = 6
PAGE_LIMIT = 12 * 1024
STYLESHEET_LIMIT = 6 * 1024


@dataclass
class Meter:
    """Counts what came over the line: requests, and bytes as they were transferred, headers with them."""

    urls: list[str] = field(default_factory=list)
    transferred: int = 0

    def attach(self, session: CDPSession) -> None:
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda event: self.urls.append(event["request"]["url"]))
        session.on("Network.loadingFinished", self._finished)

    def _finished(self, event: dict[str, float]) -> None:
        self.transferred += int(event["encodedDataLength"])

    def reset(self) -> None:
        self.urls, self.transferred = [], 0


@pytest.mark.parametrize("language", ["ar", "en"], ids=["Arabic", "English"])
def test_first_visit_and_later_pages_are_light(visit: Callable[..., Visit], site: Site, language: str) -> None:
    visitor, link, meter = visit(language=language, is_new=True), site.link(), Meter()
    meter.attach(visitor.context.new_cdp_session(visitor.page))
    visitor.open(link)
    visitor.page.wait_for_load_state("networkidle")
    assert (meter.transferred <= FIRST_VISIT_LIMIT, len(meter.urls) <= FIRST_VISIT_REQUESTS) == (True, True), meter
    weights = {}
    for page_id in ("profile", "integrity", "working_together", "closing", "check"):
        meter.reset()
        visitor.open(f"{link}/{page_id}")
        weights[page_id] = meter.transferred
    assert {page_id: weight for page_id, weight in weights.items() if weight > PAGE_LIMIT} == {}


def test_every_answer_carries_the_headers(visit: Callable[..., Visit], site: Site) -> None:
    visitor = visit(is_new=True)
    visitor.open(site.link())
    visitor.page.wait_for_load_state("networkidle")
    visitor.open("/no-such-page", status=404)
    kinds = {answer.request.resource_type for answer in visitor.answers}
    assert {"document", "stylesheet", "font"} <= kinds
    for answer in visitor.answers:
        headers = answer.all_headers()
        assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS, answer.url


def test_the_stylesheet_is_small_and_served_as_it_is_written(visit: Callable[..., Visit], site: Site) -> None:
    visitor = visit(is_new=True)
    visitor.open("/")
    answer = next(a for a in visitor.answers if a.request.resource_type == "stylesheet")
    written = (STATIC / "app.css").read_bytes()
    assert answer.body() == written, "the precompressed stylesheet is older than app.css: run `make compile`"
    assert answer.all_headers()["content-encoding"] in {"gzip", "br"}
    assert len(gzip.compress(written)) <= STYLESHEET_LIMIT
