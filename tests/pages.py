"""A client that reads every page it gets, as a careful person would."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

LATIN_ALLOWED = re.compile(
    r"PRCS|English|SVG|PNG|PDF|JSON|IFRC|ICRC|UTF|CSV|XLSX|XLSForm|YAML|KoboToolbox|ODK|QR|[a-z0-9_.+-]+@[a-z0-9.@-]+|https?://\S+|[0-9a-z-]+@[0-9a-f]{12}"
)


class ReadingClient(FlaskClient):
    """Checks each HTML page: it parses, has one ``h1``, a language, labelled controls, and nothing inline."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **{"buffered": True, **kwargs})
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 307, 308}:
            self._parsed = check_page(response.get_data(as_text=True))
        return response

    def page(self, path: str, **kwargs: Any) -> BeautifulSoup:
        """Return the parsed page at ``path``; parsing costs more than making it, so it is done once."""
        self._parsed = None
        response = self.get(path, **kwargs)
        return self._parsed or BeautifulSoup(response.get_data(as_text=True), "lxml")


def check_page(html: str) -> BeautifulSoup:
    """Check one page, and return it parsed."""
    soup = BeautifulSoup(html, "lxml")
    root = soup.html
    assert isinstance(root, Tag)
    assert (root.get("lang"), root.get("dir")) in {("ar", "rtl"), ("en", "ltr")}
    assert len(soup.find_all("h1")) == 1, [h.get_text() for h in soup.find_all("h1")]
    assert not soup.find_all(style=True)
    assert not soup.find_all("style")
    assert all(script.get("src") for script in soup.find_all("script"))
    assert not [tag for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]
    _check_ids(soup)
    _check_labels(soup)
    if root["lang"] == "ar":
        _check_arabic(soup)
    return soup


def _check_ids(soup: BeautifulSoup) -> None:
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)


def _check_labels(soup: BeautifulSoup) -> None:
    for control in soup.find_all(["input", "textarea", "select"]):
        if control.get("type") in {"hidden", "submit"}:
            continue
        label = control.find_parent("label") or (control.get("id") and soup.find("label", attrs={"for": control["id"]}))
        assert label or control.get("aria-label"), control
    for button in soup.find_all("button"):
        assert button.get_text(strip=True) or button.get("aria-label") or button.has_attr("hidden"), button


def _check_arabic(soup: BeautifulSoup) -> None:
    """No stray English on an Arabic page: every Latin word stands in an element that says it is not Arabic."""
    for text in soup.body.find_all(string=True):
        parents = list(text.parents)
        if any(
            p.get("lang") == "en" or p.name in {"bdi", "textarea", "script", "code"} or p.get("dir") == "ltr"
            for p in parents
        ):
            continue
        left = LATIN_ALLOWED.sub("", str(text))
        assert not re.search(r"[A-Za-z]{3,}", left), str(text)
