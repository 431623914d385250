"""A client that reads every page it gets, as a careful person would."""

import re
from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml import html as lxml_html
from lxml.etree import XPath
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

from surveyapp.core.text.languages import Language

LATIN_ALLOWED = re.compile(
    r"PRCS|English|SVG|PNG|PDF|JSON|IFRC|ICRC|UTF|CSV|XLSX|ZIP|XLSForm|YAML|KoboToolbox|ODK|QR|Enter|Backspace|Shift|Ctrl|[a-z0-9_.+-]+@[a-z0-9.@-]+|https?://\S+|([0-9a-z-]+@)?\b[0-9a-f]{12}\b"
)

_LATIN = re.compile(r"[A-Za-z]{3,}")
_NO_ARABIC = XPath("//*[@lang='en' or @dir='ltr' or @dir='auto'] | //bdi | //textarea | //script | //code")
_TEXTS = XPath("//body//text()", smart_strings=False)


class ReadingClient(FlaskClient):
    """Checks each HTML page: it parses, has one ``h1``, a language, labelled controls, and nothing inline."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **{"buffered": True, **kwargs})
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 307, 308}:
            check_page(response.get_data(as_text=True))
        return response

    def page(self, path: str, **kwargs: Any) -> BeautifulSoup:
        """Return the parsed page at ``path``."""
        html = self.get(path, **kwargs).get_data(as_text=True)
        return BeautifulSoup(html, "lxml", attribute_dict_class=dict)  # its own kind takes a seventh of the time


def check_page(html: str) -> None:
    """Check one page, with lxml alone: Beautiful Soup takes longer to read a page than the app to make it."""
    root = lxml_html.document_fromstring(html)
    assert root.get("dir") == Language(root.get("lang")).direction
    assert len(root.findall(".//h1")) == 1, [h.text_content() for h in root.iter("h1")]
    assert root.find(".//style") is None
    assert all(script.get("src") for script in root.iter("script"))
    assert not root.xpath("//@style | //@*[starts-with(name(), 'on')]")
    _check_ids(root)
    _check_labels(root)
    if root.get("lang") == "ar":
        _check_arabic(root)


def _check_ids(root: HtmlElement) -> None:
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)


def _check_labels(root: HtmlElement) -> None:
    labelled = set(root.xpath("//label/@for"))
    for control in root.iter("input", "textarea", "select"):
        if control.get("type") in {"hidden", "submit"}:
            continue
        label = control.get("id") in labelled or next(control.iterancestors("label"), None) is not None
        assert label or control.get("aria-label"), lxml_html.tostring(control)
    for button in root.iter("button"):
        is_said = button.text_content().strip() or button.get("aria-label") or "hidden" in button.attrib
        assert is_said, lxml_html.tostring(button)


def _check_arabic(root: HtmlElement) -> None:
    """No stray English on an Arabic page: every Latin word stands in an element that says it is not Arabic."""
    for element in _NO_ARABIC(root):
        element.clear(keep_tail=True)
    for text in _TEXTS(root):
        assert not (_LATIN.search(text) and _LATIN.search(LATIN_ALLOWED.sub("", text))), text
