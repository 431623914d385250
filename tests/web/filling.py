"""Filling a form as a browser without JavaScript does: get the page, send back what it shows, changed."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from surveyapp.core.draft import from_sheet
from surveyapp.core.pages import form_pages
from surveyapp.core.questionnaire import Questionnaire
from tests.pages import ReadingClient

Fields = dict[str, str | list[str]]


def shown_fields(page: BeautifulSoup, of: str = "form[method=post]") -> Fields:
    """Return what a browser would send of the page's first such form as it stands."""
    form = page.select_one(of)
    assert isinstance(form, Tag)
    return _fields_of(form)


def _fields_of(form: Tag) -> Fields:
    fields: Fields = {}
    for control in form.find_all(["input", "textarea", "select"]):
        name, kind = control.get("name"), control.get("type")
        if not name or (kind in {"radio", "checkbox"} and not control.has_attr("checked")):
            continue
        if kind == "checkbox":
            fields.setdefault(name, []).append(control.get("value", "on"))
        else:
            fields[name] = _value_of(control)
    return fields


def _value_of(control: Tag) -> str:
    if control.name == "select":
        return str((control.find("option", selected=True) or control.find("option"))["value"])
    return control.get_text().removeprefix("\n") if control.name == "textarea" else control.get("value", "on")


def fill(client: ReadingClient, path: str, answers: Mapping[str, object], *, query: str = "") -> TestResponse:
    """Get the page at ``path``, change its fields to ``answers`` (None unticks) and send it."""
    fields = shown_fields(client.page(path)) | dict(answers)
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


def press(client: ReadingClient, path: str, answers: Mapping[str, object], *, to: str | None = None) -> TestResponse:
    """Get the page at ``path``, fill its main form with ``answers`` (None unticks) and send it, or send it ``to``."""
    page = client.page(path)
    form = page.main.find("form", method="post")
    fields = _fields_of(form) if form and to is None else {}
    token = page.select_one("input[name=csrf_token]")["value"]
    sent = {"csrf_token": token} | fields | dict(answers)
    return client.post(to or path, data={name: value for name, value in sent.items() if value is not None})
