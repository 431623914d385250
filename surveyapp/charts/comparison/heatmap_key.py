"""The key under the map of partners: greys, bold, flags, and what stands where there is no number."""

from collections.abc import Callable, Sequence

from surveyapp.charts.comparison.partners_view import STEPS, Column, PartnersView, Shows, shows
from surveyapp.charts.distribution import shade
from surveyapp.charts.drawn import Sign
from surveyapp.charts.legend import HIDDEN, Item, gap_equation, sentence, sign_items
from surveyapp.charts.page import Page, Point
from surveyapp.charts.style import GREY, NOTE, RULE
from surveyapp.charts.view import FLAG_NAMES, Flag, flags_of
from surveyapp.core.comparison.partners import PartnerGap
from surveyapp.core.results import Reading
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.core.text.languages import Language
from surveyapp.core.text.rounding import written
from surveyapp.words import signs
from surveyapp.words.catalogue import marked, say
from surveyapp.words.readings import NAMES

_SIZE, _LARGEST = marked("Size of the gap:"), marked("%(low)s and more")
_OTHER_WORDS = marked("Asked in different words: not counted for all partners together")


def key_items(view: PartnersView, columns: Sequence[Column], *, places: Sequence[int]) -> list[Item]:
    """Return the key of the greys, and of those signs that occur."""
    language = view.language
    cells = [column.compared.partners[place] for column in columns for place in places]
    items = [gap_equation({side: view.side_name(side) for side in Side}, language)]
    items += [sentence(say(_SIZE, language)), *(_grey_item(number, language) for number in range(len(STEPS)))]
    if any(cell.reading is Reading.CLEAR_GAP and cell.gap is not None for cell in cells):
        items.append(sentence(signs.bold_number(say(NAMES[Reading.CLEAR_GAP], language), language)))
    drawn = {flag for cell in cells if cell.gap is not None for flag in flags_of(cell)}
    items += sign_items((Sign(flag.value), say(FLAG_NAMES[flag], language)) for flag in Flag if flag in drawn)
    items += [Item(7, _hatched, words) for words in [view.withheld_meaning(columns, places)] if words]
    return [*items, *_letter_items(view, cells), *_note_items(view, places)]


def _letter_items(view: PartnersView, cells: Sequence[PartnerGap]) -> list[Item]:
    """Return what is written behind a number, or in its place."""
    found, words = {shows(cell) for cell in cells}, say(_OTHER_WORDS, view.language)
    items = [Item(2, _letter(view.asterisk), words)] if Shows.OTHER_WORDS in found else []
    return [*items, *([Item(2, _letter(HIDDEN), view.not_asked)] if Shows.NOT_ASKED in found else [])]


def _note_items(view: PartnersView, places: Sequence[int]) -> list[Item]:
    """Return what the notes under partners' names mean."""
    has_form, is_coarse = any(map(view.has_agreed_form, places)), any(map(view.is_protected, places))
    said = [signs.form_meaning(view.language)] if has_form else []
    return [sentence(words) for words in [*said, *([signs.policy_meaning(view.language)] if is_coarse else [])]]


def _hatched(page: Page, at: Point) -> None:
    page.hatch((at[0], at[1] - 2), width=7, height=4, colour=GREY, gid="key")


def _letter(letter: str) -> Callable[[Page, Point], None]:
    return lambda page, at: page.text(at, letter, size=NOTE)


def _grey_item(number: int, language: Language) -> Item:
    fill, _ = shade(number + 1, len(STEPS))
    look = {"facecolor": fill, "edgecolor": RULE, "linewidth": 0.5}
    is_last = number == len(STEPS) - 1
    words = say(_LARGEST, language, low=written(STEPS[number])) if is_last else _range(number)
    return Item(7, lambda page, at: page.box((at[0], at[1] - 2), width=7, height=4, **look), words)


def _range(number: int) -> str:
    return isolated_ltr(f"{written(STEPS[number])}–{written(STEPS[number + 1] - 0.1)}")
