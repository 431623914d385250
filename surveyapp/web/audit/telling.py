"""An entry of the record as its reader is told it: one sentence, and what it does not say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from flask import url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Review
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Text
from surveyapp.store import partners, recipients, review_lists, rounds
from surveyapp.store.audit import Entry, read_details
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.web.audit.details import list_details, say_detail
from surveyapp.web.audit.phrases import Phrase
from surveyapp.web.audit.sentences import SENTENCES
from surveyapp.web.audit.words import AUTHORS, name_author
from surveyapp.web.clock import local
from surveyapp.web.i18n import current_language, day, gettext, marked, ngettext, text
from surveyapp.web.showing import say_on_page, show
from surveyapp.words.dates import time_text
from surveyapp.words.joining import commas

_SIDES: Mapping[str, str] = {Side.PRCS: marked("PRCS"), Side.PARTNER: marked("the partner")}
"""What sides are called within a sentence."""

_UNKNOWN = Phrase(marked("%(who)s: %(action)s."))
"""What is said of an action of another installation."""


class KeptNames(NamedTuple):
    """What entries are about, by the ids and slugs that they hold; as far as it is still kept."""

    people: Mapping[str, str]
    partners: Mapping[str, Text]
    rounds: Mapping[str, Text]
    reviews: Mapping[int, Review]
    topics: Mapping[tuple[int, str], Text]


class Sentence(NamedTuple):
    """An entry in the reader's language: the sentence is markup, ``rest`` what else was recorded."""

    number: int
    time: str
    sentence: Markup
    rest: Sequence[str]


def load_names(session: Session, entries: Sequence[Entry]) -> KeptNames:
    """Return the names for all that ``entries`` are about, in a few queries."""
    ids = {one.review_id for one in entries if one.review_id is not None}
    reviews = {review.id: review for review in review_lists.list_some(session, ids)}
    about = {one.review_id for one in entries if one.action == "meeting.agreed"}
    asked = {id_: get_questionnaire(session, reviews[id_].questionnaire) for id_ in about if id_ in reviews}
    return KeptNames(
        people=recipients.find_names(session, _values(entries, "person")),
        partners=partners.find_names(session, _values(entries, "partner", "into")),
        rounds=rounds.find_titles(session, _values(entries, "round")),
        reviews=reviews,
        topics={(id_, one.id): one.title for id_, form in asked.items() for one in form.sections},
    )


def tell_by_day(entries: Sequence[Entry], names: KeptNames) -> list[tuple[str, list[Sentence]]]:
    """Return entries as their reader is told them, each day's by themselves, in the order that they come in."""
    days = groupby(entries, lambda entry: local(entry.at).date())
    return [(day(one), [tell(entry, names) for entry in its_own]) for one, its_own in days]


def tell(entry: Entry, names: KeptNames) -> Sentence:
    """Return an entry as one sentence with who, what, in which review and how many, and what that does not say."""
    told = read_details(entry) | {"action": entry.action}
    known = told if entry.review_id is None else told | {"review": entry.review_id}
    phrase = next((one for one in SENTENCES.get(entry.action, ()) if one.fits(known)), _UNKNOWN)
    values = {"who": _who(entry), "review": _review(entry, told, names), "num": told.get(phrase.counted)}
    shown = {place: values[place] if place in values else _shown(place, told, entry, names) for place in phrase.places}
    said = {*phrase.details, "action", *(_OF_A_REVIEW if entry.review_id else ())}
    return Sentence(
        entry.number,
        time_text(local(entry.at), current_language()),
        say_on_page(phrase.message(told, current_language()), shown),
        list_details(told, but=said),
    )


def _values(entries: Iterable[Entry], *keys: str) -> set[str]:
    return {str(told[key]) for told in map(read_details, entries) for key in keys if key in told}


def _shown(place: str, told: Mapping[str, object], entry: Entry, names: KeptNames) -> object:
    """Return what stands in a place of a sentence for a detail: a name where one is kept, or its words."""
    value = told[place]
    if place == "side":
        return gettext(_SIDES[str(value)])
    if isinstance(value, dict):
        return _by_side(value)
    return _name(_NAMED[place](names, entry, str(value)) if place in _NAMED else say_detail(place, value))


def _by_side(counts: Mapping[str, int]) -> str:
    """Return how many people there are of each side."""
    return commas(
        [
            ngettext("%(num)s person of %(side)s", "%(num)s people of %(side)s", count, side=gettext(_SIDES[side]))
            for side, count in counts.items()
        ],
        current_language(),
    )


def _name(words: str) -> Markup:
    return Markup("<bdi>%s</bdi>") % show(words)


def _who(entry: Entry) -> Markup:
    said = name_author(entry.author)
    return _name(said[:1].upper() + said[1:] if entry.author in AUTHORS else said)


def _review(entry: Entry, told: Mapping[str, object], names: KeptNames) -> Markup:
    """Return the review's name, which leads to it; of one that was deleted what the entry holds, or its number."""
    review = names.reviews.get(entry.review_id or 0)
    if review is not None:
        return Markup('<a href="%s">%s · %s</a>') % (
            url_for("desk.review", review_id=review.id),
            _name(text(review.partner.name)),
            _name(text(review.round.title)),
        )
    held = [_NAMED[key](names, entry, str(told[key])) for key in _OF_A_REVIEW if key in told]
    return Markup(" · ").join(map(_name, held)) if held else _name(gettext("number %(number)s", number=entry.review_id))


def _text_of(found: Text | None, slug: str) -> str:
    return text(found) if found else slug


_OF_A_REVIEW = ("partner", "round")
"""What names a review; entries on one need not say it again."""

_NAMED: Mapping[str, Callable[[KeptNames, Entry, str], str]] = {
    "person": lambda names, _, one: names.people.get(one) or gettext("someone whose name is no longer kept"),
    "partner": lambda names, _, slug: _text_of(names.partners.get(slug), slug),
    "into": lambda names, _, slug: _text_of(names.partners.get(slug), slug),
    "round": lambda names, _, slug: _text_of(names.rounds.get(slug), slug),
    "section": lambda names, entry, slug: _text_of(names.topics.get((entry.review_id or 0, slug)), slug),
}
"""What is called by a name of its own."""
