"""No answer is lost unsaid: refused, overtaken by a newer one, or still waiting in the browser at closing."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.answering import COMMENT, kept_on_page
from tests.browser.elsewhere import PAGE, answer_elsewhere, kept, send_elsewhere
from tests.browser.site import Site
from tests.browser.test_scripts import FIRST, SECOND, expect_saved, expect_waiting, tick
from tests.browser.visit import Visit

PARTLY = "Not everything has been saved yet"
NOT_RECEIVED = {"ar": "لم تُستلم إجاباتكم", "en": "Your answers were not received"}
SHEETS = 3  # of paper, for a form that nobody filled in yet
FAR_AWAY = "Pacific/Kiritimati"
PRINTED = "window.print = () => document.body.classList.add('printed')"
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


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.thorough)])
def test_a_page_open_at_closing_says_so_and_turns_on_and_prints(
    visit: Callable[..., Visit], site: Site, language: str
) -> None:
    visitor, link = visit(language=language), site.link_of_its_own()
    visitor.open(f"{link}/{PAGE}")
    visitor.has_all_pages()
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
    told = visitor.page.locator(".ended[role=alert]")
    expect(told).to_contain_text(NOT_RECEIVED[language])
    posted: list[str] = []
    visitor.page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    visitor.turn()
    expect(told).to_be_visible()
    expect(visitor.page.locator("h1")).not_to_have_text(title)
    visitor.turn("form#page .actions .quiet")
    tick(visitor, SECOND, "2")
    visitor.rest()
    assert (posted, visitor.page.locator("#kept").count()) == ([], 0)
    visitor.page.evaluate(PRINTED)
    visitor.point(".ended [value=print]")
    expect(visitor.page.locator("body")).to_have_class("printed")
    expect(visitor.page.locator(f'[data-of="{FIRST}"]')).to_have_text(said.strip())
    for pretends in ("#send", "[form=send]", ".lead"):
        expect(visitor.page.locator(pretends).first).to_be_hidden()
    warnings: list[str] = []
    visitor.page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    visitor.open(link, status=410)
    assert warnings == []  # since all of it is in the browser
    late = visitor.page.locator("#late")
    expect(late.locator("h3")).to_have_text([title])
    expect(late.locator("dt").first).to_have_text(asked.strip())
    expect(late.locator("dd").nth(1)).to_have_text("سطر أول\nسطر ثان")
    visitor.page.evaluate(PRINTED)
    visitor.point("#late .print")
    expect(visitor.page.locator("body")).to_have_class("printed")
    erase(visitor, "#late")
    visitor.faults.clear()  # the refusal stands in the console


def erase(visitor: Visit, block: str) -> None:
    """Erase what ``block`` shows of this browser: nothing of it stays, and the focus has a place."""
    visitor.point(f"{block} .erase")
    expect(visitor.page.locator(block)).to_have_count(0)
    assert visitor.page.evaluate("[localStorage.length, document.activeElement.role]") == [0, "status"]


@pytest.mark.parametrize("then", ["erased", "read"])
def test_sending_after_closing_says_so_where_one_is(visit: Callable[..., Visit], site: Site, then: str) -> None:
    visitor, link = visit(language="en"), site.link_of_its_own()
    visitor.open(f"{link}/{PAGE}")
    tick(visitor, FIRST, "4")
    expect_saved(visitor)
    visitor.open(f"{link}/check")
    visitor.has_all_pages()
    visitor.point("label.copy")
    site.end(link)
    visitor.point("main > article > .actions [form=send]")  # above all answers
    expect(visitor.page.locator("#sure")).to_contain_text("Answered so far: 1 of 62. Send all the same?")
    visitor.point("#sure .primary")
    expect(visitor.page.locator(".ended")).to_be_focused()
    visitor.look()
    if then == "erased":
        visitor.press(".ended [value=erase]", status=410)
        assert visitor.page.evaluate("localStorage.length") == 0
    else:
        visitor.open(link, status=410)
        expect(visitor.page.locator("#copy .unsure")).to_be_visible()
        expect(visitor.page.locator("#copy .arrived")).to_be_hidden()
        expect(visitor.page.locator("#copy dd").filter(has_text="Often")).to_have_count(1)
        erase(visitor, "#copy")
    visitor.faults.clear()  # the refusal stands in the console


def test_closing_where_a_browser_keeps_nothing_warns_at_leaving(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(language="en", is_new=True), site.link_of_its_own()
    visitor.context.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full'); }")
    visitor.reopen(f"{link}/{PAGE}")
    visitor.has_all_pages()
    site.end(link)
    tick(visitor, FIRST, "4")
    expect(visitor.page.locator(".ended")).to_be_visible()
    assert warnings_at_leaving(visitor.page) == ["beforeunload"]
    visitor.faults.clear()  # the refusal stands in the console


def test_a_late_page_is_shown_without_scripts(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(javascript=False, language="en"), site.link_of_its_own()
    visitor.open(f"{link}/{PAGE}")
    tick(visitor, FIRST, "4")
    site.end(link)
    visitor.press("form#page .primary", status=410)
    expect(visitor.page.locator("[role=alert]")).to_contain_text("was not received")
    expect(visitor.page.locator("section:has(> #posted) dd")).to_have_text(["Often"])
    for unseen in ("#late", "#copy", "button.print"):
        expect(visitor.page.locator(unseen).first).to_be_hidden()


def test_sending_without_scripts_asks_first_and_says_what_came_too_late(
    visit: Callable[..., Visit], site: Site
) -> None:
    visitor, link = visit(javascript=False, language="en"), site.link_of_its_own()
    visitor.open(f"{link}/{PAGE}")
    tick(visitor, FIRST, "4")
    visitor.press("form#page .primary")
    visitor.open(f"{link}/check")
    visitor.press("#send .primary", status=422)
    alert = visitor.page.locator("[role=alert]")
    expect(alert).to_contain_text("Send all the same?")
    site.end(link)
    visitor.press("[role=alert] [form=send]", status=410)
    expect(alert).to_contain_text("was not received")
    expect(visitor.page.locator("dd.rating").filter(has_text="Often")).to_have_count(1)


def test_ones_own_copy_is_read_printed_and_erased_while_open_and_after_sharing(
    visit: Callable[..., Visit], site: Site
) -> None:
    visitor, link = visit(language="en"), site.link_of_its_own()
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open(f"{link}/{PAGE}")
    tick(visitor, FIRST, "4")
    visitor.write("#open", COMMENT)
    expect_saved(visitor)
    visitor.open(f"{link}/check")
    visitor.has_all_pages()
    visitor.point("label.copy")
    visitor.send()
    visitor.page.wait_for_url("**/receipt")
    code = visitor.page.locator("[data-receipt]").inner_text()
    visitor.point(".copies")
    expect(visitor.page.locator(".copies + [role=status]")).to_have_text("Copied.")
    assert visitor.page.evaluate("navigator.clipboard.readText()") == code
    expect(visitor.page.locator("#copy .words").filter(has_text="Often")).to_have_count(1)
    expect(visitor.page.locator("#copy dd").filter(has_text=COMMENT)).to_have_text(
        f"{COMMENT} (not shown to anyone word for word)"
    )
    expect(visitor.page.locator("#copy dd").filter(has_text="No comment")).to_have_count(0)
    site.share(link)
    visitor.open(link)
    expect(visitor.page.locator("#copy .arrived")).to_contain_text(code)
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("#copy")).to_be_hidden()  # nobody prints it with the summary by mistake
    visitor.page.emulate_media(media="screen")
    visitor.page.evaluate("window.print = () => {}")
    visitor.point("#copy .print")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("#copy")).to_be_visible()
    expect(visitor.page.locator("main > .lead")).to_be_hidden()
    visitor.page.emulate_media(media="screen")
    erase(visitor, "#copy")


@pytest.mark.parametrize("now", ["open", "sent", "closed"])
def test_the_first_page_sends_what_waits_and_says_what_became_of_it(
    visit: Callable[..., Visit], site: Site, now: str
) -> None:
    visitor, link = visit(language="en", is_new=True), site.link_of_its_own()
    visitor.open(f"{link}/{PAGE}")
    visitor.cut()
    tick(visitor, FIRST, "4")
    expect_waiting(visitor)
    visitor.page.close()
    visitor.mend()
    if now == "sent":
        answer_elsewhere(link, SECOND, "2")
        send_elsewhere(link)
    elif now == "closed":
        site.end(link)
    visitor.page = visitor.context.new_page()
    visitor.context.new_cdp_session(visitor.page).send("Emulation.setTimezoneOverride", {"timezoneId": FAR_AWAY})
    visitor.page.goto(link)
    if now == "open":
        here = datetime.now(ZoneInfo(FAR_AWAY))
        times = [f"Saved at {time:%H:%M}" for time in (here, here + timedelta(minutes=1))]
        expect(visitor.page.locator("#kept")).to_have_text(re.compile("|".join(times)))
        expect(visitor.page.locator(".stops .count")).to_have_text([re.compile("^1 of")])
        assert kept(link) == [(FIRST, "4")]
        return
    expect(visitor.page.locator("#late dd")).to_have_text(["Often"])
    assert visitor.path.endswith("/receipt") == (now == "sent")
    erase(visitor, "#late")


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
    visitor.page.evaluate(PRINTED)
    visitor.point("button.print")
    expect(visitor.page.locator("body")).to_have_class("printed")
    visitor.page.emulate_media(media="print")
    expect(button).to_be_hidden()
    expect(visitor.page.locator("dd.text").first).to_be_hidden()  # a comment that nobody wrote
    with pikepdf.open(BytesIO(visitor.page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed.pages) <= SHEETS
    return None


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
