"""A browser is killed at random moments while somebody answers: what was typed and ticked is there afterwards.

In the environment KILLS says how often, and SEED at which moments; with several seeds it runs side by side.
"""

import os
import random
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from playwright.sync_api import Error, Page, Playwright, sync_playwright

from tools.drills.chromium import Chromium, look_aside
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground
from tools.drills.line import HERE, NOTHING_WAITS, kept_on

KILLS, SHORT_KILLS = int(os.environ.get("KILLS", "200")), 3
SEED = int(os.environ.get("SEED", "21"))
LONGEST = 7.0  # seconds from the first letter to the kill: longer than browsers take to write localStorage down
OFTEN = 0.5  # most are sooner
GRACE = 0.01  # seconds in which a letter is handed over; those that are younger when all is killed are counted apart
PATIENCE = 10.0  # seconds that a call to a dead tab may hang, which then takes its browser with it
PAGES = ("integrity", "communication")

KINDS = ("the browser", "a tab", "the browser after its tab was closed")
TYPE = """() => {
    document.querySelector("details.comment").open = true;
    document.getElementById("open").focus();
}"""
TICK = """([place, value]) => {
    const names = [...new Set([...document.querySelectorAll("article input[type=radio]")].map((one) => one.name))];
    const name = names[place % names.length];
    document.querySelector(`input[name="${name}"][value="${value}"]`).click();
    return name;
}"""
TURN = """(id) => document.querySelector(`.jump li[data-page="${id}"] button`).click()"""

Place = tuple[str, str]


@dataclass
class Done:
    """What the page had taken, by page and field, with the moments at which it was done; and when all was killed."""

    values: dict[Place, str] = field(default_factory=dict)
    moments: dict[Place, list[float]] = field(default_factory=dict)
    killed: float = 0.0

    def note(self, place: Place, value: str) -> None:
        self.values[place] = value
        self.moments.setdefault(place, []).append(time.monotonic())

    def ages_of_lost(self, kept: dict[Place, str]) -> list[float]:
        """Return of each letter and tick that is not among those ``kept`` how many seconds before the kill it was."""
        lost: list[float] = []
        for place, value in self.values.items():
            found, moments = kept.get(place, ""), self.moments[place]
            if place[1] == "open":
                whole = _alike(found, value)
                lost += [self.killed - moment for moment in moments[whole:]]
            elif found != value:
                lost.append(self.killed - moments[-1])
        return lost


def run(ground: Ground, is_short: bool) -> Figure:
    kills = SHORT_KILLS if is_short else KILLS
    chance, taken = random.Random(SEED), [0, 0]
    ages: dict[str, list[float]] = {kind: [] for kind in KINDS}
    kept_in = TemporaryDirectory(prefix="profile", ignore_cleanup_errors=True)  # who is killed may still hold a file
    with ground.serving() as server, sync_playwright() as playwright, kept_in as folder, ExitStack() as ended:
        profile = Path(folder)
        browser = Chromium(playwright, profile)
        ended.callback(lambda: browser.kill())  # noqa: PLW0108 - the one that is there by then
        for number, token in enumerate(ground.open_review(kills).tokens):
            link, kind = f"http://127.0.0.1:{server.port}/r/{token}", KINDS[number % len(KINDS)]
            done = _answer(browser, link, kind, chance)
            browser = _come_back(browser, link, playwright, profile)
            kept = {(page, name): value for page in PAGES for name, value in kept_on(ground, token, page).items()}
            ages[kind] += done.ages_of_lost(kept)
            taken[0] += sum(len(moments) for (_, name), moments in done.moments.items() if name == "open")
            taken[1] += sum(len(moments) for (_, name), moments in done.moments.items() if name != "open")
    return _figure(kills, taken, ages)


def _figure(kills: int, taken: list[int], ages: dict[str, list[float]]) -> Figure:
    every = [age for lost in ages.values() for age in lost]
    late = [age for age in every if age > GRACE] + ages[KINDS[1]]
    said = f"{kills} kills while {taken[0]} letters were typed and {taken[1]} answers ticked: {len(late)} lost"
    if every:
        said += f", {len(every)} with those of the last {GRACE * 1000:.0f} ms; the oldest {max(every) * 1000:.0f} ms"
    return Figure(said, holds=not late)


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _answer(browser: Chromium, link: str, kind: str, chance: random.Random) -> Done:
    """Answer until all is killed at some moment; return what was done."""
    done, page, lasts = Done(), browser.tab(), chance.triangular(0.2, LONGEST, OFTEN)
    page.goto(f"{link}/{PAGES[0]}?lang=en")
    page.wait_for_selector(HERE, state="attached")

    def end() -> None:
        done.killed = time.monotonic()
        (browser.kill_tabs if kind == KINDS[1] else browser.kill)()

    if kind == KINDS[2]:
        until = time.monotonic() + lasts
        while time.monotonic() < until:
            _act(page, done, chance)
        page.close()
        time.sleep(chance.uniform(0, 0.3))
        end()
        return done
    timer, rescue = Timer(lasts, end), Timer(lasts + PATIENCE, browser.kill)
    timer.start()
    rescue.start()
    with suppress(Error):  # it is dead
        while timer.is_alive():
            _act(page, done, chance)
    timer.join()
    rescue.cancel()
    return done


def _act(page: Page, done: Done, chance: random.Random) -> None:
    """Do one thing: mostly a letter; now and then a tick, another page, or a look at something else."""
    here, what = page.url.rpartition("/")[2].partition("?")[0], chance.random()
    if what < 0.8:
        letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
        page.evaluate(TYPE)
        page.keyboard.press(letter)
        done.note((here, "open"), done.values.get((here, "open"), "") + letter)
    elif what < 0.9:
        value = chance.choice("12345")
        name = page.evaluate(TICK, [chance.randrange(9), value])
        done.note((here, name), value)
    elif what < 0.95:
        page.evaluate(TURN, PAGES[1 - PAGES.index(here)])
    else:
        look_aside(page)
    time.sleep(chance.uniform(0, 0.15))


def _come_back(browser: Chromium, link: str, playwright: Playwright, profile: Path) -> Chromium:
    """Open the form again, and let it save what waits; in another browser where this one died."""
    with suppress(TimeoutError):
        if not browser.is_dead:
            return _save(browser, link)
    browser.kill()
    return _save(Chromium(playwright, profile), link)


def _save(browser: Chromium, link: str) -> Chromium:
    page = browser.tab()
    page.goto(f"{link}/{PAGES[0]}?lang=en")
    page.wait_for_selector(HERE, state="attached")
    page.wait_for_function(NOTHING_WAITS, timeout=60_000)
    page.close()
    return browser


DRILL = Drill(
    promise="what was typed a hundredth of a second before a browser is killed is there afterwards",
    breaks="leaving `Disk` out of `static/outbox.js`: browsers write localStorage down seconds later; or waiting there "
    "for what was written before (a busy machine)",
    run=run,
    databases=("sqlite",),
)
