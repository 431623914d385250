"""What a program asks for: the query and the body, each value parsed once; all faults in one go."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from flask import request

from surveyapp.core.conduct.review import State
from surveyapp.core.errors import InputError
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import TABLE, Language
from surveyapp.core.text.naming import SLUG_LIMIT, read_slug
from surveyapp.web.api.problems import Problem, ProblemError
from surveyapp.web.security import read_whole
from surveyapp.workflow.invitations.inviting import COUNT_LIMIT

ID_LIMIT = 2**31 - 1
ON_A_PAGE, PAGE_LIMIT = 50, 200


class Wrong(StrEnum):
    """What can be wrong with one value, as a code."""

    GIVEN_TWICE = auto()
    UNKNOWN_NAME = auto()
    MISSING = auto()
    BAD_VALUE = auto()


@dataclass(frozen=True, slots=True)
class Takes:
    """One value: what reads it, raising ValueError or InputError, and what is said of it when it is refused."""

    read: Callable[[Any], Any]
    said: str
    is_required: bool = False


def whole(low: int, high: int) -> Takes:
    """Return what takes a whole number of a query, which is text."""

    def read(value: str) -> int:
        if not (value.isascii() and value.isdecimal() and len(value) <= len(str(high)) and low <= int(value) <= high):
            raise ValueError(value)
        return int(value)

    return Takes(read, f"a whole number from {low} to {high}")


def _count(value: object) -> int:
    if type(value) is not int or not 0 < value <= COUNT_LIMIT:
        raise ValueError(value)
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError(value)
    return value


SHORT_NAME = Takes(read_slug, f"a short name of at most {SLUG_LIMIT} characters")
REVIEWS: dict[str, Takes] = {
    "round": SHORT_NAME,
    "partner": SHORT_NAME,
    "state": Takes(State, f"one of {', '.join(State)}"),
    "cursor": Takes(whole(1, ID_LIMIT).read, "what the page before gave as `next`"),
    "limit": whole(1, PAGE_LIMIT),
}
EXPORT: dict[str, Takes] = {"lang": Takes(Language, f"one of {', '.join(TABLE)}")}
INVITATIONS: dict[str, Takes] = {
    "side": Takes(Side, f"one of {', '.join(Side)}", is_required=True),
    "count": Takes(_count, f"a whole number from 1 to {COUNT_LIMIT}"),
    "paper": Takes(_truth, "true or false"),
}


def read_query(takes: Mapping[str, Takes]) -> dict[str, Any]:
    """Return the values of the query, by name; those that were not given are left out.

    Raises:
        ProblemError: a value cannot be taken, is given twice, or is none of these.
    """
    given = request.args.to_dict(flat=False)
    twice = [_fault("query", name, Wrong.GIVEN_TWICE, "only once") for name, values in given.items() if len(values) > 1]
    return _read({name: values[0] for name, values in given.items()}, takes, place="query", faults=twice)


def read_json(takes: Mapping[str, Takes]) -> dict[str, Any]:
    """Return the values of the body, a JSON object, by name; those that were not given are left out.

    Raises:
        HTTPException: 400, 411, 413 or 415.
        ProblemError: the body is no JSON object with every name once, or a value cannot be taken.
    """
    try:
        body = json.loads(read_whole("application/json"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ProblemError(Problem.MALFORMED) from None
    if not isinstance(body, dict):
        raise ProblemError(Problem.MALFORMED)
    return _read(body, takes, place="body", faults=[])


def _read(
    given: Mapping[str, Any], takes: Mapping[str, Takes], *, place: str, faults: list[dict[str, str]]
) -> dict[str, Any]:
    values = {}
    known = ", ".join(takes) or "nothing"
    faults += [_fault(place, name, Wrong.UNKNOWN_NAME, known) for name in given if name not in takes]
    faults += [
        _fault(place, name, Wrong.MISSING, one.said)
        for name, one in takes.items()
        if one.is_required - (name in given) > 0
    ]
    for name in given.keys() & takes.keys():
        try:
            values[name] = takes[name].read(given[name])
        except (ValueError, TypeError, InputError):
            faults.append(_fault(place, name, Wrong.BAD_VALUE, takes[name].said))
    if faults:
        raise ProblemError(Problem.BAD_INPUT, errors=sorted(faults, key=lambda fault: fault["name"]))
    return values


def _fault(place: str, name: str, code: Wrong, takes: str) -> dict[str, str]:
    return {"in": place, "name": name, "code": code, "takes": takes}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(name)
