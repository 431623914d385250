"""Every refusal by its code, and what it says to whom."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from surveyapp.core.conduct.review import State
from surveyapp.core.errors import Code, ReviewError
from surveyapp.core.text.languages import Language
from surveyapp.core.text.naming import NAME_LIMIT
from surveyapp.words.catalogue import say
from surveyapp.words.dates import day_text
from surveyapp.words.refusals.accounts import ACCOUNTS
from surveyapp.words.refusals.answers import ANSWERS
from surveyapp.words.refusals.files import FILES
from surveyapp.words.refusals.making import MAKING
from surveyapp.words.refusals.names import NAMES
from surveyapp.words.refusals.partners import PARTNERS
from surveyapp.words.refusals.people import PEOPLE
from surveyapp.words.refusals.refusal import Refusal
from surveyapp.words.refusals.reviews import REVIEWS
from surveyapp.words.refusals.rows import ROWS
from surveyapp.words.states import state_word

REFUSALS: Mapping[Code, Refusal] = MappingProxyType(
    {**ROWS, **ACCOUNTS, **ANSWERS, **FILES, **MAKING, **NAMES, **PARTNERS, **PEOPLE, **REVIEWS}
)
"""Every code. Those of rows alone say of any refusal what they say of a row."""


_PLACES = re.compile(r"%\((\w+)\)")


def refusal_sentence(error: ReviewError, language: Language) -> str:
    """Return what a page or a program says of ``error``: one or two whole sentences."""
    return _said(REFUSALS[error.code].said, error.details, language)


def refusal_advice(error: ReviewError, language: Language) -> str:
    """Return what can be done about ``error``; nothing where the page that is shown must know."""
    advice = REFUSALS[error.code].advice
    return _said(advice, error.details, language) if advice else ""


def refusal_line(error: ReviewError, language: Language) -> str:
    """Return what a terminal says of ``error``, in one line."""
    refusal, details = REFUSALS[error.code], error.details
    plain = {name: str(value) if type(value) is date else value for name, value in details.items()}  # as it is typed
    return _said(refusal.shell or refusal.said, plain, language)


def row_sentence(code: Code, language: Language) -> str:
    """Return what a page says of a row with this fault; its number and its cell stand beside it."""
    return _said(ROWS.get(code, REFUSALS[code]).said, _of_row(""), language)


def row_line(code: Code, language: Language, *, cell: str) -> str:
    """Return what a terminal says of a row with this fault and this cell; its number stands before it."""
    refusal = ROWS.get(code, REFUSALS[code])
    return _said(refusal.shell or refusal.said, _of_row(cell), language).rstrip(": ")


def _of_row(cell: str) -> Mapping[str, object]:
    return {"cell": cell, "limit": NAME_LIMIT}


def _said(message: str, details: Mapping[str, object], language: Language) -> str:
    """Return a message with its places filled; one for which nothing was given is left open, and it is still said."""
    left_open = dict.fromkeys(_PLACES.findall(message), "…")
    return say(message, language, **left_open | {name: _written(value, language) for name, value in details.items()})


def _written(value: object, language: Language) -> object:
    if isinstance(value, State):
        return state_word(value, language)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return day_text(value, language) if isinstance(value, date) else value
