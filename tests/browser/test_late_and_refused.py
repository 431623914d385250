"""No answer is lost unsaid: refused, overtaken by a newer one, or still waiting in the browser at closing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.answering import kept_on_page
from tests.browser.elsewhere import PAGE, answer_elsewhere, kept
from tests.browser.site import Site
from tests.browser.test_scripts import FIRST, SECOND, expect_saved, expect_waiting, tick
from tests.browser.visit import Visit

PARTLY = "Not everything has been saved yet"
FILL_STORAGE = """() => {
    for (let size = 1 << 20; size; size >>= 1)
        try { for (let i = 0; ; i++) localStorage.setItem(`full-${size}-${i}`, "x".repeat(size)); } catch {}
}"""


def warnings_at_leaving(page: Page) -> list[str]:
    """Try to leave and stay; return the dialogs that asked."""
    dialogs: list[str] = []
    page.once("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    return dialogs


def test_what_waited_and_went_up_is_not_written_again_at_leaving(visit: Callable[..., Visit], site: Site) -> None:
    phone, link = visit(), site.link()
    phone.open(f"{link}/{PAGE}")
    phone.cut()
    tick(phone, FIRST, "4")
    expect_waiting(phone)
    phone.page.close()  # before the line is back
    phone.mend()
    phone.reopen(f"{link}/{PAGE}")
    expect_saved(phone)
    answer_elsewhere(link, FIRST, "1")
    phone.page.goto(f"{link}/check")
    phone.page.wait_for_load_state("networkidle")
    assert kept(link) == [(FIRST, "1")]


def test_a_newer_tap_is_not_undone_by_the_reply_to_an_older_one(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(), site.link()
    visitor.open(f"{link}/{PAGE}")
    answer_elsewhere(link, FIRST, "1")
    held: list[int] = []

    def hold(route: Route) -> None:
        if route.request.method != "POST" or held:
            return route.continue_()
        answer = route.fetch()
        held.append(answer.status)
        tick(visitor, FIRST, "5")
        return route.fulfill(response=answer)

    visitor.page.route("**/r/**", hold)
    tick(visitor, SECOND, "2")
    with visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
        visitor.rest()
    expect_saved(visitor)
    assert held == [200]
    assert sorted(kept_on_page(visitor.page)) == sorted([(FIRST, "5"), (SECOND, "2")])
    with visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
        tick(visitor, SECOND, "3")
        visitor.rest()
    assert kept(link) == sorted([(FIRST, "5"), (SECOND, "3")])


def test_while_a_text_is_too_long_nothing_says_that_all_is_saved(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(language="en"), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.has_all_pages()
    said = visitor.page.locator("#kept")
    visitor.write("#open", "x" * 1001)
    expect(said).to_contain_text(PARTLY)
    tick(visitor, FIRST, "4")
    visitor.rest()
    expect(said).to_contain_text(PARTLY)
    assert kept(link) == [(FIRST, "4")]
    expect(visitor.page.locator(".counter")).to_contain_text("Too long by this many characters: 1.")
    assert warnings_at_leaving(visitor.page) == ["beforeunload"]
    visitor.turn()
    expect(said).to_contain_text(PARTLY)
    assert warnings_at_leaving(visitor.page) == ["beforeunload"]
    visitor.page.go_back()
    expect(visitor.page.locator("#open")).to_have_value("x" * 1001)
    visitor.write("#open", "short")
    expect_saved(visitor)
    expect(visitor.page.locator(".counter")).to_be_hidden()
    assert kept(link) == [(FIRST, "4"), ("open", "short")]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_waited_at_closing_is_shown_and_printed(visit: Callable[..., Visit], site: Site, language: str) -> None:
    visitor, link = visit(language=language), site.link_of_its_own()
    visitor.open(f"{link}/{PAGE}")
    visitor.cut()
    tick(visitor, FIRST, "4")
    visitor.write("#open", "سطر أول\nسطر ثان")
    tick(visitor, "open.share", "y")
    expect_waiting(visitor)
    asked = visitor.page.locator(f'[id="{FIRST}"] legend').text_content()
    said = visitor.page.locator(f'label:has(> input[name="{FIRST}"][value="4"])').text_content()
    title = visitor.page.locator("h1").text_content()
    site.end(link)
    visitor.mend()
    visitor.page.wait_for_url(link)  # which the form goes to by itself
    visitor.look(status=410)
    late = visitor.page.locator("#late")
    expect(late.locator("h3")).to_have_text([title])
    expect(late.locator("dt").first).to_have_text(asked.strip())
    expect(late.locator("dd")).to_have_text([said.strip(), "سطر أول\nسطر ثان", "✓"])
    visitor.page.evaluate("window.print = () => document.body.classList.add('printed')")
    visitor.point("button.print")
    expect(visitor.page.locator("body")).to_have_class("printed")
    visitor.point("#late .erase")
    expect(late).to_be_hidden()
    assert visitor.page.evaluate("localStorage.length") == 0
    visitor.faults.clear()  # the refusal stands in the console


def test_a_late_page_is_shown_without_scripts(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(javascript=False, language="en"), site.link_of_its_own()
    visitor.open(f"{link}/{PAGE}")
    tick(visitor, FIRST, "4")
    site.end(link)
    visitor.press("form#page .primary", status=410)
    expect(visitor.page.locator("section:has(> #posted) dd")).to_have_text(["Often"])
    for unseen in ("#late", "button.print"):
        expect(visitor.page.locator(unseen)).to_be_hidden()


def test_a_form_is_sent_also_where_its_copy_finds_no_room(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(), site.link()
    visitor.open(f"{link}/{PAGE}")
    tick(visitor, FIRST, "4")
    expect_saved(visitor)
    visitor.open(f"{link}/check")
    visitor.point("label.copy")
    visitor.page.evaluate(FILL_STORAGE)
    visitor.send()
    visitor.page.wait_for_url("**/receipt")
    expect(visitor.page.locator("#copy")).to_be_hidden()


def test_a_page_that_is_refused_is_named_and_bars_nothing(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(language="en"), site.link()
    visitor.open(f"{link}/{PAGE}")
    tick(visitor, FIRST, "4")
    expect_saved(visitor)
    refused = {"status": 413, "json": {"error": "What you sent was too large."}}  # as from a server in between
    visitor.context.route(f"**/{PAGE}?*", lambda route: route.fulfill(**refused))
    visitor.write("#open", "long")
    visitor.rest()
    expect(visitor.page.locator("#kept")).to_contain_text("What you sent was too large.")
    title = visitor.page.locator("h1").text_content()
    visitor.reopen(f"{link}/check")
    expect(visitor.page.locator("#kept")).to_contain_text("What you sent was too large.")
    named = visitor.page.locator("#kept a")
    expect(named).to_have_text([title])
    visitor.has_all_pages()
    visitor.point("#kept a")
    visitor.page.wait_for_url(f"**/{PAGE}")
    expect(visitor.page.locator("#open")).to_have_value("long")
    visitor.turn(".jump li:last-child button")
    expect(visitor.page.locator("#kept a")).to_have_text([title])
    visitor.send()
    expect(visitor.page.locator("#kept a")).to_have_text([title])
    visitor.send()
    visitor.page.wait_for_url("**/receipt")
    visitor.faults.clear()  # the refusals stand in the console


@pytest.mark.parametrize("javascript", [True, False])
def test_the_check_page_can_be_printed(visit: Callable[..., Visit], site: Site, *, javascript: bool) -> None:
    visitor = visit(javascript=javascript)
    visitor.open(f"{site.link()}/check")
    button = visitor.page.locator("button.print")
    if not javascript:
        return expect(button).to_be_hidden()
    visitor.page.evaluate("window.print = () => document.body.classList.add('printed')")
    visitor.point("button.print")
    expect(visitor.page.locator("body")).to_have_class("printed")
    return visitor.page.emulate_media(media="print") or expect(button).to_be_hidden()


def test_a_field_refused_while_another_page_is_open_is_named_and_kept(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(language="en"), site.link()
    visitor.open(f"{link}/{PAGE}")
    title = visitor.page.locator("h1").text_content()
    visitor.cut()
    tick(visitor, FIRST, "4")
    visitor.write("#open", "x" * 1001)
    visitor.page.locator("#open").blur()
    expect_waiting(visitor)
    visitor.page.close()
    visitor.mend()
    visitor.reopen(f"{link}/diversity")
    expect(visitor.page.locator("#kept")).to_contain_text(PARTLY)
    assert kept(link) == [(FIRST, "4")]
    visitor.reopen(f"{link}/check")
    expect(visitor.page.locator("#kept a")).to_have_text([title])
    visitor.point("#kept a")
    visitor.page.wait_for_url(f"**/{PAGE}")
    expect(visitor.page.locator("#open")).to_have_value("x" * 1001)
    expect(visitor.page.locator(".counter")).to_contain_text("Too long by this many characters: 1.")
