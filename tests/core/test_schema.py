"""The results document and its schema hold each other: nothing more, nothing less, of whatever kind a review is."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

import surveyapp.core
from surveyapp.core import wire
from surveyapp.core.conduct.review import Policy
from surveyapp.core.release.disclosure import What
from surveyapp.core.release.first_edition import read_sealed
from surveyapp.core.results import METHOD, Reading, ReviewResult, Why
from surveyapp.core.sides import Side
from surveyapp.core.text.rounding import tenth
from tests.core.building import computed, even_sheets, many_sheets, organisation, questionnaire, review
from tests.core.release.reviews import answered_anyhow
from tests.core.release.test_first_edition import sealed

SCHEMA = json.loads((Path(surveyapp.core.__file__).parent / "results.schema.json").read_text(encoding="utf-8"))
ASKED = questionnaire()
ADDED_LATER = {"withdrawn"}
"""What documents that were sealed before it was known do not have, so that their seals hold."""


CASES = {f"{size} people": (size, Policy.STANDARD) for size in (0, 5, 8, 16, 80, 500)}
CASES |= {f"{name}, protected": (size, Policy.PROTECTED) for name, (size, _) in CASES.items()}


def result_of(size: int, policy: Policy) -> ReviewResult:
    return computed(ASKED, many_sheets(ASKED, size), of=review(policy=policy))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def check(result: ReviewResult) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(wire.canonical_json(result)))


@pytest.mark.parametrize(("size", "policy"), CASES.values(), ids=CASES.keys())
def test_results_keep_to_the_schema(size: int, policy: Policy) -> None:
    check(result_of(size, policy))


def test_the_result_of_one_agreed_answer_keeps_to_the_schema() -> None:
    sheets = even_sheets(ASKED, Side.PRCS, "55443") + even_sheets(ASKED, Side.PARTNER, "3")
    result = computed(ASKED, sheets, of=review(answering=organisation(Side.PARTNER)))
    check(result)
    check(replace(result, sides={side: replace(facts, withdrawn=2) for side, facts in result.sides.items()}))


@pytest.mark.parametrize("seed", range(40))
def test_the_result_of_any_review_keeps_to_the_schema(seed: int) -> None:
    check(answered_anyhow(seed).computed())


@pytest.mark.parametrize("size", [8, 16, 80])
def test_what_is_shown_of_the_first_edition_keeps_to_the_schema(size: int) -> None:
    check(read_sealed(sealed(result_of(size, Policy.STANDARD)), ASKED))


@pytest.mark.parametrize("seed", range(40))
def test_scores_and_gaps_are_tenths_but_for_single_statements(seed: int) -> None:
    plain = wire.to_plain(answered_anyhow(seed).computed())
    found = list(scores(plain["indices"])) + list(scores([one["facets"] for one in plain["sections"]]))
    found += scores([one["overall"] for one in plain["sections"]])
    found += [value for cut in plain["cuts"] for group in cut["groups"] for value in group["sections"].values()]
    assert [one for one in found if one is not None and one != tenth(one)] == []


def scores(plain: Any) -> Iterator[float | None]:
    """Yield every mean and every gap's value."""
    if isinstance(plain, list):
        for one in plain:
            yield from scores(one)
    if isinstance(plain, dict):
        yield from (value for name, value in plain.items() if name in {"mean", "value"})
        for one in plain.values():
            yield from scores(one)


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
            assert one["required"] == [name for name in one["properties"] if name not in ADDED_LATER]


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
        pytest.param(range(1, METHOD + 1), SCHEMA["properties"]["method"]["enum"], id="editions"),
    ],
)
def test_the_schema_lists_all(kinds: object, listed: list[str | None]) -> None:
    assert list(kinds) == listed  # type: ignore[call-overload]
