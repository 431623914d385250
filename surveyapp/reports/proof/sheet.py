"""The proof-reading sheet: every sentence of a questionnaire as each side reads it, its languages side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveyapp.core.instrument.outline import STATEMENTS, Path, outline_of
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.reports.proof.places import Key, name_of, place_of, text_codes
from surveyapp.words.catalogue import say
from surveyapp.words.joining import named
from surveyapp.words.languages import name_of as language_name

EVERYBODY = tuple(Side)
_OF_ONE_SIDE = frozenset({"intro", "terms"})
"""Groups whose texts are named by the side that reads them."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its code on paper ("" without), who reads it, where it stands, and its words.

    All but its words is in one reader's language. ``name`` is what it is called at its ``place``, such as “about us”;
    "" where the place says it all, and ``where`` is both in one.
    """

    code: str
    side: str
    place: str
    name: str
    where: str
    text: Text


def columns_for(reader: Language, languages: Iterable[Language]) -> dict[str, str]:
    """Return the columns of the sheet and their headings; the words of each of ``languages`` have one."""
    return {
        "code": say("Code", reader),
        "side": say("Read by", reader),
        "where": say("Where", reader),
        **{language.code: language_name(language, reader) for language in languages},
        "remarks": say("Remarks", reader),
    }


def list_sentences(questionnaire: Questionnaire, reader: Language) -> list[Sentence]:
    """Return every sentence that ``questionnaire`` holds in the order of its form, placeholders filled.

    A statement that both sides read alike stands once; where the words differ, once for each side.
    """
    codes = text_codes(questionnaire)
    return [
        sentence
        for key, text in _texts(questionnaire)
        for sentence in _sentences(questionnaire, key, text=text, code=codes.get(key, ""), reader=reader)
    ]


def _texts(questionnaire: Questionnaire) -> list[tuple[Key, Text]]:
    """Return every text; a section's statements stand between its heading and its open question."""
    items = outline_of(questionnaire).items
    places = {path: number for number, path in enumerate(items)}
    texts = [((path, name), text) for path, item in items.items() for name, text in item.texts.items()]

    def rank(found: tuple[Key, Text]) -> tuple[int, int]:
        (path, name), _ = found
        section = items[path].values.get("section")
        return (places["sections", str(section)], 1) if section else (places[path], 2 if name == "open" else 0)

    return sorted(texts, key=rank)


def _sentences(
    questionnaire: Questionnaire, key: Key, *, text: Text, code: str, reader: Language
) -> Iterator[Sentence]:
    path, name = key
    place, called = place_of(path, questionnaire, language=reader), name_of(name, reader)
    where = named(place, called, reader) if called else place
    for sides, words in _readings(questionnaire, path, name, text=text):
        side = say("both", reader) if sides == EVERYBODY else questionnaire.sides[sides[0]].label.in_(reader)
        yield Sentence(code, side, place, called, where, words)


def _readings(
    questionnaire: Questionnaire, path: Path, name: str, *, text: Text
) -> list[tuple[tuple[Side, ...], Text]]:
    """Return who reads ``text``, and how."""
    if path[0] in _OF_ONE_SIDE:
        return [((Side(name.partition(".")[0]),), text)]
    if path[0] != STATEMENTS:
        return [(EVERYBODY, _filled(questionnaire, text))]
    read = {side: questionnaire.terms[side].fill(text) for side in Side}
    if read[Side.PRCS] == read[Side.PARTNER]:
        return [(EVERYBODY, read[Side.PRCS])]
    return [((side,), words) for side, words in read.items()]


def _filled(questionnaire: Questionnaire, text: Text) -> Text:
    """Return ``text`` with the figures that it would show, of the questionnaire's own rules and its first topic."""
    figures = {
        "{n}": 1,
        "{total}": len(questionnaire.sections),
    }
    for placeholder, figure in figures.items():
        text = Text({code: said.replace(placeholder, str(figure)) for code, said in text.items()})
    return text
