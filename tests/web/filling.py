"""Filling a form as a browser without JavaScript does: get the page, send back what it shows, changed."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from lxml import html as lxml_html
from lxml.html import FormElement, HtmlElement
from werkzeug.test import TestResponse

from surveyapp.core.form.draft import from_sheet
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from tests.pages import ReadingClient

Fields = dict[str, str | list[str]]


def shown_fields(page: BeautifulSoup, of: str = "form[method=post]") -> Fields:
    """Return what a browser would send of the page's first such form as it stands."""
    return fields_of(lxml_html.fragment_fromstring(str(page.select_one(of))))


def fields_of(form: FormElement) -> Fields:
    fields: Fields = {}
    for control in form.iter("input", "textarea", "select"):
        name, kind = control.get("name"), control.get("type")
        if not name or (kind in {"radio", "checkbox"} and not control.checked):
            continue
        if kind == "checkbox":
            fields.setdefault(name, []).append(control.get("value", "on"))
        else:
            fields[name] = _value_of(control)
    return fields


def _value_of(control: HtmlElement) -> str:
    if control.tag == "select":
        options = list(control.iter("option"))
        return next((option for option in options if "selected" in option.attrib), options[0]).get("value")
    return (control.text or "").removeprefix("\n") if control.tag == "textarea" else control.get("value", "on")


def _read(client: ReadingClient, path: str) -> HtmlElement:
    """Return the page at ``path``, without what Beautiful Soup is good at, in a tenth of its time."""
    return lxml_html.document_fromstring(client.get(path).get_data(as_text=True))


def _form_on(page: HtmlElement) -> FormElement | None:
    return next((form for form in page.forms if form.method == "POST"), None)


def fill(client: ReadingClient, path: str, answers: Mapping[str, object], *, query: str = "") -> TestResponse:
    """Get the page at ``path``, change its fields to ``answers`` (None unticks) and send it."""
    form = _form_on(_read(client, path))
    assert form is not None
    fields = fields_of(form) | dict(answers)
    return client.post(path + query, data={name: value for name, value in fields.items() if value is not None})


def answer_whole_form(client: ReadingClient, path: str, questionnaire: Questionnaire, sheet) -> str:
    """Give the answers of ``sheet`` page by page, send them, and return the receipt code."""
    pages = form_pages(questionnaire, sheet.side)
    draft = from_sheet(sheet, pages)
    next_path = path + "/profile"
    for page in pages:
        assert next_path == f"{path}/{page.id}"
        answers = {name: list(v) if isinstance(v, tuple) else v for name, v in draft.values(page).items()}
        response = fill(client, next_path, answers)
        assert response.status_code == 303, response.text
        next_path = urlsplit(response.location).path
    assert next_path == f"{path}/check"
    sent = fill(client, next_path, {})
    assert sent.status_code == 303, sent.text
    receipt = client.page(sent.location).select_one("[data-receipt]")
    assert receipt is not None
    return receipt.get_text()


def press_on(client: ReadingClient, shown: TestResponse, path: str, answers: Mapping[str, object]) -> TestResponse:
    """Fill the main form of a page that came back with ``answers``, and send it."""
    page = lxml_html.document_fromstring(shown.get_data(as_text=True))
    form = next(form for form in page.find(".//main").iter("form") if form.method == "POST")
    return client.post(path, data=fields_of(form) | dict(answers))


def write_people(client: ReadingClient, path: str, written: Mapping[str, object]) -> TestResponse:
    """Write down whom to invite, look at what was understood, and invite them."""
    shown = press(client, path, written)
    assert shown.status_code == 200, shown.status_code
    return press_on(client, shown, path, {})


def press(client: ReadingClient, path: str, answers: Mapping[str, object], *, to: str | None = None) -> TestResponse:
    """Get the page at ``path``, fill its main form with ``answers`` (None unticks) and send it, or send it ``to``."""
    page = _read(client, path)
    form = next((form for form in page.find(".//main").iter("form") if form.method == "POST"), None)
    fields = fields_of(form) if form is not None and to is None else {}
    sent = {"csrf_token": page.find('.//input[@name="csrf_token"]').get("value")} | fields | dict(answers)
    return client.post(to or path, data={name: value for name, value in sent.items() if value is not None})
