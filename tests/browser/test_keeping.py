"""Nothing that was ticked or typed is lost on the way, and nothing is sent that was not meant to be."""

from collections.abc import Callable

import pytest

from tests.browser.answering import COMMENT, kept_on_page
from tests.browser.site import Site
from tests.browser.visit import DESKTOP, Visit

TICKED = [
    ("holds_principles.self", "4"),
    ("holds_principles.other", "dk"),
    ("safe_to_speak.joint", "2"),
    ("open", COMMENT),
    ("open.share", "y"),
]


def _fill(visitor: Visit) -> None:
    for name, value in TICKED:
        if name == "open":
            visitor.write("#open", value)
        else:
            visitor.point(f'label:has(> input[name="{name}"][value="{value}"])')


@pytest.mark.parametrize(
    "javascript", [pytest.param(True, id="with JavaScript"), pytest.param(False, id="without JavaScript")]
)
def test_switching_the_language_keeps_an_unsaved_page(
    visit: Callable[..., Visit], site: Site, javascript: bool
) -> None:
    visitor = visit(language="ar", javascript=javascript)
    visitor.open(f"{site.link()}/integrity")
    _fill(visitor)
    visitor.language = "en"
    visitor.press("button.switch")
    assert visitor.path.endswith("/integrity")
    assert sorted(kept_on_page(visitor.page)) == sorted(TICKED)
    visitor.language = "ar"
    visitor.press("button.switch")
    assert sorted(kept_on_page(visitor.page)) == sorted(TICKED)


def test_the_language_that_was_chosen_stays_on_the_next_pages(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(language="ar"), site.link()
    visitor.open(link)
    visitor.language = "en"
    visitor.press("a.switch")
    visitor.press(".go a")
    visitor.turn()
    visitor.open(f"{link}/check")
    visitor.open("/")


def test_going_back_keeps_what_was_ticked(visit: Callable[..., Visit], site: Site) -> None:
    """With the browser's button, and with the form's."""
    visitor, link = visit(javascript=False), site.link()
    visitor.open(f"{link}/integrity")
    _fill(visitor)
    for back in ("browser", "form"):
        visitor.press("form#page .primary")
        assert visitor.path.endswith("/working_together")
        if back == "browser":
            visitor.page.go_back()
            visitor.look()
        else:
            visitor.press("form#page .actions .quiet")
        assert visitor.page.url.partition("?")[0] == f"{link}/integrity"
        assert sorted(kept_on_page(visitor.page)) == sorted(TICKED)


def test_the_link_opens_where_answering_stopped(visit: Callable[..., Visit], site: Site) -> None:
    first, link = visit(), site.link()
    first.open(f"{link}/profile")
    with first.page.expect_response(lambda answer: answer.request.method == "POST"):
        first.turn()
    another_phone = visit(language="en")
    another_phone.open(link)
    another_phone.press(".go a")
    assert another_phone.page.url == f"{link}/respect_empower"


def test_enter_sends_nothing_and_begins_a_new_line_in_a_comment(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(window=DESKTOP), site.link()
    marks = {
        "closing": ['input[name="priorities"]'],
        "integrity": ['input[name="holds_principles.self"][value="3"]', 'input[name="open.share"]'],
    }
    for page_id, selectors in marks.items():
        visitor.open(f"{link}/{page_id}")
        address, posts = visitor.page.url, []
        visitor.page.on("request", lambda one, posts=posts: posts.extend([one] if one.is_navigation_request() else []))
        visitor.page.evaluate("document.querySelectorAll('details.comment').forEach(one => one.open = true)")
        for selector in selectors:
            visitor.page.locator(selector).first.focus()
            visitor.page.keyboard.press("Space")
            visitor.page.keyboard.press("Enter")
            visitor.page.wait_for_timeout(200)
            assert (posts, visitor.page.url) == ([], address)
            assert visitor.page.locator(selector).first.is_checked()
    visitor.page.locator("#open").press_sequentially("a\nb")
    assert visitor.page.locator("#open").input_value() == "a\nb"
    assert visitor.page.url == address


def test_sending_nothing_says_so(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(), site.link()
    visitor.open(f"{link}/check")
    with visitor.page.expect_navigation():
        visitor.send()
    visitor.look(status=422)
    assert visitor.page.locator("[role=alert]:focus").is_visible()


def test_too_long_a_comment_is_shown_again_and_the_rest_is_kept(visit: Callable[..., Visit], site: Site) -> None:
    visitor, link = visit(javascript=False), site.link()
    visitor.open(f"{link}/integrity")
    _fill(visitor)
    too_long = "ط" * 1001
    visitor.write("#open", too_long)
    visitor.press("form#page .primary", status=422)
    assert visitor.page.locator("#open").input_value() == too_long
    visitor.open(f"{link}/integrity")
    assert sorted(kept_on_page(visitor.page)) == sorted(row for row in TICKED if row[0] != "open")
