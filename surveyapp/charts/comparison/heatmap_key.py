"""The key under the map of partners: greys, bold, flags, and what stands where there is no number."""

from collections.abc import Callable, Sequence

from surveyapp.charts.comparison.labels import PartnersLabels
from surveyapp.charts.comparison.partners_view import STEPS, Column, PartnersView, Shows, shows
from surveyapp.charts.drawn import Sign
from surveyapp.charts.labels import LABELS
from surveyapp.charts.legend import HIDDEN, Item, sentence, sign_items
from surveyapp.charts.page import Page, Point
from surveyapp.charts.style import GREY, NOTE, RULE
from surveyapp.charts.topic.distribution import shade
from surveyapp.charts.view import FLAG_NAMES, Flag, flags_of
from surveyapp.charts.wording import score
from surveyapp.core.comparison.partners import PartnerGap
from surveyapp.core.results import Reading
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.words import signs
from surveyapp.words.catalogue import say
from surveyapp.words.readings import NAMES


def key_items(view: PartnersView, columns: Sequence[Column], *, places: Sequence[int]) -> list[Item]:
    """Return the key of the greys, and of those signs that occur."""
    labels, charts, language = view.labels, LABELS[view.language], view.language
    cells = [column.compared.partners[place] for column in columns for place in places]
    items = [sentence(charts.gap_sign.format(**{side.value: view.side_name(side) for side in Side}))]
    items += [sentence(labels.size), *(_grey_item(labels, number) for number in range(len(STEPS)))]
    if any(cell.reading is Reading.CLEAR_GAP and cell.gap is not None for cell in cells):
        items.append(sentence(signs.bold_number(say(NAMES[Reading.CLEAR_GAP], language), language)))
    drawn = {flag for cell in cells if cell.gap is not None for flag in flags_of(cell)}
    items += sign_items((Sign(flag.value), say(FLAG_NAMES[flag], language)) for flag in Flag if flag in drawn)
    items += [Item(7, _hatched, words) for words in [view.withheld_meaning(columns, places)] if words]
    return [*items, *_sign_items(cells, labels), *_note_items(view, places)]


def _sign_items(cells: Sequence[PartnerGap], labels: PartnersLabels) -> list[Item]:
    found = {shows(cell) for cell in cells}
    items = [Item(2, _sign(labels.other_words_mark), labels.other_words)] if Shows.OTHER_WORDS in found else []
    return [*items, *([Item(2, _sign(HIDDEN), labels.not_asked)] if Shows.NOT_ASKED in found else [])]


def _note_items(view: PartnersView, places: Sequence[int]) -> list[Item]:
    """Return what the notes under partners' names mean."""
    has_form, is_coarse = any(map(view.has_agreed_form, places)), any(map(view.is_protected, places))
    said = [signs.form_meaning(view.language)] if has_form else []
    return [sentence(words) for words in [*said, *([signs.policy_meaning(view.language)] if is_coarse else [])]]


def _hatched(page: Page, at: Point) -> None:
    page.hatch((at[0], at[1] - 2), width=7, height=4, colour=GREY, gid="key")


def _sign(sign: str) -> Callable[[Page, Point], None]:
    return lambda page, at: page.text(at, sign, size=NOTE)


def _grey_item(labels: PartnersLabels, number: int) -> Item:
    fill, _ = shade(number + 1, len(STEPS))
    look = {"facecolor": fill, "edgecolor": RULE, "linewidth": 0.5}
    is_last = number == len(STEPS) - 1
    words = labels.last_step.format(low=score(STEPS[number])) if is_last else _range(labels, number)
    return Item(7, lambda page, at: page.box((at[0], at[1] - 2), width=7, height=4, **look), words)


def _range(labels: PartnersLabels, number: int) -> str:
    return isolated_ltr(labels.step.format(low=score(STEPS[number]), high=score(STEPS[number + 1] - 0.1)))
