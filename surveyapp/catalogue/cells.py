"""What a cell of a table of answers stands for. Each reader takes a field and the text, and says what is wrong."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Any

from surveyapp.catalogue.table_faults import quoted
from surveyapp.core.form.pages import (
    COMMENT_LIMIT,
    TICKED,
    ChoiceField,
    ChoicesField,
    Field,
    RatingField,
    ShareField,
    TextField,
    Value,
)
from surveyapp.core.instrument.scale import NonAnswer
from surveyapp.core.text.bidi import western_digits, without_invisible
from surveyapp.core.text.languages import Text
from surveyapp.core.text.searching import folded
from surveyapp.words.catalogue import available, marked, say

_WHOLE_DECIMAL = re.compile(r"([0-9]{1,4})\.0+$")
_YES = frozenset({"1", TICKED, "true"})
_NO = frozenset({"", "0", "n", "false"})
"""What programs write; people write the words for it in any language."""

_SIGNS = frozenset(
    {"na", "n/a", "n.a.", "n.a", "#n/a", "<na>", "#null!", "null", "none", "nil", "nan", "\\n", "missing"}
    | {".", "-", "--", "–", "—", "―"}
)
"""What programs write where nothing was answered, or where a question does not apply, in small letters."""

_LONGEST = 20
"""Characters that such a sign may have, with others that nobody sees."""


class Missing(StrEnum):
    """What stands for no answer in a table, as its maker must say: a skipped question, or one that does not apply."""

    SKIPPED = "skipped"
    NOT_APPLICABLE = "not-applicable"


class CellError(ValueError):
    """A cell that cannot be taken; the message says what is wrong and what to do."""


def is_missing(text: str, field: Field | None = None) -> bool:
    """Say whether ``text`` is empty, or a sign that programs write for no answer.

    An answer of ``field`` spelled exactly as the app spells it is none: ``na`` says that a question does not apply, and
    nobody knows what ``NA`` says.
    """
    if len(text) > _LONGEST:
        return False
    said = without_invisible(text).strip()
    return not said or (said.casefold() in _SIGNS and not (field and said in values_taken(field)))


def read_missing(field: Field, meaning: Missing) -> Value:
    """Return the form value of a cell that ``is_missing``; only ratings know "does not apply"."""
    is_na = meaning is Missing.NOT_APPLICABLE and isinstance(field, RatingField)
    return NonAnswer.NOT_APPLICABLE.value if is_na and NonAnswer.NOT_APPLICABLE in values_taken(field) else field.empty


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
    return [TICKED] if isinstance(field, ShareField) else [value for value, _ in labelled(field)]


def labelled(field: Field) -> Iterator[tuple[str, Text]]:
    """Yield what a cell of ``field`` may hold, with the words for it."""
    if isinstance(field, RatingField):
        yield from ((str(point.value), point.label) for point in field.scale.points)
        yield from ((option.key, option.label) for option in field.scale.non_answers)
    elif isinstance(field, ChoiceField | ChoicesField):
        yield from ((option.key, option.label) for option in field.options)


def _value(field: RatingField | ChoiceField, text: str) -> str:
    """Return the value that ``text`` is, or words in either language; what it is as a code when it is neither."""
    code = _code(text)
    if code in values_taken(field):
        return code
    said = folded(text)
    meant = {value for value, label in labelled(field) for words in label.values() if folded(words) == said}
    return meant.pop() if len(meant) == 1 else code


def _read_rating(field: RatingField, text: str) -> Value:
    value = _value(field, text)
    if value and value not in values_taken(field):
        raise CellError(f"{quoted(text)} is not an answer; {_one_of(values_taken(field))}")
    return value


def _read_choice(field: ChoiceField, text: str) -> Value:
    value = _value(field, text)
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
    yes, no = _YES | _words_for(marked("Yes")), _NO | _words_for(marked("No"))
    if value not in yes | no:
        raise CellError(f"{quoted(text)} is neither yes nor no; {advice}")
    return value in yes


@cache
def _words_for(message: str) -> frozenset[str]:
    return frozenset(say(message, language).lower() for language in available())


def _code(text: str) -> str:
    """Return ``text`` as a code: Western digits, 4.0 as 4, small letters, nothing invisible."""
    return _WHOLE_DECIMAL.sub(r"\1", without_invisible(western_digits(text)).strip().lower())


def _one_of(values: Iterable[str]) -> str:
    return f"write one of {', '.join(values)}, or leave the cell empty"
