"""Reading what the app gives out in the made-up language: which words of it are of another."""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from babel import Locale
from babel.dates import format_timedelta
from lxml import html as lxml_html
from lxml.html import HtmlElement

from surveyapp.core.text.bidi import without_controls
from surveyapp.words.method import SOURCES
from tests.third_language.inventing import CODE, ROWS

SHOWN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "content", "label", "summary")
PROPER = {
    *("PDF", "PNG", "SVG", "CSV", "XLSX", "JSON"),  # formats of files, named so in every language
    "tests",  # how the author of these tests signs
}
_NO_WORDS = re.compile(
    r"https?://\S+|[\w.+-]*@[\w.-]+\w"  # addresses, also one that may break before its domain
    r"|[\w-]+\.(?:yaml|csv|xlsx)\b|\bcode-of-good-partnership\b"  # names of files, and a questionnaire's own
    f"|{re.escape(SOURCES)}"  # books are cited as they were printed
    r"|\{\w+\}|\b[a-z]+5\b"  # what is filled in, and what a scale is called in the file, on proofs
)
_WORD = re.compile(r"(?<!\w)[A-Za-z]{3,}(?!\w)|[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+")


@cache
def _known_to_cldr(code: str) -> frozenset[str]:
    """Return what the locale of a language calls months, days, languages, hours and weeks."""
    locale = Locale.parse(ROWS[code].locale)
    widths = [width for kind in (locale.months, locale.days) for form in kind.values() for width in form.values()]
    names = [name for width in widths for name in width.values()]
    spans = (timedelta(hours=1), timedelta(hours=24), timedelta(weeks=8))
    names += [format_timedelta(one, granularity="hour", threshold=2, locale=locale) for one in spans]
    return frozenset(
        word for name in [*names, *map(locale.languages.get, ("ar", "en", "is", "ur"))] for word in name.split()
    )


def strangers(text: str, code: str = CODE) -> list[str]:
    """Return the words of ``text`` that are of another language than ``code``."""
    found = _WORD.findall(_NO_WORDS.sub(" ", " ".join(without_controls(text).split())))
    return [word for word in found if word not in PROPER and word not in _known_to_cldr(code)]


def strangers_on(html: str, code: str = CODE) -> list[tuple[str, str]]:
    """Return the words of another language on a page, each with the sentence that it stands in."""
    root = lxml_html.document_fromstring(html)
    return [(word, text.strip()) for text in _texts(root, code) for word in strangers(text, code)]


def _texts(element: HtmlElement, code: str) -> Iterator[str]:
    """Yield what is read aloud or shown of ``element`` and below, but for what is marked as another language."""
    if not isinstance(element.tag, str) or element.tag in {"script", "code"}:
        return
    if element.get("lang", code) != code or "data-receipt" in element.attrib:
        return  # a receipt's code may have no digit, and be read as a word
    if element.find("wbr") is not None:
        return  # an address that may break is no word
    for name in SHOWN_ATTRIBUTES:
        if name in element.attrib and not (name == "content" and element.get("name") != "description"):
            yield element.get(name)
    if element.tag == "input" and element.get("type") in {"submit", "button", "text"}:
        yield element.get("value") or ""
    yield element.text or ""
    for child in element:
        yield from _texts(child, code)
        yield child.tail or ""
