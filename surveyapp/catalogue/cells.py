"""What a cell of a table of answers stands for. Each reader takes a field and the text, and says what is wrong."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from surveyapp.catalogue.table_faults import quoted
from surveyapp.core.answers import COMMENT_LIMIT
from surveyapp.core.bidi import western_digits, without_controls
from surveyapp.core.pages import TICKED, ChoiceField, ChoicesField, Field, RatingField, ShareField, TextField, Value

_WHOLE_DECIMAL = re.compile(r"([0-9]{1,4})\.0+")
_YES = frozenset({"1", TICKED, "yes", "true", "نعم"})
_NO = frozenset({"", "0", "n", "no", "false", "لا"})


class CellError(ValueError):
    """A cell that cannot be taken; the message says what is wrong and what to do."""


def read_cell(field: Field, text: str, *, option: str | None = None) -> Value:
    """Return the form value that ``text`` stands for; with an ``option``, in a column that says whether it was chosen.

    Raises:
        CellError: ``text`` is not an answer that the column takes.
    """
    if option is not None:
        return (option,) if _is_yes(text, "write 1 or 0, or leave the cell empty") else ()
    return _READERS[type(field)](field, text)


def join_choices(field: ChoicesField, together: Value, apart: Sequence[Value]) -> Value:
    """Return what was chosen, written in one column, as 0 and 1 in a column an option, or both ways alike.

    Raises:
        CellError: the two ways disagree, or too many options are chosen.
    """
    ticked = tuple(chain.from_iterable(apart))
    if together and apart and ticked != together:
        raise CellError("this column and those of 0 and 1 for its topics disagree; correct one of them")
    chosen = together or ticked
    if len(chosen) > field.max:
        raise CellError(f"{len(chosen)} topics are chosen; choose {field.max} at most")
    return chosen


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
    return tuple(one for one in known if one in chosen)


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
