"""What the API says of itself: ``openapi.json``, with the schema of results as commands and tests have it."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

_SCHEMA_OF_RESULTS = "#/components/schemas/Results"


@cache
def description() -> dict[str, Any]:
    """Return the description in OpenAPI 3.1; the same every time, so not to be changed."""
    said: dict[str, Any] = json.loads(_read("surveyapp.web.api", "openapi.json"))
    results = _read("surveyapp.core", "results.schema.json")
    said["components"]["schemas"]["Results"] = json.loads(results.replace('"#/$defs/', f'"{_SCHEMA_OF_RESULTS}/$defs/'))
    return said


def _read(room: str, name: str) -> str:
    return (files(room) / name).read_text(encoding="utf-8")
