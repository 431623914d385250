"""What comes out of the printer: results and one's own answers, on A4, with no chart cut in two."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.site import Site
from tests.browser.visit import DESKTOP, Visit

A4_POINTS = "595.92 x 842.88 pts (A4)"
MILLIMETRE = 96 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = int((210 - 2 * 14) * MILLIMETRE), int((297 - 2 * 14) * MILLIMETRE)
MOST_PAGES = 8
_BOXES = """() => ({
    chart: document.querySelector("svg.chart").getBoundingClientRect().height,
    first: document.querySelector("main .told, main .findings, main .first").getBoundingClientRect().top,
    wider: [...document.querySelectorAll("main *")].filter(e => !e.closest("svg, .visually-hidden"))
        .filter(e => e.scrollWidth > document.documentElement.clientWidth).map(e => e.tagName),
    hidden: ["nav", ".switch", ".files"].filter(s => document.querySelector(s)?.checkVisibility()),
})"""


def _print(visitor: Visit, folder: Path) -> dict[str, str]:
    """Print the open page on A4, and return what its file says of itself."""
    file = folder / "page.pdf"
    visitor.page.pdf(path=file, format="A4")
    told = subprocess.run(["pdfinfo", str(file)], check=True, capture_output=True, text=True).stdout
    return {name: value.strip() for name, _, value in (line.partition(":") for line in told.splitlines())}


@pytest.mark.parametrize(
    ("language", "topic"),
    [
        pytest.param("en", "", id="English, overview"),
        pytest.param("ar", "/integrity", id="Arabic, one topic"),
        pytest.param("ar", "", id="Arabic, overview", marks=pytest.mark.thorough),
        pytest.param("en", "/integrity", id="English, one topic", marks=pytest.mark.thorough),
    ],
)
@pytest.mark.alike(1)
def test_results_print_with_words_on_the_first_page_and_the_chart_whole_on_one(
    staff: Callable[..., Visit], site: Site, tmp_path: Path, language: str, topic: str
) -> None:
    visitor = staff(language=language, window=DESKTOP)
    visitor.open(f"/staff/reviews/{site.demonstration(is_closed=True).id}/results{topic}")
    printed = _print(visitor, tmp_path)
    assert (printed["Page size"], 1 <= int(printed["Pages"]) <= MOST_PAGES) == (A4_POINTS, True), printed
    visitor.page.set_viewport_size({"width": PAGE_WIDTH, "height": PAGE_HEIGHT})
    visitor.page.emulate_media(media="print")
    boxes = visitor.page.evaluate(_BOXES)
    assert max(boxes["chart"], boxes["first"]) <= PAGE_HEIGHT
    assert (boxes["wider"], boxes["hidden"]) == ([], [])
    assert visitor.page.locator(".demonstration").is_visible()
    assert visitor.page.locator(".for-screen svg.chart").first.is_visible()
    if topic:
        has_room_for_what_is_agreed(visitor)


def has_room_for_what_is_agreed(visitor: Visit) -> None:
    """On paper alone."""
    room = visitor.page.locator(".agreed")
    for mark in (".blank", ".tick"):
        box = room.locator(mark).first.bounding_box()
        assert box is not None
        assert box["width"] > 4 * MILLIMETRE
    visitor.page.emulate_media(media="screen")
    assert not room.is_visible()


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.thorough)])
def test_answers_print_before_sending(visit: Callable[..., Visit], site: Site, tmp_path: Path, language: str) -> None:
    visitor = visit(language=language, window=DESKTOP)
    visitor.open(f"{site.link()}/check")
    printed = _print(visitor, tmp_path)
    assert (printed["Page size"], 2 <= int(printed["Pages"]) <= 4) == (A4_POINTS, True), printed
    visitor.page.emulate_media(media="print")
    assert not visitor.page.locator("form.actions").is_visible()
    assert visitor.page.locator(".answers").last.is_visible()


@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=pytest.mark.thorough)])
def test_the_sheet_for_proof_reading_fills_its_pages(
    staff: Callable[..., Visit], tmp_path: Path, language: str
) -> None:
    """A table that is kept whole would leave the first page empty; what is wider than the paper would be cut."""
    visitor = staff(language=language, window=DESKTOP)
    visitor.open("/staff/questionnaires")
    visitor.open(f"{visitor.page.locator('main th a').first.get_attribute('href')}/proof")
    printed = _print(visitor, tmp_path)
    assert (printed["Page size"], 12 <= int(printed["Pages"]) <= 24) == (A4_POINTS, True), printed
    first = subprocess.run(["pdftotext", "-l", "1", tmp_path / "page.pdf", "-"], check=True, capture_output=True)
    assert "Palestine Red Crescent Society" in " ".join(first.stdout.decode().split())
    visitor.page.set_viewport_size({"width": PAGE_WIDTH, "height": PAGE_HEIGHT})
    visitor.page.emulate_media(media="print")
    wide = "e => e.scrollWidth > document.documentElement.clientWidth"
    assert visitor.page.evaluate(f"[...document.querySelectorAll('main *')].filter({wide}).map(e => e.tagName)") == []
