"""A paper form is keyed from the keyboard alone, a first and a second time; no mouse touches these pages."""

from collections.abc import Callable

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from surveyapp.core.form.answers import Comment
from surveyapp.store.engine import new_session
from surveyapp.store.responses import read_sheets
from surveyapp.store.visits import find_visit
from surveyapp.workflow.keys import token_hash
from tests.browser.site import STAFF, Site
from tests.browser.visit import DESKTOP, Visit

WORDS = "نقترح اجتماعاً كل ثلاثة أشهر"
MORE_THAN_ALL = 200
FIELD = "document.activeElement.name || document.activeElement.localName"


def _type(tab: Tab, typed: str) -> None:
    """Type marks, and press keys by their names; underlines stand for spaces."""
    for one in typed.split():
        if len(one) > 1 and one[0].isascii() and one[0].isupper():
            tab.keyboard.press(one)
        else:
            tab.keyboard.type(one.replace("_", " "))


def _walk_on(tab: Tab) -> None:
    """Press Enter until it has come through all fields, and then on the button that keeps the form."""
    for _ in range(MORE_THAN_ALL):
        if tab.evaluate("document.activeElement.localName") == "button":
            break
        tab.keyboard.press("Enter")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def _go(tab: Tab, keys: str) -> None:
    with tab.expect_navigation():
        _type(tab, keys)


def test_a_form_is_keyed_twice_settled_and_sent_by_keys_alone(staff: Callable[..., Visit], site: Site) -> None:
    visitor, paper = staff(language="ar", window=DESKTOP), site.paper()
    tab, code = visitor.page, paper.rpartition("/")[2]
    visitor.open(paper)
    _type(tab, "٢ Enter 7 Enter ٤ Enter ؟ Enter 0 Enter 5 Enter")
    _type(tab, f"{WORDS.replace(' ', '_')} Enter 1 Enter 3 Enter")
    _type(tab, "9 Enter 2 ArrowLeft ArrowRight Backspace 3 ArrowDown ArrowUp ArrowUp 1")
    assert tab.evaluate(FIELD) == "diversity:adapts.self"
    _type(tab, "Control+s")
    expect(tab.locator("[role=status]")).to_contain_text("حُفظ")
    _walk_on(tab)
    visitor.look()
    assert (visitor.path, tab.locator("table").count()) == (f"/paper/{code}", 1)
    _type(tab, "Enter Enter")
    assert tab.locator("table").count() == 1
    _go(tab, "Tab Tab Tab Enter")
    visitor.look()
    assert tab.locator('[name="profile:role"]').input_value() == ""
    _type(tab, "2 Enter 7 Enter 4 Enter ? Enter 0 Enter 4 Enter")
    _type(tab, f"{WORDS.replace(' ', '_')} Enter Enter 1 Enter 3")
    _walk_on(tab)
    visitor.look()
    assert [one.inner_text() for one in tab.locator("legend b").all()] == ["1.3c", "1.4"]
    _go(tab, "ArrowDown Tab Tab Space Enter")
    visitor.look()
    assert tab.locator("fieldset").count() == 0
    _go(tab, "Tab Enter")
    visitor.look()
    assert tab.locator("[data-receipt]").inner_text() == site.keys.receipt_code(code)
    with new_session(site.engine) as session:
        visit = find_visit(session, token_hash(code))
        [sheet] = read_sheets(session, visit.review.id)
    assert {key.field_name: answer for key, answer in sheet.ratings.items()} == {
        "needs_voiced.self": 4,
        "needs_voiced.other": "dk",
        "feedback_used.joint": "na",
        "people_stronger.joint": 4,
        "adapts.self": 1,
        "adapts.other": 3,
    }
    assert sheet.comments == {"respect_empower": Comment(WORDS, share=True)}


def test_what_was_typed_while_the_line_was_down_is_kept_when_it_is_back(
    staff: Callable[..., Visit], site: Site
) -> None:
    visitor = staff(language="en", window=DESKTOP)
    tab, paper = visitor.page, site.paper()
    visitor.open(paper)
    visitor.context.set_offline(True)
    _type(tab, "3 Control+s")
    expect(tab.locator("[role=status]")).to_contain_text("Not saved")
    visitor.context.set_offline(False)
    visitor.faults.clear()  # the browser's own words about the line
    _type(tab, "Enter Control+s")
    expect(tab.locator("[role=status]")).to_contain_text("Saved at")
    visitor.open(paper)
    assert tab.locator('[name="profile:role"]').input_value() == "3"


def test_the_form_opens_where_it_is_begun_and_typing_replaces(staff: Callable[..., Visit], site: Site) -> None:
    visitor, paper = staff(language="en", window=DESKTOP), site.paper()
    for typed in ("2", "3"):
        visitor.open(paper)
        _type(visitor.page, f"{typed} Control+s")
        expect(visitor.page.locator("[role=status]")).to_contain_text("Saved at")
    visitor.open(paper)
    assert visitor.page.locator('[name="profile:role"]').input_value() == "3"


def test_the_page_is_left_only_when_what_was_typed_is_kept(staff: Callable[..., Visit], site: Site) -> None:
    visitor, paper = staff(language="en", window=DESKTOP), site.paper()
    tab, status = visitor.page, visitor.page.locator("[role=status]")
    visitor.open(paper)
    _type(tab, "3")
    visitor.context.set_offline(True)
    visitor.point(".actions button")
    expect(status).to_contain_text("Not saved")
    visitor.context.set_offline(False)
    cookies = visitor.context.cookies()
    visitor.context.clear_cookies(name="staff")
    status.evaluate("status => { status.textContent = '' }")
    visitor.point(".actions button")
    expect(status).to_contain_text("Not saved")
    assert tab.locator('[name="profile:role"]').input_value() == "3"
    visitor.context.add_cookies(cookies)
    visitor.faults.clear()  # the browser's own words about the line
    visitor.press(".actions button")
    assert tab.locator("table").count() == 1
    visitor.press("[form=again]")
    visitor.write('[name="profile:role"]', "99")
    visitor.press(".actions button", status=422)
    assert tab.locator("#errors").count() == 1
    visitor.faults.clear()


def test_who_was_signed_out_goes_back_to_what_was_typed(staff: Callable[..., Visit], site: Site) -> None:
    visitor, review = staff(language="ar", window=(360, 720)), site.draft()
    tab, address = visitor.page, f"/staff/reviews/{review.id}/invitations/write"
    visitor.open(address)
    visitor.write("#partner", "Kari kari@example.org")
    visitor.context.clear_cookies(name="staff")
    visitor.press("main form .primary")
    assert (visitor.path, tab.locator("[role=alert]").count()) == ("/staff/sign-in", 1)
    visitor.write("#email", STAFF)
    visitor.write("#password", site.password)
    visitor.press("main button")
    assert visitor.path == address
    for _ in range(2):
        tab.go_back()
    assert (visitor.path, tab.locator("#partner").input_value()) == (address, "Kari kari@example.org")
