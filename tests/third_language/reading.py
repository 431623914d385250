"""Reading what the app gives out in the made-up language: which words of it are of another."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale
from flask.testing import FlaskClient
from lxml import html as lxml_html
from lxml.html import HtmlElement

from tests.third_language.inventing import ROWS

SHOWN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "content", "label", "summary")
PROPER = ("PDF", "PNG", "SVG", "CSV", "XLSX", "JSON", "QR")
"""Names of formats, which are the same in every language that is written in these letters."""

_ADDRESSES = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+\w")
_WORD = re.compile(r"[A-Za-z]{3,}|[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+")


class PlainClient(FlaskClient):
    """A browser."""


@cache
def _calendar(code: str) -> frozenset[str]:
    """Return what CLDR calls months and days in the locale of a language."""
    locale = Locale.parse(ROWS[code].locale)
    widths = [width for kind in (locale.months, locale.days) for form in kind.values() for width in form.values()]
    return frozenset(word for names in widths for name in names.values() for word in name.split())


def strangers(text: str, code: str, *, allowed: tuple[str, ...] = ()) -> list[str]:
    """Return the words of ``text`` that are of another language than ``code``."""
    fine = {*PROPER, *_calendar(code), *allowed}
    return [word for word in _WORD.findall(_ADDRESSES.sub("", text)) if word not in fine]


def strangers_on(html: str, code: str) -> list[tuple[str, str]]:
    """Return the words of another language on a page, each with the sentence that it stands in."""
    root = lxml_html.document_fromstring(html)
    return [(word, text.strip()) for text in _texts(root, code) for word in strangers(text, code)]


def _texts(element: HtmlElement, code: str) -> Iterator[str]:
    """Yield what is read aloud or shown of ``element`` and below, but for what is marked as another language."""
    if not isinstance(element.tag, str) or element.tag in {"script", "code"}:
        return
    if element.get("lang", code) != code:
        return
    for name in SHOWN_ATTRIBUTES:
        if name in element.attrib and not (name == "content" and element.get("name") != "description"):
            yield element.get(name)
    if element.tag == "input" and element.get("type") in {"submit", "button", "text"}:
        yield element.get("value") or ""
    yield element.text or ""
    for child in element:
        yield from _texts(child, code)
        yield child.tail or ""
