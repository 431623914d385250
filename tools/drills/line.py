"""A browser's line is cut at random moments while somebody taps through the form: what it says is saved is there."""

import random
import shutil

from playwright.sync_api import Page, expect, sync_playwright

from surveyapp.store.engine import new_session
from surveyapp.workflow.answers import answering
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

CUTS, SHORT_CUTS = 50, 2
NAMES = ("holds_principles.self", "acts_on_concerns.self", "holds_principles.other", "safe_to_speak.joint")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def run(ground: Ground, is_short: bool) -> Figure:
    cuts = SHORT_CUTS if is_short else CUTS
    tokens = ground.open_review(cuts).tokens
    chance, wrong = random.Random(11), 0
    with ground.serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for token in tokens:
            page = browser.new_context(locale="en-GB").new_page()
            page.goto(f"http://127.0.0.1:{server.port}/r/{token}/integrity?lang=en")
            tapped = _tap(page, chance)
            wrong += _kept(ground, token) != tapped
            page.context.close()
        browser.close()
    return Figure(f"{cuts} journeys, the line cut in each: {wrong} with an answer lost or changed", holds=wrong == 0)


def _tap(page: Page, chance: random.Random) -> dict[str, str]:
    """Tap twelve answers, the line down for some of them, and return what was tapped last, once all is said saved."""
    names = page.evaluate("[...new Set([...document.querySelectorAll('input[type=radio]')].map((one) => one.name))]")
    cut_at, mended_at = sorted(chance.sample(range(12), 2))
    tapped: dict[str, str] = {}
    for turn in range(12):
        if turn == cut_at:
            page.context.set_offline(True)
        if turn == mended_at:
            page.context.set_offline(False)
        name, value = chance.choice(names), chance.choice("12345")
        page.locator(f'label:has(> input[name="{name}"][value="{value}"])').click()
        tapped[name] = value
        if chance.random() < 0.5:  # as when one looks at something else; else it waits for a pause
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_timeout(chance.uniform(0, 150))
    page.context.set_offline(False)
    waiting = "Object.keys(localStorage).some((name) => name.endsWith('.outbox'))"
    for _ in range(200):
        if not page.evaluate(waiting):
            break
        page.wait_for_timeout(100)
    expect(page.locator("#kept")).to_contain_text("Saved")
    return tapped


def _kept(ground: Ground, token: str) -> dict[str, str]:
    """Return what the server keeps of the page."""
    with new_session(ground.engine) as session:
        draft = answering.find_way_in(session, token, keys=ground.keys).draft
    return {name: str(value) for name, value in draft.pages.get("integrity", {}).items()}


DRILL = Drill(
    promise="an answer that a phone says is saved is saved, on a line that drops",
    breaks="saying “saved” in `static/form.js` before the server's reply, or dropping what waits in `static/outbox.js`",
    run=run,
    databases=("sqlite",),
)
