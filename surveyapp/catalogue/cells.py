"""What a cell of a table of answers stands for. Each reader takes its field and the text, and says what is wrong."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from surveyapp.catalogue.columns import Column
from surveyapp.catalogue.table_faults import quoted
from surveyapp.core.answers import COMMENT_LIMIT
from surveyapp.core.bidi import western_digits, without_controls
from surveyapp.core.pages import TICKED, ChoiceField, ChoicesField, Field, RatingField, ShareField, TextField, Value

_WHOLE_DECIMAL = re.compile(r"([0-9]{1,4})\.0+")
_YES = frozenset({"1", TICKED, "yes", "true", "ok", "نعم"})
_NO = frozenset({"", "0", "n", "no", "false", "لا"})


class CellError(ValueError):
    """A cell that cannot be taken; the message says what is wrong and what to do."""


def read_cell(column: Column, text: str) -> Value:
    """Return the form value that ``text`` stands for in ``column``.

    Raises:
        CellError: ``text`` is not an answer that the column takes.
    """
    if column.option is not None:
        return (column.option,) if _is_yes(text, "write 1 or 0, or leave the cell empty") else ()
    return _READERS[type(column.field)](column.field, text)


def values_taken(field: Field) -> list[str]:
    """Return what a cell of ``field`` may hold; nothing for words."""
    if isinstance(field, RatingField):
        points = [str(point.value) for point in field.scale.points]
        return points + [option.key for option in field.scale.non_answers]
    if isinstance(field, ChoiceField | ChoicesField):
        return [option.key for option in field.options]
    return [TICKED] if isinstance(field, ShareField) else []


def _read_rating(field: RatingField, text: str) -> Value:
    value = _WHOLE_DECIMAL.sub(r"\1", _code(text))
    if value and value not in values_taken(field):
        raise CellError(f"{quoted(text)} is not an answer; {_one_of(values_taken(field))}")
    return value


def _read_choice(field: ChoiceField, text: str) -> Value:
    value = _code(text)
    if not field.accepts(value):
        raise CellError(f"{quoted(text)} is not an option; {_one_of(values_taken(field))}")
    return value


def _read_choices(field: ChoicesField, text: str) -> Value:
    known, chosen = values_taken(field), _code(text).split()
    unknown = [one for one in chosen if one not in known]
    if unknown:
        raise CellError(f"{quoted(unknown[0])} is not a topic; write, with spaces between them, {', '.join(known)}")
    if len(set(chosen)) < len(chosen):
        raise CellError("a topic stands here twice; write it once")
    return check_number(field, tuple(one for one in known if one in chosen))


def check_number(field: ChoicesField, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``chosen``; CellError when they are too many."""
    if len(chosen) > field.max:
        raise CellError(f"{len(chosen)} topics are chosen; choose {field.max} at most")
    return chosen


def _read_text(_field: TextField, text: str) -> Value:
    if len(text) > COMMENT_LIMIT:
        raise CellError(f"the text has {len(text):,} characters; shorten it to {COMMENT_LIMIT:,} at most")
    return text


def _read_share(_field: ShareField, text: str) -> Value:
    return TICKED if _is_yes(text, f"write {TICKED}, or leave the cell empty") else ""


_READERS: dict[type[Field], Callable[[Any, str], Value]] = {
    RatingField: _read_rating,
    ChoiceField: _read_choice,
    ChoicesField: _read_choices,
    TextField: _read_text,
    ShareField: _read_share,
}


def _is_yes(text: str, advice: str) -> bool:
    value = _code(text)
    if value not in _YES | _NO:
        raise CellError(f"{quoted(text)} is neither yes nor no; {advice}")
    return value in _YES


def _code(text: str) -> str:
    """Return ``text`` as a code: Western digits, small letters, nothing invisible."""
    return without_controls(western_digits(text)).strip().lower()


def _one_of(values: Iterable[str]) -> str:
    return f"write one of {', '.join(values)}, or leave the cell empty"
