"""The meeting's screen: what is typed on one screen is seen on the other, and nothing that is typed gets lost."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from surveyapp.core.conduct.review import Review
from surveyapp.store import actions
from surveyapp.store.engine import new_session
from tests.browser.site import Site
from tests.browser.visit import DIRECTIONS, Visit

PROJECTOR = (1920, 1080)
SAVED = {"ar": "حُفظ في الساعة", "en": "Saved at"}


def agreed(site: Site, review: Review, section: str = "integrity"):
    with new_session(site.engine) as session:
        return actions.get_meeting(session, review.id).agreement(section)


def is_kept(visitor: Visit) -> None:
    expect(visitor.page.locator(".kept")).to_contain_text(SAVED[visitor.language])


def choose(page: Page, field: str, value: str) -> None:
    page.locator(f"input[name={field}][value='{value}']").check(force=True)


@pytest.mark.wide
def test_two_screens_at_one_table(staff: Callable[..., Visit], site: Site, meeting: Review) -> None:
    """What one types the other shows; both texts stay where both typed; no cut line and no signing out loses any."""
    address = f"/staff/reviews/{meeting.id}/meeting/topics/integrity"
    typing, wall = staff(language="en", window=PROJECTOR), staff(language="ar", window=PROJECTOR)
    for one in (typing, wall):
        one.open(address)
    choose(typing.page, "score-prcs", "3.5")
    typing.write("#words", "Reports reach the office")
    is_kept(typing)
    expect(wall.page.locator("#words")).to_have_value("Reports reach the office")
    expect(wall.page.locator("input[name=score-prcs]:checked")).to_have_value("3.5")
    for name, words in (("words", "A monthly note"), ("prcs_lead", "Rana"), ("partner_lead", "Kari")):
        typing.write(f"#new-{name}", words)
    typing.page.fill("#new-due", "2030-03-01")
    expect(typing.page.locator(".step")).to_have_count(2)
    expect(wall.page.locator(".step").first.locator("textarea").first).to_have_value("A monthly note")
    expect(wall.page.locator("#new-words")).to_have_value("")
    typing.point(".drop button")
    for one in (wall, typing):
        expect(one.page.locator(".step")).to_have_count(1)
    see_another_write_where_one_is_typing(wall, typing)

    wall.cut()
    typing.write("#words", "Reports reach the office, and end there")
    is_kept(typing)
    wall.write("#words", "تصل البلاغات")
    wall.write("#lesson", "كُتب والاتصال مقطوع")
    expect(wall.page.locator(".kept")).to_contain_text("لا يوجد اتصال")
    wall.mend()
    expect(wall.page.locator("#said-words")).to_contain_text("and end there", timeout=10_000)
    expect(typing.page.locator("#lesson")).to_have_value("كُتب والاتصال مقطوع", timeout=10_000)
    held = agreed(site, meeting)
    assert (held.words, held.lesson, held.scores) == (
        "Reports reach the office, and end there",
        "كُتب والاتصال مقطوع",
        {"prcs": 3.5},
    )
    wall.point("#said-words button:last-of-type")
    is_kept(wall)
    expect(typing.page.locator("#words")).to_have_value("تصل البلاغات", timeout=10_000)

    cookies = typing.context.cookies()
    typing.context.clear_cookies()  # signed out, and the form's token is good no more
    typing.write("#lesson", "Typed while nobody was signed in")
    expect(typing.page.locator(".kept")).to_contain_text("signed out")
    typing.context.add_cookies([one for one in cookies if one["name"] == "staff"])
    is_kept(typing)
    assert agreed(site, meeting).lesson == "Typed while nobody was signed in"
    typing.faults = [one for one in typing.faults if "a status of 400" not in one]  # with the token of before


def see_another_write_where_one_is_typing(here: Visit, there: Visit) -> None:
    """Here nothing is saved for a while, but looked at: what is typed stays, and the other's text stands beside it."""

    def lose(route: Route) -> None:
        route.abort() if route.request.method == "POST" else route.continue_()

    here.is_cut = True
    here.page.route("**/meeting/**", lose)
    here.write("#lesson", "نسأل قبل ذلك")
    there.write("#lesson", "Ask sooner")
    expect(here.page.locator("#said-lesson q")).to_have_text("Ask sooner", timeout=10_000)
    expect(here.page.locator("#lesson")).to_have_value("نسأل قبل ذلك")
    here.page.unroute("**/meeting/**")
    here.point("#said-lesson button")
    expect(here.page.locator("#lesson")).to_have_value("Ask sooner")


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.thorough)])
def test_the_arrows_lead_through_the_meeting_and_nothing_typed_is_left_behind(
    staff: Callable[..., Visit], site: Site, meeting: Review, language: str
) -> None:
    visitor = staff(language=language, window=(1280, 720))
    visitor.open(f"/staff/reviews/{meeting.id}/meeting")
    forward, back = ("ArrowLeft", "ArrowRight") if DIRECTIONS[language] == "rtl" else ("ArrowRight", "ArrowLeft")
    page, first = visitor.page, visitor.page.locator(".agenda-list a").first.get_attribute("href")
    press(visitor, forward)
    assert visitor.path == first.partition("?")[0]
    section = visitor.path.rpartition("/")[2]
    visitor.write("#words", f"at once {language}")
    page.keyboard.press("ArrowLeft")  # moves in the words
    assert visitor.path == first.partition("?")[0]
    page.wait_for_timeout(1100)
    other = "en" if language == "ar" else "ar"
    visitor.write("#lesson", f"and the other {language}")
    visitor.language = other
    visitor.press(f".switch[hreflang={other}]")
    assert (agreed(site, meeting, section).words, page.input_value("#lesson")) == (
        f"at once {language}",
        f"and the other {language}",
    )
    expect(page.locator(".clock bdi")).not_to_have_text("0:00")
    press(visitor, "PageDown")
    assert visitor.path != first.partition("?")[0]
    press(visitor, forward if other == language else back)
    assert visitor.path != first.partition("?")[0]
    follow_in_another_window(visitor, meeting, other=language)


def follow_in_another_window(visitor: Visit, meeting: Review, *, other: str) -> None:
    """One window turns as the other does, each in its own language and light; what is under a hand stays."""
    wall = visitor.context.new_page()
    wall.goto(f"/staff/reviews/{meeting.id}/meeting?lang={other}&light=dim&follow=1")
    expect(wall.locator(".follow")).to_have_attribute("aria-current", "true")
    expect(wall).to_have_url(re.compile(f"{visitor.path}\\?"))
    visitor.page.bring_to_front()
    press(visitor, "PageDown")
    expect(wall).to_have_url(re.compile(f"{visitor.path}\\?"), timeout=2000)
    assert wall.evaluate("[document.documentElement.lang, document.body.className]") == [other, "room dim"]
    assert visitor.page.evaluate("document.documentElement.lang") == visitor.language != other
    wall.locator("#words").focus()
    press(visitor, "PageUp")
    wall.wait_for_timeout(300)
    assert urlsplit(wall.url).path != visitor.path
    wall.close()


def press(visitor: Visit, key: str) -> None:
    visitor.page.locator("h1").click()
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press(key)
    visitor.look()
