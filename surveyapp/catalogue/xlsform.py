"""One side's form as the sheets of an XLSForm, for KoboToolbox, ODK and their like.

A page is a group and a screen; nothing is required, as on our own pages. The names are those that ``columns`` reads in
an export. The sheets are made from the questionnaire and never read back: ``xlsform_source`` holds what is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from surveyapp.catalogue.columns import COVER, FORM, XLSFORM_DOT, form_mark, note_name, question_of, xlsform_name
from surveyapp.core.form.pages import (
    CLOSING,
    COMMENT_LIMIT,
    PROFILE,
    SHARE_SUFFIX,
    ChoiceField,
    ChoicesField,
    Field,
    Page,
    RatingField,
    ShareField,
    TextField,
    form_pages,
)
from surveyapp.core.instrument.burden import count_statements
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.words.burden import time_told
from surveyapp.words.catalogue import counted, in_all, in_each, marked
from surveyapp.words.collected import collected_notice
from surveyapp.words.languages import english_name

Sheets = dict[str, list[list[str]]]
"""Rows by the sheet's name, the header first."""

SURVEY = ("type", "name", "label", "appearance", "relevant", "constraint", "constraint_message", "calculation")
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version", "default_language", "style")
TRANSLATED = frozenset({"label", "constraint_message"})
_TITLES = {PROFILE: marked("About your work"), CLOSING: marked("In closing")}
_YES_NO = {"y": marked("Yes"), "n": marked("No")}

_Row = dict[str, str | Text]
_Languages = Sequence[Language]


def form_sheets(questionnaire: Questionnaire, side: Side, *, reference: str) -> Sheets:
    """Return the sheets of the form of ``side``; ``reference`` is ``slug@version``."""
    pages, languages = form_pages(questionnaire, side), questionnaire.languages
    survey = [*_cover(questionnaire, side, form_mark(reference, side))]
    for page in pages:
        title = page.section.title if page.section else in_all(_TITLES[page.id], languages)
        survey += _group(page.id, title, _page(questionnaire, page))
    slug, _, version = reference.partition("@")
    names = [text.in_(languages[0]) for text in (questionnaire.title, questionnaire.sides[side].full_name)]
    settings = [" – ".join(names), f"{slug}_{side.value}", version, column_of(languages[0]), "pages"]
    return {
        "survey": _sheet(SURVEY, survey, languages),
        "choices": _sheet(CHOICES, _choices(pages, languages), languages),
        "settings": [list(SETTINGS), settings],
    }


def column_of(language: Language) -> str:
    """Return what the tools call a language: ``English (en)``."""
    return f"{english_name(language)} ({language.code})"


def _sheet(columns: Sequence[str], rows: Iterable[_Row], languages: _Languages) -> list[list[str]]:
    header = [cell for name in columns for cell in _heading(name, languages)]
    return [header, *([cell for name in columns for cell in _cells(name, row, languages)] for row in rows)]


def _heading(name: str, languages: _Languages) -> list[str]:
    return [f"{name}::{column_of(language)}" for language in languages] if name in TRANSLATED else [name]


def _cells(name: str, row: _Row, languages: _Languages) -> list[str]:
    held = row.get(name, "")
    if isinstance(held, Text):
        return [held.in_(language) for language in languages]
    return [held] * len(_heading(name, languages))


def _group(name: str, title: Text, rows: Iterable[_Row]) -> Iterator[_Row]:
    yield {"type": "begin_group", "name": name, "label": title, "appearance": "field-list"}
    yield from rows
    yield {"type": "end_group"}


def _note(group: str, note: str, text: Text) -> _Row:
    return {"type": "note", "name": note_name(group, note), "label": text}


def _cover(questionnaire: Questionnaire, side: Side, form: str) -> Iterator[_Row]:
    statements = count_statements(questionnaire, side)
    said: Sequence[_Row] = (
        {"type": "calculate", "name": FORM, "calculation": f"'{form}'"},
        _note(COVER, "intro", questionnaire.intro[side]),
        _note(COVER, "time", in_each(questionnaire.languages, partial(time_told, statements))),
        _note(COVER, "privacy", in_each(questionnaire.languages, partial(_notice, questionnaire))),
    )
    yield from _group(COVER, questionnaire.title, said)


def _notice(questionnaire: Questionnaire, language: Language) -> str:
    return "\n\n".join(collected_notice(questionnaire.disclosure, language))


def _page(questionnaire: Questionnaire, page: Page) -> Iterator[_Row]:
    if page.section:
        yield _note(page.id, "hint", page.section.hint)
        question = questionnaire.scale_of(page.section).question
        if question:
            yield _note(page.id, "scale", question)
    for about, fields in groupby(page.fields, key=lambda field: getattr(field, "about", None)):
        if about:
            yield _note(page.id, about, questionnaire.labels[f"about_{'us' if about == 'self' else about}"])
        yield from (_question(page, field, questionnaire.languages) for field in fields)
    if page.id == CLOSING:
        yield _note(page.id, "thanks", questionnaire.thanks)


def _question(page: Page, field: Field, languages: _Languages) -> _Row:
    name = xlsform_name(page, field)
    return {"name": name, "label": question_of(field, languages), **_KINDS[type(field)](field, name, languages)}


def _text(_field: TextField, _name: str, languages: _Languages) -> _Row:
    constraint = f"string-length(.) <= {COMMENT_LIMIT}"
    message = in_each(languages, _too_long)
    return {"type": "text", "appearance": "multiline", "constraint": constraint, "constraint_message": message}


def _share(_field: ShareField, name: str, _languages: _Languages) -> _Row:
    """Ask only where something was written, which then stands under a name without the suffix."""
    words = name.removesuffix(SHARE_SUFFIX.replace(".", XLSFORM_DOT))
    return {"type": "select_one yes_no", "relevant": f"${{{words}}} != ''"}


def _too_long(language: Language) -> str:
    return counted("Write %(n)s character at most.", "Write %(n)s characters at most.", COMMENT_LIMIT, language)


def _several(field: ChoicesField, _name: str, languages: _Languages) -> _Row:
    constraint = f"count-selected(.) <= {field.max}"
    return {
        "type": f"select_multiple {_list_of(field)}",
        "constraint": constraint,
        "constraint_message": in_all(marked("Choose %(n)s at most."), languages, n=field.max),
    }


_KINDS: dict[type[Field], Callable[[Any, str, _Languages], _Row]] = {
    RatingField: lambda field, *_: {"type": f"select_one {_list_of(field)}"},
    ChoiceField: lambda field, *_: {"type": f"select_one {_list_of(field)}"},
    ChoicesField: _several,
    TextField: _text,
    ShareField: _share,
}


def _list_of(field: RatingField | ChoiceField | ChoicesField) -> str:
    """Return what the list of the field's choices is called; scales are shared."""
    return f"scale_{field.scale.id}" if isinstance(field, RatingField) else f"options_{field.name}"


def _choices(pages: Sequence[Page], languages: _Languages) -> Iterator[_Row]:
    lists: dict[str, list[tuple[str, Text]]] = {
        "yes_no": [(key, in_all(label, languages)) for key, label in _YES_NO.items()]
    }
    for field in (field for page in pages for field in page.fields):
        if isinstance(field, RatingField):
            points = [(str(point.value), point.label) for point in field.scale.points]
            lists[_list_of(field)] = points + [(option.key, option.label) for option in field.scale.non_answers]
        elif isinstance(field, ChoiceField | ChoicesField):
            lists[_list_of(field)] = [(option.key, option.label) for option in field.options]
    for name, choices in lists.items():
        for key, label in choices:
            yield {"list_name": name, "name": key, "label": label}
