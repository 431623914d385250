"""What must be right before a review is opened, which freezes it: one function for the page and the command."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from surveyapp.core.conduct.printed import Unprinted
from surveyapp.core.conduct.review import Answering, Review
from surveyapp.core.errors import Code
from surveyapp.core.instrument.outline import outline_of
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Text


class Level(StrEnum):
    """How much an item weighs."""

    READY = "ready"
    WARNING = "warning"
    """May stay as it is; it is recorded on opening."""

    MISSING = "missing"
    """Must be mended before opening."""


class Confirmation(StrEnum):
    """Whether a side's focal point has looked at its list of people."""

    NOBODY = "nobody"
    """No focal point is recorded, so nobody can be asked."""

    NONE_COUNTS = "none_counts"
    """Every focal point is one of the staff, or was entered by whoever asked: nobody's word would count."""

    TOO_NEW = "too_new"
    """The only focal points whose word will count were written down lately."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    """A focal point says that something is wrong with it."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How a side's list stands with its focal points.

    ``counts_from`` is the day on which one of them comes to count, where none does yet; ``by`` the name of the first
    whose word counts, and who confirmed the list ``on`` a day.
    """

    standing: Confirmation
    counts_from: date | None = None
    by: str | None = None
    on: date | None = None


class Item(StrEnum):
    """Something that was looked at, with what was found; a code for a sentence."""

    PEOPLE_INVITED = "people_invited"
    NOBODY_INVITED = "nobody_invited"
    LIST_CONFIRMED = "list_confirmed"
    LIST_NOT_CONFIRMED = "list_not_confirmed"
    LIST_REFUSED = "list_refused"
    NO_FOCAL_POINT = "no_focal_point"
    NO_FOCAL_POINT_COUNTS = "no_focal_point_counts"
    FOCAL_POINT_TOO_NEW = "focal_point_too_new"
    ENOUGH_PEOPLE = "enough_people"
    ONE_AGREED_FORM = "one_agreed_form"
    TOO_FEW_FOR_SCORES = "too_few_for_scores"
    TOO_FEW_FOR_DETAILS = "too_few_for_details"
    DATE_AHEAD = "date_ahead"
    DATE_PASSED = "closing_date_passed"
    TRANSLATED = "translated"
    NOT_TRANSLATED = "not_translated"
    NAME_IN_OTHER_WORDS = "name_in_other_words"
    """A name lacks one of the form's languages: its readers see it in another."""
    LETTERS_NOT_PRINTED = "letters_not_printed"
    FORMS_NOT_PRINTED = "forms_not_printed"
    """Codes of paper forms that nobody printed; like letters, they are printed until opening and not again."""


REFUSED: Mapping[Item, Code] = {
    Item.NOBODY_INVITED: Code.NOBODY_INVITED,
    Item.LIST_NOT_CONFIRMED: Code.LIST_NOT_CONFIRMED,
    Item.FOCAL_POINT_TOO_NEW: Code.FOCAL_POINT_TOO_NEW,
    Item.LIST_REFUSED: Code.LIST_REFUSED,
    Item.DATE_PASSED: Code.CLOSING_DATE_PASSED,
    Item.NOT_TRANSLATED: Code.NOT_TRANSLATED,
}
"""What must be mended → the code with which opening is refused until then."""

UNCONFIRMED = frozenset({Item.LIST_NOT_CONFIRMED, Item.FOCAL_POINT_TOO_NEW})
"""What is missing only because nobody confirmed a list: whoever opens may do without, and gives a reason."""

_WARNED_OF = {
    Item.NO_FOCAL_POINT,
    Item.NO_FOCAL_POINT_COUNTS,
    Item.TOO_FEW_FOR_SCORES,
    Item.TOO_FEW_FOR_DETAILS,
    Item.NAME_IN_OTHER_WORDS,
    Item.LETTERS_NOT_PRINTED,
    Item.FORMS_NOT_PRINTED,
}

_CONFIRMATIONS = {
    Confirmation.NOBODY: Item.NO_FOCAL_POINT,
    Confirmation.NONE_COUNTS: Item.NO_FOCAL_POINT_COUNTS,
    Confirmation.TOO_NEW: Item.FOCAL_POINT_TOO_NEW,
    Confirmation.WAITING: Item.LIST_NOT_CONFIRMED,
    Confirmation.CONFIRMED: Item.LIST_CONFIRMED,
    Confirmation.REFUSED: Item.LIST_REFUSED,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the checklist; ``people`` are those invited on ``side``, where it is about a side, or unprinted.

    ``day`` is when the side's first focal point comes to count, where none does yet.
    """

    item: Item
    side: Side | None = None
    people: int = 0
    needed: int = 0
    day: date | None = None

    @property
    def level(self) -> Level:
        """Return how much it weighs."""
        if self.item in REFUSED:
            return Level.MISSING
        return Level.WARNING if self.item in _WARNED_OF else Level.READY

    @property
    def is_of_focal_points(self) -> bool:
        """Say whether it tells how a list stands with its focal points."""
        return self.item in _CONFIRMATIONS.values()


def check_before_opening(
    review: Review,
    questionnaire: Questionnaire,
    *,
    people: Mapping[Side, int],
    confirmations: Mapping[Side, Confirmed],
    unprinted: Mapping[Side, Unprinted],
    now: datetime,
) -> tuple[Finding, ...]:
    """Return what was found about each thing that opening depends on, side by side and then the whole.

    Args:
        review: in preparation.
        questionnaire: its version.
        people: how many links each side has.
        confirmations: whether each side's list is confirmed.
        unprinted: what of each side nobody printed.
        now: the present instant.
    """
    sides = (finding for side in Side for finding in _side(review, side, people[side], confirmations[side]))
    prints = (finding for side in Side for finding in _prints(side, unprinted[side]))
    return (*sides, *prints, _date(review, now), _translation(review, questionnaire))


def list_at(level: Level, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that weigh ``level``."""
    return [finding for finding in findings if finding.level is level]


def _side(review: Review, side: Side, people: int, confirmed: Confirmed) -> Iterator[Finding]:
    if not people:
        yield Finding(Item.NOBODY_INVITED, side)
        return
    yield Finding(Item.PEOPLE_INVITED, side, people)
    yield _threshold(review, side, people)
    yield Finding(_CONFIRMATIONS[confirmed.standing], side, people, day=confirmed.counts_from)


def _threshold(review: Review, side: Side, people: int) -> Finding:
    needed = review.thresholds
    if review.answering.of(side) is Answering.ORGANISATION:
        return Finding(Item.ONE_AGREED_FORM, side, people)
    if people < needed.min_side:
        return Finding(Item.TOO_FEW_FOR_SCORES, side, people, needed.min_side)
    if people < needed.min_detail:
        return Finding(Item.TOO_FEW_FOR_DETAILS, side, people, needed.min_detail)
    return Finding(Item.ENOUGH_PEOPLE, side, people, needed.min_detail)


def _prints(side: Side, unprinted: Unprinted) -> Iterator[Finding]:
    if unprinted.letters:
        yield Finding(Item.LETTERS_NOT_PRINTED, side, unprinted.letters)
    if unprinted.forms:
        yield Finding(Item.FORMS_NOT_PRINTED, side, unprinted.forms)


def _date(review: Review, now: datetime) -> Finding:
    if review.closes_at > now:
        return Finding(Item.DATE_AHEAD)
    return Finding(Item.DATE_PASSED)


def _translation(review: Review, questionnaire: Questionnaire) -> Finding:
    texts = [text for item in outline_of(questionnaire).items.values() for text in item.texts.values()]
    if any(text.lacks(questionnaire.languages) for text in texts):
        return Finding(Item.NOT_TRANSLATED)
    names = (review.partner.name, review.round.title)
    return Finding(
        Item.NAME_IN_OTHER_WORDS if any(_falls_back(name, questionnaire) for name in names) else Item.TRANSLATED
    )


def _falls_back(name: Text, questionnaire: Questionnaire) -> bool:
    """Say whether a reader of the form is shown a name in another language than the form's."""
    return bool(name.lacks(questionnaire.languages))
