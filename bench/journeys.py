"""What people send, from a link to its receipt: walked once through the pages, and then again with any other link.

Three ways: without scripts, page by page; with scripts, which fetch the whole form and send what was changed on a page
as one turns it (static/form.js); and tapping on a phone whose browser keeps nothing, where each tap goes up by itself.
"""

import secrets
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

from bs4 import BeautifulSoup, Tag

from bench.client import Step
from bench.rows import PLAIN, SCRIPT, TAPPING
from bench.serving import Server

PHONE = {"Accept-Encoding": "gzip", "Accept-Language": "ar"}
FORM = PHONE | {"Content-Type": "application/x-www-form-urlencoded"}
ASKING = FORM | {"Accept": "application/json"}
LINK = "{link}"
TOUCHED = "~"
COMMENT = "نقترح اجتماعاً كل ثلاثة أشهر، ومحضراً باللغتين."
Journey = list[Step]


def floor_journey() -> Journey:
    """Return the three requests of a floor: the form, everything posted, the receipt."""
    body = urlencode({f"q{number}": "4" for number in range(1, 37)})
    return [_get(f"/form/{LINK}"), ("POST", f"/form/{LINK}", body, FORM, 303), _get("/receipt")]


def saves_of(link: str, page: str, script: Journey, count: int) -> Journey:
    """Return so many saves of one page, each of which changes what the one before kept."""
    [(method, path, body, headers, status)] = [step for step in script if step[1].startswith(f"{LINK}/{page}?")]
    fields = dict(parse_qsl(body or "", keep_blank_values=True))
    other = {name: "2" if value == "4" else value for name, value in fields.items()}
    bodies = [urlencode({**(fields, other)[at % 2], "key": secrets.token_hex(12)}) for at in range(count)]
    return [(method, path.replace(LINK, link), body, headers, status) for body in bodies]


def with_link(journey: Journey, link: str) -> Journey:
    """Return the journey of whoever has ``link``."""
    return [
        (method, path.replace(LINK, link), body, headers, status) for method, path, body, headers, status in journey
    ]


def recorded(server: Server, link: str) -> dict[str, Journey]:
    """Return the three journeys of everybody who answers everything; sends nothing."""
    pages = list(_pages(server, link))
    return {PLAIN: _plain(pages), SCRIPT: _scripted(pages), TAPPING: _tapped(pages)}


def _pages(server: Server, link: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each page of the form with all that is posted from it."""
    document = BeautifulSoup(server.read(f"{link}/pages.html", PHONE), "lxml")
    for article in document.select("article.page"):
        form = article.find("form")
        if article["data-page"] != "check" and isinstance(form, Tag):
            yield str(article["data-page"]), _filled(form)


def _plain(pages: list[tuple[str, dict[str, str]]]) -> Journey:
    steps = [_get(LINK)]
    for page, body in pages:
        steps += [_get(f"{LINK}/{page}"), ("POST", f"{LINK}/{page}", urlencode(body), FORM, 303)]
    return [
        *steps,
        _get(f"{LINK}/check"),
        ("POST", f"{LINK}/check", urlencode({"confirm": "send"}), FORM, 303),
        _get(f"{LINK}/receipt"),
    ]


def _scripted(pages: list[tuple[str, dict[str, str]]]) -> Journey:
    saves = [
        _save(page, body, touched=[one for one in _names(body) if one in body], go=after)
        for (page, body), after in _with_next(pages)
    ]
    return _around(pages[0][0], saves)


def _tapped(pages: list[tuple[str, dict[str, str]]]) -> Journey:
    saves: list[Step] = []
    for (page, body), after in _with_next(pages):
        so_far = {"manifest": body["manifest"]}
        for name in [one for one in _names(body) if one in body]:
            so_far = {name: body[name], **so_far}
            saves.append(_save(page, so_far, touched=[name], go=page))
        saves.append(_save(page, so_far, touched=[], go=after))
    return _around(pages[0][0], saves)


def _around(first: str, saves: list[Step]) -> Journey:
    """Put what scripts fetch before ``saves``, and the sending after them."""
    opened = [_get(LINK), _get(f"{LINK}/{first}"), _get(f"{LINK}/pages.html")]
    sent: Step = ("POST", f"{LINK}/check", urlencode({"confirm": "send"}), ASKING, 200)
    return [*opened, *saves, sent, _get(f"{LINK}/receipt")]


def _save(page: str, body: dict[str, str], *, touched: list[str], go: str) -> Step:
    """Return what static/outbox.js posts: all fields of a page, in its manifest which were touched, and a new key."""
    known = {name: body.get(name, "") for name in _names(body)}
    changed = {name: "" if body.get(name) == COMMENT else TOUCHED for name in touched}
    posted = {**body, "key": secrets.token_hex(12), "manifest": urlencode(known | changed)}
    return "POST", f"{LINK}/{page}?go={go}", urlencode(posted), ASKING, 200


def _names(body: dict[str, str]) -> Iterator[str]:
    return (name for name, _ in parse_qsl(body["manifest"], keep_blank_values=True))


def _with_next(pages: list[tuple[str, dict[str, str]]]) -> Iterator[tuple[tuple[str, dict[str, str]], str]]:
    return zip(pages, [*(page for page, _ in pages[1:]), "check"], strict=True)


def _filled(form: Tag) -> dict[str, str]:
    """Return what a browser would post of ``form`` when everything is answered, the hidden fields last."""
    body = {str(area["name"]): COMMENT for area in form.find_all("textarea")}
    for radio in form.find_all("input", type="radio"):
        if radio["value"] == "4" or radio["name"] not in body:
            body[str(radio["name"])] = str(radio["value"])
    return body | {str(hidden["name"]): str(hidden["value"]) for hidden in form.find_all("input", type="hidden")}


def _get(path: str) -> Step:
    return "GET", path, None, PHONE, 200
