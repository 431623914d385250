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


def shown_fields(page: BeautifulSoup) -> Fields:
    """Return what a browser would send of the page's form as it stands."""
    fields: Fields = {}
    form = page.find("form", method="post")
    assert isinstance(form, Tag)
    for control in form.find_all(["input", "textarea"]):
        name, kind = control.get("name"), control.get("type")
        if not name or (kind in {"radio", "checkbox"} and not control.has_attr("checked")):
            continue
        value = control.get_text().removeprefix("\n") if control.name == "textarea" else control.get("value", "on")
        if kind == "checkbox":
            fields.setdefault(name, []).append(value)
        else:
            fields[name] = value
    return fields


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
