"""What a page says when a step refuses what was typed: at the form, or at the field that the refusal belongs to."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import MappingProxyType

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

from surveyapp.catalogue.lists import RowFault
from surveyapp.catalogue.table_faults import TableFault
from surveyapp.core.errors import Code, InputError, ReviewError
from surveyapp.web.i18n import current_language
from surveyapp.words.refusals.table import refusal_advice, refusal_sentence, row_sentence

_NOWHERE: Mapping[Code, Field] = MappingProxyType({})


def refusal(error: ReviewError) -> str:
    """Return what ``error`` says in the reader's language."""
    return refusal_sentence(error, current_language())


def advice(error: ReviewError) -> str:
    """Return what can be done about ``error``, in the reader's language."""
    return refusal_advice(error, current_language())


@dataclass(frozen=True, slots=True)
class _Refusing:
    form: FlaskForm
    at: Mapping[Code, Field]

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        """End the block; say whether an error was taken."""
        if not isinstance(error, InputError):
            return False
        if error.code in self.at:
            self.at[error.code].errors = [refusal(error)]
        else:
            self.form.form_errors.append(refusal(error))
        return True


def refusing(form: FlaskForm, at: Mapping[Code, Field] = _NOWHERE) -> AbstractContextManager[None, bool]:
    """Turn an InputError of the block into an error of the form; the block then ends, and the view shows the form.

    Args:
        form: whose template shows what it refuses.
        at: the field that an error belongs to, by its code.
    """
    return _Refusing(form, at)


def readable(read: Callable[[str], object], *, is_optional: bool = False) -> Callable[[FlaskForm, Field], None]:
    """Return a validator that takes what ``read`` takes; with ``is_optional`` nothing, too."""

    def check(_form: FlaskForm, field: Field) -> None:
        if is_optional and not (field.data or "").strip():
            return
        try:
            read(field.data or "")
        except InputError as error:
            raise ValidationError(refusal(error)) from None

    check.field_flags = {} if is_optional else {"required": True}  # type: ignore[attr-defined]  # how WTForms' own validators say it
    return check


def row_refusal(fault: RowFault | TableFault) -> str:
    """Return what ``fault``, which has a code, says in the reader's language; its row and cell stand beside it."""
    if fault.code is None:
        raise ValueError(f"no code: {fault}")
    return row_sentence(fault.code, current_language())
