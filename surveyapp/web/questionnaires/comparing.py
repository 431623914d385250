"""What a page says about the changes between two versions: where, what kind, and word by word."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.comparison.comparability import Basis, statement_bases
from surveyapp.core.instrument.changes import Change, Kind, TextChange, ValueChange, compare
from surveyapp.core.instrument.outline import OutlineValue, Path
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.word_diff import Piece, diff_words
from surveyapp.core.text.languages import TABLE, Language, Text
from surveyapp.reports.proof.places import Key, code_of, name_of, place_of, text_codes
from surveyapp.web.i18n import lazy_gettext

KINDS = {
    Kind.MEANING: lazy_gettext("Means something else"),
    Kind.ADDED: lazy_gettext("New"),
    Kind.REMOVED: lazy_gettext("Removed"),
    Kind.MOVED: lazy_gettext("Moved"),
    Kind.WORDING: lazy_gettext("Wording changed"),
    Kind.TRANSLATION: lazy_gettext("Changed in one language only"),
    Kind.RULE: lazy_gettext("Rule changed"),
}
NOTES = {
    Kind.MEANING: lazy_gettext("Answers under the same id mean something else. Give it a new id."),
    Kind.TRANSLATION: lazy_gettext("Reread the text in the other languages."),
}


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text: its code on paper, what it is called, and its words in each language."""

    code: str
    name: str
    words: Mapping[Language, tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value, as the file writes it: what it is called for people, or else in the file."""

    name: str
    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """All that happened to one item."""

    place: str
    code: str
    kinds: tuple[Kind, ...]
    texts: list[ShownText]
    values: list[ShownValue]


@dataclass(frozen=True, slots=True)
class ChangeList:
    """Every change, how many there are of each kind, and how many statements still compare with earlier rounds."""

    changes: list[ShownChange]
    counts: list[tuple[Kind, int]]
    comparable: int
    statements: int
    kinds = KINDS
    notes = NOTES


def comparison(old: Questionnaire, new: Questionnaire, *, reader: Language) -> ChangeList:
    """Return what changed from ``old`` to ``new``, ready to be shown to a reader of one language."""
    found = compare(old, new)
    codes_of = {False: text_codes(new), True: text_codes(old)}
    shown = [
        _shown(change, old if _is_gone(change) else new, codes=codes_of[_is_gone(change)], reader=reader)
        for change in found
    ]
    counted = Counter(kind for change in found for kind in change.kinds)
    counts = [(kind, counted[kind]) for kind in Kind if counted[kind]]
    comparable = list(statement_bases(old, new).values()).count(Basis.SAME)
    return ChangeList(shown, counts, comparable, new.statement_count())


def _is_gone(change: Change) -> bool:
    return Kind.REMOVED in change.kinds


def _shown(change: Change, questionnaire: Questionnaire, *, codes: Mapping[Key, str], reader: Language) -> ShownChange:
    return ShownChange(
        place=place_of(change.path, questionnaire, language=reader),
        code=code_of(change.path, codes),
        kinds=change.kinds,
        texts=[_shown_text(change.path, text, codes=codes, reader=reader) for text in change.texts],
        values=[_shown_value(value, reader) for value in change.values],
    )


def _shown_text(path: Path, text: TextChange, *, codes: Mapping[Key, str], reader: Language) -> ShownText:
    words = {language: diff_words(_in(text.old, language), _in(text.new, language)) for language in _spoken(text)}
    return ShownText(codes.get((path, text.name), ""), name_of(text.name, reader), words)


def _shown_value(value: ValueChange, reader: Language) -> ShownValue:
    return ShownValue(name_of(value.name, reader), value.name, _as_in_file(value.old), _as_in_file(value.new))


def _as_in_file(value: OutlineValue) -> str:
    if value is None:
        return "–"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _spoken(change: TextChange) -> list[Language]:
    """Return the languages in which there are words to show."""
    codes = {*(change.new or {}), *(change.old or {})}
    return [Language(code) for code in TABLE if code in codes]


def _in(text: Text | None, language: Language) -> str:
    return text.get(language, "") if text else ""
