"""What the columns of a table of answers may be called: the form's own names, and those of an XLSForm's export."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from surveyapp.core.form.pages import PROFILE, ChoicesField, Field, Page, RatingField, ShareField
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.words.catalogue import available, in_all, marked

_SHARE = marked("I agree that both sides may read the words above, word for word.")
"""What is ticked under a comment, whether people answer or an organisation."""

_FORMER_SHARE = (
    "The words above may be shown word for word to both sides.",
    "يجوز عرض ما كُتب أعلاه حرفياً على الطرفين.",
    "My words above may be shown, word for word and without a name, to both sides.",
    "يجوز عرض ما كتبته أعلاه حرفياً ومن دون اسم على الطرفين.",
)
"""What stood there in tables made before; nobody reads it any more, and no word of it changes."""

XLSFORM_DOT = "__"
"""What stands in an XLSForm's names for a dot, which not every tool takes."""

COVER = "overview"
"""The group of an XLSForm that explains what the form is for; no section can have this name."""

NOTES = ("intro", "time", "privacy", "hint", "scale", "self", "other", "joint", "thanks", "form")
"""What an XLSForm says beside its questions. A note's name is its group's and one of these."""

MARK = "form:"
"""How a column's name begins that names the form which the app's own table is for."""

FORM = f"{COVER}{XLSFORM_DOT}form"
"""The column in which each row of an XLSForm's export names its form."""

_BETWEEN = re.compile(r"__|\W+")
"""What stands between the parts of a name: the app's own, an XLSForm's, and before them groups, joined as one likes."""
_AFTER_GROUP = "_/"
"""What may join a group or a question to what belongs to it; all that ``_BETWEEN`` knows is the second."""

Key = tuple[str, str, str | None]
"""A page's id, a field's name, and an option's key."""


class Meaning(NamedTuple):
    """What a column holds: a field's value, or by 0 and 1 whether one ``option`` of a field was chosen."""

    page: Page
    field: Field
    option: str | None = None

    @property
    def key(self) -> Key:
        """Return what tells this from all else that a column may hold."""
        return self.page.id, self.field.name, self.option

    @property
    def place(self) -> str:
        """Return what faults call the column, such as ``integrity/holds_principles.self``."""
        own = own_name(self.page, self.field).removeprefix(f"{self.page.id}.")
        return "/".join(filter(None, (self.page.id, own, self.option)))


Columns = Sequence[Meaning | None]
"""What each column of a table holds; None for one that is passed over."""


def own_name(page: Page, field: Field) -> str:
    """Return what the app calls the field in tables: with the page's name where the field's alone says too little."""
    is_alone = page.id != PROFILE and (page.section is None or isinstance(field, RatingField))
    return field.name if is_alone else f"{page.id}.{field.name}"


def xlsform_name(page: Page, field: Field) -> str:
    """Return what the field is called in an XLSForm."""
    return own_name(page, field).removeprefix(f"{PROFILE}.").replace(".", XLSFORM_DOT)


def note_name(group: str, note: str) -> str:
    """Return what a note is called in an XLSForm."""
    return f"{group}{XLSFORM_DOT}{note}"


def form_mark(questionnaire: str, side: Side) -> str:
    """Return what names one side's form of the version ``slug@version``."""
    return f"{side.value}:{questionnaire}"


def question_of(field: Field, languages: Iterable[Language]) -> Text:
    """Return what is asked, in ``languages`` where the words are ours."""
    return in_all(_SHARE, languages) if isinstance(field, ShareField) else field.label


def headings_of(field: Field) -> frozenset[str]:
    """Return what may stand under a column's name to repeat what is asked, in any language: also in former tables."""
    if isinstance(field, ShareField):
        return frozenset([*in_all(_SHARE, available()).values(), *_FORMER_SHARE])
    return frozenset(field.label.values())


def words_of(name: str) -> str:
    """Return a column's name with one kind of separator between its parts."""
    return _BETWEEN.sub("/", name)


def meanings(pages: Sequence[Page]) -> Iterator[tuple[str, Meaning | None]]:
    """Yield what each name that a column may have stands for; where two things could have one name, the later wins."""
    for group in (COVER, *(page.id for page in pages)):
        yield from ((words_of(f"{before}{note}"), None) for note in NOTES for before in _before_note(group))
    fields = [(page, field) for page in pages for field in page.fields]
    for page, field in fields:
        names = (field.name, own_name(page, field), xlsform_name(page, field))
        for group in (f"{page.id}{between}" for between in _AFTER_GROUP):
            yield from _with_options([f"{group}{name}" for name in names], page, field)
    for page, field in fields:
        yield from _with_options([xlsform_name(page, field), own_name(page, field)], page, field)


def _before_note(group: str) -> list[str]:
    return [f"{group}/", *(f"{group}{between}{group}/" for between in _AFTER_GROUP)]


def _with_options(names: Iterable[str], page: Page, field: Field) -> Iterator[tuple[str, Meaning]]:
    for name in names:
        yield words_of(name), Meaning(page, field)
        for option in field.options if isinstance(field, ChoicesField) else ():
            for between in _AFTER_GROUP:
                yield words_of(f"{name}{between}{option.key}"), Meaning(page, field, option.key)
