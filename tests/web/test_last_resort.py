"""When not even the page for an error can be built, a last one is shown, in every language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import DictLoader

from surveyapp.web.errors import FAULT
from surveyapp.words import catalogue
from surveyapp.words.catalogue import say
from tests.databases import ON_SQLITE
from tests.languages import AR, BOTH
from tests.web.programs import ask

pytestmark = ON_SQLITE
HEADLINE = "Something went wrong on our side."


def lose_templates(app: Flask) -> None:
    app.jinja_env.loader = DictLoader({})
    app.jinja_env.cache.clear()


@pytest.fixture(params=["templates", "catalogues"])
def broken(
    own_app: Flask,
    headlines: list[str],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Flask]:
    if request.param == "templates":
        lose_templates(own_app)
    else:
        monkeypatch.setattr(catalogue, "TRANSLATIONS", tmp_path)
        catalogue.catalogue_of.cache_clear()
    yield own_app
    catalogue.catalogue_of.cache_clear()


@pytest.fixture(scope="module")
def headlines() -> list[str]:
    return [say(FAULT.headline, one) for one in BOTH]


@pytest.mark.parametrize("path", ["/", "/nowhere", "/r/unknown", "/staff/sign-in"])
@pytest.mark.alike(3)
def test_the_last_page_is_shown_in_every_language(headlines: list[str], broken: Flask, path: str) -> None:
    response = broken.test_client().get(f"{path}?lang={AR}")
    assert (response.status_code, response.mimetype) == (500, "text/html")
    assert [headline in response.text for headline in headlines] == [True, True]
    assert 'dir="rtl"' in response.text
    assert "Content-Security-Policy" in response.headers


def test_programs_get_their_problem_all_the_same(broken: Flask) -> None:
    refused = ask(broken, None, "/api/v1/reviews")
    assert (refused.status_code, refused.json["code"]) == (401, "no_token")
