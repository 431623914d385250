"""With scripts every answer is kept at once, goes up in a pause, waits while the line is down, and goes up once."""

from collections.abc import Callable
from urllib.parse import parse_qs
from urllib.request import urlopen

import pytest
from playwright.sync_api import Request, Route, expect

from surveyapp.core.sides import Side
from tests.browser.answering import kept_on_page
from tests.browser.elsewhere import PAGE, answer_elsewhere, kept
from tests.browser.site import Site
from tests.browser.visit import Visit

ROOM = """() => document.querySelector("form#page .primary").getBoundingClientRect().top
    - [...document.querySelectorAll(".question")].at(-1).getBoundingClientRect().bottom"""
HEIGHT = "document.documentElement.scrollHeight"
SLOW_TO_RELEASE = """() => {
    const locks = navigator.locks, request = locks.request.bind(locks);
    locks.request = async (name, send) => {
        await request(name, send);
        await new Promise(done => setTimeout(done, 1500));
    };
}"""
"""Lets the browser take its time to release a lock."""
WATCH = """() => {
    window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifted += entry.value)))
        .observe({type: "layout-shift"});
}"""
LAST_IN_SIGHT = """() => {
    scrollTo({top: 0, behavior: "instant"});
    const boxes = [...document.querySelectorAll("fieldset.question")];
    const at = boxes.findIndex((box) => box.getBoundingClientRect().bottom > innerHeight);
    return boxes.slice(at - 1, at + 1).map((box) => box.id);
}"""
"""Returns the last statement on the screen, and the next one below it, from the page's top."""
ON_TOP = """() => {
    const {left, top} = document.getElementById("kept").getBoundingClientRect();
    return document.elementFromPoint(left + 9, top + 9).id;
}"""
BOTTOM = """(id) => document.getElementById(id).getBoundingClientRect().bottom - innerHeight"""
SAVED = {"ar": "حُفظت الإجابات في", "en": "Saved at"}
WAITING = {"ar": "لا يوجد اتصال", "en": "No connection"}
FIRST, SECOND, JOINT = "holds_principles.self", "holds_principles.other", "safe_to_speak.joint"


def tick(visitor: Visit, name: str, value: str) -> None:
    visitor.point(f'label:has(> input[name="{name}"][value="{value}"])')


def expect_saved(visitor: Visit) -> None:
    visitor.rest()
    expect(visitor.page.locator("#kept")).to_contain_text(SAVED[visitor.language])


def expect_waiting(visitor: Visit) -> None:
    visitor.rest()
    expect(visitor.page.locator("#kept")).to_contain_text(
        {"ar": "لا يوجد اتصال", "en": "No connection"}[visitor.language]
    )


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_was_tapped_is_saved_in_a_pause_and_said(visit: Callable[..., Visit], site: Site, language: str) -> None:
    visitor, link = visit(language=language), site.link()
    visitor.open(f"{link}/{PAGE}")
    room = visitor.page.evaluate(ROOM)
    tick(visitor, FIRST, "4")
    height = visitor.page.evaluate(HEIGHT)
    expect_saved(visitor)
    assert visitor.page.evaluate(ROOM) == room, "the button moves under a finger that is on its way"
    assert visitor.page.evaluate(HEIGHT) == height, "a status of two lines that becomes one moves what is below it"
    assert kept(link) == [(FIRST, "4")]
    tick(visitor, FIRST, "2")
    tick(visitor, SECOND, "dk")
    with visitor.page.expect_response(lambda answer: "open" in parse_qs(answer.request.post_data or "")):
        visitor.write("#open", "نقترح اجتماعاً")
        visitor.rest()
    assert kept(link) == sorted([(FIRST, "2"), (SECOND, "dk"), ("open", "نقترح اجتماعاً")])


def test_answers_wait_while_the_line_is_down_and_the_form_goes_on_and_they_go_up_once(
    visit: Callable[..., Visit], site: Site
) -> None:
    visitor, link = visit(), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.has_all_pages()
    posted: list[Request] = []
    visitor.page.on("request", lambda request: posted.append(request) if request.method == "POST" else None)
    visitor.cut()
    for name, value in ((FIRST, "4"), (SECOND, "3"), (FIRST, "5"), (JOINT, "na")):
        tick(visitor, name, value)
    visitor.turn()
    assert visitor.path.endswith("working_together")
    expect_waiting(visitor)
    assert kept(link) == []
    visitor.mend()
    expect_saved(visitor)
    assert kept(link) == sorted([(FIRST, "5"), (SECOND, "3"), (JOINT, "na")])
    answered = [request for request in posted if request.response()]
    keys = [parse_qs(request.post_data)["key"][0] for request in answered]
    assert len(keys) == len(set(keys))


def test_an_answer_whose_receipt_was_lost_does_not_undo_a_later_one(visit: Callable[..., Visit], site: Site) -> None:
    """The page comes twice under one key; in between another device answers anew."""
    visitor, link = visit(), site.link()
    visitor.open(f"{link}/{PAGE}")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().text())
        answer_elsewhere(link, FIRST, "1")
        return route.abort()

    visitor.is_cut = True
    visitor.page.route("**/r/**", lose)
    tick(visitor, FIRST, "4")
    expect_saved(visitor)
    assert len(lost) == 1
    assert kept(link) == [(FIRST, "1")]
    expect(visitor.page.locator("#others")).to_be_visible()
    assert sorted(kept_on_page(visitor.page)) == [(FIRST, "1")]


def test_what_a_cut_line_delivers_late_does_not_undo_what_replaced_it(visit: Callable[..., Visit], site: Site) -> None:
    """The server may have had a page in hand when the line was cut, and read it after the one that came next."""
    visitor, link = visit(), site.link()
    visitor.open(f"{link}/{PAGE}")
    late: list[Request] = []

    def hold(route: Route) -> None:
        if route.request.method != "POST" or late:
            return route.continue_()
        late.append(route.request)
        return route.abort()

    visitor.is_cut = True
    visitor.page.route("**/r/**", hold)
    tick(visitor, FIRST, "4")
    expect_waiting(visitor)
    tick(visitor, FIRST, "5")
    expect_saved(visitor)
    with urlopen(late[0].url, late[0].post_data_buffer) as answer:
        assert answer.status == 200
    assert kept(link) == [(FIRST, "5")]


def test_what_waited_in_a_tab_that_died_goes_up_from_the_next(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.cut()
    tick(visitor, FIRST, "4")
    visitor.write("#open", "لم يُرسل بعد")
    tick(visitor, SECOND, "2")
    expect_waiting(visitor)
    visitor.page.close()
    visitor.mend()
    visitor.page = visitor.context.new_page()
    visitor.page.goto(f"{link}/{PAGE}")
    expect_saved(visitor)
    assert sorted(kept_on_page(visitor.page)) == sorted([(FIRST, "4"), (SECOND, "2"), ("open", "لم يُرسل بعد")])
    assert kept(link) == sorted([(FIRST, "4"), (SECOND, "2"), ("open", "لم يُرسل بعد")])


def test_two_devices_lose_nothing_and_are_told(visit: Callable[..., Visit], site: Site) -> None:
    phone, desk, link = visit(), visit(language="en"), site.link()
    for one in (phone, desk):
        one.open(f"{link}/{PAGE}")
    tick(desk, FIRST, "5")
    expect_saved(desk)
    tick(phone, SECOND, "2")
    expect_saved(phone)
    expect(phone.page.locator("#others")).to_be_visible()
    expect(phone.page.locator(f'input[name="{FIRST}"][value="5"]')).to_be_checked()
    assert kept(link) == sorted([(FIRST, "5"), (SECOND, "2")])


def test_a_pause_is_enough_to_be_saved_and_nothing_shorter(visit: Callable[..., Visit], site: Site) -> None:
    """The first pause is short, so that one soon sees it is kept; those of the next quarter of an hour are longer."""
    visitor, link = visit(is_new=True), site.link()
    visitor.is_cut = True  # nobody else gets this clock
    visitor.context.clock.install()
    visitor.open(f"{link}/{PAGE}")
    posted: list[Request] = []
    visitor.page.on("request", lambda request: posted.append(request) if request.method == "POST" else None)
    for pause, begun, last in ((1_500, 1_200, "2"), (20_000, 15_000, "4")):
        before = kept(link)
        posted.clear()
        for value in "123454321":
            tick(visitor, FIRST, value)
            visitor.page.clock.fast_forward(begun)
        assert (kept(link), posted) == (before, [])
        tick(visitor, FIRST, last)
        with visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            visitor.page.clock.fast_forward(pause)
        expect_saved(visitor)
        assert kept(link) == [(FIRST, last)]


def test_what_was_tapped_before_the_scripts_came_is_saved(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(is_new=True), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.has_all_pages()
    visitor.turn()  # so that going on says nothing of this page by itself
    visitor.is_cut = True
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visitor.context.route("**/form.js*", hold)
    with visitor.page.expect_request("**/form.js*"):
        visitor.page.goto(f"{link}/{PAGE}", wait_until="commit")
    tick(visitor, FIRST, "4")
    held[0].continue_()
    visitor.has_all_pages()
    visitor.turn()
    expect_saved(visitor)
    assert kept(link) == [(FIRST, "4")]


def test_going_on_before_all_pages_are_here_waits_for_the_line(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(), site.link()
    visitor.context.route("**/pages.html", lambda route: route.abort())
    visitor.is_cut = True
    visitor.open(f"{link}/{PAGE}")
    visitor.cut()
    tick(visitor, FIRST, "4")
    visitor.point("form#page .primary")
    expect_waiting(visitor)
    assert visitor.path.endswith(PAGE)
    visitor.mend()
    visitor.page.wait_for_url("**/working_together")
    assert kept(link) == [(FIRST, "4")]


def test_a_tap_while_the_last_attempt_is_wound_up_is_sent(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.page.evaluate(SLOW_TO_RELEASE)
    tick(visitor, FIRST, "4")
    expect_saved(visitor)
    with visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
        tick(visitor, SECOND, "3")
        visitor.rest()
    assert kept(link) == sorted([(FIRST, "4"), (SECOND, "3")])


def test_leaving_with_answers_that_wait_warns(visit: Callable[..., Visit], site: Site) -> None:
    visitor = visit()
    visitor.open(f"{site.link()}/{PAGE}")
    dialogs: list[str] = []
    visitor.page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.dismiss()))
    tick(visitor, FIRST, "3")
    expect_saved(visitor)
    visitor.cut()
    tick(visitor, FIRST, "4")
    expect_waiting(visitor)
    visitor.page.close(run_before_unload=True)
    visitor.page.wait_for_timeout(500)
    assert dialogs == ["beforeunload"]
    visitor.mend()
    expect_saved(visitor)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_answer_can_be_cleared(visit: Callable[..., Visit], site: Site, *, javascript: bool) -> None:
    visitor, link = visit(javascript=javascript), site.link()
    visitor.open(f"{link}/{PAGE}")
    clear = visitor.page.locator(f'button[data-clear="{FIRST}"]')
    expect(clear).to_be_hidden()
    tick(visitor, FIRST, "4")
    if javascript:
        expect_saved(visitor)
        with visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            visitor.point(f'button[data-clear="{FIRST}"]')
            visitor.rest()
    else:
        visitor.press(f'button[data-clear="{FIRST}"]')
    expect(visitor.page.locator(f'input[name="{FIRST}"][value="4"]')).not_to_be_checked()
    expect(visitor.page.locator(f'[id="{FIRST}"]:focus-within')).to_be_visible()
    assert visitor.path.endswith(PAGE)
    assert kept(link) == []


def test_a_text_that_is_too_long_is_said_beside_it_and_stays(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(language="en"), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.has_all_pages()
    counter = visitor.page.locator(".counter")
    visitor.write("#open", "x" * 799)
    expect(counter).to_be_hidden()
    visitor.write("#open", "x" * 800)
    expect(counter).to_have_text("Characters left: 200")
    tick(visitor, FIRST, "4")
    visitor.write("#open", "x" * 1001)
    expect(counter).to_contain_text("Too long by this many characters: 1.")
    expect(visitor.page.locator("details.comment .error")).to_have_id("open-error")  # one sentence, and the field's own
    assert visitor.page.locator("#open").get_attribute("aria-describedby").split() == ["open-hint", "open-error"]
    visitor.reopen(f"{link}/{PAGE}")  # in a browser that was killed meanwhile
    counter = visitor.page.locator(".counter")
    expect(visitor.page.locator("#open")).to_have_value("x" * 1001)
    expect(counter).to_contain_text("Too long by this many characters: 1.")
    visitor.has_all_pages()
    visitor.turn()
    visitor.turn(".jump li:last-child button")
    expect(visitor.page.locator("#kept a")).to_have_count(1)
    visitor.point("#kept a")
    visitor.write("#open", "short")
    expect_saved(visitor)
    assert kept(link) == [(FIRST, "4"), ("open", "short")]


def test_a_form_is_sent_once_the_line_is_back_and_its_copy_stays_here(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(), site.link(Side.PRCS)
    visitor.open(f"{link}/{PAGE}")
    tick(visitor, FIRST, "4")
    expect_saved(visitor)
    visitor.open(f"{link}/check")
    visitor.has_all_pages()
    visitor.point("label.copy")
    visitor.cut()
    visitor.send()
    expect_waiting(visitor)
    visitor.mend()
    visitor.page.wait_for_url("**/receipt", timeout=15_000)
    visitor.look()
    expect(visitor.page.locator("[data-receipt]")).to_be_visible()
    expect(visitor.page.locator("#copy dd").filter(has_text="غالباً")).to_have_count(1)
    visitor.point("#copy .erase")
    visitor.page.reload()
    expect(visitor.page.locator("#copy")).to_be_hidden()


def test_a_link_used_up_elsewhere_leads_to_the_receipt_and_no_copy_is_kept_unasked(
    visit: Callable[..., Visit], site: Site
) -> None:
    phone, desk, link = visit(), visit(), site.link()
    phone.open(f"{link}/{PAGE}")
    desk.open(f"{link}/{PAGE}")
    tick(desk, FIRST, "4")
    expect_saved(desk)
    desk.open(f"{link}/check")
    desk.send()
    desk.page.wait_for_url("**/receipt")
    expect(desk.page.locator("#copy")).to_be_hidden()
    assert desk.page.evaluate("localStorage.length") == 0
    phone.is_cut = True
    phone.faults.clear()
    tick(phone, SECOND, "4")
    phone.page.evaluate("setTimeout(() => document.dispatchEvent(new Event('visibilitychange')))")  # it leaves at once
    phone.page.wait_for_url("**/receipt")
    phone.faults.clear()  # the refusal stands in the console
    expect(phone.page.locator("#late dd")).to_have_count(1)  # which is not dropped unsaid


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.thorough)])
def test_the_next_statement_comes_into_view_and_nothing_else_moves(
    visit: Callable[..., Visit], site: Site, language: str
) -> None:
    visitor = visit(language=language, window=(360, 740), is_new=True)
    visitor.open(f"{site.link()}/{PAGE}")
    visitor.has_all_pages()
    page = visitor.page
    page.emulate_media(reduced_motion="no-preference")
    page.evaluate(WATCH)
    here, below = page.evaluate(LAST_IN_SIGHT)
    page.locator(f'[id="{here}"] label').first.click()
    page.wait_for_function(f"(id) => ({BOTTOM})(id) <= 0", arg=below)
    assert page.evaluate(ON_TOP) == "kept", "the heading of the next statements covers what is said of saving"
    page.evaluate(LAST_IN_SIGHT)
    page.locator(f'[id="{here}"] label').nth(1).click()
    page.mouse.down()  # the next tap has begun
    page.wait_for_timeout(600)
    assert page.evaluate(BOTTOM, below) > 0
    page.mouse.up()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(600)
    assert page.evaluate(BOTTOM, below) > 0
    page.emulate_media(reduced_motion="reduce")
    page.locator(f'[id="{here}"] label').first.click()
    page.wait_for_timeout(600)
    assert page.evaluate(BOTTOM, below) > 0
    for box in page.locator("fieldset.question").all():
        box.locator("label").nth(2).click()
    expect_saved(visitor)
    assert page.evaluate("shifted") == 0
