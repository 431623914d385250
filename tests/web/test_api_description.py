"""``openapi.json`` says what there is, and nothing else."""

import re
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator

from surveyapp.web.access import is_programs, right_of
from surveyapp.web.api.asking import EXPORT, INVITATIONS, ON_A_PAGE, PAGE_LIMIT, REVIEWS
from surveyapp.web.api.description import description
from surveyapp.web.api.problems import PROBLEMS
from surveyapp.workflow.invitations.inviting import COUNT_LIMIT
from tests.databases import ON_SQLITE

PATHS: dict[str, dict[str, Any]] = description()["paths"]
SCHEMAS = description()["components"]["schemas"]


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    return {(method.upper(), path): said for path, methods in PATHS.items() for method, said in methods.items()}


def parameters(method: str, path: str, place: str) -> dict[str, Any]:
    listed = [found(one) for one in operations()[method, path].get("parameters", [])]
    return {one["name"]: one for one in listed if one["in"] == place}


def found(said: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference refers to."""
    for step in said.get("$ref", "#").split("/")[1:]:
        said = (description() if step == "components" else said)[step]
    return said


def references(said: object) -> set[str]:
    if isinstance(said, dict):
        return {said["$ref"]} if "$ref" in said else set().union(*map(references, said.values()))
    return set().union(*map(references, said)) if isinstance(said, list) else set()


@ON_SQLITE
def test_it_describes_every_address_and_no_other(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if is_programs(rule.rule)]
    served = {
        (method, re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule)): rule
        for rule in rules
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert set(operations()) == set(served)
    for key, rule in served.items():
        said, right = operations()[key], right_of(app, rule.endpoint)
        assert (said["operationId"], said["x-right"]) == (rule.endpoint.removeprefix("api."), right)
        assert set(parameters(*key, "path")) == set(rule.arguments)
        assert right is None or f"`{right}`" in said["description"]


def test_it_describes_what_is_taken() -> None:
    listing = parameters("GET", "/api/v1/reviews", "query")
    assert set(listing) == set(REVIEWS)
    assert (listing["limit"]["schema"]["default"], listing["limit"]["schema"]["maximum"]) == (ON_A_PAGE, PAGE_LIMIT)
    assert set(parameters("GET", "/api/v1/reviews/{review_id}/export.{kind}", "query")) == set(EXPORT)
    assert set(SCHEMAS["Invite"]["properties"]) == set(INVITATIONS)
    assert SCHEMAS["Invite"]["required"] == [name for name, takes in INVITATIONS.items() if takes.is_required]
    assert SCHEMAS["Invite"]["properties"]["count"]["maximum"] == COUNT_LIMIT


def test_it_names_every_code() -> None:
    assert SCHEMAS["Problem"]["properties"]["code"]["enum"] == list(PROBLEMS)
    statuses = {int(status) for said in operations().values() for status in said["responses"]} - {200, 201}
    assert statuses == {kind.status for kind in PROBLEMS.values()} - {405}


def test_its_schemas_are_schemas_and_its_references_lead_somewhere() -> None:
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)
    for reference in references({name: part for name, part in description().items() if name != "components"}):
        assert found({"$ref": reference})
    used = references({k: v for k, v in SCHEMAS.items() if k != "Results"}) | references(description()["paths"])
    used |= references(description()["components"]["responses"])
    assert {f"#/components/schemas/{name}" for name in SCHEMAS} - used == set(), "a schema that nothing refers to"
