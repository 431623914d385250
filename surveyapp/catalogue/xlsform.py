"""One side's form as the sheets of an XLSForm, for KoboToolbox, ODK and their like.

A page is a group and a screen; nothing is required, as on our own pages. The names are those that ``columns`` reads in
an export. The sheets are made from the questionnaire and never read back: ``xlsform_source`` holds what is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import EVERY, Language, Text
from surveyapp.words.collected import collected_notice

Sheets = dict[str, list[list[str]]]
"""Rows by the sheet's name, the header first."""

SURVEY = ("type", "name", "label", "appearance", "relevant", "constraint", "constraint_message", "calculation")
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version", "default_language", "style")
TRANSLATED = frozenset({"label", "constraint_message"})
LANGUAGES = {Language("ar"): "Arabic (ar)", Language("en"): "English (en)"}
"""What the tools call the languages, in the order of their columns."""

_TITLES = {
    PROFILE: Text({"ar": "عن عملكم", "en": "About your work"}),
    CLOSING: Text({"ar": "في الختام", "en": "In closing"}),
}
_YES_NO = {"y": Text({"ar": "نعم", "en": "Yes"}), "n": Text({"ar": "لا", "en": "No"})}
_TOO_MANY = Text({"ar": "العدد الأقصى للاختيارات: {n}", "en": "Choose {n} at most."})
_TOO_LONG = Text({"ar": "العدد الأقصى للحروف: {n}", "en": "Write {n} characters at most."})

_Row = dict[str, str | Text]


def form_sheets(questionnaire: Questionnaire, side: Side, *, reference: str) -> Sheets:
    """Return the sheets of the form of ``side``; ``reference`` is ``slug@version``."""
    pages = form_pages(questionnaire, side)
    survey = [*_cover(questionnaire, side, form_mark(reference, side))]
    for page in pages:
        survey += _group(page.id, page.section.title if page.section else _TITLES[page.id], _page(questionnaire, page))
    slug, _, version = reference.partition("@")
    title, name = questionnaire.title["ar"], questionnaire.sides[side].full_name["ar"]
    settings = [f"{title} – {name}", f"{slug}_{side.value}", version, LANGUAGES[Language("ar")], "pages"]
    return {
        "survey": _sheet(SURVEY, survey),
        "choices": _sheet(CHOICES, _choices(pages)),
        "settings": [list(SETTINGS), settings],
    }


def _sheet(columns: Sequence[str], rows: Iterable[_Row]) -> list[list[str]]:
    header = [cell for name in columns for cell in _heading(name)]
    return [header, *([cell for name in columns for cell in _cells(name, row)] for row in rows)]


def _heading(name: str) -> list[str]:
    return [f"{name}::{language}" for language in LANGUAGES.values()] if name in TRANSLATED else [name]


def _cells(name: str, row: _Row) -> list[str]:
    held = row.get(name, "")
    if isinstance(held, Text):
        return [held.in_(language) for language in LANGUAGES]
    return [held] * len(_heading(name))


def _group(name: str, title: Text, rows: Iterable[_Row]) -> Iterator[_Row]:
    yield {"type": "begin_group", "name": name, "label": title, "appearance": "field-list"}
    yield from rows
    yield {"type": "end_group"}


def _note(group: str, note: str, text: Text) -> _Row:
    return {"type": "note", "name": note_name(group, note), "label": text}


def _cover(questionnaire: Questionnaire, side: Side, form: str) -> Iterator[_Row]:
    said: Sequence[_Row] = (
        {"type": "calculate", "name": FORM, "calculation": f"'{form}'"},
        _note(COVER, "intro", questionnaire.intro[side]),
        _note(COVER, "privacy", Text({one: _notice(questionnaire, one) for one in EVERY})),
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
        yield from (_question(page, field) for field in fields)
    if page.id == CLOSING:
        yield _note(page.id, "thanks", questionnaire.thanks)


def _question(page: Page, field: Field) -> _Row:
    name = xlsform_name(page, field)
    return {"name": name, "label": question_of(field), **_KINDS[type(field)](field, name)}


def _text(_field: TextField, _name: str) -> _Row:
    constraint = f"string-length(.) <= {COMMENT_LIMIT}"
    message = _filled(_TOO_LONG, COMMENT_LIMIT)
    return {"type": "text", "appearance": "multiline", "constraint": constraint, "constraint_message": message}


def _share(_field: ShareField, name: str) -> _Row:
    """Ask only where something was written, which then stands under a name without the suffix."""
    words = name.removesuffix(SHARE_SUFFIX.replace(".", XLSFORM_DOT))
    return {"type": "select_one yes_no", "relevant": f"${{{words}}} != ''"}


def _several(field: ChoicesField, _name: str) -> _Row:
    constraint = f"count-selected(.) <= {field.max}"
    return {
        "type": f"select_multiple {_list_of(field)}",
        "constraint": constraint,
        "constraint_message": _filled(_TOO_MANY, field.max),
    }


_KINDS: dict[type[Field], Callable[[Any, str], _Row]] = {
    RatingField: lambda field, _name: {"type": f"select_one {_list_of(field)}"},
    ChoiceField: lambda field, _name: {"type": f"select_one {_list_of(field)}"},
    ChoicesField: _several,
    TextField: _text,
    ShareField: _share,
}


def _list_of(field: RatingField | ChoiceField | ChoicesField) -> str:
    """Return what the list of the field's choices is called; scales are shared."""
    return f"scale_{field.scale.id}" if isinstance(field, RatingField) else f"options_{field.name}"


def _choices(pages: Sequence[Page]) -> Iterator[_Row]:
    lists: dict[str, list[tuple[str, Text]]] = {"yes_no": list(_YES_NO.items())}
    for field in (field for page in pages for field in page.fields):
        if isinstance(field, RatingField):
            points = [(str(point.value), point.label) for point in field.scale.points]
            lists[_list_of(field)] = points + [(option.key, option.label) for option in field.scale.non_answers]
        elif isinstance(field, ChoiceField | ChoicesField):
            lists[_list_of(field)] = [(option.key, option.label) for option in field.options]
    for name, choices in lists.items():
        for key, label in choices:
            yield {"list_name": name, "name": key, "label": label}


def _filled(text: Text, n: int) -> Text:
    return Text({code: said.format(n=n) for code, said in text.items()})
