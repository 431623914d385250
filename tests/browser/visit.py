"""One visitor's browser, which watches what no page may do."""

import json
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

PHONE, DESKTOP = (320, 640), (1280, 900)
LOCALES = {"ar": "ar-PS", "en": "en-GB"}
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
_SIGHT = """() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll("h1").length,
    inline: document.querySelectorAll("[style], style, script:not([src])").length,
})"""
AIM = """(found) => {
    const folded = found.closest("summary") ? null : found.closest("details:not([open])");
    folded?.querySelector("summary").click();
    found.scrollIntoView({block: "center"});
    const box = found.getClientRects()[0];
    const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!found.contains(met)) throw new Error(`${met?.outerHTML} covers ${found.outerHTML}`);
    return found;
}"""
"""Brings an element into sight, out of what is folded too, and returns it when a pointer meets it."""


WRITE = """(selector) => {
    const found = document.querySelector(selector);
    const folded = found.closest("details");
    if (folded) folded.open = true;
    found.select();
}"""


class Visit:
    """A browser of one's own: a language, a window, JavaScript or none; nothing remembered from others."""

    def __init__(self, browser: Browser, base: str, *, language: str = "ar", javascript: bool = True) -> None:
        self.settings = base, language, javascript
        self.base, self.language = base, language
        self.faults, self.answers = [], []
        self.is_cut = False  # while the line is cut, requests that fail are no fault of the page
        self.context = browser.new_context(
            base_url=base,
            locale=LOCALES[language],
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(30_000)  # where much else runs, a page of results takes ten
        self.page = self._first = self._new_tab()
        self._devtools = self.context.new_cdp_session(self.page)

    def forget(self) -> bool:
        """Leave the page and remember nothing; return whether somebody else may have this browser.

        A tab in use opens a page in a third of the time that a new browser takes. What a test changed beyond what
        is put back here, by cutting the line or in another tab, nobody else gets.
        """
        if self.is_cut or self.page is not self._first or len(self.context.pages) > 1:
            return False
        self.page.unroute_all()
        self.context.set_offline(False)
        self.page.emulate_media(media="null", color_scheme="null", forced_colors="null")
        self.page.goto("/healthz")
        self._devtools.send("Storage.clearDataForOrigin", {"origin": self.base, "storageTypes": "all"})
        self.context.clear_cookies()
        self.answers, self.language = [], self.settings[1]
        return True

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def shown(self) -> Response:
        """The answer that the page on the screen came with."""
        return next(
            a for a in reversed(self.answers) if a.request.is_navigation_request() and a.status not in {302, 303}
        )

    def open(self, address: str, *, status: int = 200) -> None:
        self.page.goto(address)
        self.look(status=status)

    def reopen(self, address: str, *, status: int = 200) -> None:
        """Leave the page, as somebody does whom no warning keeps, and open ``address`` in a new tab."""
        self.page.close()
        self.page = self._new_tab()
        self.open(address, status=status)

    def press(self, selector: str, *, status: int = 200) -> None:
        """Press a button or a link, and look at the page that comes."""
        with self.page.expect_navigation():
            self.point(selector)
        self.look(status=status)

    def turn(self, selector: str = "form#page .primary") -> None:
        """Press what leads to another page of the form, which scripts turn without a new document, and look at it."""
        before = self.page.url
        self.point(selector)
        self.page.wait_for_url(lambda address: address != before)
        self.look()

    def has_all_pages(self) -> None:
        """Return when the browser has every page of the form, and turns them by itself."""
        self.page.wait_for_selector("html[data-pages=here]", state="attached")

    def rest(self) -> None:
        """Do what lets the form save at once: look at something else. Who only pauses waits for it."""
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def send(self) -> None:
        """Send the form, and say so once more where it asks because little is answered."""
        self.point("#send .primary")
        if self.page.locator("#sure").is_visible():
            self.point("#sure .primary")

    def point(self, selector: str) -> None:
        """Click the first of ``selector`` where it stands: at once, where a locator would watch it over some frames."""
        point_at(self.page, f"() => document.querySelector({json.dumps(selector)})")

    def write(self, selector: str, words: str) -> None:
        """Put ``words`` in the place of what a field holds."""
        self.page.evaluate(WRITE, selector)
        self.page.keyboard.insert_text(words)

    def cut(self) -> None:
        """Cut the line."""
        self.is_cut = True
        self.context.set_offline(True)

    def mend(self) -> None:
        """Mend the line; what failed while it was cut may still be told of."""
        self.context.set_offline(False)

    def look(self, *, status: int = 200) -> None:
        """Check what holds on every page: language, direction, one heading, nothing inline, no sideways scrolling."""
        seen = self.page.evaluate(_SIGHT)
        expected = {"lang": self.language, "dir": DIRECTIONS[self.language], "overflow": 0, "headings": 1, "inline": 0}
        assert (self.shown.status, seen) == (status, expected), self.page.url

    def _new_tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        is_status = message.text.startswith("Failed to load resource: the server responded with a status of 4")
        if self.is_cut and "net::ERR_" in message.text:
            return
        if urlsplit(message.location["url"]).path == "/favicon.ico":  # asked for by itself where no page names one
            return
        if message.type in {"error", "warning"} and not (is_status and message.location["url"] == self.page.url):
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base + "/", "data:")):
            self.faults.append(f"another host: {request.url}")

    def _answered(self, answer: Response) -> None:
        self.answers.append(answer)


def point_at(page: Page, script: str, said: object = None) -> None:
    """Click what ``script`` returns when it is given ``said``, without watching it over some frames first."""
    found = page.evaluate_handle(f"said => ({AIM})(({script})(said))", said).as_element()
    assert found is not None
    found.click(force=True)
