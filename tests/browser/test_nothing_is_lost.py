"""What was tapped or typed is kept whatever becomes of the browser, its storage, the line or another tab."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from tests.browser.answering import expected_check, fill, kept_on_page, shown_check
from tests.browser.elsewhere import PAGE, answer_elsewhere, kept
from tests.browser.site import Site
from tests.browser.test_late_and_refused import FILL_STORAGE, warnings_at_leaving
from tests.browser.test_scripts import FIRST, SECOND, expect_saved, expect_waiting, tick
from tests.browser.visit import DESKTOP, Visit

BLOCKED = (
    """Object.defineProperty(window, "localStorage", {get() { throw new DOMException("blocked", "SecurityError"); }})"""
)
HANG = """() => {
    const stop = (event) => event.stopImmediatePropagation();
    for (const name of ["visibilitychange", "pagehide"]) addEventListener(name, stop, true);
    setTimeout(() => { while (true); });
}"""
"""Then no event of leaving reaches the page."""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }"""
HIDE = """() => {
    Object.defineProperty(document, "visibilityState", {value: "hidden"});
    document.dispatchEvent(new Event("visibilitychange"));
}"""
LETTERS = """() => {
    const area = document.getElementById("open"), store = IDBObjectStore.prototype, { put } = store;
    let handed = 0;
    store.put = function (...what) {
        handed += this.transaction.durability === "relaxed";
        return put.apply(this, what);
    };
    for (const letter of "abc") {
        area.value += letter;
        area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    store.put = put;
    return handed;
}"""
"""Types three letters, and returns how many the browser was given to keep by then."""
MINE, THEIRS = "Words of this tab.", "Words of the other tab."
CHOICES = {"mine": MINE, "theirs": THEIRS, "both": f"{THEIRS}\n{MINE}"}


GONE = """Object.keys(localStorage).forEach((name) => localStorage.removeItem(name))"""
"""As a browser forgets what it has not written down when it is killed (tools/drills/lost.py kills one)."""


UNREADABLE = """() => {
    const entries = [null, {}, { key: "k", url: "/", held: {}, fields: [null], touched: [], texts: [] }];
    const { store } = document.querySelector("#kept").dataset;
    localStorage.setItem(`review.${store}.outbox`, JSON.stringify({ time: 1, entries }));
}"""
"""Puts what no form wrote where answers wait."""


def is_post(answer: object) -> bool:
    return answer.request.method == "POST"


def test_a_killed_browser_has_all_that_was_typed(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(language="en"), site.link()
    visitor.open(f"{link}/{PAGE}")
    tick(visitor, FIRST, "4")
    visitor.write("#open", "half a sen")
    first = visitor.page
    first.evaluate(HANG)
    visitor.page = visitor.context.new_page()
    with visitor.page.expect_response(is_post):
        visitor.page.goto(f"{link}/{PAGE}")
    assert sorted(kept_on_page(visitor.page)) == sorted([(FIRST, "4"), ("open", "half a sen")])
    assert kept(link) == sorted([(FIRST, "4"), ("open", "half a sen")])


def test_what_localstorage_forgot_is_on_disk_and_what_went_up_does_not_come_back(
    visit: Callable[..., Visit], site: Site
) -> None:
    visitor, link = visit(language="en", is_new=True), site.link_of_its_own()
    visitor.open(f"{link}/{PAGE}")
    visitor.page.evaluate(UNREADABLE)
    tick(visitor, FIRST, "4")
    stale = visitor.page.evaluate("({...localStorage})")
    visitor.cut()
    visitor.write("#open", "half a sen")
    visitor.page.wait_for_timeout(500)
    visitor.page.evaluate(GONE)
    visitor.page.close()
    visitor.mend()
    visitor.reopen(f"{link}/{PAGE}")
    expect_saved(visitor)
    assert kept(link) == [(FIRST, "4"), ("open", "half a sen")]
    tick(visitor, FIRST, "5")
    expect_saved(visitor)
    visitor.page.wait_for_timeout(500)
    visitor.page.goto("/healthz")  # the form itself would send it up as it is left
    visitor.page.evaluate("(stale) => Object.assign(localStorage, stale)", stale)
    visitor.reopen(f"{link}/{PAGE}")
    visitor.has_all_pages()
    visitor.page.wait_for_load_state("networkidle")
    assert kept(link) == [(FIRST, "5"), ("open", "half a sen")]
    visitor.cut()
    visitor.write("#open", "too late")
    visitor.page.wait_for_timeout(500)
    visitor.page.evaluate(GONE)
    site.end(link)
    visitor.mend()
    visitor.reopen(link, status=410)
    expect(visitor.page.locator("#late dd")).to_have_text(["too late"])
    visitor.point("#late .erase")
    expect(visitor.page.locator("#late")).to_be_hidden()
    visitor.reopen(link, status=410)
    expect(visitor.page.locator("#late")).to_be_hidden()


def test_a_tab_that_is_hidden_saves_at_once(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(), site.link()
    visitor.open(f"{link}/{PAGE}")
    tick(visitor, FIRST, "4")
    assert kept(link) == []
    with visitor.page.expect_response(is_post, timeout=2000):
        visitor.page.evaluate(HIDE)
    assert kept(link) == [(FIRST, "4")]


@pytest.mark.parametrize("storage", [pytest.param(BLOCKED, id="blocked"), pytest.param(FULL, id="full")])
def test_without_storage_each_answer_goes_up_at_once(visit: Callable[..., Visit], site: Site, storage: str) -> None:
    visitor, link = visit(language="en", is_new=True), site.link()
    visitor.context.add_init_script(storage)
    visitor.reopen(f"{link}/{PAGE}")
    visitor.has_all_pages()
    with visitor.page.expect_response(is_post, timeout=2000):
        tick(visitor, FIRST, "4")
    assert kept(link) == [(FIRST, "4")]
    visitor.cut()
    tick(visitor, SECOND, "2")
    expect_waiting(visitor)
    visitor.turn()
    assert warnings_at_leaving(visitor.page) == ["beforeunload"]
    visitor.mend()
    expect_saved(visitor)
    assert kept(link) == sorted([(FIRST, "4"), (SECOND, "2")])


def test_storage_that_fills_up_meanwhile_loses_nothing(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(language="en", is_new=True), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.page.evaluate(FILL_STORAGE)
    tick(visitor, FIRST, "4")
    expect(visitor.page.locator("#kept")).to_contain_text("Saved at")
    visitor.write("#open", "after it was full")
    expect_saved(visitor)
    assert kept(link) == [(FIRST, "4"), ("open", "after it was full")]


@pytest.mark.parametrize("chosen", ["mine", "theirs"])  # of two tabs, below, somebody chooses both
def test_of_two_texts_both_are_shown_and_one_chooses(visit: Callable[..., Visit], site: Site, chosen: str) -> None:
    visitor, link = visit(language="en"), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.has_all_pages()
    answer_elsewhere(link, "open", THEIRS)
    visitor.write("#open", MINE)
    tick(visitor, FIRST, "4")
    visitor.rest()
    both = visitor.page.locator(".both")
    expect(both.locator(".words")).to_have_text(THEIRS)
    assert visitor.page.locator("#open").input_value() == MINE
    assert kept(link) == [(FIRST, "4"), ("open", THEIRS)]
    visitor.reopen(f"{link}/{PAGE}")  # in a browser that was killed meanwhile
    expect(visitor.page.locator(".both .words")).to_have_text(THEIRS)
    assert visitor.page.locator("#open").input_value() == MINE
    visitor.point(f'.both button[value="{chosen}"]')
    expect_saved(visitor)
    expect(visitor.page.locator(".both")).to_have_count(0)
    assert kept(link) == [(FIRST, "4"), ("open", CHOICES[chosen])]


def test_two_tabs_of_one_browser_lose_nothing(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(language="en", is_new=True), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.has_all_pages()
    second = visitor.context.new_page()
    second.goto(f"{link}/{PAGE}")
    second.wait_for_selector("html[data-pages=here]", state="attached")
    second.evaluate("document.querySelector('details.comment').open = true")
    second.locator("#open").fill(THEIRS)
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(second.locator("#kept")).to_contain_text("Saved at")
    visitor.write("#open", MINE)
    visitor.rest()
    expect(visitor.page.locator(".both .words")).to_have_text(THEIRS)
    visitor.point('.both button[value="both"]')
    expect_saved(visitor)
    assert kept(link) == [("open", CHOICES["both"])]


def test_what_two_tabs_wait_to_send_goes_up_side_by_side(visit: Callable[..., Visit], site: Site) -> None:
    """Neither takes the other's answers for its own, nor blanks them, and of two texts both are shown."""
    visitor, link = visit(language="en", is_new=True), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.has_all_pages()
    first, second = visitor.page, visitor.context.new_page()
    second.goto(f"{link}/{PAGE}")
    second.wait_for_selector("html[data-pages=here]", state="attached")
    visitor.cut()
    for tab, name, words in ((first, FIRST, MINE), (second, SECOND, THEIRS)):
        visitor.page = tab
        tick(visitor, name, "4")
        visitor.write("#open", words)
    visitor.turn()  # the second goes on
    visitor.mend()
    for tab in (first, second):
        expect(tab.locator("#kept")).not_to_contain_text("No connection")
    assert [one for one in kept(link) if one[0] != "open"] == sorted([(FIRST, "4"), (SECOND, "4")])
    words = {one[1] for one in kept(link) if one[0] == "open"}
    other = ({MINE, THEIRS} - words).pop()
    visitor.page = visitor.context.new_page()
    visitor.page.goto(f"{link}/{PAGE}")
    assert {visitor.page.locator("#open").input_value(), visitor.page.locator(".both .words").inner_text()} == {
        *words,
        other,
    }
    assert (len(words), sorted(kept_on_page(visitor.page))[:2]) == (1, sorted([(FIRST, "4"), (SECOND, "4")]))


def test_a_whole_form_is_filled_checked_and_sent_without_a_line(
    visit: Callable[..., Visit], site: Site, questionnaire: Questionnaire
) -> None:
    visitor, link, language = visit(language="en", is_new=True), site.link(), Language("en")
    visitor.open(link)
    visitor.press(".go a")
    visitor.has_all_pages()
    visitor.cut()
    expected = []
    for number, page in enumerate(form_pages(questionnaire, Side.PARTNER)):
        filled = fill(page, language, number=number)
        filled.click_through(visitor, is_pointed=False)
        expected.extend(expected_check(page, filled, language))
        visitor.turn()
    assert shown_check(visitor.page) == expected
    visitor.send()
    expect_waiting(visitor)
    visitor.mend()
    visitor.page.wait_for_url("**/receipt", timeout=20_000)
    assert visitor.page.locator("[data-receipt]").is_visible()


def test_history_and_deep_links_lead_through_the_form(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(language="en", window=DESKTOP), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.has_all_pages()
    tick(visitor, FIRST, "4")
    first = visitor.page.locator("h1").text_content()
    visitor.turn()
    second = visitor.page.locator("h1").text_content()
    assert _title(visitor.page).startswith(second)
    visitor.page.go_back()
    expect(visitor.page.locator("h1")).to_have_text(first)
    assert sorted(kept_on_page(visitor.page)) == [(FIRST, "4")]
    assert visitor.page.evaluate("document.activeElement.tagName") == "H1"
    visitor.page.go_forward()
    expect(visitor.page.locator("h1")).to_have_text(second)
    visitor.turn(".jump li:last-child button")
    visitor.page.locator(f'.answers a[href$="/{PAGE}#{SECOND}"]').click()
    expect(visitor.page.locator("h1")).to_have_text(first)
    assert visitor.page.evaluate("document.activeElement.id") == SECOND
    visitor.page.reload()
    expect(visitor.page.locator("h1")).to_have_text(first)
    visitor.has_all_pages()
    visitor.page.go_back()
    expect(visitor.page.locator("h1")).to_have_text("Check your answers")


def test_control_characters_in_a_comment_are_left_out(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.write("#open", "a")
    visitor.page.evaluate(
        """() => {
            const area = document.getElementById("open");
            area.value = "a\\u0000b\\u001b[2J\\u007f";
            area.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect_saved(visitor)
    assert kept(link) == [("open", "ab[2J")]
    assert visitor.page.evaluate(LETTERS) == 3, "each is handed over before the next, and waits for none"


def _title(tab: Tab) -> str:
    return tab.title()
