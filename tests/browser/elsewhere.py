"""What the server has of a page of the form, and an answer from another device: neither takes a browser."""

from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from lxml.html import FormElement, document_fromstring

PAGE = "integrity"


def kept(link: str) -> list[tuple[str, str]]:
    """Return what the server has of the page, as it comes to a browser that remembers nothing."""
    return sorted((name, value) for name, value in _form(link).form_values() if value and name != "manifest")


def answer_elsewhere(link: str, name: str, value: str) -> None:
    """Answer one question of the page on another device, which runs no scripts."""
    form = _form(link)
    form.inputs[name].value = value
    with urlopen(form.action, urlencode(form.form_values()).encode()) as answer:
        assert not urlsplit(answer.url).path.endswith(PAGE)


def send_elsewhere(link: str) -> None:
    """Send the form on another device."""
    with urlopen(f"{link}/check", b"confirm=send") as answer:
        assert answer.url.endswith("/receipt")


def _form(link: str) -> FormElement:
    """Return the form of the page as it comes without a cookie."""
    with urlopen(f"{link}/{PAGE}") as answer:
        form = document_fromstring(answer.read(), base_url=answer.url).get_element_by_id("page")
    for area in form.iter("textarea"):
        area.text = (area.text or "").removeprefix("\n")  # as browsers do
    return form
