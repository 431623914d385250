"""What anyone may see: forms by their code, and what operators ask."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from surveyapp.core.sides import Side
from surveyapp.core.text.typed_codes import Secret, grouped, write_code
from surveyapp.version import VERSION
from surveyapp.workflow.accounts.entering import SOURCE_LIMIT
from surveyapp.workflow.invitations.writing_letters import take_letters
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
from tests.inviting import do, open_now
from tests.pages import ReadingClient

pytestmark = ON_SQLITE


def entered(client: ReadingClient, typed: str, **more: object) -> TestResponse:
    return client.post("/r/?lang=en", data={"code": typed}, **more)


@pytest.fixture
def lettered(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Secret:
    """What leads to the form of somebody who got a letter."""
    prepared = prepare(is_open=False)
    (_, secret), *_ = do(engine, take_letters, prepared.review_id, side=Side.PARTNER, keys=keys)
    open_now(engine, prepared)
    return secret


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("{code}", id="a code"),
        pytest.param("{grouped}", id="as it is printed"),
        pytest.param(" {grouped} .", id="with spaces and a full stop"),
        pytest.param("\u200f\u2067{grouped}\u2069\u200b\ufeff،", id="with marks that nobody sees"),
        pytest.param("{spread}", id="with hyphens that are none, and joiners"),
        pytest.param("{eastern}", id="with Arabic digits"),
        pytest.param("{persian}", id="with Persian digits"),
        pytest.param("{alike}", id="with letters that look alike"),
        pytest.param("{link}", id="a whole link"),
        pytest.param("«{link}»؛", id="a link in quotation marks"),
        pytest.param("HTTPS://REVIEWS.EXAMPLE/R/{upper}", id="a link in capitals"),
        pytest.param("<http://127.0.0.1:8000/r/{token}/check?lang=ar>.", id="a page of the form"),
        pytest.param("reviews.example/r/{token},وشكرا", id="a link without its scheme, and a word after it"),
        pytest.param("افتحوا الرابط \u200fhttps://reviews.example/r/{token}\u200f. شكرا", id="a sentence"),
    ],
)
def test_what_is_typed_or_pasted_leads_to_the_form(client: ReadingClient, lettered: Secret, typed: str) -> None:
    token, code = lettered.token, lettered.code
    shapes = {
        "grouped": grouped(code),
        "spread": "\xa0\u2011\xad".join(code),
        "eastern": code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        "persian": code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
        "alike": code.translate(str.maketrans("012v", "OIZU")),
        "link": f"https://reviews.example/r/{token}",
        "upper": token.upper(),
    }
    response = entered(client, typed.format(code=code, token=token, **shapes))
    assert (response.status_code, response.location) == (303, f"/r/{token}")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param(grouped(write_code(5)), "We do not know this code", id="unknown"),
        pytest.param("https://reviews.example/r/" + "0" * 32, "We do not know this code", id="an unknown link"),
        pytest.param(write_code(5)[::-1], "a typing error", id="mistyped"),
        pytest.param("K7m4 x92", "typed here: 7", id="cut"),
        pytest.param('" autofocus>\x00', "typed here: 9", id="no code"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_wrong_code_stays_in_its_field_and_what_is_wrong_is_said_of_it(
    client: ReadingClient, typed: str, says: str, language: str
) -> None:
    client.get(f"/?lang={language}")
    response = client.post("/r/", data={"code": typed})
    page = BeautifulSoup(response.text, "lxml")
    field = page.select_one("#code")
    assert (response.status_code, field["value"], field["aria-invalid"]) == (422, typed.replace("\x00", ""), "true")
    assert field.has_attr("autofocus")
    error, hint = (page.select_one(f"#{name}").get_text() for name in field["aria-describedby"].split())
    assert (says in error, "12" in hint) == (language == "en", True)
    assert page.html["lang"] == language


def test_after_too_many_wrong_codes_none_is_taken_from_there_and_links_are(
    client: ReadingClient, lettered: Secret
) -> None:
    there = {"REMOTE_ADDR": "203.0.113.7"}
    for number in range(SOURCE_LIMIT):
        assert entered(client, write_code(number), environ_base=there).status_code == 422
    barred = entered(client, lettered.code, environ_base=there)
    assert (barred.status_code, "too many wrong codes" in barred.text) == (429, True)
    assert client.get(f"/r/{lettered.token}", environ_base=there).status_code == 200
    assert entered(client, lettered.code, environ_base={"REMOTE_ADDR": "203.0.113.8"}).status_code == 303


def test_an_address_with_a_code_is_not_looked_up(client: ReadingClient, lettered: Secret) -> None:
    """It would stand in the browser's history, and let guesses be made by pictures on other pages."""
    assert client.page(f"/?code={lettered.code}").select_one("#code")["value"] == lettered.code
    assert client.get(f"/r/{lettered.code}").status_code == 404
    assert client.get("/r/?lang=en").location == "/?lang=en"


def test_a_link_opens_with_what_was_copied_along(client: ReadingClient, prepare) -> None:
    """Chats and mails take the sign after a link for a part of it, and text in Arabic brings marks along."""
    token = prepare().links["partner"][0]
    for copied in ("{}\u200f", "\u202a{}\u202c", "{}.", "{})", "{},", "{}»", "{}،", "{}\u200f/", "{}%E2%80%8F"):
        at = client.get("/r/" + copied.format(token) + "?lang=en&a=%22%0D")
        assert (at.status_code, at.location) == (303, f"/r/{token}?lang=en&a=%22%0D"), copied
    assert client.get(f"/r/{token.upper()}./check").location == f"/r/{token}/check"
    assert client.get(f"/r/{token}/").status_code == 200
    assert [client.get(f"/r/{odd}").status_code for odd in (f"{token}x", ".", "%E2%80%8F")] == [404] * 3


@pytest.mark.parametrize(
    "page", [pytest.param("respond_x", id="none"), "integrity.", pytest.param("a/b.html", id="a folder")]
)
def test_a_page_that_the_form_does_not_have_leads_back_to_the_form(client: ReadingClient, prepare, page: str) -> None:
    """Such as one of another edition's questionnaire, whose address somebody kept."""
    path = prepare().path()
    answers = [client.get(f"{path}/{page}?lang=en")]
    if "/" not in page:
        answers.append(client.post(f"{path}/{page}", data={"open": "words"}))
    for answer in answers:
        assert (answer.status_code, "has no page under that address" in answer.text) == (404, True)
        shown = BeautifulSoup(answer.text, "lxml")
        assert shown.select_one("main .primary")["href"] == path
        assert f"{path}/integrity" in {link["href"] for link in shown.select("nav a")}
    told = client.post(f"{path}/none", data={"open": "x"}, headers={"Accept": "application/json"})
    assert (told.status_code, told.json) == (404, {"error": "This page does not exist."})


def test_operators_are_answered(client: ReadingClient) -> None:
    assert client.get("/healthz").text == f"ok {VERSION}\n"
    assert client.get("/readyz").data == b"ready\n"
