"""Each code on each edge of the app: the page of an error and the problem of a program say it in words."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask_wtf import FlaskForm
from wtforms import StringField

from surveyapp.catalogue.lists import RowFault
from surveyapp.core.errors import Code, GoneError, InputError, NotFoundError, StateError
from surveyapp.web.api.problems import PROBLEMS, Problem, problem_of
from surveyapp.web.errors import review_error
from surveyapp.web.refusals import refusing, row_refusal
from surveyapp.words.catalogue import SOURCE
from surveyapp.words.refusals.table import refusal_sentence
from tests.databases import ON_SQLITE
from tests.languages import BOTH

STATUS = {StateError: 409, InputError: 400, GoneError: 410}


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize("kind", STATUS)
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.alike(2)
def test_the_page_of_an_error_says_its_code_in_every_language(app: Flask, language, kind) -> None:
    for code in Code:
        error = kind(code)
        with app.test_request_context(f"/?lang={language}"):
            html, status = review_error(error)
        page = BeautifulSoup(html, "lxml")
        said = {part["lang"]: part.get_text(" ", strip=True) for part in page.select("section.said")}
        assert status == STATUS[kind]
        assert next(iter(said)) == language
        assert all(said[one].startswith(refusal_sentence(error, one)) for one in BOTH), code
        assert all(len(said[one]) > len(refusal_sentence(error, one)) for one in BOTH), code


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize("language", BOTH)
def test_what_is_not_found_has_a_page(app: Flask, language) -> None:
    for code in Code:
        with app.test_request_context(f"/?lang={language}"):
            html, status = review_error(NotFoundError(code))
        assert (status, len(BeautifulSoup(html, "lxml").select("section.said"))) == (404, len(BOTH))


@ON_SQLITE
def test_a_program_is_told_every_code_in_the_source_language(app: Flask) -> None:
    for kind, status in {**STATUS, InputError: 422, NotFoundError: 404}.items():
        for code in Code:
            with app.test_request_context("/api/v1/reviews"):
                told = problem_of(kind(code))
            listed = PROBLEMS.get(code)
            assert told.status_code == (listed.status if listed else status)
            assert (told.json["code"], told.json["detail"]) == (code, refusal_sentence(kind(code), SOURCE))


def test_every_problem_of_programs_alone_is_worded() -> None:
    assert set(Problem) <= set(PROBLEMS)
    assert all(PROBLEMS[one].detail for one in Problem)


@ON_SQLITE
@pytest.mark.parametrize("language", BOTH)
def test_a_form_says_every_code_at_itself_or_at_a_field(app: Flask, language) -> None:
    class Form(FlaskForm):
        name = StringField()

    for code in Code:
        with app.test_request_context(f"/?lang={language}"):
            form = Form()
            with refusing(form):
                raise InputError(code)
            with refusing(form, {code: form.name}):
                raise InputError(code)
            said = refusal_sentence(InputError(code), language)
            assert (form.form_errors, form.name.errors) == ([said], [said])
            assert row_refusal(RowFault(2, code))


@ON_SQLITE
def test_a_form_takes_no_other_error_for_its_own(app: Flask) -> None:
    for error in (StateError(Code.MAY_NOT_OPEN), NotFoundError(Code.NO_REVIEW), ValueError("another")):
        with app.test_request_context("/"), pytest.raises(type(error)), refusing(FlaskForm()):
            raise error
