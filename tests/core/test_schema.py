import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

import surveyapp.core
from surveyapp.core import wire
from surveyapp.core.release.disclosure import What
from surveyapp.core.results import Reading, ReviewResult, Why
from surveyapp.core.review import Policy
from surveyapp.core.sides import Side
from tests.core.building import computed, even_sheets, organisation, questionnaire, review
from tests.core.test_computing import many_sheets

SCHEMA = json.loads((Path(surveyapp.core.__file__).parent / "results.schema.json").read_text(encoding="utf-8"))
ASKED = questionnaire()


CASES = {f"{size} people": (size, Policy.STANDARD) for size in (0, 5, 8, 16, 80, 500)}
CASES |= {f"{name}, protected": (size, Policy.PROTECTED) for name, (size, _) in CASES.items()}


def result_of(size: int, policy: Policy) -> ReviewResult:
    return computed(ASKED, many_sheets(size, size=size), of=review(policy=policy))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def check(result: ReviewResult) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(wire.canonical_json(result)))


@pytest.mark.parametrize(("size", "policy"), CASES.values(), ids=CASES.keys())
def test_results_keep_to_the_schema(size: int, policy: Policy) -> None:
    check(result_of(size, policy))


def test_the_result_of_one_agreed_answer_keeps_to_the_schema() -> None:
    sheets = even_sheets(ASKED, Side.PRCS, "55443") + even_sheets(ASKED, Side.PARTNER, "3")
    check(computed(ASKED, sheets, of=review(answering=organisation(Side.PARTNER))))


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects(value)
    if isinstance(schema, list):
        for value in schema:
            yield from objects(value)


def test_every_object_is_closed_and_every_field_required() -> None:
    for one in objects(SCHEMA):
        assert "additionalProperties" in one
        if "properties" in one:
            assert one["additionalProperties"] is False
            assert one["required"] == list(one["properties"])


def test_a_field_more_or_less_is_refused() -> None:
    plain = wire.to_plain(result_of(16, Policy.STANDARD))
    validator = Draft202012Validator(SCHEMA)
    with pytest.raises(ValidationError, match="unexpected"):
        validator.validate(plain | {"respondents": []})
    with pytest.raises(ValidationError, match="required"):
        validator.validate({name: value for name, value in plain.items() if name != "withheld"})


@pytest.mark.parametrize(
    ("kinds", "listed"),
    [
        pytest.param(Why, SCHEMA["$defs"]["withheld"]["properties"]["code"]["enum"], id="reasons"),
        pytest.param(What, SCHEMA["$defs"]["withheld"]["properties"]["what"]["enum"], id="kinds of figure"),
        pytest.param([*Reading, None], SCHEMA["$defs"]["reading"]["enum"], id="readings"),
    ],
)
def test_the_schema_lists_all(kinds: object, listed: list[str | None]) -> None:
    assert list(kinds) == listed  # type: ignore[call-overload]
