"""Programs for tests: tokens, and what is asked with them."""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from surveyapp.core.conduct.roles import PROGRAMS_RIGHTS, Right, Scope
from surveyapp.web.api.description import description
from surveyapp.workflow.accounts import keeping_programs
from tests.databases import writing

_numbers = count(1)


def make_token(
    engine: Engine, *rights: Right, reviews: set[int] | None = None, age: timedelta = timedelta(), name: str = ""
) -> str:
    """Let a program in, with all rights unless some are named; a token that is 31 days of ``age`` has expired."""
    scope = Scope(frozenset(rights or PROGRAMS_RIGHTS), None if reviews is None else frozenset(reviews))
    name, made = name or f"program-{next(_numbers)}", datetime.now(UTC) - age
    with writing(engine) as session:
        return keeping_programs.create_program(session, name, scope=scope, days=30, now=made)[1]


def ask(app: Flask, token: str | None, path: str, *, method: str = "GET", **more: Any) -> TestResponse:
    """Ask as a program does, and hold what comes back to what every answer of the API must be."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    response = app.test_client().open(path, method=method, headers=headers | more.pop("headers", {}), **more)
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if response.status_code >= 400:
        check_problem(response)
    return response


def check_problem(response: TestResponse) -> None:
    assert response.mimetype == "application/problem+json", response.text
    validator("Problem").validate(response.json)
    assert response.json["status"] == response.status_code
    assert "{" not in response.json["detail"], "a placeholder was not filled"


@cache
def validator(schema: str) -> Draft202012Validator:
    """Return what holds a document to a schema of ``openapi.json``."""
    registry = Registry().with_resource("urn:api", Resource(description(), DRAFT202012))
    return Draft202012Validator({"$ref": f"urn:api#/components/schemas/{schema}"}, registry=registry)
