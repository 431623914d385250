"""A Chromium of its own, with a profile that outlives it, to be killed as a phone kills one."""

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, Page, Playwright

from tools.drills.ground import free_port

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
_START_LIMIT = 60.0


class Chromium:
    """One browser in a process group of its own, on ``profile``."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        port = free_port()
        program = shutil.which("chromium") or "chromium"
        kept = (f"--user-data-dir={profile}", f"--remote-debugging-port={port}")
        words = [program, "--headless=new", *FLAGS, *kept, "--no-first-run", "about:blank"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(words, stdout=quiet, stderr=quiet, start_new_session=True)
        _wait(port)
        self._devtools = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")

    def tab(self) -> Page:
        """Return a new tab, beside which another can be looked at."""
        for _ in range(20):
            with suppress(Error, IndexError):  # a process for the next tab that stood by was killed with the others
                return self._devtools.contexts[0].new_page()
            time.sleep(0.1)
        raise TimeoutError("no tab opens")

    @property
    def is_dead(self) -> bool:
        """Say whether it was killed whole."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """Kill all of it, without a word."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def kill_tabs(self) -> None:
        """Kill what draws its pages, as where one of them crashes; the browser itself lives on."""
        for pid in self._members():
            with suppress(OSError):
                if b"--type=renderer" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(pid, signal.SIGKILL)

    def _members(self) -> Iterator[int]:
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if os.getpgid(int(folder.name)) == self._process.pid:
                    yield int(folder.name)


def look_aside(page: Page) -> None:
    """Look at another tab, and back at ``page``.

    Through the page's own session: a tab that Playwright opens is waited for without end where its browser is killed
    meanwhile.
    """
    session = page.context.new_cdp_session(page)
    other = session.send("Target.createTarget", {"url": "about:blank"})["targetId"]
    session.send("Page.bringToFront")
    session.send("Target.closeTarget", {"targetId": other})
    session.detach()


def _wait(port: int) -> None:
    until = time.monotonic() + _START_LIMIT
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/json/version", timeout=5):
            return
        time.sleep(0.05)
    raise TimeoutError("Chromium does not start")
