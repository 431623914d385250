"""Measure the CPU that a form costs the server: a section page, and a whole journey. Run: python -m bench.form."""

import gzip
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bench.installation import installation, line

JOURNEYS = 15
ROUNDS = 200
PAGE_BAR, JOURNEY_BAR = 5.0, 120.0
PHONE = {"Accept-Encoding": "gzip", "Accept-Language": "ar"}


def main() -> int:
    """Print one line a figure; exit with 1 when a bar is missed."""
    with installation(links=2 * JOURNEYS + 2) as made:
        os.environ |= made.environment
        from wsgi import app  # noqa: PLC0415 - reads its settings when it is imported

        client = app.test_client(use_cookies=False)
        journey = _recorded(client, made.paths[0])
        figures = dict(_page_figures(client, made.paths[1], dict(journey)["integrity"]))
        spent = [_cpu(partial(_replay, client, path, journey)) for path in made.paths[2 : 2 + JOURNEYS]]
        figures["whole journey, start to receipt"] = (statistics.median(spent), JOURNEY_BAR)
        spent = [_cpu(partial(_replay_with_scripts, client, path, journey)) for path in made.paths[2 + JOURNEYS :]]
        figures["the same with scripts"] = (statistics.median(spent), JOURNEY_BAR)
    for name, (value, bar) in figures.items():
        print(line(name, value, "ms", bar=bar))
    return 0 if all(value <= bar for value, bar in figures.values()) else 1


def _page_figures(client: FlaskClient, path: str, body: dict[str, str]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield the median CPU of showing, of changing and of saving unchanged the page with the most statements."""
    other = body | {name: "2" for name, value in body.items() if value == "4"}
    address, bodies = f"{path}/integrity", [body, other]
    gets = [_cpu(lambda: _get(client, address)) for _ in range(ROUNDS)]
    yield "section page, shown (GET)", (statistics.median(gets), PAGE_BAR)
    posts = [_cpu(partial(_post, client, address, bodies[at % 2])) for at in range(ROUNDS)]
    yield "section page, saved (POST)", (statistics.median(posts), PAGE_BAR)


def _recorded(client: FlaskClient, path: str) -> list[tuple[str, dict[str, str]]]:
    """Walk through a form once, and return what was sent from each page: everything answered."""
    sent: list[tuple[str, dict[str, str]]] = []
    page_id = "profile"
    while page_id != "check":
        soup = BeautifulSoup(gzip.decompress(_get(client, f"{path}/{page_id}").data), "lxml")
        body = _filled(soup)
        sent.append((page_id, body))
        page_id = _post(client, f"{path}/{page_id}", body).location.rpartition("/")[2]
    return sent


def _filled(soup: BeautifulSoup) -> dict[str, str]:
    form = soup.find("form", id="page")
    assert isinstance(form, Tag)
    body = {str(area["name"]): "نقترح اجتماعاً كل ثلاثة أشهر." for area in form.find_all("textarea")}
    for radio in form.find_all("input", type="radio"):
        if radio["value"] == "4" or radio["name"] not in body:
            body[str(radio["name"])] = str(radio["value"])
    return body | {str(hidden["name"]): str(hidden["value"]) for hidden in form.find_all("input", type="hidden")}


def _replay(client: FlaskClient, path: str, journey: list[tuple[str, dict[str, str]]]) -> None:
    _get(client, path)
    for page_id, body in journey:
        _get(client, f"{path}/{page_id}")
        _post(client, f"{path}/{page_id}", body)
    _get(client, f"{path}/check")
    assert _post(client, f"{path}/check", {"confirm": "send"}).location.endswith("/receipt")
    _get(client, f"{path}/receipt")


def _replay_with_scripts(client: FlaskClient, path: str, journey: list[tuple[str, dict[str, str]]]) -> None:
    """Ask for one page and for all, then send up each page as it is turned."""
    for address in (path, f"{path}/{journey[0][0]}", f"{path}/pages.html"):
        _get(client, address)
    going = [(f"{path}/{page_id}", body | {"key": f"bench-{page_id}"}) for page_id, body in journey]
    for address, body in [*going, (f"{path}/check", {"confirm": "send"})]:
        answer = client.post(address, data=body, headers=PHONE | {"Accept": "application/json"})
        assert answer.status == "200 OK", (address, answer.status)
    _get(client, f"{path}/receipt")


def _get(client: FlaskClient, address: str) -> TestResponse:
    answer = client.get(address, headers=PHONE)
    assert answer.status == "200 OK", (address, answer.status)
    return answer


def _post(client: FlaskClient, address: str, body: dict[str, str]) -> TestResponse:
    answer = client.post(address, data=body, headers=PHONE)
    assert answer.status == "303 SEE OTHER", (address, answer.status)
    return answer


def _cpu(work: Callable[[], object]) -> float:
    """Return the milliseconds of CPU, all threads together, that ``work`` takes."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
