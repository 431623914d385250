"""A browser's line is cut at random moments while somebody taps through the form: what it says is saved is there."""

import random
import shutil
from threading import Timer

from playwright.sync_api import Page, expect, sync_playwright

from surveyapp.store.engine import new_session
from surveyapp.workflow.answers import answering
from tools.drills.cable import Cable, cable
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

CUTS, SHORT_CUTS = 100, 2
TAPS = 12
NOTHING_WAITS = "() => !localStorage.getItem(`review.${document.getElementById('kept').dataset.store}.outbox`)"
HERE = "html[data-pages=here]"
REST = "document.dispatchEvent(new Event('visibilitychange'))"  # as when one looks at something else
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def run(ground: Ground, is_short: bool) -> Figure:
    cuts = SHORT_CUTS if is_short else CUTS
    tokens = ground.open_review(cuts).tokens
    chance, wrong = random.Random(11), 0
    with ground.serving() as server, cable(server.port) as line, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for token in tokens:
            page = browser.new_context(locale="en-GB").new_page()
            page.goto(f"http://127.0.0.1:{line.port}/r/{token}/integrity?lang=en")
            page.wait_for_selector(HERE, state="attached")
            tapped = _tap(page, line, chance)
            wrong += kept_on(ground, token, "integrity") != tapped
            page.context.close()
        browser.close()
    return Figure(f"{cuts} journeys, the line cut in each: {wrong} with an answer lost or changed", holds=wrong == 0)


def _tap(page: Page, line: Cable, chance: random.Random) -> dict[str, str]:
    """Tap twelve answers, the line down for some of them, and return what was tapped last, once all is said saved."""
    names = page.evaluate(
        "[...new Set([...document.querySelectorAll('#page input[type=radio]')].map((one) => one.name))]"
    )
    cut_at, mended_at = sorted(chance.sample(range(TAPS), 2))
    tapped: dict[str, str] = {}
    for turn in range(TAPS):
        if turn == mended_at:
            line.mend()
        if turn == cut_at:  # perhaps while what was tapped goes up, or while the reply comes
            Timer(chance.uniform(0, 0.1), line.cut).start()
        name, value = chance.choice(names), chance.choice("12345")
        page.locator(f'label:has(> input[name="{name}"][value="{value}"])').click()
        tapped[name] = value
        if turn == cut_at or chance.random() < 0.5:
            page.evaluate(REST)
        page.wait_for_timeout(chance.uniform(0, 150) + 100 * (turn == cut_at))
    line.mend()
    page.evaluate(REST)
    page.wait_for_function(NOTHING_WAITS, timeout=20_000)
    expect(page.locator("#kept")).to_contain_text("Saved")
    return tapped


def kept_on(ground: Ground, token: str, page_id: str) -> dict[str, str]:
    """Return what the server keeps of a page."""
    with new_session(ground.engine) as session:
        draft = answering.find_way_in(session, token, keys=ground.keys).draft
    return {name: str(value) for name, value in draft.pages.get(page_id, {}).items()}


DRILL = Drill(
    promise="an answer that a phone says is saved is saved, on a line that drops",
    breaks="saying “saved” in `static/form.js` before the server's reply, or dropping what waits in `static/outbox.js`",
    run=run,
    databases=("sqlite",),
)
