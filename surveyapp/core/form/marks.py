"""What stands in the boxes of a paper form, and what is typed for it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from surveyapp.core.form.pages import (
    TICKED,
    ChoiceField,
    ChoicesField,
    Field,
    RatingField,
    ShareField,
    TextField,
    Value,
)
from surveyapp.core.text.bidi import western_digits, without_controls

MARKS: Mapping[str, str] = {"dk": "?", "na": "0"}
"""An answer without a score → its mark. All other marks are numbers: a scale's points, or the places of options."""

_BETWEEN = re.compile(r"[\s,،;؛]+")


def marks_of(field: Field) -> dict[str, str]:
    """Return the marks of ``field`` and the value that each stands for; none for words and ticks."""
    if isinstance(field, RatingField):
        points = [str(point.value) for point in field.scale.points]
        return dict(zip(points, points, strict=True)) | {MARKS[one.key]: one.key for one in field.scale.non_answers}
    if isinstance(field, ChoiceField | ChoicesField):
        return {str(place): option.key for place, option in enumerate(field.options, 1)}
    return {}


def read_marks(field: Field, typed: str) -> Value:
    """Return the value that ``typed`` stands for; Arabic-Indic digits and ``؟`` are taken like Western ones.

    Raises:
        ValueError: ``typed`` is no mark of ``field``, too many of them, one twice, or too long a text.
    """
    value: Value = _READERS[type(field)](field, typed)
    if not field.accepts(value):
        raise ValueError(typed)
    return value


def write_marks(field: Field, value: Value) -> str:
    """Return what would be typed for ``value``."""
    marks = {key: mark for mark, key in marks_of(field).items()}
    if isinstance(value, tuple):
        return " ".join(marks[key] for key in value)
    return marks[value] if marks and value else value


def _one(field: RatingField | ChoiceField, typed: str) -> Value:
    mark = _plain(typed)
    if mark and mark not in marks_of(field):
        raise ValueError(typed)
    return marks_of(field)[mark] if mark else ""


def _several(field: ChoicesField, typed: str) -> Value:
    wanted = [mark for mark in _BETWEEN.split(_plain(typed)) if mark]
    marks = marks_of(field)
    if len(set(wanted)) < len(wanted) or not set(wanted) <= set(marks):
        raise ValueError(typed)
    return tuple(key for mark, key in marks.items() if mark in wanted)


def _words(_field: TextField, typed: str) -> Value:
    return typed.replace("\r\n", "\n").strip()


def _tick(_field: ShareField, typed: str) -> Value:
    return TICKED if typed else ""


_READERS: dict[type[Field], Callable[[Any, str], Value]] = {
    RatingField: _one,
    ChoiceField: _one,
    ChoicesField: _several,
    TextField: _words,
    ShareField: _tick,
}


def _plain(typed: str) -> str:
    return without_controls(western_digits(typed)).replace("؟", "?").strip()
