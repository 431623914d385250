"""The proof-reading sheet: every sentence of a questionnaire as each side reads it, both languages side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveyapp.core.instrument.outline import STATEMENTS, Path, outline_of
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Text
from surveyapp.reports.proof.places import Key, name_of, place_of, text_codes

EVERYBODY = tuple(Side)
BOTH = Text({"ar": "الطرفان", "en": "both"})
COLUMNS = {
    "code": Text({"ar": "الرمز", "en": "Code"}),
    "side": Text({"ar": "من يقرأه", "en": "Read by"}),
    "where": Text({"ar": "الموضع", "en": "Where"}),
    "ar": Text({"ar": "العربية", "en": "Arabic"}),
    "en": Text({"ar": "الإنجليزية", "en": "English"}),
    "remarks": Text({"ar": "ملاحظات", "en": "Remarks"}),
}
_OF_ONE_SIDE = frozenset({"intro", "terms"})
"""Groups whose texts are named by the side that reads them."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its code on paper ("" without), who reads it, where it stands, and its words.

    ``name`` is what it is called at its ``place``, such as “about us”; None where the place says it all.
    """

    code: str
    side: Text
    place: Text
    name: Text | None
    text: Text

    @property
    def where(self) -> Text:
        """Return place and name in one."""
        if self.name is None:
            return self.place
        return Text({"ar": f"{self.place['ar']}: {self.name['ar']}", "en": f"{self.place['en']}: {self.name['en']}"})


def list_sentences(questionnaire: Questionnaire) -> list[Sentence]:
    """Return every sentence that ``questionnaire`` holds in the order of its form, placeholders filled.

    A statement that both sides read alike stands once; where the words differ, once for each side.
    """
    codes = text_codes(questionnaire)
    return [
        sentence
        for key, text in _texts(questionnaire)
        for sentence in _sentences(questionnaire, key, text, codes=codes)
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


def _sentences(questionnaire: Questionnaire, key: Key, text: Text, *, codes: Mapping[Key, str]) -> Iterator[Sentence]:
    path, name = key
    place, called = place_of(path, questionnaire), name_of(name)
    for sides, words in _readings(questionnaire, path, name, text=text):
        side = BOTH if sides == EVERYBODY else questionnaire.sides[sides[0]].label
        yield Sentence(codes.get(key, ""), side, place, called, words)


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
    ar, en = text["ar"], text["en"]
    for placeholder, figure in figures.items():
        ar, en = ar.replace(placeholder, str(figure)), en.replace(placeholder, str(figure))
    return Text({"ar": ar, "en": en})
