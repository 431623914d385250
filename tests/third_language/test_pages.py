"""No page has a word of another language: not the desk, not the form, not what either says when something is wrong."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

from surveyapp.core.sides import Side
from surveyapp.workflow.demonstrating.inventing import CASTS, demonstration_sheets
from tests.third_language.house import House
from tests.third_language.inventing import CODE, questionnaire_in
from tests.third_language.reading import strangers_on
from tests.web.filling import answer_whole_form, fill, shown_fields

Pages = dict[str, str]
MOST = 2
"""Pages of one kind that are looked at: more would be of other reviews and topics, in the same sentences."""

_DRAWN = ("results.rounds", "round_results.overview")
"""Pages of which one is looked at: each draws a chart of every topic, or of every facet, twice."""

_LEFT_OUT = (
    "publishing.new",  # shows a file as it was delivered, which is not written in this language
    "installation.checks",  # settings, places, versions by their own names; its sentences: tests/cli/test_language.py
)


@pytest.fixture(scope="module")
def pages(house: House) -> Pages:
    """Every kind of page that an administrator comes to by links, by address."""
    return dict(walk(house))


def walk(house: House) -> Iterator[tuple[str, str]]:
    routes = house.app.url_map.bind("localhost")
    seen, kinds, waiting = set(), Counter(), ["/staff/"]
    while waiting:
        path = waiting.pop(0)
        endpoint = routes.match(urlsplit(path).path)[0]
        if path in seen or kinds[endpoint] == (1 if endpoint in _DRAWN else MOST) or endpoint in _LEFT_OUT:
            continue
        seen.add(path)
        kinds[endpoint] += 1
        response = house.client.get(path)
        if response.mimetype == "text/html":
            assert response.status_code == 200, path
            yield path, response.text
            waiting += links_on(response.text)


def links_on(html: str) -> list[str]:
    """Return where a page leads to, but for files, other sites and itself in another language."""
    led = (a for a in lxml_html.document_fromstring(html).iter("a") if not a.get("hreflang"))
    paths = [one for a in led if (one := urlsplit(a.get("href", ""))).path and not one.netloc]
    return [f"{one.path}?{one.query}" for one in paths if "." not in one.path.rpartition("/")[2]]


@pytest.mark.slow
def test_every_page_of_the_desk_is_in_the_readers_language(pages: Pages) -> None:
    assert len(pages) > 60
    assert [path for path in pages if "/meeting/topics/" in path]
    assert {path: found for path, html in pages.items() if (found := strangers_on(html))} == {}


@pytest.mark.slow
@pytest.mark.wide
def test_every_form_of_the_desk_says_what_is_wrong_in_the_readers_language(house: House, pages: Pages) -> None:
    refused = {}
    for path, html in pages.items():
        for form in lxml_html.document_fromstring(html).forms:
            if form.method == "POST" and form.xpath(
                ".//input[@type='text' or @type='email' or @type='date'] | .//textarea"
            ):
                action = urlsplit(form.action or path).path
                response = house.client.post(action, data=spoilt(form))
                assert response.status_code < 500, action
                if response.status_code == 422:
                    refused[action] = strangers_on(response.text)
    assert len(refused) > 12
    assert {path: found for path, found in refused.items() if found} == {}


def spoilt(form: HtmlElement) -> dict[str, str]:
    """Return what somebody sends who writes the same three signs into every field."""
    fields = {control.get("name"): control.get("value", "") for control in form.iter("input") if control.get("name")}
    typed = {
        c.get("name"): "@@@" for c in form.iter("input", "textarea") if c.get("type") not in {"hidden", "checkbox"}
    }
    return fields | typed


@pytest.mark.slow
@pytest.mark.parametrize("side", Side)
def test_the_form_is_in_the_readers_language_from_its_notice_to_the_receipt(house: House, side: Side) -> None:
    asked, client, path = questionnaire_in(CODE), house.visitor(), house.links[side]
    client.get(path)
    assert fill(client, f"{path}/check", {}).status_code == 422
    (sheet, *_) = demonstration_sheets(asked, "any", cast=CASTS[0], side=side)
    answer_whole_form(client, path, asked, replace(sheet, comments={}))
    for after in ("", "/check", "/receipt"):
        client.get(path + after)
    assert len(client.read) > len(asked.sections) + 5
    assert [leak for html in client.read for leak in strangers_on(html)] == []


def test_a_link_that_is_over_says_so_and_shows_the_shared_results_in_the_readers_language(house: House) -> None:
    pages = [house.visitor().get(path) for path in house.gone]
    assert [page.status_code for page in pages] == [410, 200]
    assert [leak for page in pages for leak in strangers_on(page.text)] == []
    assert ["<svg" in page.text for page in pages] == [False, True]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/privacy", 200),
        ("/nowhere", 404),
        ("/r/nobodys", 404),
        ("/confirm/nobodys", 404),
        ("/staff/partners/77", 404),
        ("/staff/sign-in/nobodys", 200),
        ("/staff/reviews/8/results", 409),
        ("/staff/reviews/6/reminders", 409),
        ("/paper/", 200),
    ],
)
def test_whatever_somebody_asks_for_is_answered_in_the_readers_language(house: House, path: str, status: int) -> None:
    response = house.client.get(path)
    assert (response.status_code, strangers_on(response.text)) == (status, [])


def test_a_stranger_is_asked_to_sign_in_in_the_readers_language(house: House) -> None:
    visitor = house.visitor()
    for path in ("/staff/sign-in", "/staff/sign-in/forgotten"):
        fields = shown_fields(visitor.page(path)) | {"email": "a@b.org", "password": "wrong"}
        answers = [visitor.get(path), visitor.post(path, data=fields), visitor.post(path, data={})]
        assert [one.status_code for one in answers][-1] == 400
        assert [leak for one in answers for leak in strangers_on(one.text)] == []
