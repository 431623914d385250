"""Measure a whole journey in Chromium over a slow line: 50 kbit/s each way, 800 ms there and back.

Run: python -m bench.slow_line. Chromium is CHROMIUM, or the one on the path.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

from playwright.sync_api import Page, sync_playwright

from bench.installation import ROOT, installation

BYTES_PER_SECOND, LATENCY = 50_000 / 8, 800
FIRST_BAR, LATER_BAR = 15.0, 5.0
PAGES = 15


def main() -> int:
    """Print one line a figure; exit with 1 when a page took longer than its bar."""
    with installation(links=1) as made, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        listener.close()
        command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
        server = subprocess.Popen(command, cwd=ROOT, env=made.environment | {"PORT": str(port)})
        try:
            first, later = _journey(f"http://127.0.0.1:{port}", made.paths[0])
        finally:
            server.terminate()
            server.wait()
    print(f"first page readable after                {first:6.1f} s  bar {FIRST_BAR:4.1f} s")
    print(f"later pages, press to readable: median   {statistics.median(later):6.1f} s  bar {LATER_BAR:4.1f} s")
    print(f"                               slowest   {max(later):6.1f} s  bar {LATER_BAR:4.1f} s")
    print(f"whole journey, {len(later) + 1} pages, in all           {first + sum(later):6.1f} s")
    return 0 if first <= FIRST_BAR and max(later) <= LATER_BAR else 1


def _journey(base: str, path: str) -> tuple[float, list[float]]:
    """Return the seconds until the first page can be read, and from each press until the next page can."""
    _wait_for(base + "/healthz")
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(locale="ar-PS", viewport={"width": 360, "height": 640}).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        conditions = {"offline": False, "latency": LATENCY}
        speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
        session.send("Network.emulateNetworkConditions", conditions | speed)
        first = _timed(lambda: page.goto(base + path, wait_until="domcontentloaded", timeout=120_000))
        later = [_pressed(page, "a.button.primary")]
        for _ in range(PAGES):
            _answer(page)
            later.append(_pressed(page, "#page button.primary"))
        later.append(_pressed(page, "#send button.primary"))
        assert page.locator("[data-receipt]").count() == 1
        browser.close()
    return first, later


def _answer(page: Page) -> None:
    for question in page.locator("fieldset.question").all():
        question.locator("label").nth(3).click()
        if question.locator("input[type=checkbox]").count():
            break


def _pressed(page: Page, selector: str) -> float:
    def press() -> None:
        before = page.url
        page.locator(selector).first.click()
        page.wait_for_url(lambda address: address != before, wait_until="domcontentloaded", timeout=60_000)

    return _timed(press)


def _timed(step: object) -> float:
    began = time.perf_counter()
    assert callable(step)
    step()
    return time.perf_counter() - began


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
